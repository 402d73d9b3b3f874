"""The rows of a comparison: that in focus first, then the fastest, what fails apart, what is known without a run."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from lamgui.attribution.patch import Patch
from lamgui.attribution.settings.settings import Settings
from lamgui.base.errors import PictureError, SettingsError
from lamgui.imaging.prepare import Role
from lamgui.imaging.read import read_picture
from lamgui.imaging.reduce import Reduction
from lamgui.jobs.comparison import ComparisonReport, RowQueue, compare, state_of, work_of
from lamgui.jobs.pipeline import Pipeline
from lamgui.maps.progress import Stage
from lamgui.networks.catalogue import find
from lamgui.networks.entry import NetworkEntry
from lamgui.session.state import Bookmark, RowsOf, State, Subject
from tests.small import edsr_x2, fsrcnn, hr_picture, run_to_end, saved


def state(*networks: NetworkEntry) -> State:
    return State(
        picture=hr_picture(64, 64),
        network=networks[0],
        compared=networks,
        patch=Patch(20, 20, 8),
        settings=Settings(steps=2),
        device="cpu",
    )


def order_of(reports: list[ComparisonReport]) -> list[str]:
    return list(dict.fromkeys(report.subject.name for report in reports))


def has_steps(report: ComparisonReport) -> bool:
    return report.progress is not None and report.progress.stage is not Stage.LOADING


@pytest.mark.parametrize(
    ("change", "kept_by"),
    [
        ({"picture": hr_picture(32, 32)}, {RowsOf.BOOKMARKS}),
        ({"role": Role.LR}, {RowsOf.BOOKMARKS}),
        ({"patch": Patch(21, 20, 8)}, {RowsOf.BOOKMARKS}),
        ({"settings": Settings(steps=3)}, {RowsOf.PATHS, RowsOf.PRESETS}),
        ({"reduction": Reduction.MATLAB}, set()),
        ({"device": "cuda:0"}, set()),
        ({"network": find("EDSR"), "hidden": frozenset({fsrcnn()})}, set(RowsOf)),
    ],
)
def test_what_the_results_of_all_rows_depend_on(change: dict[str, Any], kept_by: set[RowsOf]) -> None:
    """Rows of bookmarks have places of their own, rows of paths and presets their own settings."""
    for rows in RowsOf:
        before = replace(state(fsrcnn()), rows=rows)
        assert (work_of(replace(before, **change)) == work_of(before)) == (rows in kept_by), rows


def test_the_row_in_focus_runs_first_then_the_fastest_and_hidden_ones_last() -> None:
    """SRCNN is faster than FSRCNN, which is faster than EDSR."""
    rows = replace(state(find("EDSR"), find("SRCNN"), fsrcnn()), hidden=frozenset({find("SRCNN")}))
    assert order_of(run_to_end(compare(Pipeline(), RowQueue(rows, rows.subjects)))[0]) == ["EDSR", "FSRCNN", "SRCNN"]
    seen = replace(rows, hidden=frozenset())
    pipeline = Pipeline()
    costs = {name: pipeline.expected_s(state_of(seen, Subject(find(name)))) for name in ("SRCNN", "FSRCNN")}
    fastest = sorted(costs, key=lambda name: costs[name])
    assert order_of(run_to_end(compare(pipeline, RowQueue(seen, seen.subjects)))[0]) == ["EDSR", *fastest]


def test_the_smaller_network_runs_first_and_both_are_as_if_alone() -> None:
    both = state(fsrcnn(), find("EDSR"))
    reports, end = run_to_end(compare(Pipeline(), RowQueue(both, both.subjects)))
    assert order_of(reports) == ["FSRCNN", "EDSR"]
    assert not end.failures
    for subject in both.subjects:
        alone = run_to_end(Pipeline().run(state_of(both, subject)))[1]
        np.testing.assert_array_equal(end.finished[subject].lam, alone.lam)


def test_results_come_as_they_are_done_and_stay_in_later_reports() -> None:
    both = state(fsrcnn(), find("EDSR"))
    reports, _ = run_to_end(compare(Pipeline(), RowQueue(both, both.subjects)))
    first = Subject(fsrcnn())
    known = [first in report.finished for report in reports]
    assert known == sorted(known)
    assert known[-1]
    assert [report.rows_left for report in reports] == sorted((r.rows_left for r in reports), reverse=True)


def test_what_was_computed_before_comes_first_and_without_a_pass() -> None:
    pipeline, both = Pipeline(), state(fsrcnn(), find("EDSR"))
    run_to_end(compare(pipeline, RowQueue(both, both.subjects)))
    reports, end = run_to_end(compare(pipeline, RowQueue(both, both.subjects)))
    assert not any(has_steps(report) for report in reports)
    assert set(end.finished) == set(both.subjects)
    fresh, _ = run_to_end(compare(pipeline, RowQueue(both, both.subjects), fresh=True))
    assert any(has_steps(report) for report in fresh)


def test_one_that_fails_is_told_and_the_others_go_on(tmp_path: Path) -> None:
    broken = tmp_path / "broken.pth"
    broken.write_bytes(b"no checkpoint")
    rows = state(NetworkEntry("broken", broken), fsrcnn())
    _, end = run_to_end(compare(Pipeline(), RowQueue(rows, rows.subjects)))
    assert [subject.name for subject in end.failures] == ["broken"]
    assert [subject.name for subject in end.finished] == ["FSRCNN"]


def test_a_network_of_another_scale_is_refused_in_words(tmp_path: Path) -> None:
    rows = state(fsrcnn(), edsr_x2(tmp_path))
    _, end = run_to_end(compare(Pipeline(), RowQueue(rows, rows.subjects)))
    (error,) = end.failures.values()
    assert isinstance(error, SettingsError)
    assert str(error).startswith("tiny enlarges ×2, but FSRCNN ×4.")


def test_bookmarks_of_several_pictures_are_rows(tmp_path: Path) -> None:
    here = hr_picture(64, 64)
    other = read_picture(saved(tmp_path / "other.png", 80, 48))
    bookmarks = (
        Bookmark("a", Patch(10, 12, 8), here.name, here.sha256),
        Bookmark("b", Patch(30, 4, 6), other.name, other.sha256, other.path),
    )
    rows = replace(state(fsrcnn()), picture=here, bookmarks=bookmarks, rows=RowsOf.BOOKMARKS)
    _, end = run_to_end(compare(Pipeline(), RowQueue(rows, rows.subjects)))
    found = {subject.name: analysis for subject, analysis in end.finished.items()}
    assert found["a"].pictures.patch == Patch(10, 12, 8)
    assert found["b"].pictures.patch == Patch(30, 4, 6)
    assert found["b"].picture.sha256 == other.sha256
    assert found["b"].pictures.lr.shape == (12, 20, 3)


@pytest.mark.parametrize("fate", ["gone", "changed", "pasted"])
def test_a_bookmark_whose_picture_is_lost_says_so(tmp_path: Path, fate: str) -> None:
    path = saved(tmp_path / "other.png", 80, 48)
    sha256 = read_picture(path).sha256
    if fate == "gone":
        path.unlink()
    elif fate == "changed":
        saved(path, 40, 40)
    bookmark = Bookmark("b", Patch(3, 4, 6), "other.png", sha256, None if fate == "pasted" else path)
    rows = replace(state(fsrcnn()), bookmarks=(bookmark,), rows=RowsOf.BOOKMARKS)
    _, end = run_to_end(compare(Pipeline(), RowQueue(rows, rows.subjects)))
    (error,) = end.failures.values()
    assert isinstance(error, PictureError)
    assert "other.png" in str(error)


def test_rows_are_added_and_taken_away_while_one_runs() -> None:
    """The one that runs is not run again: one network alone, then two of which the first is ticked off again."""
    one, two, three = fsrcnn(), find("SRCNN"), find("EDSR")
    queue = RowQueue(state(one), state(one).subjects)
    running = compare(Pipeline(), queue)
    reports = [next(running)]
    while not has_steps(reports[-1]):
        reports.append(next(running))
    both = state(one, two, three)
    assert queue.change(both, [Subject(two), Subject(three)])
    both = state(one, three)
    assert queue.change(both, [Subject(three)])
    later, end = run_to_end(running)
    assert order_of(reports + later) == ["FSRCNN", "EDSR"]
    assert set(end.finished) == set(both.subjects)
    assert not queue.change(state(one, two), [Subject(two)]), "it has ended, and would not run this"


def test_closing_in_the_middle_closes_the_run() -> None:
    rows = state(fsrcnn())
    running = compare(Pipeline(), RowQueue(rows, rows.subjects))
    while True:
        if has_steps(next(running)):
            break
    running.close()
    with pytest.raises(StopIteration):
        next(running)
