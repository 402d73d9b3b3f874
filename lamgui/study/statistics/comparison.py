"""The items of a study that can be compared: of one n and one scale, every network at every place."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

import numpy as np

from lamgui.attribution.patch import Patch
from lamgui.base.arrays import Doubles
from lamgui.base.errors import StudyError
from lamgui.study.items.network_facts import StudyNetworkFacts
from lamgui.study.items.numbers import MapNumbers
from lamgui.study.store.results import StudyResults, StudyRow

DI, EFFECTIVE_PIXELS, PSNR = "diffusion_index", "effective_pixels", "psnr_y"
"""Names of numbers, as in the columns of an exported study; metrics have their own."""

LEAST_SHARE = 0.5
"""A network with numbers at fewer places, relative to the one with most, does not decide which places are compared."""


@dataclass(frozen=True)
class Place:
    """A patch of a picture, in SR pixels: what every network is compared at."""

    picture: str
    patch: Patch


@dataclass(frozen=True)
class LeftOut:
    """Items that are in no mean, counted by the reason, and networks that are in none at all."""

    of_other_settings: int = 0
    of_other_basis: int = 0
    """Of another number of LR pixels, or another scale: their DI do not compare."""
    without_di: int = 0
    """Failed, not computed yet, or of a map that is zero."""
    of_few_places: int = 0
    """Of the networks that have too few places."""
    not_of_all: int = 0
    """At places where another network has no DI."""
    networks: tuple[str, ...] = ()
    """Networks without any item that is compared."""

    @property
    def items(self) -> int:
        """How many items are left out, those of other settings apart."""
        return self.of_other_basis + self.without_di + self.of_few_places + self.not_of_all


@dataclass(frozen=True, eq=False)
class Comparison:
    """Rows by network and place: `rows[k][i]` is of network k at place i, and has a DI."""

    networks: tuple[str, ...]
    places: tuple[Place, ...]
    rows: tuple[tuple[StudyRow, ...], ...]
    pixels: int
    """The n of the Gini coefficient: LR pixels that each network was given."""
    scale: int
    left_out: LeftOut

    @property
    def names(self) -> tuple[str, ...]:
        """What the networks are called: by their labels, as far as these tell them apart."""
        labels = [row[0].label for row in self.rows]
        often = Counter(labels)
        return tuple(label if often[label] == 1 else name for label, name in zip(labels, self.networks, strict=True))

    def facts_of(self, network: int) -> StudyNetworkFacts | None:
        """What is known of a network, by its number."""
        return self.rows[network][0].facts

    def values(self, name: str) -> Doubles:
        """A number of every item, (networks, places); NaN where an item has none."""
        found = [[value_of(row, name) for row in of_network] for of_network in self.rows]
        return np.array([[np.nan if one is None else one for one in line] for line in found], dtype=np.float64)

    @property
    def metrics(self) -> tuple[str, ...]:
        """The names of the metrics beyond PSNR and SSIM that some item has."""
        return tuple(sorted({name for line in self.rows for row in line for name in row.measures}))


def value_of(row: StudyRow, name: str) -> float | None:
    """A number of an item by its name, a metric's included; None where it has none."""
    if name in row.measures:
        return row.measures[name]
    if row.numbers is None or name not in MapNumbers.__dataclass_fields__:
        return None
    value: float | None = getattr(row.numbers, name)
    return value


def compared(results: StudyResults, settings: int | None = None) -> Comparison:
    """The items with these settings (None: those of the first row) that can be compared.

    They are of the one n and scale that most items have (of equally many, the paper's 64x64 LR pixels), at the places
    where each of the networks has a DI. Raises StudyError where there is none.
    """
    of_all = results.rows
    if settings is None:
        settings = of_all[0].settings if of_all else 0
    wanted = [row for row in of_all if row.settings == settings]
    with_di = [row for row in wanted if value_of(row, DI) is not None and row.patch is not None]
    if not with_di:
        raise StudyError("The study has no map yet that could be compared.", "Run it: lamgui study run")
    bases = Counter(map(_basis, with_di))
    paper_sized = {_basis(row) for row in with_di if row.is_paper_sized}
    basis = max(bases, key=lambda one: (bases[one], one in paper_sized))
    alike = [row for row in with_di if _basis(row) == basis]
    by_network: dict[str, dict[Place, StudyRow]] = {}
    for row in alike:
        by_network.setdefault(row.network, {})[_place(row)] = row
    most = max(map(len, by_network.values()))
    shown = {name: own for name, own in by_network.items() if len(own) >= LEAST_SHARE * most}
    common = [place for place in next(iter(shown.values())) if all(place in own for own in shown.values())]
    if not common:
        message = "No place of the study has a map of every network yet."
        raise StudyError(message, "Run it to the end, or name the networks that are to be compared.")
    distinct = sum(map(len, by_network.values()))
    in_shown = sum(map(len, shown.values()))
    left_out = LeftOut(
        of_other_settings=len(of_all) - len(wanted),
        of_other_basis=len(with_di) - len(alike),
        without_di=len(wanted) - len(with_di),
        of_few_places=distinct - in_shown,
        not_of_all=in_shown - len(common) * len(shown),
        networks=tuple(dict.fromkeys(row.network for row in wanted if row.network not in shown)),
    )
    rows = tuple(tuple(own[place] for place in common) for own in shown.values())
    return Comparison(tuple(shown), tuple(common), rows, *basis, left_out)


def _basis(row: StudyRow) -> tuple[int, int]:
    assert row.numbers is not None
    return row.numbers.lr_width * row.numbers.lr_height, 0 if row.facts is None else row.facts.scale


def _place(row: StudyRow) -> Place:
    assert row.patch is not None
    return Place(row.picture, row.patch)
