"""The detector's rows: those of the one in use are shown, the filter is drawn as it is, each edit is told once."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import numpy.typing as npt
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from lamgui.attribution.detectors.gabor_filter import Gabor, gabor_kernels
from lamgui.attribution.detectors.registry import DETECTORS
from lamgui.attribution.settings.own_detector import OwnDetector
from lamgui.attribution.settings.settings import Settings
from lamgui.maps.detector_file import DETECTOR_TEMPLATE
from lamgui.widgets.panels.path.filter_picture import GAP_PX, SIDE_PX, FilterPicture
from lamgui.widgets.panels.path.panel import PathPanel

Edits = list[tuple[Settings, str]]
OWN = OwnDetector("edges", "kanten.py", "ab" * 32, Path("ordner/kanten.py"))


@pytest.fixture
def panel(qtbot: QtBot) -> PathPanel:
    panel = PathPanel()
    qtbot.addWidget(panel)
    panel.resize(260, 500)
    panel.show()
    return panel


@pytest.fixture
def edits(panel: PathPanel) -> Edits:
    found: Edits = []
    panel.settings_edited.connect(lambda settings, gesture: found.append((settings, gesture)))
    return found


def choose(panel: PathPanel, detector: str) -> None:
    panel.detector.setCurrentIndex(list(DETECTORS).index(detector))


def gabor_rows(panel: PathPanel) -> tuple[QWidget, ...]:
    rows = panel.detectors
    return (*rows.option_rows.boxes["gabor"].values(), rows.pictures["gabor"])


def shown(panel: PathPanel) -> set[QWidget]:
    rows = panel.detectors
    told = (*gabor_rows(panel), rows.function, rows.file_button, rows.template_button)
    return {widget for widget in told if widget.isVisible()}


def levels(image: QImage) -> npt.NDArray[np.int64]:
    grid = [[image.pixelColor(x, y).red() for x in range(image.width())] for y in range(image.height())]
    return np.array(grid)


def test_every_detector_can_be_chosen(panel: PathPanel) -> None:
    rows = panel.detectors
    choices = [rows.choice.itemText(k) for k in range(rows.choice.count())]
    assert choices == [kind.title for kind in DETECTORS.values()]


def test_only_what_the_detector_in_use_is_told_is_shown(panel: PathPanel) -> None:
    rows = panel.detectors
    assert shown(panel) == set()
    panel.show_settings(Settings("gabor"))
    assert shown(panel) == set(gabor_rows(panel))
    panel.show_settings(Settings("own", own_detector=OWN))
    assert shown(panel) == {rows.function, rows.file_button, rows.template_button}
    assert rows.function.text() == "edges of kanten.py"
    assert OWN.sha256 in rows.function.toolTip()
    panel.show_settings(Settings("vertical-difference"))
    assert shown(panel) == set()


def test_a_gabor_filter_is_tuned_by_keys_and_is_there_again_when_it_comes_back(panel: PathPanel, edits: Edits) -> None:
    choose(panel, "gabor")
    QTest.keyClick(panel.detectors.option_rows.boxes["gabor"]["angle_deg"], Qt.Key.Key_Up)
    QTest.keyClick(panel.detectors.option_rows.boxes["gabor"]["wavelength_px"], Qt.Key.Key_Down)
    choose(panel, "intensity")
    choose(panel, "gabor")
    tuned = Settings("gabor", detector_options=Gabor(15, 3.5))
    assert edits == [
        (Settings("gabor"), ""),
        (Settings("gabor", detector_options=Gabor(15, 4)), "spin-gabor-angle"),
        (tuned, "spin-gabor-wavelength"),
        (Settings("intensity"), ""),
        (tuned, ""),
    ]


def test_wavelengths_are_offered_up_to_what_fits_into_the_patch(panel: PathPanel, edits: Edits) -> None:
    wavelength = panel.detectors.option_rows.boxes["gabor"]["wavelength_px"]
    panel.show_settings(Settings("gabor"))
    panel.detectors.show_patch_size(16)
    wavelength.selectAll()
    QTest.keyClicks(wavelength, "20")
    QTest.keyClick(wavelength, Qt.Key.Key_Return)
    assert edits == [(Settings("gabor", detector_options=Gabor(0, 7)), "spin-gabor-wavelength")]
    panel.detectors.show_patch_size(11)
    assert (wavelength.value(), wavelength.maximum()) == (7, 7), "what is in use is shown though it does not fit"
    panel.show_settings(Settings("gabor"))
    assert wavelength.maximum() == 5


def test_an_own_function_without_a_file_changes_nothing_but_offers_to_choose_one(
    panel: PathPanel, edits: Edits, qtbot: QtBot
) -> None:
    rows = panel.detectors
    choose(panel, "own")
    assert edits == []
    assert rows.file_button in shown(panel)
    assert rows.function.text() == "No file chosen yet"
    with qtbot.waitSignal(panel.own_detector_wanted):
        rows.file_button.click()
    rows.template_button.click()
    assert QApplication.clipboard().text() == DETECTOR_TEMPLATE
    panel.show_settings(Settings())
    assert rows.choice.value() == "gradient"
    assert shown(panel) == set()


def test_an_own_function_that_was_in_use_is_taken_again(panel: PathPanel, edits: Edits) -> None:
    panel.show_settings(Settings("own", own_detector=OWN))
    choose(panel, "gradient")
    choose(panel, "own")
    assert edits[-1] == (Settings("own", own_detector=OWN), "")


@pytest.mark.parametrize("gabor", [Gabor(0, 2), Gabor(30, 6), Gabor(110, 40)])
def test_the_filter_is_drawn_as_the_detector_has_it(panel: PathPanel, gabor: Gabor) -> None:
    panel.show_settings(Settings("gabor", detector_options=gabor))
    kernels = gabor_kernels(gabor)
    expected = 128 + 127 * kernels / np.abs(kernels).max()
    images = panel.detectors.pictures["gabor"].images()
    assert len(images) == 2
    for image, wanted in zip(images, expected, strict=True):
        np.testing.assert_allclose(levels(image), wanted, atol=0.51)


def test_filters_are_painted_beside_each_other_block_by_block(qtbot: QtBot) -> None:
    picture = FilterPicture()
    qtbot.addWidget(picture)
    picture.resize(picture.sizeHint())
    picture.show_filters((np.array([[2.0, -2.0], [0.0, 2.0]]), np.array([[-2.0, 0.0], [0.0, 0.0]])))
    drawn = levels(picture.grab().toImage())
    half = SIDE_PX // 2
    assert drawn.shape == (SIDE_PX, 2 * SIDE_PX + GAP_PX)
    assert np.all(drawn[:half, :half] == 255)
    assert np.all(drawn[:half, half:SIDE_PX] == 1)
    assert np.all(drawn[half:, :half] == 128)
    second = drawn[:, SIDE_PX + GAP_PX :]
    assert np.all(second[:half, :half] == 1)
    assert np.all(second[half:] == 128)
