"""Findings 2 to 4 of the paper, as numbers of a study; finding 1 has a file of its own."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from lamgui.attribution.receptive_field import ReceptiveField
from lamgui.base.arrays import Doubles
from lamgui.imaging.picture import Pixels
from lamgui.study.statistics.comparison import DI, Comparison, Place
from lamgui.study.statistics.correlation import Correlation, correlate
from lamgui.study.statistics.means import Mean, difference_of_means
from lamgui.study.statistics.networks import NetworkMeans
from lamgui.study.statistics.texture import coherence
from lamgui.study.store.results import StudyRow


@dataclass(frozen=True)
class GlobalAgainstLocal:
    """Finding 2: mean effective pixels of the networks with a global field less those of the others.

    `difference` is over networks; None where there are none of one kind.
    """

    global_networks: tuple[str, ...]
    local_networks: tuple[str, ...]
    difference: Mean | None


@dataclass(frozen=True)
class FieldAgainstUse:
    """Finding 3: over networks of a known local field, its side in LR pixels against the effective pixels."""

    networks: tuple[str, ...]
    field_px: tuple[int, ...]
    effective_pixels: tuple[float, ...]
    correlation: Correlation | None


@dataclass(frozen=True)
class Texture:
    """A place with its mean rank of DI over the networks (1: the least), and the coherence of its surroundings."""

    place: Place
    mean_rank: float
    coherence: float | None


@dataclass(frozen=True)
class TextureAgainstUse:
    """Finding 4: the places, those of the largest DI first, and the correlation of mean rank and coherence."""

    places: tuple[Texture, ...]
    correlation: Correlation | None


def global_against_local(networks: Sequence[NetworkMeans]) -> GlobalAgainstLocal:
    """Finding 2; networks of an unknown field are on neither side."""
    wide = [one for one in networks if one.is_global]
    local = [one for one in networks if one.facts is not None and one.facts.field_kind == ReceptiveField.LOCAL.value]
    difference = None
    if wide and local:
        difference = difference_of_means(_effective(wide), _effective(local))
    return GlobalAgainstLocal(tuple(one.name for one in wide), tuple(one.name for one in local), difference)


def _effective(networks: Sequence[NetworkMeans]) -> Doubles:
    return np.array([one.effective_pixels.value for one in networks])


def field_against_use(networks: Sequence[NetworkMeans]) -> FieldAgainstUse:
    """Finding 3, for the networks whose field has a size by the paper's count."""
    found = [(one, one.facts.field_px) for one in networks if one.facts is not None and one.facts.field_px is not None]
    sides = tuple(side for _, side in found)
    used = tuple(one.effective_pixels.value for one, _ in found)
    return FieldAgainstUse(
        tuple(one.name for one, _ in found), sides, used, correlate(np.array(sides, dtype=np.float64), np.array(used))
    )


def texture_against_use(comparison: Comparison, seen: Callable[[StudyRow], Pixels]) -> TextureAgainstUse:
    """Finding 4; `seen` gives what a network was given for a row, (h, w, 3). Raises what that does."""
    from scipy.stats import rankdata

    mean_ranks = rankdata(comparison.values(DI), axis=1).mean(axis=0)
    found = [
        Texture(place, float(rank), coherence(seen(row)))
        for place, rank, row in zip(comparison.places, mean_ranks, comparison.rows[0], strict=True)
    ]
    ranks = np.array([one.mean_rank for one in found])
    coherences = np.array([np.nan if one.coherence is None else one.coherence for one in found])
    return TextureAgainstUse(tuple(sorted(found, key=lambda one: -one.mean_rank)), correlate(coherences, ranks))
