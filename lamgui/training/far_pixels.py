"""Whether pixels far from a patch help to restore it: what its PSNR loses where they are blurred away."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import torch
from torch import Tensor

from lamgui.attribution.settings.settings import Settings
from lamgui.imaging.picture import Pixels
from lamgui.imaging.quality import decibels, squared_error
from lamgui.imaging.reduce import reduce
from lamgui.maps.devices import placed
from lamgui.networks.network import Network
from lamgui.training.reach import PATCH_PX, RESAMPLES, SURROUNDINGS_PX, middles
from lamgui.training.scenes import draw_stripes

FAR_PX = 24
"""LR pixels further than this from the patch, in x or in y, are far."""

SCENES, SCENES_SEED = 24, 20_211
"""Of the held-back scenes: the seeds of recipes are small."""


@dataclass(frozen=True)
class FarPixels:
    """What far pixels are worth over `pictures`: the mean gain of the patch's PSNR, on Y, with its 95 % interval."""

    pictures: int
    gain_db: float
    low_db: float
    high_db: float


def measure_far_pixels(network: Network, pictures: Sequence[Pixels]) -> FarPixels | None:
    """The gain over the middles of HR pictures, (H, W, 3) uint8; None where none is large enough.

    The far pixels of 64x64 LR pixels are replaced by the baseline of the default path, the blurred picture.
    """
    gains = [_gain_db(network, hr) for hr in middles(pictures, network.scale)]
    gains = [gain for gain in gains if np.isfinite(gain)]
    if not gains:
        return None
    drawn = np.random.default_rng(0).choice(gains, (RESAMPLES, len(gains))).mean(axis=1)
    low, high = np.percentile(drawn, [2.5, 97.5])
    return FarPixels(len(gains), float(np.mean(gains)), float(low), float(high))


def held_back_scenes(scale: int) -> list[Pixels]:
    """Procedural scenes that no training draws, HR of 64x64 LR pixels each."""
    random = np.random.default_rng(SCENES_SEED)
    return [draw_stripes(SURROUNDINGS_PX * scale, random) for _ in range(SCENES)]


def without_far_pixels(lr: Tensor, baseline: Tensor, scale: int) -> Tensor:
    """`lr` (C, h, w) with the baseline in place of all pixels that are far from the patch in its middle."""
    rows, columns = (_near(side, scale) for side in lr.shape[-2:])
    replaced = baseline.clone()
    replaced[:, rows, columns] = lr[:, rows, columns]
    return replaced


def _near(side: int, scale: int) -> slice:
    first = (side * scale - PATCH_PX) // 2
    return slice(max(0, first // scale - FAR_PX), -(-(first + PATCH_PX) // scale) + FAR_PX)


def _gain_db(network: Network, hr: Pixels) -> float:
    lr = reduce(hr, network.scale)
    restore, path = placed(network, Settings(), lr, "cpu")
    baseline = path.at([0.0])[0]
    corner = (hr.shape[0] - PATCH_PX) // 2
    patch = (slice(corner, corner + PATCH_PX),) * 2
    values = []
    for planes in (path.lr, without_far_pixels(path.lr, baseline, network.scale)):
        # Not inference_mode: the placed network stays for maps, whose gradients refuse tensors made in it.
        with torch.no_grad():
            sr = network.decode(restore(planes[None])[0], lr)
        values.append(decibels(float(squared_error(sr, hr)[patch].mean())))
    return values[0] - values[1]
