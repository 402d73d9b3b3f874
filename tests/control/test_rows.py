"""What the user does to rows, networks and bookmarks: every change is one step that can be undone."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from lamgui.attribution.patch import Patch
from lamgui.attribution.path.registry import figure3_paths
from lamgui.attribution.settings.settings import Settings
from lamgui.figures.table import TABLE_COLUMNS, TableColumn
from lamgui.imaging.prepare import Prepared
from lamgui.imaging.read import read_picture
from lamgui.jobs.comparison import ComparisonReport
from lamgui.maps.progress import Progress, Stage
from lamgui.networks.catalogue import find
from lamgui.networks.entry import NetworkEntry
from lamgui.session.state import MAX_NETWORKS, Bookmark, RowsOf, Subject
from tests import made
from tests.rig import LONG, Rig
from tests.small import fsrcnn, saved


class RowsRig(Rig):
    """A rig with the controller of the rows."""

    def __init__(self, qtbot: QtBot) -> None:
        super().__init__(qtbot)
        self.refusals: list[bool] = []
        self.rows.info_raised.connect(self.infos.append)
        self.rows.refused.connect(lambda: self.refusals.append(True))
        self.rows.error_raised.connect(lambda error: self.errors.append((str(error), "", "")))

    def names(self) -> list[str]:
        return [subject.name for subject in self.session.state.subjects]

    def all_done(self) -> None:
        session = self.session
        self.wait(lambda: set(session.analyses) | set(session.failures) == set(session.state.subjects))


def visible(rig: RowsRig) -> list[str]:
    return [subject.name for subject in rig.session.state.visible_subjects]


@pytest.fixture
def rig(qtbot: QtBot) -> Iterator[RowsRig]:
    rig = RowsRig(qtbot)
    yield rig
    rig.desk.close()


def test_several_are_ticked_in_one_step_and_no_more_than_are_compared(rig: RowsRig, tmp_path: Path) -> None:
    many = tuple(NetworkEntry(f"n{k}", tmp_path / f"{k}.pth") for k in range(MAX_NETWORKS + 3))
    rig.rows.tick_networks(many, True)
    assert len(rig.session.state.compared) == MAX_NETWORKS
    assert rig.names()[:3] == ["FSRCNN", "n0", "n1"]
    assert f"At most {MAX_NETWORKS}" in rig.infos[-1]
    rig.rows.tick_networks(many[:5], False)
    assert rig.names()[:2] == ["FSRCNN", "n5"]
    rig.session.undo_stack.undo()
    rig.session.undo_stack.undo()
    assert rig.names() == ["FSRCNN"]
    rig.rows.tick_networks((fsrcnn(),), False)
    assert rig.refusals, "one always stays"


def test_ticking_a_network_does_not_restart_the_one_that_runs(rig: RowsRig) -> None:
    rig.choices.choose_settings(LONG, "")
    rig.in_full_run()
    rig.rows.tick_networks((find("EDSR"),), True)
    rig.rows.tick_networks((find("SRCNN"),), True)
    assert rig.session.running == Subject(fsrcnn())
    before = rig.session.growing[Subject(fsrcnn())].step
    rig.wait(lambda: rig.session.growing[Subject(fsrcnn())].step > before)
    assert [state.network for state in rig.pipeline.states].count(fsrcnn()) == 1
    rig.rows.tick_networks((fsrcnn(),), False)
    rig.wait(lambda: rig.session.running not in {None, Subject(fsrcnn())})
    assert {s.name for s in rig.session.growing} <= {"EDSR", "SRCNN"}


@pytest.fixture
def pair(rig: RowsRig) -> RowsRig:
    rig.rows.tick_networks((find("EDSR"),), True)
    rig.all_done()
    return rig


def test_a_ticked_network_is_run_and_the_map_that_was_there_stays(rig: RowsRig) -> None:
    first = rig.run()
    rig.rows.tick_networks((find("EDSR"),), True)
    assert rig.session.analysis is first, "the row that is done is not computed again"
    rig.all_done()
    assert rig.names() == ["FSRCNN", "EDSR"]
    assert [state.network.name for state in rig.pipeline.states if state.network] == ["FSRCNN", "EDSR"]


def test_a_run_whose_reports_were_all_overtaken_is_not_started_again(rig: RowsRig) -> None:
    analysis = made.analysis()
    subject = rig.session.state.subjects[0]
    before = rig.session.state
    assert before.patch is None
    prepared = Prepared(analysis.pictures.lr, analysis.pictures.hr)
    report = Progress(
        Stage.FULL,
        prepared=prepared,
        scale=analysis.pictures.scale,
        facts=analysis.network,
        patch=analysis.pictures.patch,
    )
    rig.runs._results.state = before
    rig.runs._on_compared(ComparisonReport(subject, {subject: report}, {subject: analysis}))
    assert rig.session.state.patch == analysis.pictures.patch
    assert rig.session.analysis is analysis
    assert not rig.desk.is_busy("analysis")


def test_unticking_keeps_one_and_moves_the_focus(pair: RowsRig) -> None:
    runs = len(pair.pipeline.states)
    pair.rows.tick_networks((fsrcnn(),), False)
    assert pair.names() == ["EDSR"]
    assert pair.session.state.network == find("EDSR")
    assert pair.session.analysis is not None
    assert pair.session.analysis.network.name == "EDSR"
    pair.rows.tick_networks((find("EDSR"),), False)
    assert pair.names() == ["EDSR"]
    assert pair.refusals == [True]
    assert len(pair.pipeline.states) == runs


def test_the_row_that_is_left_is_not_hidden(pair: RowsRig) -> None:
    pair.rows.hide_row(Subject(find("EDSR")), True)
    pair.rows.tick_networks((fsrcnn(),), False)
    assert pair.session.state.hidden == frozenset()
    assert visible(pair) == ["EDSR"]


def test_hiding_the_row_in_focus_puts_the_next_one_in_focus(pair: RowsRig) -> None:
    before = pair.session.state
    pair.rows.hide_row(Subject(fsrcnn()), True)
    assert visible(pair) == ["EDSR"]
    assert pair.session.state.network == find("EDSR")
    pair.session.undo_stack.undo()
    assert pair.session.state == before
    pair.rows.choose_row(Subject(find("EDSR")))
    pair.rows.hide_row(Subject(find("EDSR")), True)
    assert pair.session.state.network == fsrcnn(), "the last one's focus goes back"
    pair.rows.choose_row(Subject(find("EDSR")))
    assert visible(pair) == ["FSRCNN", "EDSR"], "what is put in focus is shown"


def test_no_more_than_twelve_are_compared(rig: RowsRig, tmp_path: Path) -> None:
    for number in range(MAX_NETWORKS + 1):
        rig.rows.tick_networks((NetworkEntry(f"n{number}", tmp_path / f"{number}.pth"),), True)
    assert len(rig.session.state.networks) == MAX_NETWORKS
    assert "At most 12" in rig.infos[-1]


def test_focus_order_and_hiding_compute_nothing(pair: RowsRig) -> None:
    runs = len(pair.pipeline.states)
    edsr, small = Subject(find("EDSR")), Subject(fsrcnn())
    pair.rows.choose_row(edsr)
    assert pair.session.analysis is pair.session.analyses[edsr]
    pair.rows.move_row(edsr, small)
    assert pair.names() == ["EDSR", "FSRCNN"]
    pair.rows.hide_row(small, True)
    assert visible(pair) == ["EDSR"]
    pair.rows.hide_row(edsr, True)
    assert pair.refusals == [True], "one row always stays"
    pair.rows.show_all_rows()
    assert visible(pair) == ["EDSR", "FSRCNN"]
    assert len(pair.pipeline.states) == runs
    for _ in range(5):
        pair.session.undo_stack.undo()
    assert pair.names() == ["FSRCNN"]


@pytest.mark.parametrize("column", TABLE_COLUMNS, ids=lambda column: column.title)
def test_rows_are_sorted_by_their_numbers(pair: RowsRig, column: TableColumn) -> None:
    values = {s: column.sort_value(a) or 0.0 for s, a in pair.session.analyses.items()}
    for descending in (False, True):
        pair.rows.sort_rows(column.title, descending)
        shown = [values[subject] for subject in pair.session.state.subjects]
        assert shown == sorted(values.values(), reverse=descending)


def test_a_row_without_a_number_goes_last(pair: RowsRig, tmp_path: Path) -> None:
    broken = tmp_path / "broken.pth"
    broken.write_bytes(b"no checkpoint")
    pair.rows.tick_networks((NetworkEntry("broken", broken),), True)
    pair.all_done()
    assert "broken.pth" in pair.failed()[0]
    edsr, session = Subject(find("EDSR")), pair.session
    flat = replace(session.analyses[edsr], completeness_gap=math.nan)
    session.set_rows({**session.analyses, edsr: flat}, session.failures, None)
    for descending in (False, True):
        pair.rows.sort_rows("DI", descending)
        assert pair.names()[-1] == "broken"
        pair.rows.sort_rows("Gap", descending)
        assert pair.names()[0] == "FSRCNN", "it has none where ΔD is 0"


def test_moving_the_patch_runs_all_rows_and_back_comes_from_the_cache(pair: RowsRig) -> None:
    before = dict(pair.session.analyses)
    pair.rows.move_patch(Patch(4, 8, 16), "click-1")
    assert not pair.session.analyses
    pair.all_done()
    runs = len([p for p in pair.progress if p.partial is not None])
    pair.session.undo_stack.undo()
    pair.all_done()
    assert pair.session.analyses == before
    assert len([p for p in pair.progress if p.partial is not None]) == runs


def test_bookmarks_are_added_once_renamed_removed_and_undone(rig: RowsRig) -> None:
    rig.run()
    rig.rows.add_bookmark()
    rig.rows.add_bookmark()
    (bookmark,) = rig.session.state.bookmarks
    assert (bookmark.name, bookmark.patch) == ("Patch 1", rig.session.state.patch)
    assert "already" in rig.infos[-1]
    rig.rows.rename_bookmark(bookmark, " window ")
    rig.rows.rename_bookmark(bookmark, "  ")
    assert [b.name for b in rig.session.state.bookmarks] == ["window"]
    rig.rows.remove_bookmark(rig.session.state.bookmarks[0])
    assert rig.session.state.bookmarks == ()
    for _ in range(3):
        rig.session.undo_stack.undo()
    assert rig.session.state.bookmarks == ()
    assert not rig.session.undo_stack.canUndo()


@pytest.mark.parametrize(("rows", "then"), [(RowsOf.PATHS, RowsOf.PATHS), (RowsOf.BOOKMARKS, RowsOf.NETWORKS)])
def test_without_the_last_bookmark_rows_of_others_stay(rig: RowsRig, rows: RowsOf, then: RowsOf) -> None:
    rig.session.update("", patch=Patch(1, 2, 8))
    rig.rows.add_bookmark()
    rig.rows.choose_rows(rows)
    rig.rows.remove_bookmark(rig.session.state.bookmarks[0])
    assert rig.session.state.rows is then


def test_a_bookmark_takes_the_first_number_that_is_free(rig: RowsRig) -> None:
    rig.run()
    for x in (0, 8, 16):
        rig.rows.move_patch(Patch(x, 0, 8), "")
        rig.rows.add_bookmark()
    rig.rows.remove_bookmark(rig.session.state.bookmarks[1])
    rig.rows.move_patch(Patch(24, 0, 8), "")
    rig.rows.add_bookmark()
    assert [bookmark.name for bookmark in rig.session.state.bookmarks] == ["Patch 1", "Patch 3", "Patch 2"]


def test_a_bookmark_of_another_picture_opens_it(rig: RowsRig, tmp_path: Path) -> None:
    rig.run()
    other = read_picture(saved(tmp_path / "other.png", 80, 48))
    rig.rows.go_to_bookmark(Bookmark("there", Patch(5, 6, 7), other.name, other.sha256, other.path))
    rig.wait(lambda: rig.session.state.picture is not None and rig.session.state.picture.name == "other.png")
    assert rig.session.state.patch == Patch(5, 6, 7)
    assert rig.finished().pictures.patch == Patch(5, 6, 7)


def test_bookmarks_as_rows_and_the_patch_of_one_moved(rig: RowsRig) -> None:
    rig.rows.choose_rows(RowsOf.BOOKMARKS)
    assert rig.refusals == [True]
    rig.run()
    rig.rows.add_bookmark()
    rig.rows.move_patch(Patch(2, 3, 10), "click-1")
    rig.finished()
    rig.rows.add_bookmark()
    rig.rows.choose_rows(RowsOf.BOOKMARKS)
    rig.all_done()
    assert rig.names() == ["Patch 1", "Patch 2"]
    second = rig.session.state.subjects[1]
    assert rig.session.state.focus == second
    rig.rows.move_patch(Patch(4, 4, 10), "drag-1", second)
    rig.rows.move_patch(Patch(5, 5, 10), "drag-1", rig.session.state.subjects[1])
    rig.all_done()
    assert rig.session.state.bookmarks[1].patch == Patch(5, 5, 10)
    assert rig.session.analyses[rig.session.state.subjects[1]].pictures.patch == Patch(5, 5, 10)
    rig.session.undo_stack.undo()
    assert rig.session.state.bookmarks[1].patch == Patch(2, 3, 10), "a drag is one step"
    rig.rows.move_row(rig.session.state.subjects[1], rig.session.state.subjects[0])
    assert rig.names() == ["Patch 2", "Patch 1"]
    assert replace(rig.session.state.bookmarks[0], name="") != rig.session.state.bookmarks[1]


def test_the_three_paths_are_rows_and_choosing_one_takes_its_path(rig: RowsRig) -> None:
    rig.run()
    rig.rows.choose_rows(RowsOf.PATHS)
    rig.all_done()
    assert rig.names() == ["Black, linear", "Blurred, linear", "Progressive blur"]
    black, blurred, progressive = rig.session.state.subjects
    assert rig.session.state.focus == progressive
    analyses = rig.session.analyses
    assert [analyses[s].settings.path for s in (black, blurred, progressive)] == [*figure3_paths()]
    # Blurred and progressive have the same ends: both maps add up to the same change of D.
    assert analyses[blurred].curves.delta == pytest.approx(analyses[progressive].curves.delta, rel=1e-5)
    rig.rows.choose_row(black)
    assert rig.session.state.settings == analyses[black].settings
    assert rig.session.state.focus == rig.session.state.subjects[0]
    assert rig.session.analyses == analyses, "no map is computed again"
    rig.session.undo_stack.undo()
    assert rig.session.state.focus == progressive


def test_presets_are_rows_beside_the_settings_in_use(rig: RowsRig) -> None:
    rig.run()
    rig.session.update("", settings=Settings(steps=9, detector="intensity"))
    rig.rows.choose_rows(RowsOf.PRESETS)
    rig.all_done()
    assert rig.names() == ["These settings", "Default", "Demo", "Paper", "Precise", "Preview"]
    assert {a.settings.detector for a in rig.session.analyses.values()} == {"intensity"}
    assert rig.session.analyses[rig.session.state.subjects[3]].passes == 100
    rig.rows.choose_row(rig.session.state.subjects[2])
    assert rig.names() == ["Default", "Demo", "Paper", "Precise", "Preview"]
    focus = rig.session.state.focus
    assert focus is not None
    assert focus.name == "Demo"


def test_rows_of_settings_keep_their_order_and_are_not_hidden(rig: RowsRig) -> None:
    rig.run()
    rig.rows.choose_rows(RowsOf.PATHS)
    rig.all_done()
    names, first = rig.names(), rig.session.state.subjects[0]
    rig.rows.sort_rows("DI", True)
    rig.rows.move_row(first, rig.session.state.subjects[1])
    rig.rows.hide_row(first, True)
    assert rig.names() == names == visible(rig)
    assert len(rig.refusals) == 2


def test_rows_are_sorted_by_name(pair: RowsRig) -> None:
    for descending in (True, False):
        pair.rows.sort_rows("Network", descending)
        assert pair.names() == sorted(pair.names(), reverse=descending)
