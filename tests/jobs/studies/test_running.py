"""A study as a job: every report has what was shown last, the last one all; stopping it loses nothing."""

from __future__ import annotations

from pathlib import Path

import pytest

from lamgui.base.errors import StudyError
from lamgui.base.generators import result_of
from lamgui.jobs.studies import running
from lamgui.jobs.studies.opening import open_item
from lamgui.jobs.studies.running import StudyJobs, StudyReport
from lamgui.study.store.index import Counts
from lamgui.study.store.results import ItemState, read_results
from lamgui.study.workers.in_process import InProcess
from tests.study.small_study import made, ran


def test_results_grow_and_are_all_there_in_the_end(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(running, "SHOWN_EVERY_S", 0.0)
    monkeypatch.setattr(running, "SHARE_OF_SHOWING", float("inf"))
    study = made(tmp_path / "a.study")
    (study.path / "pictures" / "c.png").write_bytes(b"no picture")
    reports: list[StudyReport] = []
    last = result_of(StudyJobs(InProcess).run(study.path), reports.append)
    shown = [report.snapshot.counts.done for report in reports if report.snapshot is not None]
    assert shown == sorted(shown)
    assert set(shown) == {0, 1, 2, 3, 4}
    assert last.snapshot is not None
    assert last.snapshot.counts == Counts(6, 4, 2)
    assert last.snapshot.results == read_results(study)
    failed = last.snapshot.cell(2, 0)[0]
    assert (failed.state, "c.png" in failed.error) == (ItemState.FAILED, True)
    # The pictures are of different sizes: only one size is in the means.
    assert (last.averages[0].places, last.averages[0].left_out) == (1, 2)


def test_a_closed_run_goes_on(tmp_path: Path) -> None:
    study = made(tmp_path / "a.study")
    work = StudyJobs(InProcess).run(study.path)
    done_now = 0
    while done_now < 2:
        progress = next(work).progress
        done_now = 0 if progress is None else progress.done_now
    work.close()
    assert not study.is_running
    read = result_of(StudyJobs().read(study.path))
    assert read.snapshot is not None
    assert read.snapshot.counts == Counts(4, 2, 0)
    assert ran(study)[1] == 2


def test_a_study_that_was_not_run_has_no_results_and_a_forecast(tmp_path: Path) -> None:
    study = made(tmp_path / "a.study")
    assert result_of(StudyJobs().read(study.path)).snapshot is None
    forecast = result_of(StudyJobs().plan(study.path))
    assert (forecast.counts, forecast.untimed) == (Counts(4, 0, 0), ())
    assert forecast.seconds > 0
    assert forecast.disk_bytes > 4 * 1024
    with pytest.raises(StudyError, match="is no study"):
        result_of(StudyJobs().read(tmp_path))


def test_an_item_is_opened_from_the_studys_own_files(tmp_path: Path) -> None:
    study = made(tmp_path / "a.study")
    ran(study)
    results = read_results(study)
    row = next(one for one in results.rows if one.network == "brighter" and one.picture == "pictures/b.png")
    item = result_of(open_item(results, row))
    assert item.picture.path == study.path / "pictures" / "b.png"
    assert item.entry.path == study.path / "nets" / "brighter.safetensors"
    assert (item.patch, item.settings.steps, item.settings.surroundings) == (row.patch, 3, 64)
    assert item.is_stored
    (study.path / "pictures" / "b.png").write_bytes((study.path / "pictures" / "a.png").read_bytes())
    with pytest.raises(Exception, match="changed while the study ran"):
        result_of(open_item(results, row))
