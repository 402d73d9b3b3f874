"""A study laid out as a grid: what lies in a cell, and what changes when items end."""

from __future__ import annotations

from lamgui.attribution.patch import Patch
from lamgui.jobs.studies.snapshot import snapshot_of, with_ended
from lamgui.study.running.progress import Ended
from lamgui.study.store.index import Counts
from lamgui.study.store.results import ItemState
from tests.jobs.studies.results_of import grid_of, numbers, results_of, row


def test_a_cell_has_the_items_of_its_picture_network_and_settings() -> None:
    rows = [
        row("a", "1.png", 1.0, Patch(0, 0, 16)),
        row("a", "1.png", 2.0, Patch(16, 0, 16)),
        row("a", "1.png", 3.0, settings=1),
        row("b", "2.png", None),
    ]
    snapshot = snapshot_of(results_of(rows, settings=2))
    assert snapshot.layout.networks == ("a", "b")
    assert snapshot.layout.pictures == ("1.png", "2.png")
    assert snapshot.cell(0, 0) == tuple(rows[:2])
    assert snapshot.cell(0, 0, 1) == (rows[2],)
    assert snapshot.cell(1, 0) == ()
    assert snapshot.counts == Counts(4, 3, 0)


def test_items_that_end_change_cells_counts_and_ranges() -> None:
    snapshot = snapshot_of(grid_of([[1.0, None], [None, "no memory"]]))
    pending, failed = snapshot.cell(1, 0)[0], snapshot.cell(1, 1)[0]
    after = with_ended(snapshot, [Ended(pending.key, numbers(5.0)), Ended(failed.key, error="no room"), Ended("other")])
    assert after.counts == Counts(4, 2, 1)
    assert after.cell(1, 0)[0].state is ItemState.DONE
    assert after.cell(1, 1)[0].error == "no room"
    assert after.ranges["diffusion_index"] == (1.0, 5.0)
    assert after.layout is snapshot.layout
    # What is shown elsewhere stays.
    assert snapshot.counts == Counts(4, 1, 1)
    again = with_ended(after, [Ended(failed.key, numbers(3.0))])
    assert again.counts == Counts(4, 3, 0)


def test_networks_with_the_same_weights_share_what_ended() -> None:
    first, second = row("a", "1.png", None), row("a", "1.png", None)
    snapshot = snapshot_of(results_of([first, second]))
    assert with_ended(snapshot, [Ended(first.key, numbers(2.0))]).counts.done == 2
