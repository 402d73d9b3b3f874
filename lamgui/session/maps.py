"""A finished analysis as arrays and plain values for a session file, and back; its pictures are made again."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import Any

import numpy as np
import numpy.typing as npt

from lamgui.attribution.integral.map_error import MapError
from lamgui.attribution.settings.values import settings_from, settings_values
from lamgui.imaging.picture import Picture
from lamgui.imaging.prepare import Role, prepare
from lamgui.imaging.quality import Quality
from lamgui.imaging.reduce import Reduction
from lamgui.maps.result import Analysis, Curves, Frame, Pictures
from lamgui.session.values import facts_from, facts_values, patch_from, patch_values

Arrays = Mapping[str, npt.NDArray[Any]]

MOST_FRAMES = 9
"""Of the filmstrip that are kept: all of them would be most of the file."""

_CURVES = ("alpha", "reached", "objective", "path_speed", "cumulative")
_LEVELS = ("objective_baseline", "objective_input")


def map_arrays(analysis: Analysis) -> dict[str, npt.NDArray[Any]]:
    """The arrays: map, SR picture, curves, and a few frames of the filmstrip."""
    frames = kept_frames(analysis.frames)
    arrays: dict[str, npt.NDArray[Any]] = {"lam": analysis.lam, "sr": analysis.pictures.sr}
    arrays |= {} if analysis.field_mask is None else {"field_mask": analysis.field_mask}
    arrays |= {name: getattr(analysis.curves, name) for name in (*_CURVES, "speed_over_path")}
    for k, frame in enumerate(frames):
        arrays |= {
            f"gamma{k}": frame.gamma,
            f"gradient{k}": frame.gradient.astype(np.float32),
            f"partial{k}": frame.partial.astype(np.float32),
        }
        arrays |= {} if frame.sr is None else {f"sr{k}": frame.sr}
    return arrays


def map_values(analysis: Analysis) -> dict[str, Any]:
    """All else, as JSON values."""
    frames = kept_frames(analysis.frames)
    quality = analysis.pictures.quality
    return {
        "picture": analysis.picture.sha256,
        "role": analysis.role.value,
        "reduction": analysis.reduction.value,
        "network": facts_values(analysis.network),
        "settings": settings_values(analysis.settings),
        "patch": patch_values(analysis.pictures.patch),
        "scale": analysis.pictures.scale,
        "quality": None if quality is None else {k: _plain(v) for k, v in asdict(quality).items()},
        "curves": {name: _plain(getattr(analysis.curves, name)) for name in _LEVELS},
        "completeness_gap": _plain(analysis.completeness_gap),
        "nonfinite": analysis.nonfinite,
        "error": None if analysis.error is None else asdict(analysis.error),
        "frames": [
            [_plain(f.alpha), _plain(f.objective), _plain(f.cumulative), _plain(f.gradient_peak)] for f in frames
        ],
        "passes": analysis.passes,
        "device": analysis.device,
        "elapsed_s": analysis.elapsed_s,
        "peak_memory_bytes": analysis.peak_memory_bytes,
        "notes": list(analysis.notes),
        "versions": dict(analysis.versions),
    }


def map_from(values: Mapping[str, Any], arrays: Arrays, picture: Picture) -> Analysis:
    """The analysis; raises ValueError, KeyError or TypeError for what does not fit together, UserError likewise."""
    patch, scale = patch_from(values["patch"]), int(values["scale"])
    role, reduction = Role(values["role"]), Reduction(values["reduction"])
    prepared = prepare(picture, role, scale, reduction)
    height, width = prepared.lr.shape[:2]
    sr, lam = _pixels(arrays["sr"]), np.asarray(arrays["lam"])
    if (
        patch is None
        or lam.ndim != 3
        or lam.shape[1:] != (height, width)
        or sr.shape != (height * scale, width * scale, 3)
    ):
        raise ValueError("the map does not fit its picture")
    quality = values["quality"]
    lines = [_line(arrays[name]) for name in _CURVES]
    if len({len(line) for line in lines}) != 1:
        raise ValueError("the curves are not of one length")
    alpha, reached, objective, path_speed, cumulative = lines
    baseline, at_input = (float(values["curves"][name]) for name in _LEVELS)
    over_path = _line(arrays["speed_over_path"])
    curves = Curves(alpha, reached, objective, path_speed, cumulative, baseline, at_input, over_path)
    frames = tuple(
        _frame_from(numbers, arrays, k, height, width) for k, numbers in enumerate(values["frames"][:MOST_FRAMES])
    )
    return Analysis(
        picture=picture,
        role=role,
        reduction=reduction,
        network=facts_from(values["network"]),
        settings=settings_from(values["settings"]),
        pictures=Pictures(
            prepared.lr,
            prepared.hr,
            sr,
            patch,
            scale,
            None if quality is None else Quality(*(float(quality[n]) for n in ("psnr_y", "ssim_y", "psnr_rgb"))),
        ),
        lam=lam.astype(np.float64) if lam.dtype == np.float64 else lam.astype(np.float32),
        curves=curves,
        completeness_gap=float(values["completeness_gap"]),
        nonfinite=int(values["nonfinite"]),
        frames=frames,
        passes=int(values["passes"]),
        device=str(values["device"]),
        elapsed_s=float(values["elapsed_s"]),
        peak_memory_bytes=int(values["peak_memory_bytes"]),
        error=_error_from(values.get("error")),
        notes=tuple(str(note) for note in values["notes"]),
        versions={str(k): str(v) for k, v in values["versions"].items()},
        field_mask=_mask(arrays["field_mask"], height, width) if "field_mask" in arrays else None,
    )


def _error_from(values: Mapping[str, Any] | None) -> MapError | None:
    if values is None:
        return None
    of_di = values["of_diffusion_index"]
    return MapError(float(values["of_map"]), None if of_di is None else float(of_di))


def _frame_from(numbers: Sequence[Any], arrays: Arrays, k: int, height: int, width: int) -> Frame:
    alpha, objective, cumulative, gradient_peak = (float(number) for number in numbers)
    return Frame(
        alpha,
        objective,
        cumulative,
        _pixels(arrays[f"gamma{k}"]),
        _pixels(arrays[f"sr{k}"]) if f"sr{k}" in arrays else None,
        _plane(arrays[f"gradient{k}"], height, width),
        gradient_peak,
        _plane(arrays[f"partial{k}"], height, width),
    )


def kept_frames(frames: Sequence[Frame]) -> Sequence[Frame]:
    """A few frames, evenly over those there are."""
    if len(frames) <= MOST_FRAMES:
        return frames
    return [frames[round(k)] for k in np.linspace(0, len(frames) - 1, MOST_FRAMES)]


def _plain(value: float) -> float | str:
    """JSON has no word for what is not finite."""
    return float(value) if math.isfinite(value) else repr(float(value))


def _line(values: npt.NDArray[Any]) -> npt.NDArray[np.float64]:
    line = np.asarray(values, dtype=np.float64)
    if line.ndim != 1 or line.size == 0:
        raise ValueError("a curve is not a line of numbers")
    return line


def _plane(values: npt.NDArray[Any], height: int, width: int) -> npt.NDArray[np.float32]:
    plane = np.asarray(values, dtype=np.float32)
    if plane.shape != (height, width):
        raise ValueError("a frame does not fit its picture")
    return plane


def _mask(values: npt.NDArray[Any], height: int, width: int) -> npt.NDArray[np.bool_]:
    mask = np.asarray(values, dtype=np.bool_)
    if mask.shape != (height, width):
        raise ValueError("the measured field does not fit its picture")
    return mask


def _pixels(values: npt.NDArray[Any]) -> npt.NDArray[np.uint8]:
    if values.dtype != np.uint8 or values.ndim != 3 or values.shape[2] != 3 or 0 in values.shape:
        raise ValueError("a picture is not 8-bit RGB")
    return np.ascontiguousarray(values)
