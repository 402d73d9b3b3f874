"""What is said of hard patches that are not ranked: what they wait for, or why they will not be."""

from __future__ import annotations

from lamgui.window.bind.survey import CANCELLED, RANKING, WAITING, note_on
from tests.rig import LONG
from tests.widgets.window_rig import WindowRig


def test_without_a_survey_it_says_what_that_waits_for() -> None:
    assert note_on(None, 16, RANKING) == RANKING


def test_a_run_that_is_cancelled_leaves_no_promise_of_a_ranking(rig: WindowRig) -> None:
    panel = rig.window.hard_patches_panel
    rig.choices.choose_settings(LONG, "")
    rig.in_full_run()
    assert panel.summary.lines[0].value == WAITING
    rig.runs.cancel()
    rig.wait(lambda: rig.session.progress is None)
    rig.wait(lambda: panel.summary.lines[0].value == CANCELLED)
