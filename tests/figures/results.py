"""A finished run with a map, pictures and settings that leave nothing at its default."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import numpy.typing as npt

from lamgui.attribution.settings.settings import Settings
from lamgui.imaging.picture import Pixels
from lamgui.maps.result import Analysis
from tests.imaging.pictures import coloured
from tests.widgets.analysis_of import analysis_of, scene_of

SCALE, WIDTH, HEIGHT = 4, 10, 6
SETTINGS = Settings(path="linear-blur", sigma=1.5, kernel_size=11, steps=10, rule="right")


def lam_of(seed: int = 0) -> npt.NDArray[np.float32]:
    """A signed map (3, 6, 10) in which no two values are alike."""
    return np.random.default_rng(seed).normal(size=(3, HEIGHT, WIDTH)).astype(np.float32)


def result_of(**changes: Any) -> Analysis:
    """A run over a picture of 10x6 LR pixels at x4, with fields of `Analysis` changed."""
    sr = coloured(WIDTH * SCALE, HEIGHT * SCALE)
    pictures = replace(scene_of(), lr=coloured(WIDTH, HEIGHT), sr=sr, hr=sr)
    return replace(analysis_of(), **{"pictures": pictures, "lam": lam_of(), "settings": SETTINGS, **changes})


def blocks(pixels: Pixels, scale: int) -> Pixels:
    """Each pixel as a block of `scale` x `scale`, by a Kronecker product."""
    return np.kron(pixels, np.ones((scale, scale, 1), np.uint8))
