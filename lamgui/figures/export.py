"""Save one analysis: its numbers as .npz, its map, overlay and SR picture as PNG, with the settings inside each."""

from __future__ import annotations

import json
import math
from pathlib import Path
from typing import Any, Protocol

import cv2
import numpy as np

from lamgui.attribution.receptive_field import PixelBox
from lamgui.base.plain_values import plain
from lamgui.figures.pixels.map_picture import MapStyle, coloured_map, ground_of, overlaid_map
from lamgui.figures.pixels.outline import smooth_outline
from lamgui.figures.pixels.render import enlarged
from lamgui.figures.recipe import FORMAT, map_recipe_of
from lamgui.files.atomic import replacing
from lamgui.imaging.picture import Pixels
from lamgui.imaging.save import save_error, save_png
from lamgui.maps.result import Analysis

OUTLINE_RGB = (90, 255, 220)
"""Of the line around the area: neither the colour of the patch nor one that a map mostly has."""

PROVENANCE_KEY = "lamgui"
"""PNG text under which the settings are found, as JSON."""


class OutlinedMapStyle(MapStyle, Protocol):
    """How a map is shown with its outline: what a `View` says of it."""

    @property
    def contour(self) -> bool:
        """Whether the area of contribution is outlined."""

    @property
    def share(self) -> float:
        """Of the importance that the area holds, 0..1."""


def save_npz(analysis: Analysis, path: Path) -> None:
    """Write the map, its curves and numbers, and `settings` (JSON), compressed.

    `lam`, in the precision of the run, `field_mask`, `lr` and `sr` are of what the network was given: the part of the
    picture of `lr_size` [w, h] LR pixels that begins at `lr_origin` [x, y]; `lr` is uint8, or float64 0..1 of a
    picture of more than 8 bits, (h, w, 3). `field_mask` says which pixels had any
    gradient; it is empty where that was not stored. `diffusion_index` and the estimated errors are NaN where there are
    none. Of several input frames `lam_frames` (T, C, h, w) and `lr_frames` (T, h, w, 3) are all maps, of which `lam` is
    that of the picture, at `frame_at`. Raises SaveError where `path` cannot be written; a file that was there
    is then as it was.
    """
    curves = analysis.curves
    try:
        with replacing(path) as temporary, temporary.open("wb") as stream:
            np.savez_compressed(
                stream,
                lam=analysis.lam.astype(analysis.settings.precision.value),
                **_input_frames(analysis),
                field_mask=np.zeros((0, 0), bool) if analysis.field_mask is None else analysis.field_mask,
                lr=analysis.pictures.lr if analysis.pictures.lr_values is None else analysis.pictures.lr_values,
                sr=analysis.pictures.sr,
                alpha=curves.alpha,
                objective=curves.objective,
                path_speed=curves.path_speed,
                cumulative=curves.cumulative,
                objective_baseline=curves.objective_baseline,
                objective_input=curves.objective_input,
                completeness_gap=analysis.completeness_gap,
                diffusion_index=_or_nan(analysis.diffusion_index),
                diffusion_index_error=_or_nan(analysis.diffusion_index_error),
                effective_pixels=_or_nan(analysis.effective_pixels),
                diffusion_index_reached=_or_nan(analysis.diffusion_index_reached),
                lr_size=np.array(analysis.lr_size),
                lr_origin=np.array(analysis.pictures.lr_origin),
                map_error=_or_nan(None if analysis.error is None else analysis.error.of_map),
                nonfinite=analysis.nonfinite,
                settings=json.dumps(analysis.provenance()),
            )
    except OSError as error:
        raise save_error(path, error) from error


def _input_frames(analysis: Analysis) -> dict[str, Any]:
    frames = analysis.input_frames
    if frames is None:
        return {}
    lam = frames.lam.astype(analysis.settings.precision.value)
    return {"lam_frames": lam, "lr_frames": np.stack(frames.pictures), "frame_at": np.array(frames.at)}


