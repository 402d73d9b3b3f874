"""Means of each network of a study as it stands, for the live table and scatter: of one n and one scale."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from lamgui.base.arrays import Doubles
from lamgui.base.errors import StudyError
from lamgui.jobs.studies.snapshot import QUANTITIES, StudySnapshot
from lamgui.study.statistics.comparison import compared


@dataclass(frozen=True)
class Average:
    """A mean with the standard deviation over the places; that is None of a single one."""

    mean: float
    deviation: float | None


@dataclass(frozen=True)
class NetworkAverages:
    """What a network has on average at the places that are compared; None where no place has such a number."""

    network: int
    """Its number in the grid."""
    label: str
    values: dict[str, Average | None]


@dataclass(frozen=True)
class StudyAverages:
    """Every network at the same places; `places` are patches of pictures at which each of the networks is done.

    `lr_pixels` is the n of the Gini coefficient, `scale` that of all networks that are compared; 0 without any.
    `left_out` counts items that are done and in no mean.
    """

    networks: tuple[NetworkAverages, ...] = ()
    places: int = 0
    lr_pixels: int = 0
    scale: int = 0
    left_out: int = 0
    of_other_basis: int = 0
    """How many of these are of another number of LR pixels, or another scale."""

    @property
    def words(self) -> str:
        """What is compared, in a sentence."""
        if not self.networks:
            return "Means follow as soon as every network is done at one place."
        places = "1 place" if self.places == 1 else f"{self.places} places"
        left = "" if not self.left_out else f" {_maps(self.left_out)} in no mean"
        if self.of_other_basis:
            left += f", {self.of_other_basis} of another number of LR px or scale, with which DI does not compare"
        left += "." if left else ""
        return f"Means over {places} that all networks have, {self.lr_pixels} LR px each, scale {self.scale}.{left}"


def all_averages(snapshot: StudySnapshot) -> tuple[StudyAverages, ...]:
    """The means under each of the study's settings."""
    return tuple(averages_of(snapshot, number) for number in range(len(snapshot.results.settings)))


def averages_of(snapshot: StudySnapshot, settings: int = 0) -> StudyAverages:
    """The means of the networks that can be compared under one of the study's settings."""
    try:
        comparison = compared(snapshot.results, settings)
    except StudyError:
        # There is nothing yet that all networks have.
        return StudyAverages()
    values = {quantity: comparison.values(quantity) for quantity in QUANTITIES}
    numbers = {name: number for number, name in enumerate(snapshot.layout.networks)}
    networks = tuple(
        NetworkAverages(numbers[network], label, {name: _average(of_all[k]) for name, of_all in values.items()})
        for k, (network, label) in enumerate(zip(comparison.networks, comparison.names, strict=True))
    )
    left = comparison.left_out
    left_out = left.of_other_basis + left.of_few_places + left.not_of_all
    places = len(comparison.places)
    return StudyAverages(networks, places, comparison.pixels, comparison.scale, left_out, left.of_other_basis)


def _maps(count: int) -> str:
    return "One finished map is" if count == 1 else f"{count} finished maps are"


def _average(values: Doubles) -> Average | None:
    known = values[np.isfinite(values)]
    if not known.size:
        return None
    return Average(float(known.mean()), float(known.std(ddof=1)) if known.size > 1 else None)
