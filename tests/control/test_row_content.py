"""What a row shows of a run that was cut short stays so, also as what it showed before."""

from __future__ import annotations

from dataclasses import replace

from lamgui.attribution.patch import Patch
from lamgui.control.row_content import RowResults
from lamgui.session.state import State, Subject
from tests.small import fsrcnn, hr_picture
from tests.widgets.analysis_of import analysis_of, progress_of

STATE = State(picture=hr_picture(), network=fsrcnn(), patch=Patch(5, 5, 8))
MOVED = replace(STATE, patch=Patch(6, 5, 8))
ROW = Subject(fsrcnn())


def grown() -> RowResults:
    """A run with a part of its map."""
    done = analysis_of()
    progress = replace(progress_of(2, 6), pictures=done.pictures, partial=done.signed, curves=done.curves)
    return RowResults(growing={ROW: progress})


def test_a_map_that_was_cut_short_is_partial_also_in_the_run_after_it() -> None:
    results = grown()
    before = results.content(STATE, ROW)
    assert (before.has_partial_map, before.has_partial_curves, before.has_old_map) == (True, True, False)
    after = RowResults(old=results.remembered(STATE, MOVED)).content(MOVED, ROW)
    assert (after.has_partial_map, after.has_partial_curves, after.has_old_map) == (True, True, True)
    assert after.signed is before.signed


def test_a_finished_map_is_whole_also_in_the_run_after_it() -> None:
    done = RowResults(analyses={ROW: analysis_of()})
    after = RowResults(old=done.remembered(STATE, MOVED)).content(MOVED, ROW)
    assert (after.has_partial_map, after.has_old_map) == (False, True)


def test_the_last_complete_run_stays_until_the_next_is_complete() -> None:
    done = RowResults(analyses={ROW: analysis_of()})
    complete = done.complete_before(STATE, MOVED, ())
    assert [content.signed for content in complete.values()] == [done.analyses[ROW].signed]
    cut_short = replace(grown(), last_complete=complete)
    assert cut_short.complete_before(MOVED, STATE, ()) == complete
    assert cut_short.complete_before(MOVED, MOVED, {ROW}) == {}
