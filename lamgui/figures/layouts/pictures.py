"""What each column of a figure shows: pixels, the part of the picture that they cover, and the marks on them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from lamgui.base.wording import glued, psnr_in_words
from lamgui.figures.layouts.numbers import di_words, psnr_of
from lamgui.figures.pixels.map_picture import coloured_map, overlaid_density, overlaid_map
from lamgui.figures.pixels.render import colour_importance, error_map
from lamgui.figures.style import FigureStyle
from lamgui.figures.words.columns import FigureColumn
from lamgui.imaging.picture import Pixels
from lamgui.maps.result import Analysis

MAP_COLUMNS = (FigureColumn.LAM, FigureColumn.OVERLAY, FigureColumn.HEAT_MAP, FigureColumn.HEAT_OVERLAY)
PATCH_COLUMNS = (FigureColumn.PATCH_HR, FigureColumn.PATCH_SR)


@dataclass(frozen=True)
class FigureRegion:
    """A part of the picture, in LR pixels (with fractions)."""

    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True, eq=False)
class FigurePicture:
    """Pixels, where they lie, and what is drawn of and on them; places count from where the network's input begins."""

    pixels: Pixels
    full: FigureRegion
    """All that the pixels cover."""
    region: FigureRegion
    """The part that is drawn."""
    box: bool
    outline: bool
    thin_box: bool = False
    """Whether the box is as thin as can be: over a map or an outline, which it would cover."""
    frame: bool = False
    """Whether the network was given only a part of these pixels, which is framed."""


def shown(analysis: Analysis, column: FigureColumn, style: FigureStyle, peak: float | None) -> FigurePicture:
    """What a column shows of an analysis; `peak` is the largest of all maps, where they share a scale."""
    pictures, patch = analysis.pictures, analysis.pictures.patch
    scale = pictures.scale
    if column in PATCH_COLUMNS:
        whole = pictures.sr if column is FigureColumn.PATCH_SR or pictures.hr is None else pictures.hr
        region = FigureRegion(patch.x / scale, patch.y / scale, patch.size / scale, patch.size / scale)
        return FigurePicture(whole, input_region(analysis), region, box=False, outline=False)
    region = column_region(analysis, column, style)
    if column is FigureColumn.HR:
        picture = pictures.whole.lr if pictures.whole.hr is None else pictures.whole.hr
        framed = pictures.surroundings is not None
        return FigurePicture(picture, picture_region(analysis), region, box=True, outline=False, frame=framed)
    is_map = column in MAP_COLUMNS
    outline = column is FigureColumn.CONTOUR or (column is FigureColumn.OVERLAY and style.outline)
    pixels = _pixels(analysis, column, style, peak)
    is_over = column is FigureColumn.OVERLAY
    thin = is_over or outline
    return FigurePicture(pixels, input_region(analysis), region, not is_map or is_over, outline, thin_box=thin)


def input_region(analysis: Analysis) -> FigureRegion:
    """All that the network was given."""
    return FigureRegion(0, 0, *analysis.lr_size)


def picture_region(analysis: Analysis) -> FigureRegion:
    """All of the picture: more than the network was given, where that was the surroundings of the patch."""
    (x, y), (height, width) = analysis.pictures.lr_origin, analysis.pictures.whole.lr.shape[:2]
    return FigureRegion(-x, -y, width, height)


def column_region(analysis: Analysis, column: FigureColumn, style: FigureStyle) -> FigureRegion:
    """HR shows the whole picture, others what the network was given; with a crop all show a square around the patch."""
    is_whole = column is FigureColumn.HR and style.crop_px is None
    return picture_region(analysis) if is_whole else region_of(analysis, style)


def region_of(analysis: Analysis, style: FigureStyle) -> FigureRegion:
    """What the network was given, or a square around the patch that stays inside it."""
    width, height = analysis.lr_size
    if style.crop_px is None:
        return input_region(analysis)
    side = min(style.crop_px, width, height)
    patch, scale = analysis.pictures.patch, analysis.pictures.scale
    x = round((patch.x + patch.size / 2) / scale - side / 2)
    y = round((patch.y + patch.size / 2) / scale - side / 2)
    return FigureRegion(min(max(x, 0), width - side), min(max(y, 0), height - side), side, side)


def notes_under(analysis: Analysis, columns: Sequence[FigureColumn], style: FigureStyle) -> list[str]:
    """The numbers under the pictures of a single map: PSNR under SR, DI under the first picture of the map."""
    quality = analysis.pictures.quality
    has_di = next((column for column in columns if column in (FigureColumn.LAM, FigureColumn.OVERLAY)), None)
    notes = ["" for _ in columns]
    for k, column in enumerate(columns):
        if column in (FigureColumn.SR, FigureColumn.PATCH_SR) and style.show_psnr and quality is not None:
            notes[k] = glued(psnr_in_words(psnr_of(quality, style)))
        elif column is has_di and style.show_di:
            notes[k] = di_words(analysis)
    return notes


def _pixels(analysis: Analysis, column: FigureColumn, style: FigureStyle, peak: float | None) -> Pixels:
    pictures = analysis.pictures
    plain = {
        FigureColumn.SR: pictures.sr,
        FigureColumn.INPUT: pictures.lr,
        FigureColumn.CONTOUR: pictures.lr,
    }
    if column in plain:
        return plain[column]
    if column is FigureColumn.HEAT_MAP:
        return colour_importance(np.nan_to_num(analysis.heat_map()), style.colour_map)
    if column is FigureColumn.HEAT_OVERLAY:
        return overlaid_density(pictures.lr, np.nan_to_num(analysis.heat_map()), style.opacity)
    if column is FigureColumn.ERROR:
        hr = pictures.sr if pictures.hr is None else pictures.hr
        return colour_importance(error_map(pictures.sr, hr), style.colour_map, peak=64.0)
    if column is FigureColumn.OVERLAY:
        return overlaid_map(pictures.lr, analysis.signed, style, peak)
    return coloured_map(analysis.signed, style, peak)


def common_peak(analyses: list[Analysis] | tuple[Analysis, ...], style: FigureStyle) -> float | None:
    """The largest peak of all maps, where they share a scale."""
    return max(style.contrast.peak_of(analysis.signed) for analysis in analyses) if style.common_scale else None
