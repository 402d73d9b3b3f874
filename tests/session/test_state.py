"""The state's rows: which there are, which are shown, and which is in focus."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from lamgui.attribution.patch import Patch
from lamgui.base.plain_values import plain
from lamgui.networks.catalogue import find
from lamgui.networks.entry import NetworkEntry
from lamgui.session.state import Bookmark, RowsOf, State, Subject
from lamgui.session.values import network_from, network_record
from tests.small import fsrcnn, hr_picture

EDSR, SMALL = find("EDSR"), fsrcnn()
PICTURE = hr_picture(32, 32)


def bookmark(name: str, patch: Patch, sha256: str = PICTURE.sha256) -> Bookmark:
    return Bookmark(name, patch, PICTURE.name, sha256)


def test_without_a_network_there_are_no_rows() -> None:
    assert State(compared=(EDSR,)).subjects == ()
    assert State().focus is None


def test_the_network_in_focus_is_among_the_rows() -> None:
    state = State(network=EDSR, compared=(SMALL,))
    assert [subject.network for subject in state.subjects] == [SMALL, EDSR]
    assert state.focus == Subject(EDSR)


def test_all_rows_are_shown_where_all_are_hidden() -> None:
    state = State(network=EDSR, compared=(SMALL, EDSR), hidden=frozenset({SMALL}))
    assert state.visible_subjects == (Subject(EDSR),)
    everything = replace(state, hidden=frozenset({SMALL, EDSR}))
    assert everything.visible_subjects == everything.subjects == (Subject(SMALL), Subject(EDSR))


def test_the_row_in_focus_is_shown_though_its_network_is_hidden() -> None:
    state = State(network=SMALL, compared=(SMALL, EDSR), hidden=frozenset({SMALL}))
    assert state.visible_subjects == (Subject(SMALL), Subject(EDSR))


def test_the_bookmark_in_focus_is_that_of_the_picture_and_patch_in_use() -> None:
    here, there = Patch(0, 0, 8), Patch(8, 0, 8)
    marks = (bookmark("elsewhere", there, "0"), bookmark("first", here), bookmark("second", there))
    state = State(PICTURE, network=EDSR, patch=there, bookmarks=marks, rows=RowsOf.BOOKMARKS)
    assert state.focus == Subject(EDSR, marks[2])
    assert replace(state, patch=here).focus == Subject(EDSR, marks[1])
    assert replace(state, patch=Patch(1, 1, 4)).focus == Subject(EDSR, marks[0]), "none is: the first row"


def test_the_output_that_the_user_chose_is_written_and_read(tmp_path: Path) -> None:
    entry = NetworkEntry("two", tmp_path / "two.pt", output="sr")
    record = plain(network_record(entry, None))
    assert network_from(record, lambda _: None) == entry
    del record["output"]
    assert network_from(record, lambda _: None).output is None, "of 0.1.0"


def test_rows_of_bookmarks_need_one() -> None:
    assert State(network=EDSR, rows=RowsOf.BOOKMARKS).subjects == (Subject(EDSR),)


def test_another_entry_takes_every_place_of_a_network() -> None:
    renamed = replace(SMALL, name="mine")
    state = State(network=SMALL, compared=(EDSR, SMALL), hidden=frozenset({SMALL})).with_network(SMALL, renamed)
    assert (state.network, state.compared, state.hidden) == (renamed, (EDSR, renamed), frozenset({renamed}))
