"""A finished run and a run on its way with known numbers, for the tests of what shows them."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from lamgui.attribution.integral.map_error import MapError
from lamgui.attribution.patch import Patch
from lamgui.attribution.receptive_field import ReceptiveField
from lamgui.attribution.settings.settings import Settings
from lamgui.imaging.colour import Colour
from lamgui.imaging.picture import Picture
from lamgui.imaging.prepare import Role
from lamgui.imaging.quality import Quality
from lamgui.imaging.reduce import Reduction
from lamgui.maps.pictures import Pictures
from lamgui.maps.progress import Progress, Stage
from lamgui.maps.result import Analysis
from lamgui.networks.entry import NetworkFacts
from tests.widgets.curves_of import rising_curves

KNOWN_QUALITY = Quality(psnr_y=29.834, ssim_y=0.89123, psnr_rgb=28.111)
FACTS = NetworkFacts(
    name="EDSR",
    architecture="EDSR",
    paper="Lim et al., CVPRW 2017",
    year=2017,
    scale=4,
    channels=3,
    value_range=255.0,
    colour=Colour.RGB,
    parameters=1_517_571,
    receptive_field=ReceptiveField.BOUNDED,
    sha256="cd" * 32,
    notes=("Its range was found by trying.",),
)


def picture_of(width: int = 40, height: int = 24, conversions: tuple[str, ...] = ()) -> Picture:
    """A black picture called baby.png."""
    return Picture(
        np.zeros((height, width, 3), np.uint8), "baby.png", Path("/pictures/baby.png"), "ab" * 32, conversions
    )


def scene_of(quality: Quality | None = KNOWN_QUALITY) -> Pictures:
    """An LR picture of 10x6, enlarged four times, with a patch of 8x8 at (4, 2)."""
    sr = np.zeros((24, 40, 3), np.uint8)
    return Pictures(np.zeros((6, 10, 3), np.uint8), None if quality is None else sr, sr, Patch(4, 2, 8), 4, quality)


ERROR = MapError(0.012, 0.03)


def analysis_of(
    gap: float = -0.004,
    quality: Quality | None = KNOWN_QUALITY,
    map_is_zero: bool = False,
    nonfinite: int = 0,
    notes: tuple[str, ...] = (),
) -> Analysis:
    """A run whose map of 10x6 LR pixels holds 0.8 of its importance in one pixel and 0.2 in another."""
    lam = np.zeros((3, 6, 10))
    if not map_is_zero:
        lam[0, 2, 3], lam[1, 4, 5] = 8.0, -2.0
    return Analysis(
        picture=picture_of(),
        role=Role.HR,
        reduction=Reduction.PILLOW,
        network=FACTS,
        settings=Settings(steps=50),
        pictures=scene_of(quality),
        lam=lam,
        curves=rising_curves(),
        completeness_gap=gap,
        nonfinite=nonfinite,
        frames=(),
        passes=50,
        device="cpu",
        elapsed_s=2.14,
        peak_memory_bytes=340 * 2**20,
        error=ERROR,
        notes=notes,
        versions={"lamgui": "0.1.0"},
    )


def progress_of(step: int = 4, total: int = 10, stage: Stage = Stage.FULL) -> Progress:
    """A run that took half a second a step."""
    return Progress(stage, step, total, step / 2, scene_of(), rising_curves(total, step), np.zeros((6, 10)))
