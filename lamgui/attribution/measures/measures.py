"""Reading a map: Gini and diffusion index, area of contribution, heat map, the steepest rise (paper 4.1, 4.2)."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from lamgui.base.arrays import Doubles, Floats, Mask

DEFAULT_SHARE = 0.9

CutSides = tuple[bool, bool, bool, bool]
"""Of left, top, right and bottom, whether a crop made that border."""

NO_SIDE_CUT: CutSides = (False, False, False, False)


def importance(lam: Floats) -> Floats:
    """|Σ_c LAM|, (h, w), of an attribution (C, h, w)."""
    summed: Floats = np.abs(lam.sum(axis=0))
    return summed


def gini(values: Floats) -> float:
    """Gini coefficient Σ_i Σ_j |g_i - g_j| / (2 n² mean(g)) of non-negative values, 0 (even) to 1 (one holds all).

    Raises ValueError for values that are all zero or not finite: they have none.
    """
    flat = np.sort(np.asarray(values, dtype=np.float64).ravel())
    total = flat.sum()
    if not np.isfinite(total) or total <= 0:
        raise ValueError("the Gini coefficient needs finite values that are not all zero")
    ranks = np.arange(1, flat.size + 1)
    return float((2 * (ranks * flat).sum() / total - (flat.size + 1)) / flat.size)


def diffusion_index(lam: Floats) -> float | None:
    """DI = (1 - Gini) x 100 of an attribution (C, h, w); None for an all-zero or non-finite map, which has none."""
    try:
        return (1 - gini(importance(lam))) * 100
    except ValueError:
        return None


def effective_pixels(diffusion_index: float, pixels: int) -> float:
    """DI / 100 x n of a map of n pixels: k pixels that count alike, and no others, give k.

    Unlike DI it does not change with the picture around the patch, nor with the scale.
    """
    return diffusion_index / 100 * pixels


def diffusion_index_among(lam: Floats, mask: Mask) -> float | None:
    """DI over the pixels of a mask (h, w) alone, such as those that the patch reaches; None where these have none."""
    inside = importance(lam)[mask]
    try:
        return (1 - gini(inside)) * 100
    except ValueError:
        return None


def area_of_contribution(values: Floats, share: float = DEFAULT_SHARE) -> Mask:
    """The smallest set of pixels, as a mask (h, w), that holds `share` (0..1) of the sum of importance (h, w).

    Of equal values the first in reading order are taken; an all-zero map has an empty area.
    """
    if not 0 < share <= 1:
        raise ValueError(f"a share lies above 0 and up to 1, not at {share}")
    flat = np.asarray(values, dtype=np.float64).ravel()
    area = np.zeros(flat.size, dtype=bool)
    if flat.sum() > 0:
        order = np.argsort(-flat, kind="stable")
        held = np.cumsum(flat[order])
        count = int(np.searchsorted(held, share * held[-1] * (1 - 1e-12))) + 1
        area[order[:count]] = True
    return area.reshape(values.shape)


def border_weight(values: Floats, cut_sides: CutSides = NO_SIDE_CUT) -> float:
    """Importance (h, w) per pixel of the outermost ring of the picture, relative to that per pixel of all of it.

    Borders that a crop made do not count: they are no edges of the picture. 1 for an even map of any size, 0 where
    none lies there, without importance, or where values are not finite.
    """
    total = float(np.sum(values, dtype=np.float64))
    if not np.isfinite(total) or total <= 0:
        return 0.0
    left, top, right, bottom = (0 if is_cut else 1 for is_cut in cut_sides)
    inside = values[top : values.shape[0] - bottom, left : values.shape[1] - right]
    if inside.size == values.size:
        return 0.0
    share = 1 - float(np.sum(inside, dtype=np.float64)) / total
    return share / (1 - inside.size / values.size)


def consensus(areas: Sequence[Mask]) -> Doubles:
    """Per pixel, the share (0..1) of networks whose area of contribution (h, w) holds it (paper, Figure 6).

    Raises ValueError without any area.
    """
    if not areas:
        raise ValueError("a consensus needs the area of at least one network")
    shared: Doubles = np.mean(np.stack(areas), axis=0, dtype=np.float64)
    return shared


def difference(values: Floats, reference: Floats) -> Doubles:
    """One importance (h, w) less another, each divided by its sum: positive where the first relies on a pixel more.

    A map without a finite sum above 0 counts as zero everywhere.
    """
    return _shares(values) - _shares(reference)


def _shares(values: Floats) -> Doubles:
    weights = np.asarray(values, dtype=np.float64)
    total = float(weights.sum())
    return weights / total if np.isfinite(total) and total > 0 else np.zeros_like(weights)


def heat_map(values: Floats) -> Doubles:
    """Kernel density (h, w), per pixel area, of importance (h, w) over the pixel positions.

    A Gaussian with Scott's bandwidth on the weighted positions, as a convolution by FFT. All zero for an all-zero
    map; a map with all its weight on one line or point has no bandwidth there and is spread by half a pixel.
    """
    weights = np.asarray(values, dtype=np.float64)
    total = weights.sum()
    if not total > 0:
        return np.zeros_like(weights)
    weights = weights / total
    precision, normalisation = _scott_kernel(weights)
    height, width = weights.shape
    rows, columns = np.arange(-height + 1, height)[:, None], np.arange(-width + 1, width)[None, :]
    exponent = precision[0, 0] * rows**2 + 2 * precision[0, 1] * rows * columns + precision[1, 1] * columns**2
    kernel = np.exp(-0.5 * exponent) * normalisation
    size = (3 * height - 2, 3 * width - 2)
    blurred = np.fft.irfft2(np.fft.rfft2(weights, size) * np.fft.rfft2(kernel, size), size)
    density: Doubles = blurred[height - 1 : 2 * height - 1, width - 1 : 2 * width - 1]
    return np.maximum(density, 0.0)


def _scott_kernel(weights: Doubles) -> tuple[Doubles, float]:
    """Inverse covariance and peak of the density's kernel, for weights (h, w) that sum to 1."""
    rows, columns = np.indices(weights.shape)
    positions = np.stack([rows.ravel(), columns.ravel()])
    flat = weights.ravel()
    spread = np.atleast_2d(np.cov(positions, aweights=flat)) if flat.max() < 1 else np.zeros((2, 2))
    effective_count = 1 / np.square(flat).sum()
    covariance = spread * effective_count ** (-1 / 3)
    if np.linalg.eigvalsh(covariance)[0] < 1e-6:
        covariance = covariance + 0.25 * np.eye(2)
    return np.linalg.inv(covariance), float(1 / (2 * np.pi * np.sqrt(np.linalg.det(covariance))))


