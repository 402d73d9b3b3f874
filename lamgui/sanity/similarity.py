"""Similarity of two maps: rank correlation, structural similarity, and the overlap of their most important pixels."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from lamgui.attribution.measures.measures import area_of_contribution
from lamgui.base.arrays import Doubles, Floats
from lamgui.imaging.quality import SSIM_WINDOW_PX, ssim

TOP_SHARE = 0.5
"""Share of the importance that the most important pixels hold together."""


@dataclass(frozen=True)
class Similarity:
    """Similarity of two maps; 1 for equal maps. NaN where a measure does not exist for them."""

    rank: float
    """Spearman's rank correlation, -1..1."""
    ssim: float
    """Structural similarity, -1..1."""
    overlap: float
    """Share of the most important pixels that both have, 0..1."""

    @property
    def exists(self) -> bool:
        """Whether there is a rank correlation, by which the tests judge."""
        return math.isfinite(self.rank)


def similarity_of(first: Floats, second: Floats) -> Similarity:
    """Compare two signed maps Σ_c LAM, (h, w); `first` is the reference.

    All is NaN where a map is zero or not finite.
    """
    if not all(np.isfinite(one).all() and one.any() for one in (first, second)):
        return Similarity(math.nan, math.nan, math.nan)
    return Similarity(rank_correlation(first, second), structural_similarity(first, second), top_overlap(first, second))


def rank_correlation(first: Floats, second: Floats) -> float:
    """Spearman's correlation of two signed maps over the pixels of either's area of contribution.

    Equal values share their mean rank. Over the whole picture, or without the sign, the maps of any two networks
    correlate at a patch, trained or not: all of them fade with the distance. NaN where fewer than two pixels are left
    or a map has one value at all of them.
    """
    either = area_of_contribution(np.abs(first)) | area_of_contribution(np.abs(second))
    a, b = (ranks - ranks.mean() for ranks in (_ranks(first[either]), _ranks(second[either])))
    norm = math.sqrt(float(a @ a) * float(b @ b))
    return float(a @ b) / norm if norm > 0 else math.nan


def structural_similarity(first: Floats, second: Floats) -> float:
    """SSIM of the importance of two maps, each divided by its maximum, over the box of both areas of contribution.

    Every pixel of the box has a window of its own; beyond the box both maps count as 0.
    """
    a, b = (np.abs(np.asarray(one, dtype=np.float64)) for one in (first, second))
    either = area_of_contribution(a) | area_of_contribution(b)
    rows, columns = (np.flatnonzero(either.any(axis=axis)) for axis in (1, 0))
    box = np.s_[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1]
    a, b = (np.pad(one[box] / one.max() * 255, SSIM_WINDOW_PX // 2) for one in (a, b))
    return ssim(a, b)


def top_overlap(first: Floats, second: Floats) -> float:
    """Of the fewest pixels that hold TOP_SHARE of the first map's importance, the share that the second also has.

    As many pixels are taken of the second, so that chance gives their share of the picture.
    """
    top = area_of_contribution(np.abs(first), TOP_SHARE).ravel()
    others = np.argsort(-np.abs(np.asarray(second, dtype=np.float64)).ravel(), kind="stable")
    return float(top[others[: int(top.sum())]].mean())


def _ranks(values: Floats) -> Doubles:
    """Ranks from 1; equal values get the mean of their ranks."""
    _, inverse, counts = np.unique(values, return_inverse=True, return_counts=True)
    mean: Doubles = np.cumsum(counts) - (counts - 1) / 2
    return mean[inverse]
