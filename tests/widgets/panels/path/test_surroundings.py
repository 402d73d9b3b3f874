"""The row "Surroundings" of the panel: the whole picture, the paper's 64, or a side of the user's own."""

from __future__ import annotations

import pytest
from pytestqt.qtbot import QtBot

from lamgui.attribution.settings.settings import Settings
from lamgui.widgets.panels.path.panel import PathPanel
from lamgui.widgets.panels.path.surroundings import FIRST_OTHER_PX, SurroundingsControl


@pytest.fixture
def panel(qtbot: QtBot) -> PathPanel:
    panel = PathPanel()
    qtbot.addWidget(panel)
    return panel


def test_each_choice_is_a_side(panel: PathPanel) -> None:
    seen: list[Settings] = []
    panel.settings_edited.connect(lambda settings, _: seen.append(settings))
    control = panel.surroundings
    assert control.choice.currentText() == "Whole picture"
    for index in (1, 2):
        control.choice.setCurrentIndex(index)
    assert control.side.isVisibleTo(panel)
    control.side.setValue(80)
    control.choice.setCurrentIndex(0)
    assert not control.side.isVisibleTo(panel)
    assert [settings.surroundings for settings in seen] == [64, FIRST_OTHER_PX, 80, None]


@pytest.mark.parametrize(("side", "shown"), [(None, "Whole picture"), (64, "64 × 64"), (31, "Other side")])
def test_settings_are_shown_and_not_reported(qtbot: QtBot, side: int | None, shown: str) -> None:
    control = SurroundingsControl()
    qtbot.addWidget(control)
    seen: list[object] = []
    control.edited.connect(lambda one, _: seen.append(one))
    control.show_settings(Settings(surroundings=side))
    assert control.choice.currentText() == shown
    assert side != 31 or control.side.value() == 31
    assert seen == []


def test_a_preset_leaves_the_surroundings_as_they_are(panel: PathPanel) -> None:
    panel.show_settings(Settings(surroundings=64))
    seen: list[Settings] = []
    panel.settings_edited.connect(lambda settings, _: seen.append(settings))
    panel.presets.actions_by_name()["Paper"].trigger()
    assert [(one.surroundings, one.steps) for one in seen] == [(64, 100)]
    assert panel.presets.text() == "Paper"
