"""A drawn test picture which a network restores well only with the right range, colours and scale."""

from __future__ import annotations

import functools
import io
from collections.abc import Mapping

import cv2
import numpy as np
from PIL import Image

from lamgui.imaging.picture import Pixels

CHART_PX = 96
"""Small enough for the largest network on a CPU; a multiple of every usual scale."""

NOISE = "noise"
"""The name of that degradation."""

NOISE_LEVELS = 25
"""Standard deviation of the noise, of 255: the middle one of those that denoisers are trained for."""

BLUR_PX, BLUR_TAPS = 1.6, 11
JPEG_QUALITY = 20

_FINE = 4
_DISCS = (  # centre x and y, radius, darkness, half-cycles in a radius, angle in radians
    (0.30, 0.30, 0.24, 0.45, 5, 0.4),
    (0.74, 0.36, 0.20, 0.60, 4, 1.9),
    (0.45, 0.76, 0.21, 0.30, 3, 2.8),
    (0.85, 0.82, 0.12, 0.50, 1, 0.1),
)


@functools.cache
def drawn_chart() -> Pixels:
    """Four striped discs, 96x96: sharp in brightness and smooth in strong colours, as photographs are."""
    y, x = (np.mgrid[: CHART_PX * _FINE, : CHART_PX * _FINE] + 0.5) / (CHART_PX * _FINE)
    colour = np.stack([0.9 - 0.6 * x, 0.35 + 0.4 * y * x, 0.25 + 0.6 * x * (1 - y)])
    light = np.ones_like(x)
    for centre_x, centre_y, radius, dark, half_cycles, angle in _DISCS:
        inside = (x - centre_x) ** 2 + (y - centre_y) ** 2 < radius**2
        across = (x - centre_x) * np.cos(angle) + (y - centre_y) * np.sin(angle)
        light = np.where(inside & (np.cos(np.pi * half_cycles * across / radius) > 0), dark, light)
    smooth = (colour * light).reshape(3, CHART_PX, _FINE, CHART_PX, _FINE).mean(axis=(2, 4))
    pixels: Pixels = np.rint(smooth * 255).astype(np.uint8).transpose(1, 2, 0)
    pixels.setflags(write=False)
    return pixels


@functools.cache
def degraded_charts() -> Mapping[str, Pixels]:
    """The chart with each degradation that networks of scale 1 remove, by the name of the degradation."""
    return degraded(drawn_chart())


def degraded(picture: Pixels) -> Mapping[str, Pixels]:
    """A picture with each degradation that networks of scale 1 remove, by the name of the degradation."""
    # Not cv2.GaussianBlur: OpenCV would leave threads of its own behind, under the name of the one that asks for it.
    taps = cv2.getGaussianKernel(BLUR_TAPS, BLUR_PX)
    noise = np.random.default_rng(0).normal(0, NOISE_LEVELS, picture.shape)
    stream = io.BytesIO()
    Image.fromarray(picture).save(stream, "JPEG", quality=JPEG_QUALITY)
    return {
        NOISE: np.clip(np.rint(picture + noise), 0, 255).astype(np.uint8),
        "blur": np.asarray(cv2.sepFilter2D(picture, -1, taps, taps), dtype=np.uint8),
        "traces of JPEG": np.array(Image.open(stream)),
    }
