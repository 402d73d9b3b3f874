"""The part of a picture that papers enlarge: the patch with the room around it that its PSNR is measured on."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from lamgui.base.errors import SettingsError
from lamgui.base.wording import psnr_in_words, ssim_in_words
from lamgui.figures.layouts.pictures import FigurePicture, FigureRegion, picture_region
from lamgui.figures.style import FigureStyle, QualityOf
from lamgui.imaging.enlarge import bicubic_part
from lamgui.imaging.picture import Pixels
from lamgui.imaging.quality import Quality, measure_quality
from lamgui.maps.pictures import AROUND_PATCH_PX
from lamgui.maps.result import Analysis
from lamgui.networks.catalogue import label_of

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from lamgui.figures.layouts.sheet import Sheet

BOX_WITHOUT_RIM_PT = 1.2
"""Of the line around the part in the whole picture."""


@dataclass(frozen=True)
class Number:
    """A PSNR or SSIM as it is printed; `is_best` where no other picture's is higher."""

    text: str
    is_best: bool = False


@dataclass(frozen=True, eq=False)
class Zoomed:
    """A part of one picture under a name, with its PSNR and SSIM as far as they are shown."""

    name: str
    pixels: Pixels
    numbers: tuple[Number, ...] = ()


def require_one_place(analyses: Sequence[Analysis]) -> None:
    """Raise SettingsError where the maps are of several patches or pictures, of which one HR picture shows one."""
    if len({(a.picture.sha256, a.pictures.patch_in_picture, a.pictures.scale, a.lr_size) for a in analyses}) > 1:
        raise SettingsError(
            "This layout needs one patch, but these maps are of several.", "Compare networks on one patch."
        )


def part_of(analysis: Analysis) -> tuple[slice, slice]:
    """Rows and columns of SR that are enlarged: the patch and what its PSNR is measured around it."""
    patch, (height, width) = analysis.pictures.patch, analysis.pictures.sr.shape[:2]
    rows = slice(max(0, patch.y - AROUND_PATCH_PX), min(height, patch.y + patch.size + AROUND_PATCH_PX))
    columns = slice(max(0, patch.x - AROUND_PATCH_PX), min(width, patch.x + patch.size + AROUND_PATCH_PX))
    return rows, columns


def zoomed(analyses: Sequence[Analysis], style: FigureStyle, *, with_bicubic: bool = True) -> list[Zoomed]:
    """Bicubic, where asked for, and each network, with the numbers that the style shows; equal ones are all best."""
    first = analyses[0]
    rows, columns = part_of(first)
    parts = [(label_of(one.network), one.pictures.sr[rows, columns]) for one in analyses]
    if with_bicubic:
        parts.insert(0, ("Bicubic", _bicubic(first)[rows, columns]))
    if first.pictures.hr is None:
        return [Zoomed(name, pixels) for name, pixels in parts]
    qualities = [_quality(one, one.pictures.sr, style.quality_of) for one in analyses]
    if with_bicubic:
        qualities.insert(0, _quality(first, _bicubic(first), style.quality_of))
    measured = []
    if style.show_psnr:
        measured.append(_marked([q.psnr_y for q in qualities], psnr_in_words, 2))
    if style.show_ssim:
        measured.append(_marked([q.ssim_y for q in qualities], ssim_in_words, 4))
    return [Zoomed(name, pixels, tuple(numbers[k] for numbers in measured)) for k, (name, pixels) in enumerate(parts)]


def _bicubic(analysis: Analysis) -> Pixels:
    """The input enlarged, of the size of SR."""
    height, width = analysis.pictures.sr.shape[:2]
    return bicubic_part(analysis.pictures.lr, analysis.pictures.scale, 0, 0, width, height)


def _quality(analysis: Analysis, sr: Pixels, of: QualityOf) -> Quality:
    """Of a picture in the place of the SR picture of an analysis, whose HR is known."""
    hr = analysis.pictures.hr
    assert hr is not None
    if of is QualityOf.PICTURE:
        return measure_quality(sr, hr, analysis.pictures.scale)
    part = part_of(analysis)
    return measure_quality(sr[part], hr[part], 0)


def _marked(values: Sequence[float], in_words: Callable[[float], str], decimals: int) -> list[Number]:
    """Values as they are printed; the highest are marked, where there are others to compare with."""
    rounded = [round(value, decimals) for value in values]
    known = [value for value in rounded if not math.isnan(value)]
    best = max(known) if len(known) > 1 else None
    return [Number(in_words(value), shown == best) for value, shown in zip(values, rounded, strict=True)]


def hr_part(analysis: Analysis) -> Pixels | None:
    """The part of the HR picture; None where that is not known."""
    hr = analysis.pictures.hr
    return None if hr is None else hr[part_of(analysis)]


def draw_whole(sheet: Sheet, axes: Axes, analysis: Analysis) -> None:
    """The whole HR picture, LR where there is none, with a line around the part."""
    from matplotlib.patches import Rectangle

    pictures, scale = analysis.pictures, analysis.pictures.scale
    pixels = pictures.whole.lr if pictures.whole.hr is None else pictures.whole.hr
    region = picture_region(analysis)
    what = FigurePicture(pixels, region, region, box=False, outline=False, frame=pictures.surroundings is not None)
    sheet.shown(axes, analysis, what)
    rows, columns = part_of(analysis)
    size = ((columns.stop - columns.start) / scale, (rows.stop - rows.start) / scale)
    corner, colour = (columns.start / scale, rows.start / scale), sheet.style.box_colour
    axes.add_patch(Rectangle(corner, *size, fill=False, linewidth=BOX_WITHOUT_RIM_PT, edgecolor=colour))


def draw_part(sheet: Sheet, axes: Axes, pixels: Pixels) -> None:
    """A part of SR, each pixel a square."""
    full = FigureRegion(0, 0, pixels.shape[1], pixels.shape[0])
    sheet.picture(axes, pixels, full, full)
