"""How far a network looks by the paper's protocol: DI of a 16x16 patch in the middle of 64x64 LR pixels."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from lamgui.attribution.patch import Patch
from lamgui.attribution.settings.settings import Settings
from lamgui.base.generators import result_of
from lamgui.imaging.picture import Pixels
from lamgui.imaging.read import picture_from_pixels
from lamgui.maps.analysis import analyse
from lamgui.maps.request import RequestFactory
from lamgui.networks.network import Network

SURROUNDINGS_PX = 64
"""Side of the LR picture that the network sees."""

PATCH_PX = 16
SETTINGS = Settings(rule="arc", steps=12)
"""With 12 nodes of equal arc length, DI agrees in its printed digits with that of 50."""

RESAMPLES = 10_000


@dataclass(frozen=True)
class Reach:
    """The mean DI over `pictures` crops, with its 95 % interval by bootstrap over the pictures."""

    pictures: int
    diffusion_index: float
    low: float
    high: float


def measure_reach(network: Network, pictures: Sequence[Pixels]) -> Reach | None:
    """Mean DI over the middles of HR pictures, (H, W, 3) uint8; None where none is large enough or has a map."""
    indices = [di for hr in middles(pictures, network.scale) if (di := _diffusion_index(network, hr)) is not None]
    if not indices:
        return None
    drawn = np.random.default_rng(0).choice(indices, (RESAMPLES, len(indices))).mean(axis=1)
    low, high = np.percentile(drawn, [2.5, 97.5])
    return Reach(len(indices), float(np.mean(indices)), float(low), float(high))


def middles(pictures: Sequence[Pixels], scale: int) -> list[Pixels]:
    """The middle of each HR picture that is large enough for 64x64 LR pixels, as large as these are."""
    side = SURROUNDINGS_PX * scale
    return [_middle(pixels, side) for pixels in pictures if min(pixels.shape[:2]) >= side]


def _middle(pixels: Pixels, side: int) -> Pixels:
    top, left = ((length - side) // 2 for length in pixels.shape[:2])
    return np.ascontiguousarray(pixels[top : top + side, left : left + side])


def _diffusion_index(network: Network, pixels: Pixels) -> float | None:
    corner = (pixels.shape[0] - PATCH_PX) // 2
    patch = Patch(corner, corner, PATCH_PX)
    picture = picture_from_pixels(pixels, "crop")
    request = RequestFactory().request(picture, network, patch, SETTINGS, device="cpu")
    return result_of(analyse(request)).diffusion_index
