"""What a study has found so far: a row for every item, with all that is known of it, and the maps behind them."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from contextlib import closing
from dataclasses import dataclass, field, replace
from enum import StrEnum
from pathlib import Path
from typing import Any

from lamgui.attribution.patch import Patch
from lamgui.attribution.settings.settings import Settings
from lamgui.attribution.surroundings import PAPER_SURROUNDINGS_PX
from lamgui.base.errors import StudyError
from lamgui.base.plain_values import read_as
from lamgui.base.registry import nearest
from lamgui.base.uncollected import uncollected
from lamgui.study.items.item import Conditions
from lamgui.study.items.network_facts import StudyNetworkFacts
from lamgui.study.items.numbers import MapNumbers
from lamgui.study.store.folder import StudyFolder
from lamgui.study.store.map_files import StoredMap, path_of, read_map


class ItemState(StrEnum):
    """What became of an item."""

    DONE = "done"
    FAILED = "failed"
    PENDING = "pending"


@dataclass(frozen=True)
class StudyRow:
    """An item with its numbers; these and the facts of its network are None where they are not known.

    `settings` is the place of its settings in those of the study, `measures` has what metrics beyond PSNR and SSIM say.
    `axis` and `step` place a checkpoint of a training.
    """

    network: str
    picture: str
    rule: str
    settings: int
    key: str
    patch: Patch | None
    state: ItemState
    error: str
    numbers: MapNumbers | None
    facts: StudyNetworkFacts | None
    axis: str = ""
    step: int | None = None
    measures: Mapping[str, float | None] = field(default_factory=dict)

    @property
    def label(self) -> str:
        """The network's name in tables."""
        return self.network if self.facts is None else self.facts.label

    @property
    def is_paper_sized(self) -> bool:
        """Whether its DI compares with the paper's Table 1: of 64x64 LR pixels."""
        numbers = self.numbers
        return numbers is not None and (numbers.lr_width, numbers.lr_height) == (PAPER_SURROUNDINGS_PX,) * 2


@dataclass(frozen=True)
class StudyResults:
    """All rows of a study, in its order, with its settings and what all its maps have in common."""

    folder: Path
    rows: tuple[StudyRow, ...]
    settings: tuple[Settings, ...]
    conditions: Conditions | None
    metrics: tuple[str, ...] = ()
    """What the study measures beside PSNR and SSIM, also where nothing is measured yet."""

    @property
    def name(self) -> str:
        """The study's, without its ending."""
        return self.folder.stem

    @property
    def done(self) -> tuple[StudyRow, ...]:
        """The rows with numbers."""
        return tuple(row for row in self.rows if row.numbers is not None)

    def only(self, networks: Collection[str] = (), settings: int | None = None) -> StudyResults:
        """The rows of these networks (none named: of all) with these settings (None: with any).

        Raises StudyError for a network that is none of the study.
        """
        known = {name for row in self.rows for name in (row.network, row.label)}
        for name in networks:
            if name not in known:
                near = nearest(name, known)
                advice = f"Did you mean {near}?" if near else f"There are {', '.join(sorted(known))}."
                raise StudyError(f"The study has no network {name!r}.", advice)
        rows = (
            row
            for row in self.rows
            if (not networks or row.network in networks or row.label in networks) and settings in (None, row.settings)
        )
        return replace(self, rows=tuple(rows))

    def stored_map(self, row: StudyRow) -> StoredMap:
        """The map of a row as it lies in the folder; raises StudyError where there is none."""
        return read_map(path_of(self.folder, row.key))


def read_results(study: StudyFolder) -> StudyResults:
    """Read the index of a study; raises StudyError where there is none. One that is running may be read, too."""
    with uncollected():
        return _read(study)


def _read(study: StudyFolder) -> StudyResults:
    with closing(study.open_index()) as index:
        items, maps, failures = index.items(), index.maps(), index.failures()
        measures, shown = index.measures(), index.shown()
    networks = {name: _Network(values) for name, values in shown.get("networks", {}).items()}
    unknown = _Network({})
    rows = []
    for item in items:
        numbers, failure, network = maps.get(item.key), failures.get(item.key), networks.get(item.network, unknown)
        state = ItemState.DONE if numbers else ItemState.FAILED if failure else ItemState.PENDING
        rows.append(
            StudyRow(
                item.network,
                item.picture,
                item.rule,
                item.settings,
                item.key,
                item.patch,
                state,
                failure.reason if failure and not numbers else "",
                numbers,
                network.facts,
                network.axis,
                network.step,
                measures.get(numbers.restoration, {}) if numbers else {},
            )
        )
    conditions = shown.get("conditions")
    return StudyResults(
        study.path,
        tuple(rows),
        tuple(read_as(one, Settings) for one in shown.get("settings", ())),
        None if conditions is None else read_as(conditions, Conditions),
        read_as(shown.get("metrics", ()), tuple[str, ...]),
    )


class _Network:
    """What an index says of a network."""

    def __init__(self, values: Mapping[str, Any]) -> None:
        facts = values.get("facts")
        self.facts = None if facts is None else read_as(facts, StudyNetworkFacts)
        self.axis, self.step = str(values.get("axis", "")), values.get("step")
