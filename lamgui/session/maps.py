"""A finished analysis as arrays and plain values for a session file, and back; LR and HR are made again."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from lamgui.attribution.integral.map_error import MapError
from lamgui.attribution.measures.spread import Spread
from lamgui.attribution.patch import Patch
from lamgui.attribution.settings.values import settings_from, settings_values
from lamgui.base.arrays import Doubles, Mask
from lamgui.base.plain_values import plain, read_as
from lamgui.imaging.degradation import NO_DEGRADATION, Degradation
from lamgui.imaging.picture import Picture
from lamgui.imaging.prepare import Role, prepare
from lamgui.imaging.quality import Quality
from lamgui.imaging.reduce import Reduction
from lamgui.maps.pictures import Pictures
from lamgui.maps.result import Analysis, Curves, Frame
from lamgui.maps.surroundings import surroundings_of
from lamgui.networks.entry import NetworkFacts
from lamgui.session.values import Plain

Arrays = Mapping[str, npt.NDArray[Any]]

MOST_FRAMES = 9
"""Most frames of the filmstrip that are stored: all of them would take most of the file."""

_CURVES = ("alpha", "reached", "objective", "path_speed", "cumulative")


def map_arrays(analysis: Analysis) -> dict[str, npt.NDArray[Any]]:
    """The arrays: map, SR picture, curves, and a few frames of the filmstrip."""
    frames = stored_frames(analysis.frames)
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


@dataclass(frozen=True)
class Levels:
    """D of the baseline and of the input."""

    objective_baseline: float
    objective_input: float


@dataclass(frozen=True)
class MapRecord:
    """All of a map except its arrays, as written: of each frame α, objective, cumulative and the gradient's peak."""

    picture: str
    role: Role
    reduction: Reduction
    network: NetworkFacts
    settings: Plain
    patch: Patch
    scale: int
    quality: Quality | None
    curves: Levels
    completeness_gap: float
    nonfinite: int
    frames: tuple[tuple[float, float, float, float], ...]
    passes: int
    device: str
    elapsed_s: float
    peak_memory_bytes: int
    notes: tuple[str, ...]
    versions: dict[str, str]
    error: MapError | None = None
    spread: Spread | None = None
    degradation: Degradation = NO_DEGRADATION


def map_values(analysis: Analysis) -> Plain:
    """All except the arrays, as JSON values."""
    curves = analysis.curves
    values: Plain = plain(
        MapRecord(
            picture=analysis.picture.key,
            role=analysis.role,
            reduction=analysis.reduction,
            network=analysis.network,
            settings=settings_values(analysis.settings),
            patch=analysis.pictures.patch_in_picture,
            scale=analysis.pictures.scale,
            quality=analysis.pictures.quality,
            curves=Levels(curves.objective_baseline, curves.objective_input),
            completeness_gap=analysis.completeness_gap,
            nonfinite=analysis.nonfinite,
            frames=tuple((f.alpha, f.objective, f.cumulative, f.gradient_peak) for f in stored_frames(analysis.frames)),
            passes=analysis.passes,
            device=analysis.device,
            elapsed_s=analysis.elapsed_s,
            peak_memory_bytes=analysis.peak_memory_bytes,
            notes=tuple(analysis.notes),
            versions=dict(analysis.versions),
            error=analysis.error,
            spread=analysis.spread,
            degradation=analysis.degradation,
        )
    )
    return values


def map_from(values: Any, arrays: Arrays, picture: Picture) -> Analysis:
    """The analysis; raises ValueError, KeyError or UserError for values that do not fit together."""
    record = read_as(values, MapRecord, numbers_in_words=True)
    patch, scale = record.patch, record.scale
    settings = settings_from(record.settings)
    prepared = prepare(picture, record.role, scale, record.reduction, record.degradation)
    surroundings = surroundings_of(prepared, patch, scale, settings.surroundings)
    if surroundings is not None:
        prepared, patch = surroundings.prepared, surroundings.patch_within(patch)
    height, width = prepared.lr.shape[:2]
    sr, lam = _pixels(arrays["sr"]), np.asarray(arrays["lam"])
    if lam.ndim != 3 or lam.shape[1:] != (height, width) or sr.shape != (height * scale, width * scale, 3):
        raise ValueError("the map does not fit its picture")
    lines = [_line(arrays[name]) for name in _CURVES]
    if len({len(line) for line in lines}) != 1:
        raise ValueError("the curves are not of one length")
    alpha, reached, objective, path_speed, cumulative = lines
    levels, over_path = record.curves, _line(arrays["speed_over_path"])
    return Analysis(
        picture=picture,
        role=record.role,
        reduction=record.reduction,
        network=record.network,
        settings=settings,
        pictures=Pictures(prepared.lr, prepared.hr, sr, patch, scale, record.quality, surroundings, prepared.lr_values),
        lam=lam.astype(np.float64) if lam.dtype == np.float64 else lam.astype(np.float32),
        curves=Curves(
            alpha,
            reached,
            objective,
            path_speed,
            cumulative,
            levels.objective_baseline,
            levels.objective_input,
            over_path,
        ),
        completeness_gap=record.completeness_gap,
        nonfinite=record.nonfinite,
        frames=tuple(
            _frame_from(numbers, arrays, k, height, width) for k, numbers in enumerate(record.frames[:MOST_FRAMES])
        ),
        passes=record.passes,
        device=record.device,
        elapsed_s=record.elapsed_s,
        peak_memory_bytes=record.peak_memory_bytes,
        error=record.error,
        spread=record.spread,
        notes=record.notes,
        versions=record.versions,
        degradation=record.degradation,
        field_mask=_mask(arrays["field_mask"], height, width) if "field_mask" in arrays else None,
        is_from_file=True,
    )


def _frame_from(numbers: tuple[float, float, float, float], arrays: Arrays, k: int, height: int, width: int) -> Frame:
    alpha, objective, cumulative, gradient_peak = numbers
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


def stored_frames(frames: Sequence[Frame]) -> Sequence[Frame]:
    """A few of the frames, evenly spread."""
    if len(frames) <= MOST_FRAMES:
        return frames
    return [frames[round(k)] for k in np.linspace(0, len(frames) - 1, MOST_FRAMES)]


def _line(values: npt.NDArray[Any]) -> Doubles:
    line = np.asarray(values, dtype=np.float64)
    if line.ndim != 1 or line.size == 0:
        raise ValueError("a curve is not a line of numbers")
    return line


def _plane(values: npt.NDArray[Any], height: int, width: int) -> npt.NDArray[np.float32]:
    plane = np.asarray(values, dtype=np.float32)
    if plane.shape != (height, width):
        raise ValueError("a frame does not fit its picture")
    return plane


def _mask(values: npt.NDArray[Any], height: int, width: int) -> Mask:
    mask = np.asarray(values, dtype=np.bool_)
    if mask.shape != (height, width):
        raise ValueError("the measured field does not fit its picture")
    return mask


def _pixels(values: npt.NDArray[Any]) -> npt.NDArray[np.uint8]:
    if values.dtype != np.uint8 or values.ndim != 3 or values.shape[2] != 3 or 0 in values.shape:
        raise ValueError("a picture is not 8-bit RGB")
    return np.ascontiguousarray(values)
