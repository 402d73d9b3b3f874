"""A study at one moment, laid out as a grid: which items lie in which cell, without asking each again."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType

from lamgui.study.running.progress import Ended
from lamgui.study.store.index import Counts
from lamgui.study.store.results import ItemState, StudyResults, StudyRow

QUANTITIES = ("diffusion_index", "effective_pixels", "psnr_y")
"""Numbers of a map that are shown, by their names in an exported study."""


@dataclass(frozen=True, eq=False)
class GridLayout:
    """Networks and pictures in the study's order, and the places of each cell's items among all rows.

    A cell is found by the numbers of its picture, its network and its settings; `labels` are the networks' names in
    tables.
    """

    networks: tuple[str, ...]
    labels: tuple[str, ...]
    pictures: tuple[str, ...]
    cells: Mapping[tuple[int, int, int], tuple[int, ...]]
    by_key: Mapping[str, tuple[int, ...]]


@dataclass(frozen=True, eq=False)
class StudySnapshot:
    """All results of a study, in their grid."""

    results: StudyResults
    layout: GridLayout
    counts: Counts
    ranges: Mapping[str, tuple[float, float]]
    """The least and the largest of each quantity among the finished items; without those that no item has."""

    def cell(self, picture: int, network: int, settings: int = 0) -> tuple[StudyRow, ...]:
        """The items of a cell: a row for each of its patches; empty where the study has none there."""
        rows = self.results.rows
        return tuple(rows[place] for place in self.layout.cells.get((picture, network, settings), ()))


def snapshot_of(results: StudyResults) -> StudySnapshot:
    """The results of a study that was read."""
    rows = results.rows
    labels = {row.network: row.label for row in rows}
    networks = {name: number for number, name in enumerate(labels)}
    pictures = {name: number for number, name in enumerate(dict.fromkeys(row.picture for row in rows))}
    cells: dict[tuple[int, int, int], list[int]] = {}
    by_key: dict[str, list[int]] = {}
    for place, row in enumerate(rows):
        cells.setdefault((pictures[row.picture], networks[row.network], row.settings), []).append(place)
        by_key.setdefault(row.key, []).append(place)
    layout = GridLayout(
        tuple(networks),
        tuple(labels.values()),
        tuple(pictures),
        {where: tuple(places) for where, places in cells.items()},
        {key: tuple(places) for key, places in by_key.items()},
    )
    return StudySnapshot(results, layout, _counts(rows), _ranges(rows))


def with_ended(snapshot: StudySnapshot, ended: Iterable[Ended]) -> StudySnapshot:
    """The snapshot after more items were done or have failed; items that it does not know change nothing."""
    rows = list(snapshot.results.rows)
    changed = []
    for one in ended:
        for place in snapshot.layout.by_key.get(one.key, ()):
            state = ItemState.FAILED if one.numbers is None else ItemState.DONE
            changed.append((rows[place], replace(rows[place], state=state, error=one.error, numbers=one.numbers)))
            rows[place] = changed[-1][1]
    counts, before, after = snapshot.counts, _counts(old for old, _ in changed), _counts(new for _, new in changed)
    counts = Counts(counts.total, counts.done + after.done - before.done, counts.failed + after.failed - before.failed)
    ranges = _ranges((new for _, new in changed), snapshot.ranges)
    return replace(snapshot, results=replace(snapshot.results, rows=tuple(rows)), counts=counts, ranges=ranges)


def _counts(rows: Iterable[StudyRow]) -> Counts:
    states = [row.state for row in rows]
    return Counts(len(states), states.count(ItemState.DONE), states.count(ItemState.FAILED))


def value_of(row: StudyRow, quantity: str) -> float | None:
    """A number of an item by its name; None where it has none."""
    value: float | None = None if row.numbers is None else getattr(row.numbers, quantity)
    return value


def _ranges(
    rows: Iterable[StudyRow], before: Mapping[str, tuple[float, float]] = MappingProxyType({})
) -> dict[str, tuple[float, float]]:
    """The least and the largest value of each quantity, those of `before` counted."""
    done, ranges = [row for row in rows if row.numbers is not None], dict(before)
    for quantity in QUANTITIES:
        values = [value for row in done if (value := value_of(row, quantity)) is not None]
        values += ranges.get(quantity, ())
        if values:
            ranges[quantity] = min(values), max(values)
    return ranges
