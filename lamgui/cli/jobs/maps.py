"""One map: computed with progress on standard error, and reported as plain JSON values."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any

from lamgui.base.generators import result_of
from lamgui.cli.terminal import ProgressLine
from lamgui.maps.analysis import analyse
from lamgui.maps.field_words import field_of, field_values
from lamgui.maps.progress import Progress, Stage
from lamgui.maps.request import Request
from lamgui.maps.result import Analysis
from lamgui.maps.verdict import judge, reservations


def compute(request: Request, progress: ProgressLine) -> Analysis:
    """Run an analysis to its end, showing its progress; raises UserError."""
    name = request.network.facts.name
    try:
        return result_of(analyse(request), lambda state: progress.show(f"{name} {progress_text(state)}"))
    finally:
        progress.clear()


def progress_text(report: Progress) -> str:
    """The progress of a run, in words."""
    if report.stage is Stage.RESTORING or report.remaining_s is None:
        return "restoring"
    return ", ".join(words for words in (report.passes_in_words, report.left_in_words) if words)


def report(analysis: Analysis, files: Mapping[str, Path]) -> dict[str, Any]:
    """A finished map in plain JSON values; a number that is not finite becomes null."""
    quality, curves = analysis.pictures.quality, analysis.curves
    values = {
        "network": analysis.network.name,
        "diffusion_index": analysis.diffusion_index,
        "diffusion_index_error": analysis.diffusion_index_error,
        "effective_pixels": analysis.effective_pixels,
        "diffusion_index_reached": analysis.diffusion_index_reached,
        "lr_size": list(analysis.lr_size),
        "lr_origin": list(analysis.pictures.lr_origin),
        "map_error": None if analysis.error is None else analysis.error.of_map,
        "within_tolerance": analysis.within_tolerance,
        "verdict": judge(analysis).trust.value,
        "repeats": analysis.network.repeats.value,
        "spread": None if analysis.spread is None else asdict(analysis.spread),
        "completeness_gap": analysis.completeness_gap,
        "delta": curves.delta,
        "objective_baseline": curves.objective_baseline,
        "objective_input": curves.objective_input,
        "nonfinite": analysis.nonfinite,
        "receptive_field": _receptive_field(analysis),
        "psnr_y": quality and quality.psnr_y,
        "ssim_y": quality and quality.ssim_y,
        "psnr_rgb": quality and quality.psnr_rgb,
        **_input_frames(analysis),
        "passes": analysis.passes,
        "elapsed_s": round(analysis.elapsed_s, 3),
        "peak_memory_bytes": analysis.peak_memory_bytes,
        "files": {kind: str(path) for kind, path in files.items()},
        "notes": [*reservations(analysis), *analysis.network.notes],
        "settings": analysis.provenance(),
    }
    return {key: _plain(value) for key, value in values.items()}


def _input_frames(analysis: Analysis) -> dict[str, Any]:
    """Of a network of several input frames: the place of the picture, and the share of each in the importance."""
    frames = analysis.input_frames
    return {} if frames is None else {"frame_at": frames.at, "frame_shares": [_plain(one) for one in frames.shares]}


def _receptive_field(analysis: Analysis) -> dict[str, Any]:
    """The theoretical field of the network's graph, and the area where this patch has gradients; areas as [x, y, width,
    height] in LR."""
    areas = {"theoretical_box": analysis.theoretical_box, "measured_box": analysis.measured_box}
    boxes = {name: None if box is None else [box.left, box.top, *box.size_px] for name, box in areas.items()}
    return {**field_values(field_of(analysis.network)), **boxes}


def _plain(value: Any) -> Any:
    return None if isinstance(value, float) and not math.isfinite(value) else value
