"""The path panel composes valid settings only, reports each edit once, and names the preset in use."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractSpinBox, QLabel
from pytestqt.qtbot import QtBot

from lamgui.attribution.detectors.gabor_filter import Gabor
from lamgui.attribution.settings.own_detector import OwnDetector
from lamgui.attribution.settings.settings import Precision, Settings
from lamgui.widgets.panels.path.panel import PathPanel

Edits = list[tuple[Settings, str]]


@pytest.fixture
def panel(qtbot: QtBot) -> PathPanel:
    panel = PathPanel()
    qtbot.addWidget(panel)
    return panel


@pytest.fixture
def edits(panel: PathPanel) -> Edits:
    found: Edits = []
    panel.settings_edited.connect(lambda settings, gesture: found.append((settings, gesture)))
    return found


def said(panel: PathPanel) -> str:
    return "\n".join(label.text() for label in panel.findChildren(QLabel) if label.wordWrap())


def type_into(box: QAbstractSpinBox, text: str) -> None:
    box.selectAll()
    QTest.keyClicks(box, text)
    QTest.keyClick(box, Qt.Key.Key_Return)


def test_what_is_shown_is_not_reported(panel: PathPanel, edits: Edits) -> None:
    shown = Settings("intensity", "linear-blur", 3.0, 9, 100, "right", Precision.FLOAT64)
    panel.show_settings(shown)
    panel.show_settings(Settings())
    panel.show_note("A kernel of 9 cuts σ = 3.")
    assert edits == []
    assert "A kernel of 9 cuts σ = 3." in said(panel)


def test_every_control_reports_its_field_once(panel: PathPanel, edits: Edits) -> None:
    QTest.keyClick(panel.detector, Qt.Key.Key_Down)
    QTest.keyClick(panel.path, Qt.Key.Key_Down)
    QTest.keyClick(panel.sigma, Qt.Key.Key_Up)
    QTest.keyClick(panel.steps, Qt.Key.Key_Up)
    QTest.keyClick(panel.rule, Qt.Key.Key_Home)
    QTest.keyClick(panel.precision, Qt.Key.Key_Down)
    panel.auto_kernel.click()
    QTest.keyClick(panel.kernel, Qt.Key.Key_Down)
    assert [gesture for _, gesture in edits] == ["", "", "spin-sigma", "spin-steps", "", "", "", "spin-kernel"]
    assert edits[-1][0] == Settings("intensity", "linear-blur", 1.3, 11, 51, "right", Precision.FLOAT64)


def test_a_typed_even_kernel_becomes_odd_and_that_is_said(panel: PathPanel, edits: Edits) -> None:
    panel.show_settings(Settings(kernel_size=9))
    type_into(panel.kernel, "12")
    assert edits == [(Settings(kernel_size=13), "spin-kernel")]
    assert panel.kernel.value() == 13
    assert "12 is even, so 13 was taken" in said(panel)
    panel.show_settings(Settings(kernel_size=13))
    assert "12 is even" in said(panel)
    panel.show_settings(Settings(kernel_size=9))
    assert "12 is even" not in said(panel)


def test_an_even_kernel_that_comes_back_to_the_one_in_use_is_no_edit(panel: PathPanel, edits: Edits) -> None:
    panel.show_settings(Settings(kernel_size=9))
    type_into(panel.kernel, "8")
    assert edits == []
    assert panel.kernel.value() == 9
    assert "8 is even, so 9 was taken" in said(panel)


def test_auto_follows_sigma(panel: PathPanel, edits: Edits) -> None:
    assert panel.auto_kernel.text() == "Auto (11)"
    assert not panel.kernel.isEnabled()
    panel.sigma.setValue(3.0)
    assert panel.auto_kernel.text() == "Auto (25)"
    assert panel.kernel.value() == 25
    assert edits == [(Settings(sigma=3.0), "spin-sigma")]
    panel.auto_kernel.click()
    assert edits[-1] == (Settings(sigma=3.0, kernel_size=25), "")
    assert panel.kernel.isEnabled()


def test_limits(panel: PathPanel, edits: Edits) -> None:
    panel.sigma.setValue(1000.0)
    panel.steps.setValue(0)
    assert edits[-1][0] == Settings(sigma=50.0, steps=1)
    panel.steps.setValue(10_000)
    panel.sigma.setValue(0.0)
    assert edits[-1][0] == Settings(sigma=0.05, steps=2000)


def test_black_baseline_has_no_blur(panel: PathPanel) -> None:
    panel.show_settings(Settings(path="linear-black", kernel_size=9))
    assert not any(control.isEnabled() for control in (panel.sigma, panel.kernel, panel.auto_kernel))
    panel.show_settings(Settings(kernel_size=9))
    assert all(control.isEnabled() for control in (panel.sigma, panel.kernel, panel.auto_kernel))


@pytest.mark.parametrize(
    ("name", "settings"),
    [
        ("Demo", Settings(rule="right", steps=50, kernel_size=9)),
        ("Paper", Settings(rule="right", steps=100, kernel_size=9)),
        ("Default", Settings()),
    ],
)
@pytest.mark.parametrize(
    "kept",
    [
        {"detector": "intensity"},
        {"detector": "gabor", "detector_options": Gabor(30.0)},
        {"detector": "own", "own_detector": OwnDetector("brightness", "mine.py", "ab" * 32)},
    ],
)
def test_presets_keep_detector_and_precision(
    panel: PathPanel, edits: Edits, kept: dict[str, Any], name: str, settings: Settings
) -> None:
    kept = {**kept, "precision": Precision.FLOAT64}
    panel.show_settings(Settings(sigma=2.0, **kept))
    assert panel.presets.text() == "Custom"
    panel.presets.actions_by_name()[name].trigger()
    assert edits == [(replace(settings, **kept), "")]
    assert panel.presets.text() == name
    panel.presets.actions_by_name()[name].trigger()
    assert len(edits) == 1
    assert panel.presets.actions_by_name()[name].isChecked()
