"""Which crops are the hard ones: of those with the lowest mean PSNR, the ones on which networks differ most."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

import numpy as np

Key = TypeVar("Key")


@dataclass(frozen=True)
class Difficulty:
    """Mean (dB) and variance (dB², divided by the number of networks) of the PSNR that networks reach."""

    mean_psnr: float
    variance: float


def difficulty_of(psnrs: Sequence[float | None], networks: int) -> Difficulty | None:
    """The difficulty by the PSNR of each of so many networks; None where one is missing or not finite."""
    known = [one for one in psnrs if one is not None and math.isfinite(one)]
    if len(known) != networks or not known:
        return None
    return Difficulty(float(np.mean(known)), float(np.var(known)))


def hard_first(difficulties: Mapping[Key, Difficulty], share: float) -> list[Key]:
    """The `share` (0..1) of the keys with the lowest mean, rounded up; the largest variance first."""
    by_mean = sorted(difficulties, key=lambda key: difficulties[key].mean_psnr)
    lowest = by_mean[: math.ceil(share * len(by_mean))]
    return sorted(lowest, key=lambda key: -difficulties[key].variance)
