"""Hard patches: where the network has much to restore, and where it fails at it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from lamgui.attribution.measures.survey import Survey, box_sums
from lamgui.attribution.patch import Patch
from lamgui.base.arrays import Floats

LIST_LENGTH = 10
"""Number of patches that are shown."""


@dataclass(frozen=True)
class HardPatch:
    """A patch with the values that it is ranked by."""

    patch: Patch
    delta: float
    """ΔD = D(F(I)) - D(F(I'))."""
    mean_squared_error: float | None
    """Error of SR against HR over the patch; None without an HR picture."""
    score: float
    """0..1."""


def hard_patches(
    survey: Survey, squared_error: Floats | None, size: int, count: int = LIST_LENGTH
) -> tuple[HardPatch, ...]:
    """The `count` patches of a size with the largest scores, the hardest first, of which no two overlap.

    score = |ΔD| / max |ΔD| · E / max E, with E the squared error summed over the patch; without an HR picture
    (`squared_error`, (H - 1, W - 1), is None) |ΔD| / max |ΔD| alone. Each maximum is over all patches of the picture.
    Patches with a score of 0, or one that is not finite, are not listed.
    """
    delta = survey.delta(size)
    if not delta.size:
        return ()
    errors = None if squared_error is None else box_sums(squared_error, size)
    score = _shares(delta) if errors is None else _shares(delta) * _shares(errors)
    peaks = score.max(axis=1, initial=0.0)
    patches: list[HardPatch] = []
    while peaks.size and len(patches) < count:
        y = int(np.argmax(peaks))
        x = int(np.argmax(score[y]))
        if not score[y, x] > 0:
            break
        error = None if errors is None else float(errors[y, x]) / size**2
        patches.append(HardPatch(Patch(x, y, size), float(delta[y, x]), error, float(score[y, x])))
        rows, columns = (slice(max(0, first - size + 1), first + size) for first in (y, x))
        score[rows, columns] = 0.0
        peaks[rows] = score[rows].max(axis=1)
    return tuple(patches)


def _shares(values: Floats) -> Floats:
    """Shares of the largest magnitude, 0..1; 0 for values that are not finite."""
    shares = np.abs(values)
    shares[~np.isfinite(shares)] = 0.0
    peak = shares.max(initial=0.0)
    return shares / peak if peak > 0 else shares