def save_map_png(analysis: Analysis, view: OutlinedMapStyle, path: Path) -> None:
    """Write the map in the view's colours, a block of `scale` x `scale` pixels for each LR pixel. Raises SaveError."""
    save_png(
        path,
        enlarged(coloured_map(analysis.signed, view), analysis.pictures.scale),
        provenance_text(analysis, "map", view),
    )


def save_overlay_png(analysis: Analysis, view: OutlinedMapStyle, path: Path) -> None:
    """Write the map over the input at the size of SR, outlined where the view says so. Raises SaveError."""
    save_png(path, overlaid_input(analysis, view), provenance_text(analysis, "overlay", view))


def save_sr_png(analysis: Analysis, path: Path) -> None:
    """Write the SR picture. Raises SaveError."""
    save_png(path, analysis.pictures.sr, provenance_text(analysis, "sr"))


def overlaid_input(analysis: Analysis, view: OutlinedMapStyle) -> Pixels:
    """The map over the input in grey, both enlarged nearest neighbour to the size of SR, with the outline of the area.

    A map of the surroundings of the patch lies at its place in the whole picture, in a frame.
    """
    scale = analysis.pictures.scale
    pixels = enlarged(overlaid_map(analysis.pictures.lr, analysis.signed, view), scale)
    if view.contour:
        _draw_outline(pixels, analysis, view.share)
    surroundings = analysis.pictures.surroundings
    if surroundings is None:
        return pixels
    picture = surroundings.pasted(pixels, enlarged(ground_of(surroundings.picture.lr, view), scale), scale)
    _draw_frame(picture, surroundings.box, scale)
    return picture


def provenance_text(analysis: Analysis, shows: str, view: OutlinedMapStyle | None = None) -> dict[str, str]:
    """PNG text that says how the picture was made: the settings of the map, and how it is shown."""
    made = map_recipe_of(analysis)
    numbers = {"numbers": dict(made.numbers), "fingerprint": list(made.fingerprint)}
    values = {**analysis.provenance(), **numbers, "shows": shows}
    if made.needs_format:
        part = {"lr_size": list(analysis.lr_size), "lr_origin": list(analysis.pictures.lr_origin)}
        values |= {"format": FORMAT, **part}
    if view is not None:
        names = ("colour_map", "signed", "opacity", "contour", "share")
        values["view"] = {**{name: getattr(view, name) for name in names}, "contrast": plain(view.contrast)}
    return {PROVENANCE_KEY: json.dumps(values)}


def _draw_frame(pixels: Pixels, box: PixelBox, scale: int) -> None:
    """A line of white on black around LR pixels, beside them so that it hides none."""
    for colour, beside_px in ((255, 255, 255), 1), ((0, 0, 0), 2):
        first = (box.left * scale - beside_px, box.top * scale - beside_px)
        last = (box.right * scale + beside_px - 1, box.bottom * scale + beside_px - 1)
        cv2.rectangle(pixels, first, last, colour)


def _or_nan(number: float | None) -> float:
    return math.nan if number is None else number


def _draw_outline(pixels: Pixels, analysis: Analysis, share: float) -> None:
    """A line of one pixel around the area of the smoothed map; a map that is not finite has none."""
    if not np.isfinite(analysis.importance).all():
        return
    bits, scale, last = 4, analysis.pictures.scale, (pixels.shape[1] - 1, pixels.shape[0] - 1)
    for path in smooth_outline(analysis.importance, share):
        # OpenCV counts from the middle of the first pixel, in fractions of 1/16.
        points = np.rint(np.clip(path * scale - 0.5, 0, last) * (1 << bits)).astype(np.int32)
        cv2.polylines(pixels, [points], isClosed=True, color=OUTLINE_RGB, thickness=1, lineType=cv2.LINE_AA, shift=bits)
