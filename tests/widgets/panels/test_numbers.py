"""The numbers panel gives every number in words, with a reason where there is none, and as text to copy."""

from __future__ import annotations

import math
from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from lamgui.attribution.receptive_field import AxisField, ReceptiveField, TheoreticalField
from lamgui.attribution.settings.settings import Settings
from lamgui.imaging.quality import Quality
from lamgui.widgets.controls.severity import Severity
from lamgui.widgets.panels.number_rows import Measure, Row
from lamgui.widgets.panels.numbers import IN_STATUS_BAR, NumbersPage, NumbersPanel
from tests.made import cropped
from tests.widgets.analysis_of import analysis_of, progress_of


@pytest.fixture
def panel(qtbot: QtBot) -> NumbersPanel:
    panel = NumbersPanel()
    qtbot.addWidget(panel)
    return panel


def rows(panel: NumbersPanel) -> dict[str, str]:
    return {measure.heading: panel.value(measure).row_text() for measure in Measure if measure not in IN_STATUS_BAR}


def test_what_the_network_was_given(panel: NumbersPanel) -> None:
    panel.show_analysis(cropped())
    assert rows(panel)["Input"] == "LR 8×8: around the patch"
    panel.show_analysis(replace(analysis_of(), settings=Settings(surroundings=64)))
    assert rows(panel)["Input"] == "LR 10×6: the whole picture, not as in the paper's Table 1"


def test_a_finished_run(panel: NumbersPanel) -> None:
    panel.show_analysis(analysis_of())
    assert rows(panel) == {
        "Verdict": "sound",
        "PSNR": "29.83 dB (Y)",
        "SSIM": "0.8912 (Y)",
        "PSNR RGB": "28.11 dB",
        "DI": "2.333 ± 0.030",
        "Effective": "1.400 ± 0.018 px of 10×6",
        "Input": "LR 10×6",
        "Gap": "−0.4 %",
        "Error": "± 1.2 %",
        "ΔD": "100",
        "Area": "2 px, 3.3 % of LR",
        "Field": "bounded",
        "Reached": "not stored",
        "Time": "2.1 s, 50 passes",
    }
    assert "Device: cpu\nMemory: 340 MiB" in panel.as_text()


def test_both_sizes_of_the_field_are_named_and_what_was_reached_of_it(panel: NumbersPanel) -> None:
    reach = AxisField((-1,) * 4, (1,) * 4, 3)
    theory = TheoreticalField(ReceptiveField.LOCAL, 5, 1, reach, reach)
    mask = np.zeros((6, 10), bool)
    mask[1, 2:5] = mask[3, 4] = True
    analysis = analysis_of()
    panel.show_analysis(replace(analysis, network=replace(analysis.network, theoretical_field=theory), field_mask=mask))
    assert rows(panel)["Field"] == "5 px, exactly 3"
    # The patch of 8 at (4, 2) with its margin: LR columns 0..4 and rows 0..3, a pixel around, inside the picture.
    assert rows(panel)["Reached"] == "3 × 3 px, 20 %"
    panel.show_analysis(replace(analysis, field_mask=np.zeros((6, 10), bool)))
    assert rows(panel)["Reached"] == "none, 0 px"


def test_another_share_changes_the_area(panel: NumbersPanel) -> None:
    panel.show_share(0.5)
    panel.show_analysis(analysis_of())
    assert rows(panel)["Area"] == "1 px, 1.7 % of LR"
    panel.show_share(0.9)
    assert rows(panel)["Area"] == "2 px, 3.3 % of LR"


def test_no_number_without_a_reason(panel: NumbersPanel) -> None:
    panel.show_analysis(analysis_of(gap=math.nan, quality=None, map_is_zero=True))
    shown = rows(panel)
    assert shown["PSNR"] == "no HR picture"
    assert shown["DI"] == "none: the map is zero or not finite"
    assert shown["Gap"] == "none: ΔD is 0"
    assert shown["Area"].startswith("none")
    assert "nan" not in panel.as_text().lower()


