"""Procedural scenes in which only far pixels show the answer: stripes of one direction, coarse here and fine there.

The fine stripes alias when the picture is reduced by 4: their direction is known from the coarse part of the scene
alone. A network that looks far restores them, others cannot. Photographs hold too few such places to teach it.
"""

from __future__ import annotations

import math

import cv2
import numpy as np
import numpy.typing as npt

from lamgui.imaging.picture import Pixels

SUPERSAMPLING = 2
COARSE_PERIODS_PX = (10.0, 26.0)
FINE_PERIODS_PX = (5.0, 8.5)
"""Periods in HR pixels; a reduction by 4 preserves periods above 8."""

UPRIGHT_SHARE = 0.6
"""Share of the scenes whose stripes are nearly horizontal or vertical, as those of most buildings are."""


def draw_stripes(side_px: int, random: np.random.Generator) -> Pixels:
    """One HR scene of two random colours, uint8 (side_px, side_px, 3); a random line divides coarse from fine."""
    fine_side = side_px * SUPERSAMPLING
    rows, columns = np.mgrid[:fine_side, :fine_side] / SUPERSAMPLING
    angle = _angle(random)
    across = columns * math.cos(angle) + rows * math.sin(angle)
    coarse_px, fine_px = random.uniform(*COARSE_PERIODS_PX), random.uniform(*FINE_PERIODS_PX)
    duty, phases = random.uniform(0.35, 0.65), random.uniform(0, 1, 2)
    coarse = (across / coarse_px + phases[0]) % 1 < duty
    fine = (across / fine_px + phases[1]) % 1 < duty
    border = random.uniform(0, 2 * math.pi)
    distance = (columns - side_px / 2) * math.cos(border) + (rows - side_px / 2) * math.sin(border)
    is_first = np.where(distance > random.uniform(-side_px / 4, side_px / 4), coarse, fine)[..., None]
    first, second = random.integers(20, 236, 3).astype(float), random.integers(20, 236, 3).astype(float)
    drawn = (first * is_first + second * ~is_first).astype(np.float32)
    pictures = cv2.resize(drawn, (side_px, side_px), interpolation=cv2.INTER_AREA)
    shaded = pictures * _shading(side_px, random)[..., None] + random.normal(0, 1, pictures.shape)
    pixels: Pixels = np.clip(shaded, 0, 255).astype(np.uint8)
    return pixels


def _angle(random: np.random.Generator) -> float:
    """The direction in which the stripes follow each other, in radians."""
    if random.random() < UPRIGHT_SHARE:
        return float(random.choice([0, math.pi / 2]) + random.normal(0, 0.12))
    return float(random.uniform(0, math.pi))


def _shading(side_px: int, random: np.random.Generator) -> npt.NDArray[np.float32]:
    """A slow change of light, factors around 1, (side_px, side_px)."""
    corners = random.uniform(0.85, 1.15, (3, 3)).astype(np.float32)
    return np.asarray(cv2.resize(corners, (side_px, side_px), interpolation=cv2.INTER_CUBIC), dtype=np.float32)