def steepest_band(alpha: Floats, objective: Floats, share: float = 0.5) -> tuple[float, float] | None:
    """The shortest α interval that holds `share` of ΔD; `objective` is D at the rising `alpha`, both ends included.

    Its ends are interpolated between nodes. None where ΔD is zero or not finite.
    """
    alpha, objective = np.asarray(alpha, dtype=np.float64), np.asarray(objective, dtype=np.float64)
    change = objective[-1] - objective[0]
    if not np.isfinite(objective).all() or change == 0:
        return None
    rise = (objective - objective[0]) / change
    starts = np.union1d(np.linspace(0, 1, 513), alpha)
    levels = np.interp(starts, alpha, rise)
    ends = _first_reaching(alpha, rise, starts, levels + share)
    widths = ends - starts
    if np.isnan(widths).all():
        return None
    shortest = int(np.nanargmin(widths))
    return float(starts[shortest]), float(ends[shortest])


def _first_reaching(alpha: Floats, rise: Floats, begins: Floats, levels: Floats) -> Doubles:
    """For each of `begins` the first α after it at which the piecewise linear `rise` reaches its level, or NaN."""
    reached = (alpha > begins[:, None]) & (rise >= levels[:, None])
    # The first α is 0, and no α lies after a begin before it: the node before that one exists.
    k = np.maximum(reached.argmax(axis=1), 1)
    a, b, low, high = alpha[k - 1], alpha[k], rise[k - 1], rise[k]
    is_flat = high == low
    crossings = np.where(is_flat, b, a + (b - a) * (levels - low) / np.where(is_flat, 1.0, high - low))
    ends: Doubles = np.where(reached.any(axis=1), np.maximum(crossings, begins), np.nan)
    return ends
