"""Surveys run when nothing else does, end at once when a run begins, and go on where they ended."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot
from torch import Tensor

from lamgui.attribution.patch import Patch
from lamgui.attribution.settings.settings import Settings
from lamgui.control.survey import SURVEY, SurveyController
from lamgui.maps.survey import survey as survey_job
from lamgui.maps.survey.survey import Surveyed
from lamgui.session.state import RowsOf
from tests.rig import LONG, Rig
from tests.small import edsr_x2, hr_picture


class SurveyRig(Rig):
    """A Rig whose picture is surveyed."""

    def __init__(self, qtbot: QtBot) -> None:
        super().__init__(qtbot)
        self.surveys = SurveyController(self.session, self.desk, self.pipeline)
        self.said: list[str] = []
        self.surveys.info_raised.connect(self.said.append)

    def surveyed(self) -> Surveyed:
        """Wait for the whole survey, and for the patches of the size in use."""
        self.wait(self._is_surveyed)
        assert self.session.survey is not None
        return self.session.survey

    def _is_surveyed(self) -> bool:
        survey, patch = self.session.survey, self.session.state.patch
        known = survey is not None and patch is not None and survey.is_whole
        return known and survey is not None and patch is not None and (survey.failed or survey.size == patch.size)


@pytest.fixture
def rig(qtbot: QtBot) -> Iterator[SurveyRig]:
    rig = SurveyRig(qtbot)
    yield rig
    rig.surveys.halt()
    rig.desk.close()


@pytest.fixture
def passes(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """Grows by the α of every pass of a survey."""
    seen: list[float] = []
    honest = survey_job._Survey._pass

    def noted(self: survey_job._Survey, alpha: float) -> Tensor | None:
        seen.append(alpha)
        return honest(self, alpha)

    monkeypatch.setattr(survey_job._Survey, "_pass", noted)
    return seen


def test_a_survey_follows_a_map_and_its_ends_are_the_maps(rig: SurveyRig) -> None:
    analysis = rig.run()
    survey = rig.surveyed()
    assert survey.done == 17
    found = rig.surveys.objective(analysis.pictures.patch)
    assert found is not None
    alpha, objective = found
    assert alpha[0] == 0.0
    assert alpha[-1] == 1.0
    assert objective[0] == pytest.approx(analysis.curves.objective_baseline, rel=1e-4)
    assert objective[-1] == pytest.approx(analysis.curves.objective_input, rel=1e-4)
    assert rig.surveys.objective(Patch(113, 79, 16)) is None, "no such patch lies in the picture"


def test_no_survey_runs_while_a_run_is_on(rig: SurveyRig, passes: list[float]) -> None:
    rig.run()
    rig.wait(lambda: bool(passes))
    rig.choices.choose_settings(LONG, "")
    assert not rig.desk.is_busy(SURVEY)
    rig.in_full_run()
    begun = len(passes)
    rig.wait(lambda: rig.session.progress is not None and rig.session.progress.step > 100)
    assert len(passes) == begun
    rig.runs.cancel()


def test_none_is_begun_after_a_run_that_was_cancelled(rig: SurveyRig, passes: list[float]) -> None:
    rig.choices.choose_settings(LONG, "")
    rig.in_full_run()
    rig.runs.cancel()
    rig.wait(lambda: not rig.surveys._idle.isActive())
    assert not rig.desk.is_busy(SURVEY)
    assert passes == []


def test_another_patch_goes_on_with_the_survey_that_it_interrupted(rig: SurveyRig) -> None:
    rig.run()
    rig.wait(lambda: rig.session.survey is not None and rig.session.survey.done >= 2)
    before = rig.session.survey
    assert before is not None
    assert before.survey is not None
    rig.rows.move_patch(Patch(5, 6, 16), "")
    assert rig.session.survey is before, "what is known of all patches holds for this one"
    rig.finished()
    after = rig.surveyed()
    assert after.survey is not None
    assert all(any(plane is kept for plane in after.survey.densities) for kept in before.survey.densities)


def test_another_picture_or_detector_has_a_survey_of_its_own_and_the_old_one_comes_back(rig: SurveyRig) -> None:
    rig.run()
    first = rig.surveyed()
    rig.session.update("", picture=hr_picture(64, 64), patch=None)
    assert rig.session.survey is None
    rig.finished()
    second = rig.surveyed()
    assert second.survey is not None
    assert second.survey.densities[0].shape == (63, 63)
    rig.choices.choose_settings(Settings(steps=3, detector="intensity"), "")
    assert rig.session.survey is None
    rig.session.undo_stack.undo()
    rig.session.undo_stack.undo()
    assert rig.session.survey is first


def test_a_network_that_loads_shows_no_survey_of_another(rig: SurveyRig, tmp_path: Path) -> None:
    rig.run()
    rig.surveyed()
    rig.choices.choose_network(edsr_x2(tmp_path))
    assert rig.session.survey is None
    rig.finished()
    assert rig.surveyed().survey is not None


def test_another_patch_size_is_ranked_anew_without_a_pass(rig: SurveyRig, passes: list[float]) -> None:
    rig.run()
    rig.surveyed()
    assert len(passes) == 17
    rig.rows.move_patch(Patch(20, 20, 10), "")
    rig.finished()
    survey = rig.surveyed()
    assert len(passes) == 17
    assert survey.size == 10
    assert {one.patch.size for one in survey.hard} == {10}


def test_a_survey_that_fails_says_why_once_and_the_window_goes_on(
    rig: SurveyRig, monkeypatch: pytest.MonkeyPatch
) -> None:
    tries: list[int] = []

    def broken(*_: object) -> None:
        tries.append(1)
        raise RuntimeError("no such kernel")

    monkeypatch.setattr("lamgui.maps.survey.survey._Survey.with_next_node", broken)
    rig.run()
    survey = rig.surveyed()
    assert survey.failed
    assert "no such kernel" in survey.note
    assert rig.errors == []
    rig.rows.move_patch(Patch(5, 6, 16), "")
    rig.finished()
    rig.wait(lambda: not rig.desk.is_busy(SURVEY))
    rig.surveys._begin()
    assert not rig.desk.is_busy(SURVEY), "what failed is not begun again whenever nothing else is to be done"
    assert len(tries) == 1


def test_stepping_goes_round_and_every_step_can_be_undone(rig: SurveyRig) -> None:
    start = rig.run().pictures.patch
    hard = [one.patch for one in rig.surveyed().hard]
    assert start not in hard
    rig.surveys.next()
    assert rig.session.state.patch == hard[0]
    rig.surveys.next()
    assert rig.session.state.patch == hard[1]
    rig.surveys.previous()
    rig.surveys.previous()
    assert rig.session.state.patch == hard[-1]
    rig.surveys.next()
    assert rig.session.state.patch == hard[0]
    undone = []
    while rig.session.undo_stack.canUndo():
        rig.session.undo_stack.undo()
        undone.append(rig.session.state.patch)
    assert undone == [hard[-1], hard[0], hard[1], hard[0], start]


@pytest.mark.parametrize(
    ("rows", "then"),
    [
        (RowsOf.PRESETS, RowsOf.PRESETS),
        (RowsOf.PATHS, RowsOf.PATHS),
        (RowsOf.NETWORKS, RowsOf.NETWORKS),
        (RowsOf.BOOKMARKS, RowsOf.NETWORKS),
    ],
)
def test_stepping_leaves_rows_that_are_not_bookmarks(rig: SurveyRig, rows: RowsOf, then: RowsOf) -> None:
    hard = Patch(5, 6, 16)
    rig.session.update("", patch=Patch(1, 2, 16), rows=rows)
    rig.surveys.go_to(hard)
    assert (rig.session.state.patch, rig.session.state.rows) == (hard, then)


def test_stepping_before_anything_is_known_says_so(rig: SurveyRig) -> None:
    rig.surveys.next()
    assert rig.session.state.patch is None
    assert rig.said == ["The hard patches are not known yet: they are ranked when the map is done."]


def test_halting_keeps_what_was_found(rig: SurveyRig) -> None:
    rig.run()
    rig.wait(lambda: rig.session.survey is not None and rig.session.survey.done >= 2)
    rig.surveys.halt()
    assert not rig.desk.is_busy(SURVEY)
    survey = rig.session.survey
    assert survey is not None
    assert survey.survey is not None
    assert survey.survey.alpha[0] == 0.0
