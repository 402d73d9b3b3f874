"""The study that is open: run, paused, gone on with, and its items in the session; on a worker of its own."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from lamgui.control.studies import StudyController
from lamgui.jobs.studies.running import StudyJobs
from lamgui.jobs.studies.state import Activity, OpenStudy
from lamgui.jobs.studies.stating import StudyChoices
from lamgui.study.store.folder import StudyFolder
from lamgui.study.store.index import Counts
from lamgui.study.workers.in_process import InProcess
from tests.rig import Rig, first_state
from tests.small import fsrcnn, saved
from tests.study.small_study import made, ran


class StudyRig(Rig):
    """A Rig with a study controller, whose states and errors are recorded."""

    def __init__(self, qtbot: QtBot) -> None:
        super().__init__(qtbot, first_state())
        self.studies = StudyController(self.session, self.desk, self.messages, StudyJobs(InProcess))
        self.states: list[OpenStudy] = []
        self.study_errors: list[Exception] = []
        self.found: list[Path] = []
        self.studies.changed.connect(self.states.append)
        self.studies.error_raised.connect(self.study_errors.append)
        self.studies.found.connect(self.found.append)

    @property
    def counts(self) -> Counts | None:
        study = self.studies.study
        return None if study is None or study.snapshot is None else study.snapshot.counts

    def idle(self) -> OpenStudy:
        """Wait until nothing is done for the study."""
        self.wait(lambda: self.studies.study is not None and self.studies.study.activity is Activity.NOTHING)
        assert self.studies.study is not None
        return self.studies.study

    def opened(self, path: Path) -> OpenStudy:
        self.studies.open(path)
        return self.idle()


@pytest.fixture
def rig(qtbot: QtBot) -> Iterator[StudyRig]:
    rig = StudyRig(qtbot)
    yield rig
    rig.studies.close()
    rig.desk.close()


def test_a_study_is_run_to_its_end(rig: StudyRig, tmp_path: Path) -> None:
    study = made(tmp_path / "a.study")
    assert rig.opened(study.path / "study.toml").note == "This study was not run yet."
    rig.studies.start()
    state = rig.idle()
    assert (rig.counts, state.note) == (Counts(4, 4, 0), "Finished: 4 done.")
    assert state.averages[0].networks
    assert rig.found == [study.path]
    # The session has seen nothing of it.
    assert rig.session.undo_stack.count() == 0


def test_a_paused_run_goes_on_where_it_was(rig: StudyRig, tmp_path: Path) -> None:
    study = made(tmp_path / "a.study")
    rig.opened(study.path)
    rig.studies.start()
    rig.wait(lambda: rig.studies.study is not None and _done_now(rig.studies.study) >= 1)
    rig.studies.pause()
    paused = rig.idle()
    assert paused.note == "Paused: what was computed stays."
    # No state is shown any more that says that it runs, and the lock is free once the results were read.
    rig.wait(lambda: rig.counts is not None and rig.counts.done >= 1 and not study.is_running)
    rig.studies.start()
    assert rig.idle().note == "Finished: 4 done."
    assert rig.counts == Counts(4, 4, 0)
    assert ran(study)[1] == 0


def test_failed_items_are_tried_again_when_that_is_wanted(rig: StudyRig, tmp_path: Path) -> None:
    study = made(tmp_path / "a.study")
    broken = study.path / "pictures" / "c.png"
    broken.write_bytes(b"no picture")
    rig.opened(study.path)
    rig.studies.start()
    assert rig.idle().note == "Finished: 4 done, 2 failed."
    saved(broken, 64, 48)
    rig.studies.retry()
    assert rig.idle().note == "Finished: 6 done."


def test_a_study_that_another_program_runs_is_shown_and_not_run(rig: StudyRig, tmp_path: Path) -> None:
    study = made(tmp_path / "a.study")
    ran(study)
    with StudyFolder(study.path).locked():
        assert rig.opened(study.path).snapshot is not None
        rig.studies.start()
        assert "being run by another program" in rig.idle().problem
    assert len(rig.study_errors) == 1
    assert rig.counts == Counts(4, 4, 0)


def test_a_folder_without_a_study_is_a_problem(rig: StudyRig, tmp_path: Path) -> None:
    assert "is no study" in rig.opened(tmp_path).problem
    assert rig.found == []


def test_a_new_study_is_planned_at_once(rig: StudyRig, tmp_path: Path) -> None:
    picture = saved(tmp_path / "a.png", 64, 48)
    rig.studies.make(StudyChoices(tmp_path / "new.study", (picture,), (fsrcnn(),), ("centre:16",)))
    rig.wait(lambda: rig.studies.study is not None and rig.studies.study.forecast is not None)
    forecast = rig.idle().forecast
    assert forecast is not None
    assert forecast.counts == Counts(1, 0, 0)
    assert rig.found == [tmp_path / "new.study"]


def test_an_item_comes_into_the_session_as_one_step(rig: StudyRig, tmp_path: Path) -> None:
    study = made(tmp_path / "a.study")
    ran(study)
    state = rig.opened(study.path)
    assert state.snapshot is not None
    before = rig.session.document
    row = state.snapshot.cell(1, 1)[0]
    rig.studies.show_item(row)
    rig.wait(lambda: rig.session.state.picture is not None and rig.session.state.picture.name == "b.png")
    shown = rig.session.state
    assert shown.network is not None
    assert (shown.network.name, shown.network.path.parent) == (row.network, study.path / "nets")
    assert shown.network in rig.session.entries
    assert (shown.patch, shown.settings) == (row.patch, state.snapshot.results.settings[0])
    assert "computed here again" in rig.infos[-1]
    assert row.numbers is not None
    assert rig.finished().diffusion_index == pytest.approx(row.numbers.diffusion_index, rel=1e-4)
    assert rig.session.undo_stack.count() == 1
    rig.session.undo_stack.undo()
    assert rig.session.document == before


def test_numbers_and_figures_are_exported(rig: StudyRig, tmp_path: Path) -> None:
    study = made(tmp_path / "a.study")
    ran(study)
    rig.opened(study.path)
    infos: list[str] = []
    rig.studies.info_raised.connect(infos.append)
    rig.studies.export(tmp_path / "out.csv")
    rig.wait(lambda: bool(infos))
    rig.studies.draw_figure("table1", tmp_path / "table.png")
    rig.wait(lambda: len(infos) == 2 or bool(rig.study_errors))
    assert rig.study_errors == []
    assert (tmp_path / "table.png").stat().st_size > 0
    assert len((tmp_path / "out.csv").read_text().splitlines()) == 5


def _done_now(study: OpenStudy) -> int:
    return 0 if study.progress is None else study.progress.done_now
