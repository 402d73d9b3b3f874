"""Every way to open a picture, every kind of it, and HR or LR: it is shown, named, and its map computed."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import cv2
import numpy as np
import pytest
from PIL import Image
from PySide6.QtCore import QMimeData, QUrl
from PySide6.QtGui import QGuiApplication, QImage
from PySide6.QtWidgets import QRadioButton

from lamgui.imaging.picture import Pixels
from lamgui.imaging.prepare import Role
from lamgui.networks.catalogue import bundled
from lamgui.widgets.panels.number_rows import NO_HR, Measure
from lamgui.window.options import WindowOptions
from tests.imaging.pictures import coloured, sixteen_bit
from tests.program.conftest import Start
from tests.program.driver import Driver
from tests.small import edsr_x2, saved
from tests.widgets.window_rig import words_in


@pytest.fixture
def other(tmp_path: Path) -> Path:
    """A picture of another size, with a space and a letter beyond ASCII in its name."""
    path = tmp_path / "größer 2.png"
    Image.fromarray(coloured(160, 120)).save(path)
    return path


def test_by_the_command_line(start: Start, picture: Path) -> None:
    driver = start(WindowOptions(picture=picture, networks=("FSRCNN",)))
    assert driver.finished().picture.path == picture
    assert driver.window.windowTitle() == "waves.png - lamgui"


def test_an_lr_picture_with_its_original_on_the_command_line(start: Start, tmp_path: Path) -> None:
    lr, hr = saved(tmp_path / "lr.png", 32, 24), saved(tmp_path / "hr.png", 128, 96)
    driver = start(WindowOptions(picture=lr, reference=hr))
    state = driver.session.state
    assert state.role is Role.LR
    assert state.picture is not None
    assert state.picture.reference is not None
    assert (state.picture.path, state.picture.reference.path) == (lr, hr)


def test_without_an_argument_the_bundled_picture_is_shown(start: Start) -> None:
    analysis = start(WindowOptions()).finished()
    assert analysis.picture.name == "sample.png"
    assert analysis.network.name == "FSRCNN"


def test_a_network_file_is_named_on_the_command_line(start: Start, picture: Path, tmp_path: Path) -> None:
    entry = edsr_x2(tmp_path)
    driver = start(WindowOptions(picture=picture, networks=(str(entry.path),)))
    assert driver.finished().network.name == "tiny"
    assert [e.name for e in driver.session.entries] == [*(e.name for e in bundled()), "tiny"]


def test_by_the_dialog(driver: Driver, other: Path) -> None:
    driver.open(other)
    analysis = driver.shows(other.name)
    assert analysis.pictures.lr.shape == (30, 40, 3)
    assert driver.window.windowTitle() == f"{other.name} - lamgui"
    assert "160 × 120, reduced to 40 × 30 LR" in words_in(driver.window.picture_panel)
    driver.choose("undo")
    driver.shows("waves.png")


def test_by_dropping(driver: Driver, other: Path, tmp_path: Path) -> None:
    entry = edsr_x2(tmp_path)
    driver.drop([entry.path, other])
    driver.wait(lambda: driver.session.state.network == entry)
    assert driver.shows(other.name).network.scale == 2


def test_by_pasting_pixels(driver: Driver) -> None:
    pixels = coloured(64, 64)
    image = QImage(pixels.data, 64, 64, 192, QImage.Format.Format_RGB888).copy()
    QGuiApplication.clipboard().setImage(image)
    driver.pasted()
    analysis = driver.shows("Pasted picture")
    np.testing.assert_array_equal(analysis.pictures.hr, pixels)


def test_by_pasting_a_file(driver: Driver, other: Path) -> None:
    files = QMimeData()
    files.setUrls([QUrl.fromLocalFile(str(other))])
    QGuiApplication.clipboard().setMimeData(files)
    driver.pasted()
    driver.shows(other.name)


def test_pasting_nothing_is_told_and_changes_nothing(driver: Driver) -> None:
    before = driver.holdings()
    QGuiApplication.clipboard().setText("words")
    driver.pasted()
    assert driver.window.message_bar.messages()[0].title == "There is no picture on the clipboard."
    QGuiApplication.clipboard().setText("https://example.org/a.png")
    driver.pasted()
    assert "address on the web" in driver.window.message_bar.messages()[0].title
    assert driver.holdings() == before


def test_by_a_pasted_address_of_a_file(driver: Driver, other: Path) -> None:
    QGuiApplication.clipboard().setText(other.as_uri())
    driver.pasted()
    driver.shows(other.name)


def test_by_the_recent_files(driver: Driver, other: Path, picture: Path) -> None:
    driver.open(other)
    driver.shows(other.name)
    menu = driver.window.menus.submenus["recent"]
    assert [action.data() for action in menu.actions()[:2]] == [other, picture]
    menu.actions()[1].trigger()
    driver.shows(picture.name)
    assert [action.data() for action in menu.actions()[:2]] == [picture, other]


def grey(path: Path) -> None:
    Image.fromarray(coloured(128, 96)[..., 0]).save(path)


def deep(path: Path) -> None:
    cv2.imencode(".png", sixteen_bit(128, 96))[1].tofile(path)


def palette(path: Path) -> None:
    Image.fromarray(coloured(128, 96)).quantize(16).save(path)


def transparent(path: Path) -> None:
    Image.fromarray(np.dstack([coloured(128, 96), np.full((96, 128), 99, np.uint8)])).save(path)


def rotated(path: Path) -> None:
    image = Image.fromarray(coloured(96, 128))
    image.getexif()[0x0112] = 6
    image.save(path, exif=image.getexif())


def cmyk(path: Path) -> None:
    Image.fromarray(coloured(128, 96)).convert("CMYK").save(path, format="TIFF")


@pytest.mark.parametrize(
    ("make", "words"),
    [
        (grey, "Grey"),
        (deep, "16"),
        (palette, "Palette"),
        (transparent, "Transparency"),
        (rotated, "Turned upright"),
        (cmyk, "CMYK: converted to RGB"),
    ],
)
def test_every_kind_is_shown_and_its_conversion_told(
    driver: Driver, tmp_path: Path, make: Callable[[Path], None], words: str
) -> None:
    path = tmp_path / "kind.png"
    make(path)
    driver.open(path)
    analysis = driver.shows(path.name)
    assert analysis.pictures.lr.shape == (24, 32, 3)
    assert words in words_in(driver.window.picture_panel)
    shown: Pixels | None = driver.window.viewer.cell.contents.lr
    np.testing.assert_array_equal(shown, analysis.pictures.lr)
    assert driver.window.message_bar.messages() == ()


def test_lr_or_hr_is_switched_in_the_panel_and_psnr_is_shown_for_hr_only(driver: Driver) -> None:
    hr_button, lr_button = driver.window.picture_panel.findChildren(QRadioButton)
    psnr = driver.window.numbers_panel.value(Measure.PSNR)
    quality = driver.analyses[-1].pictures.quality
    assert quality is not None
    assert psnr.row_text().startswith(f"{quality.psnr_y:.2f} dB")
    lr_button.click()
    as_lr = driver.finished()
    assert (as_lr.role, as_lr.pictures.lr.shape, as_lr.pictures.hr) == (Role.LR, (96, 128, 3), None)
    assert psnr.row_text() == NO_HR
    assert "128 × 96, the LR input as it is." in words_in(driver.window.picture_panel)
    hr_button.click()
    assert driver.finished().pictures.lr.shape == (24, 32, 3)
    assert psnr.row_text().startswith(f"{quality.psnr_y:.2f} dB")
    driver.choose("undo")
    assert lr_button.isChecked()
