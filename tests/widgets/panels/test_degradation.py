"""The controls of a degradation show what has a meaning, and report the user's changes and no others."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from lamgui.imaging.degradation import NO_DEGRADATION, Degradation, DegradationKind, degradation_from
from lamgui.imaging.prepare import Role
from lamgui.imaging.read import picture_from_pixels
from lamgui.imaging.reduce import Reduction
from lamgui.widgets.panels.degradation import DegradationControls
from lamgui.widgets.panels.picture import PicturePanel
from tests.imaging.pictures import coloured


@pytest.fixture
def controls(qtbot: QtBot) -> DegradationControls:
    shown = DegradationControls()
    qtbot.addWidget(shown)
    return shown


def edits(controls: DegradationControls) -> list[Degradation]:
    found: list[Degradation] = []
    controls.edited.connect(lambda degradation, _: found.append(degradation))
    return found


def choose(controls: DegradationControls, kind: DegradationKind) -> None:
    controls.kind.setCurrentIndex(list(DegradationKind).index(kind))


@pytest.mark.parametrize(
    ("spec", "shown"),
    [("none", 0), ("noise:25", 3), ("grey-noise:5", 3), ("jpeg:30", 1), ("blur:1.6", 2)],
)
def test_what_means_nothing_for_a_kind_is_hidden(spec: str, shown: int, controls: DegradationControls) -> None:
    found = edits(controls)
    controls.show_degradation(degradation_from(spec))
    boxes: tuple[QWidget, ...] = (controls.strength, controls.seed, controls.eight_bits)
    assert sum(not box.isHidden() for box in boxes) == shown
    assert found == []


def test_a_kind_begins_with_a_usual_strength_and_like_kinds_keep_theirs(controls: DegradationControls) -> None:
    found = edits(controls)
    choose(controls, DegradationKind.NOISE)
    controls.show_degradation(degradation_from("noise:40"))
    choose(controls, DegradationKind.GREY_NOISE)
    choose(controls, DegradationKind.JPEG)
    assert [one.spec for one in found] == ["noise:25", "grey-noise:40", "jpeg:30"]
    # Nothing shows before the session has it.
    assert controls.kind.value() is DegradationKind.NOISE


def test_strength_seed_and_rounding_are_reported(controls: DegradationControls) -> None:
    controls.show_degradation(degradation_from("noise:25"))
    found = edits(controls)
    controls.strength.setValue(50)
    controls.seed.setValue(3)
    controls.eight_bits.click()
    assert found == [
        degradation_from("noise:50"),
        degradation_from("noise:25", 3),
        degradation_from("noise:25", 0, True),
    ]


@pytest.mark.parametrize(
    ("scale", "role", "is_offered"), [(1, Role.HR, True), (1, Role.LR, False), (4, Role.HR, False)]
)
def test_a_degradation_is_offered_for_a_clean_picture_alone(
    scale: int, role: Role, is_offered: bool, qtbot: QtBot
) -> None:
    panel = PicturePanel()
    qtbot.addWidget(panel)
    picture = picture_from_pixels(coloured(32, 24), "waves")
    panel.show_picture(picture, role, Reduction.PILLOW, (32 // scale, 24 // scale), NO_DEGRADATION, scale)
    assert panel.degradation.isHidden() is not is_offered


def test_the_panel_of_the_picture_speaks_of_clean_pictures(qtbot: QtBot) -> None:
    panel = PicturePanel()
    qtbot.addWidget(panel)
    picture = picture_from_pixels(coloured(32, 24), "waves")
    panel.show_picture(picture, Role.HR, Reduction.PILLOW, (32, 24), degradation_from("noise:25"), 1)
    assert [button.text() for button in panel._roles.buttons()] == ["Clean original", "Input"]
    assert panel._size.text() == "32 × 24, with noise σ 25 of 255 (seed 0, not clipped)."
    panel.show_picture(picture, Role.HR, Reduction.PILLOW, (8, 6), NO_DEGRADATION, 4)
    assert [button.text() for button in panel._roles.buttons()] == ["HR original", "LR input"]
