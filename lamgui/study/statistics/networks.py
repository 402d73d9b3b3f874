"""Table 1: the means of every network of a comparison, and what is known of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from lamgui.attribution.receptive_field import ReceptiveField
from lamgui.base.arrays import Doubles
from lamgui.study.items.network_facts import StudyNetworkFacts
from lamgui.study.statistics.comparison import DI, EFFECTIVE_PIXELS, PSNR, Comparison
from lamgui.study.statistics.means import Mean, mean_of


@dataclass(frozen=True)
class NetworkMeans:
    """The means of one network over the places that all networks have.

    `psnr_db` and metrics are None where no place has one; their `count` is less than `places` where only some have.
    """

    network: str
    name: str
    facts: StudyNetworkFacts | None
    places: int
    di: Mean
    effective_pixels: Mean
    psnr_db: Mean | None
    metrics: Mapping[str, Mean | None]
    axis: str = ""
    step: int | None = None

    @property
    def is_global(self) -> bool:
        """Whether its field is the whole picture."""
        return self.facts is not None and self.facts.field_kind == ReceptiveField.GLOBAL.value


def network_means(comparison: Comparison) -> tuple[NetworkMeans, ...]:
    """Every network with its means, in the order of the study."""
    di, effective, psnr = (comparison.values(name) for name in (DI, EFFECTIVE_PIXELS, PSNR))
    metrics = {name: comparison.values(name) for name in comparison.metrics}
    found = []
    for k, (network, name) in enumerate(zip(comparison.networks, comparison.names, strict=True)):
        first = comparison.rows[k][0]
        found.append(
            NetworkMeans(
                network,
                name,
                comparison.facts_of(k),
                len(comparison.places),
                mean_of(di[k]),
                mean_of(effective[k]),
                _mean_of_known(psnr[k]),
                {metric: _mean_of_known(values[k]) for metric, values in metrics.items()},
                first.axis,
                first.step,
            )
        )
    return tuple(found)


def _mean_of_known(values: Doubles) -> Mean | None:
    known = values[np.isfinite(values)]
    return mean_of(known) if known.size else None
