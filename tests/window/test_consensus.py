"""The consensus is of finished maps of one run: it neither shrinks nor shows what was cut short."""

from __future__ import annotations

from lamgui.attribution.patch import Patch
from lamgui.widgets.viewer.cells.consensus_cell import ConsensusCell
from tests.window.stepped_window import Stepped
from tests.window.test_old_and_new import OLD, tick


def consensus(stepped: Stepped) -> ConsensusCell:
    cell = stepped.window.viewer.grid.consensus_cell
    assert cell is not None
    return cell


def looks(stepped: Stepped) -> tuple[str, str, str]:
    """How many maps it is of, what it is said to be, and what is said in its place."""
    cell = consensus(stepped)
    return cell.title.detail, cell.canvas.dimmed, cell.canvas.plate


def grow_until_cancelled(stepped: Stepped) -> None:
    """Cancel the run of the second row when a part of its map is there."""
    session = stepped.session
    while not any(progress.partial is not None for progress in session.growing.values()):
        assert stepped.desk.step()
    stepped.maps.runs.cancel()


def test_it_stays_whole_until_the_next_run_has_one_of_its_own(stepped: Stepped) -> None:
    for name in ("one", "two"):
        tick(stepped, name)
    stepped.desk.finish()
    assert looks(stepped) == ("of 3 maps", "", "")
    stepped.maps.rows.move_patch(Patch(5, 5, 8), "")
    session, seen = stepped.session, set()
    while len(session.analyses) < 2:
        assert looks(stepped) == ("of 3 maps", OLD, "")
        seen.add(len(session.analyses))
        assert stepped.desk.step()
    assert seen == {0, 1}
    assert looks(stepped) == ("of 2 of 3 maps", "", "")
    stepped.desk.finish()
    assert looks(stepped) == ("of 3 maps", "", "")


def test_a_map_that_was_cut_short_is_in_none(stepped: Stepped) -> None:
    tick(stepped, "one")
    grow_until_cancelled(stepped)
    assert len(stepped.session.analyses) == 1
    stepped.maps.rows.move_patch(Patch(5, 5, 8), "")
    assert looks(stepped) == ("", "", "waits for two maps")
    stepped.desk.finish()
    assert looks(stepped) == ("of 2 maps", "", "")


def test_it_says_that_it_was_cancelled_once_nothing_runs(stepped: Stepped) -> None:
    tick(stepped, "one")
    grow_until_cancelled(stepped)
    assert looks(stepped) == ("", "", "cancelled: F5 runs again")


def test_it_is_of_the_finished_maps_where_the_others_were_cancelled(stepped: Stepped) -> None:
    for name in ("one", "two"):
        tick(stepped, name)
    stepped.desk.finish()
    stepped.maps.rows.move_patch(Patch(5, 5, 8), "")
    while len(stepped.session.analyses) < 2:
        assert stepped.desk.step()
    stepped.maps.runs.cancel()
    assert looks(stepped) == ("of 2 of 3 maps", "", "")


def test_a_consensus_of_old_maps_has_its_legend_above_what_is_said_of_them(stepped: Stepped) -> None:
    tick(stepped, "one")
    stepped.desk.finish()
    cell = consensus(stepped)
    low = cell.legend.geometry()
    stepped.maps.rows.move_patch(Patch(5, 5, 8), "")
    assert cell.canvas.dimmed == OLD
    assert cell.legend.geometry().bottom() < low.top() + 1 or not cell.legend.geometry().intersects(low)
