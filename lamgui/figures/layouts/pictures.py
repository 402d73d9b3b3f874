"""What each column of a figure shows: pixels, the part of the picture that they cover, and the marks on them."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from lamgui.base.wording import di_label, psnr_in_words
from lamgui.figures.export import enlarged
from lamgui.figures.options import Column, FigureOptions
from lamgui.figures.render import colour_importance, colour_signed, error_map, finite_peak, overlay
from lamgui.imaging.picture import Pixels
from lamgui.maps.result import Analysis

TITLES = {
    Column.HR: "HR",
    Column.PATCH_HR: "HR patch",
    Column.PATCH_SR: "SR patch",
    Column.INPUT: "LR",
    Column.SR: "SR",
    Column.LAM: "LAM",
    Column.OVERLAY: "LAM over LR",
    Column.CONTOUR: "Area",
    Column.HEAT_MAP: "Heat map",
    Column.ERROR: "Error",
}
MAP_COLUMNS = (Column.LAM, Column.OVERLAY, Column.HEAT_MAP)
PATCH_COLUMNS = (Column.PATCH_HR, Column.PATCH_SR)


@dataclass(frozen=True)
class Region:
    """A part of the picture, in LR pixels (with fractions)."""

    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True, eq=False)
class Shown:
    """Pixels that cover the whole picture, and what is drawn of and on them."""

    pixels: Pixels
    region: Region
    box: bool
    outline: bool


def shown(analysis: Analysis, column: Column, options: FigureOptions, peak: float | None) -> Shown:
    """What a column shows of an analysis; `peak` is the largest importance of all maps, where they share a scale."""
    scene, patch = analysis.scene, analysis.scene.patch
    scale = scene.scale
    if column in PATCH_COLUMNS:
        whole = scene.sr if column is Column.PATCH_SR or scene.hr is None else scene.hr
        region = Region(patch.x / scale, patch.y / scale, patch.size / scale, patch.size / scale)
        return Shown(whole, region, box=False, outline=False)
    region = region_of(analysis, options)
    is_map = column in MAP_COLUMNS
    outline = column in (Column.CONTOUR, Column.OVERLAY)
    return Shown(_pixels(analysis, column, options, peak), region, box=not is_map or outline, outline=outline)


def region_of(analysis: Analysis, options: FigureOptions) -> Region:
    """The whole picture, or a square around the patch that stays inside it."""
    height, width = analysis.scene.lr.shape[:2]
    if options.crop_px is None:
        return Region(0, 0, width, height)
    side = min(options.crop_px, width, height)
    patch, scale = analysis.scene.patch, analysis.scene.scale
    x = round((patch.x + patch.size / 2) / scale - side / 2)
    y = round((patch.y + patch.size / 2) / scale - side / 2)
    return Region(min(max(x, 0), width - side), min(max(y, 0), height - side), side, side)


def note_under(analysis: Analysis, column: Column, options: FigureOptions) -> str:
    """The number under a picture: PSNR under SR, DI under the map."""
    quality = analysis.scene.quality
    if column in (Column.SR, Column.PATCH_SR) and options.show_psnr and quality is not None:
        return psnr_in_words(quality.psnr_y)
    if column is Column.LAM and options.show_di:
        return di_label(analysis.diffusion_index)
    return ""


def _pixels(analysis: Analysis, column: Column, options: FigureOptions, peak: float | None) -> Pixels:
    scene = analysis.scene
    plain = {
        Column.HR: scene.lr if scene.hr is None else scene.hr,
        Column.SR: scene.sr,
        Column.INPUT: scene.lr,
        Column.CONTOUR: scene.lr,
    }
    if column in plain:
        return plain[column]
    if column is Column.HEAT_MAP:
        return colour_importance(np.nan_to_num(analysis.heat_map()), options.colour_map)
    if column is Column.ERROR:
        hr = scene.sr if scene.hr is None else scene.hr
        return colour_importance(error_map(scene.sr, hr), options.colour_map, peak=64.0)
    coloured = coloured_map(analysis, options, peak)
    if column is Column.OVERLAY:
        return overlay(enlarged(scene.lr, 1), coloured, options.opacity)
    return coloured


def coloured_map(analysis: Analysis, options: FigureOptions, peak: float | None) -> Pixels:
    """The map in the colours of the options."""
    if options.signed:
        return colour_signed(analysis.signed, peak)
    return colour_importance(analysis.importance, options.colour_map, peak)


def common_peak(analyses: list[Analysis] | tuple[Analysis, ...], options: FigureOptions) -> float | None:
    """The largest importance of all maps, where they share a scale."""
    return max(finite_peak(analysis.importance) for analysis in analyses) if options.common_scale else None