def test_equal_pictures_and_small_ones(panel: NumbersPanel) -> None:
    panel.show_analysis(analysis_of(quality=Quality(math.inf, math.nan, math.inf)))
    shown = rows(panel)
    assert shown["PSNR"] == "∞ dB (Y): both are equal"
    assert shown["SSIM"] == "none (Y): picture too small"


@pytest.mark.parametrize(
    ("gap", "severity"), [(0.05, None), (-0.051, Severity.WARNING), (math.nan, Severity.WARNING), (0.001, None)]
)
def test_a_large_gap_stands_out(panel: NumbersPanel, gap: float, severity: Severity | None) -> None:
    panel.show_analysis(analysis_of(gap=0.5))
    panel.show_analysis(analysis_of(gap=gap))
    assert panel.value(Measure.GAP).severity is severity


def test_a_run_on_its_way_shows_what_is_known(panel: NumbersPanel) -> None:
    panel.show_analysis(analysis_of())
    panel.show_run(progress_of(step=4, total=10), "")
    shown = rows(panel)
    assert shown["PSNR"] == "29.83 dB (Y)"
    assert shown["Gap"] == "sum so far: 40"
    assert shown["DI"] == "–"
    assert shown["Time"] == "2.0 s so far"
    panel.show_analysis(analysis_of())
    assert rows(panel)["DI"] == "2.333 ± 0.030"


def test_during_a_run_the_page_is_no_lower_than_before(qtbot: QtBot) -> None:
    page = NumbersPage(NumbersPanel())
    qtbot.addWidget(page)
    panel = page.widget()
    assert isinstance(panel, NumbersPanel)
    page.show()
    panel.show_analysis(analysis_of(gap=0.5))
    QApplication.processEvents()
    finished = page.sizeHint().height()
    panel.show_run(None, "")
    QApplication.processEvents()
    assert page.sizeHint().height() == finished
    panel.show_run(progress_of(step=4, total=10), "")
    QApplication.processEvents()
    assert page.sizeHint().height() == finished
    panel.show_analysis(None)
    QApplication.processEvents()
    assert page.sizeHint().height() == panel.sizeHint().height() < finished


def test_copies_numbers_settings_and_notes(panel: NumbersPanel) -> None:
    assert not panel.copy_button.isEnabled()
    panel.show_analysis(analysis_of(notes=("A kernel of 9 cuts σ = 3.",)))
    QApplication.clipboard().clear()
    QTest.mouseClick(panel.copy_button, Qt.MouseButton.LeftButton)
    text = QApplication.clipboard().text()
    for part in ("baby.png", "EDSR", "DI: 2.33", "rule arc, 50 steps", "A kernel of 9 cuts σ = 3."):
        assert part in text


def test_ctrl_c_copies(panel: NumbersPanel, qtbot: QtBot) -> None:
    panel.show_analysis(analysis_of())
    with qtbot.waitExposed(panel):
        panel.show()
    panel.copy_button.setFocus()
    qtbot.waitUntil(panel.copy_button.hasFocus)
    QApplication.clipboard().clear()
    QTest.keyClick(panel.copy_button, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QApplication.clipboard().text() == panel.as_text() != ""


def test_a_remark_in_one_column_makes_no_gap_in_another(panel: NumbersPanel) -> None:
    panel.resize(1400, 300)
    panel.show_analysis(analysis_of())
    panel.value(Measure.GAP).show_row(Row("0.4 %", "the sum meets ΔD"), muted=False)
    panel.show()
    QApplication.processEvents()
    assert rows(panel)["Gap"] == "0.4 %: the sum meets ΔD"
    of_first = ("Verdict", "PSNR", "SSIM", "PSNR RGB")
    tops = [label.y() for label in panel.findChildren(QLabel) if label.text() in of_first]
    assert len(tops) == len(of_first)
    assert len({after - before for before, after in pairwise(sorted(tops))}) == 1
