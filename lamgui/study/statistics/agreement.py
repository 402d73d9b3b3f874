"""Finding 1, wide is better: how DI goes together with a metric, looked at in every way, since one r misleads."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from lamgui.base.arrays import Doubles
from lamgui.study.statistics.comparison import DI, PSNR, Comparison
from lamgui.study.statistics.correlation import Concordance, Correlation, concordance, correlate, rank_correlation


@dataclass(frozen=True)
class PerPicture:
    """Spearman's ρ of DI and a metric over the networks, at one place each."""

    spearman: tuple[float, ...]

    @property
    def negative(self) -> int:
        """At how many places a wider network is the worse one."""
        return sum(one < 0 for one in self.spearman)

    @property
    def median(self) -> float | None:
        """The middle one; None where there is none."""
        return float(np.median(self.spearman)) if self.spearman else None


@dataclass(frozen=True)
class WithoutNetwork:
    """The correlation over network means with one network left out."""

    network: str
    correlation: Correlation | None


@dataclass(frozen=True)
class Agreement:
    """log DI against a metric, at the places where every network has it.

    `over_means` is over network means: log of the mean DI against the mean of the metric. `pooled` takes every item by
    itself, `centred` after the means of its place were taken off both. `rankings_by_di` and `rankings_by_metric` say
    whether the places rank the networks alike.
    """

    metric: str
    places: int
    over_means: Correlation | None
    pooled: Correlation | None
    centred: Correlation | None
    per_picture: PerPicture
    leave_one_out: tuple[WithoutNetwork, ...]
    rankings_by_di: Concordance | None
    rankings_by_metric: Concordance | None


def agreement(comparison: Comparison, metric: str = PSNR) -> Agreement:
    """All of it, for a metric by its name."""
    di, quality = comparison.values(DI), comparison.values(metric)
    complete = np.isfinite(quality).all(axis=0)
    di, quality = di[:, complete], quality[:, complete]
    logs = np.log(di)
    names = comparison.names
    means = (np.log(di.mean(axis=1)), quality.mean(axis=1)) if complete.any() else (np.empty(0), np.empty(0))
    return Agreement(
        metric,
        int(complete.sum()),
        correlate(*means),
        correlate(logs.ravel(), quality.ravel()),
        correlate(_centred(logs).ravel(), _centred(quality).ravel()) if complete.any() else None,
        PerPicture(_per_place(logs, quality)),
        tuple(
            WithoutNetwork(name, correlate(*(np.delete(one, k) for one in means)))
            for k, name in enumerate(names)
            if complete.any()
        ),
        concordance(di.T),
        concordance(quality.T),
    )


def _centred(values: Doubles) -> Doubles:
    """Values (networks, places) less the mean of their place."""
    centred: Doubles = values - values.mean(axis=0)
    return centred


def _per_place(logs: Doubles, quality: Doubles) -> tuple[float, ...]:
    found = (rank_correlation(logs[:, place], quality[:, place]) for place in range(logs.shape[1]))
    return tuple(one for one in found if one is not None)
