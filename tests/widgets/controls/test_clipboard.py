"""Pictures go to the clipboard and come back as they were; whatever another program puts there is read."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QMimeData, QUrl
from PySide6.QtGui import QClipboard, QColor, QImage
from PySide6.QtWidgets import QApplication

from lamgui.widgets.controls.clipboard import files_named_on, files_on, picture_on, put_picture
from tests.imaging.pictures import coloured, noise
from tests.widgets.window_rig import WindowRig


@pytest.fixture
def clipboard(qapp: QApplication) -> Iterator[QClipboard]:
    clipboard = qapp.clipboard()
    clipboard.clear()
    yield clipboard
    clipboard.clear()


@pytest.mark.parametrize(("width", "height"), [(1, 1), (5, 3), (33, 20)])
def test_a_picture_comes_back_as_it_was(clipboard: QClipboard, width: int, height: int) -> None:
    pixels = noise(width, height)
    put_picture(clipboard, pixels[:, ::-1])
    pasted = picture_on(clipboard)
    assert pasted is not None
    np.testing.assert_array_equal(pasted.pixels, pixels[:, ::-1])
    assert (pasted.path, pasted.name) == (None, "Pasted picture")


def test_the_clipboard_keeps_a_picture_that_the_program_forgets(clipboard: QClipboard) -> None:
    pixels = noise(40, 30)
    expected = pixels.copy()
    put_picture(clipboard, pixels)
    pixels[:] = 0
    pasted = picture_on(clipboard)
    assert pasted is not None
    np.testing.assert_array_equal(pasted.pixels, expected)


def test_transparency_lies_on_white(clipboard: QClipboard) -> None:
    image = QImage(2, 1, QImage.Format.Format_ARGB32)
    image.setPixelColor(0, 0, QColor(255, 0, 0, 0))
    image.setPixelColor(1, 0, QColor(0, 0, 0, 128))
    clipboard.setImage(image)
    pasted = picture_on(clipboard)
    assert pasted is not None
    assert pasted.pixels.tolist() == [[[255, 255, 255], [127, 127, 127]]]


@pytest.mark.parametrize(
    "kind", [QImage.Format.Format_Grayscale8, QImage.Format.Format_Grayscale16, QImage.Format.Format_Mono]
)
def test_grey_pictures_become_rgb(clipboard: QClipboard, kind: QImage.Format) -> None:
    image = QImage(7, 2, QImage.Format.Format_RGB32)
    image.fill(QColor(255, 255, 255))
    image.setPixelColor(3, 1, QColor(0, 0, 0))
    clipboard.setImage(image.convertToFormat(kind))
    pasted = picture_on(clipboard)
    assert pasted is not None
    expected = np.full((2, 7, 3), 255)
    expected[1, 3] = 0
    np.testing.assert_array_equal(pasted.pixels, expected)


def test_without_a_picture_there_is_none(clipboard: QClipboard) -> None:
    assert picture_on(clipboard) is None
    clipboard.setText("words")
    assert picture_on(clipboard) is None
    assert files_on(clipboard) == []


def test_copied_files_are_told_by_their_paths(clipboard: QClipboard, tmp_path: Path) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(tmp_path / "ä b.png")), QUrl("https://example.org/c.png")])
    clipboard.setMimeData(data)
    assert files_on(clipboard) == [tmp_path / "ä b.png"]


def test_paste_uses_the_picture(clipboard: QClipboard, rig: WindowRig) -> None:
    put_picture(clipboard, coloured(64, 48))
    rig.choose("paste_picture")
    picture = rig.finished().picture
    assert picture.name == "Pasted picture"
    np.testing.assert_array_equal(picture.pixels, coloured(64, 48))


def test_paste_of_files_opens_them(clipboard: QClipboard, rig: WindowRig, tmp_path: Path) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(tmp_path / "gone.png"))])
    clipboard.setMimeData(data)
    rig.choose("paste_picture")
    assert "gone.png" in rig.failed()[0]


def test_paste_of_nothing_says_so(clipboard: QClipboard, rig: WindowRig) -> None:
    clipboard.setText("words")
    rig.choose("paste_picture")
    assert rig.infos == ["There is no picture on the clipboard."]


def test_a_pasted_picture_that_is_too_small_changes_nothing(clipboard: QClipboard, rig: WindowRig) -> None:
    state = rig.session.state
    put_picture(clipboard, noise(2, 2))
    rig.choose("paste_picture")
    assert "too small" in rig.failed()[0]
    assert rig.session.state == state


def test_paths_and_file_addresses_in_text_are_files(clipboard: QClipboard, tmp_path: Path) -> None:
    here = tmp_path / "ä b.png"
    for text in (str(here), f'"{here}"\n', QUrl.fromLocalFile(str(here)).toString(), here.as_uri()):
        clipboard.setText(text)
        assert files_named_on(clipboard) == [here]
    clipboard.setText(f"{here}\n\n{here.with_name('c.png')}\n")
    assert files_named_on(clipboard) == [here, here.with_name("c.png")]
    for text in ("words", "b.png", "", f"{here}\nand words", "https://example.org/a.png", "~nobody-of-this-name/a.png"):
        clipboard.setText(text)
        assert files_named_on(clipboard) == []


def test_a_copied_figure_keeps_its_size_in_print(clipboard: QClipboard) -> None:
    put_picture(clipboard, np.zeros((4, 6, 3), np.uint8), 300)
    image = clipboard.image()
    assert image.dotsPerMeterX() == image.dotsPerMeterY() == round(300 / 0.0254)
