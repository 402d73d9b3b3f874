"""The numbers of one map, as an index and a table of a study hold them."""

from __future__ import annotations

import math
from dataclasses import dataclass

from lamgui.maps.result import Analysis
from lamgui.maps.verdict import judge, reservations


@dataclass(frozen=True)
class MapNumbers:
    """What is known of a finished map besides its pixels; None where there is no such number, or it is not finite.

    `lr_left` and `lr_top` say where the network's LR picture begins in the whole one. Qualities are of all that the
    network was given, s border pixels cut; those with `patch` of the patch and 16 px around it. `measured_px` is the
    larger side of the area that has any gradient, in LR pixels.
    """

    lr_width: int
    lr_height: int
    lr_left: int
    lr_top: int
    diffusion_index: float | None
    diffusion_index_error: float | None
    effective_pixels: float | None
    diffusion_index_reached: float | None
    completeness_gap: float | None
    delta: float | None
    objective_baseline: float | None
    objective_input: float | None
    map_error: float | None
    within_tolerance: bool | None
    verdict: str
    measured_px: int | None
    nonfinite: int
    passes: int
    psnr_y: float | None
    ssim_y: float | None
    psnr_rgb: float | None
    psnr_y_patch: float | None
    ssim_y_patch: float | None
    elapsed_s: float
    peak_memory_bytes: int
    device: str
    threads: int
    restoration: str
    """The key of what the network made, by which other metrics are found."""
    notes: str


def numbers_of(analysis: Analysis, restoration: str) -> MapNumbers:
    """The numbers of a finished map."""
    # Here, as the window reads numbers without torch.
    import torch

    quality, near = analysis.pictures.quality, analysis.pictures.quality_around_patch
    box, curves, error = analysis.measured_box, analysis.curves, analysis.error
    return MapNumbers(
        *analysis.lr_size,
        *analysis.pictures.lr_origin,
        _finite(analysis.diffusion_index),
        _finite(analysis.diffusion_index_error),
        _finite(analysis.effective_pixels),
        _finite(analysis.diffusion_index_reached),
        _finite(analysis.completeness_gap),
        _finite(curves.delta),
        _finite(curves.objective_baseline),
        _finite(curves.objective_input),
        _finite(None if error is None else error.of_map),
        analysis.within_tolerance,
        judge(analysis).trust.value,
        None if box is None else max(box.size_px),
        analysis.nonfinite,
        analysis.passes,
        _finite(None if quality is None else quality.psnr_y),
        _finite(None if quality is None else quality.ssim_y),
        _finite(None if quality is None else quality.psnr_rgb),
        _finite(None if near is None else near.psnr_y),
        _finite(None if near is None else near.ssim_y),
        round(analysis.elapsed_s, 4),
        analysis.peak_memory_bytes,
        analysis.device,
        torch.get_num_threads(),
        restoration,
        " ".join(reservations(analysis)),
    )


def _finite(number: float | None) -> float | None:
    return None if number is None or not math.isfinite(number) else float(number)
