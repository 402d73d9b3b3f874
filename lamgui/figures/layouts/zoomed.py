"""The part of a picture that papers enlarge: the patch with the room around it that its PSNR is measured on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from lamgui.base.vocabulary import heading_of
from lamgui.figures.layouts.numbers import Number, quality_numbers
from lamgui.figures.layouts.pictures import FigurePicture, FigureRegion, picture_region
from lamgui.figures.style import FigureStyle, QualityOf
from lamgui.imaging.degradation import NO_DEGRADATION
from lamgui.imaging.enlarge import bicubic_part
from lamgui.imaging.picture import Pixels
from lamgui.imaging.quality import Quality, cut_border_px, measure_quality
from lamgui.maps.pictures import AROUND_PATCH_PX
from lamgui.maps.result import Analysis
from lamgui.networks.catalogue import label_of

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from lamgui.figures.layouts.sheet import Sheet

BOX_WITHOUT_RIM_PT = 1.2
"""Of the line around the part in the whole picture."""

FURTHER_BOX_COLOURS = ("#1f77c8", "#1a9850", "#f0a30a", "#8e44ad")
"""Of the second patch in a picture and those after it; the first has the box colour of the style."""


@dataclass(frozen=True, eq=False)
class Zoomed:
    """A part of one picture under a name, with its PSNR and SSIM as far as they are shown."""

    name: str
    pixels: Pixels
    numbers: tuple[Number, ...] = ()

    @property
    def weight(self) -> str:
        """Of the letters of its name: bold where one of its numbers is the best."""
        return "bold" if any(number.is_best for number in self.numbers) else "normal"


def places_of(analyses: Sequence[Analysis]) -> list[list[Analysis]]:
    """The maps of each patch of each picture, in the order in which the patches come."""
    found: dict[Any, list[Analysis]] = {}
    for one in analyses:
        key = (_picture_of(one), one.pictures.patch_in_picture, one.lr_size)
        found.setdefault(key, []).append(one)
    return list(found.values())


def pictures_of(analyses: Sequence[Analysis]) -> list[list[list[Analysis]]]:
    """The places of each picture, in the order in which the pictures come."""
    found: dict[Any, list[list[Analysis]]] = {}
    for place in places_of(analyses):
        found.setdefault(_picture_of(place[0]), []).append(place)
    return list(found.values())


def _picture_of(analysis: Analysis) -> Any:
    """What maps have in common that are drawn beside one HR picture."""
    reference = analysis.picture.reference
    return analysis.picture.sha256, reference and reference.sha256, analysis.pictures.scale, analysis.role


def how_made(analysis: Analysis) -> str:
    """What the networks were given of the picture: ×4, or the degradation, such as noise:25; ×1 without one."""
    degradation = analysis.degradation
    return f"×{analysis.pictures.scale}" if degradation == NO_DEGRADATION else degradation.spec


def part_of(analysis: Analysis) -> tuple[slice, slice]:
    """Rows and columns of SR that are enlarged: the patch and what its PSNR is measured around it."""
    patch, (height, width) = analysis.pictures.patch, analysis.pictures.sr.shape[:2]
    rows = slice(max(0, patch.y - AROUND_PATCH_PX), min(height, patch.y + patch.size + AROUND_PATCH_PX))
    columns = slice(max(0, patch.x - AROUND_PATCH_PX), min(width, patch.x + patch.size + AROUND_PATCH_PX))
    return rows, columns


def zoomed(analyses: Sequence[Analysis], style: FigureStyle, *, with_bicubic: bool = True) -> list[Zoomed]:
    """Bicubic, where asked for, and each network of one place, with the numbers that the style shows, ties all best."""
    first = analyses[0]
    rows, columns = part_of(first)
    named = [(label_of(one.network), one.pictures.sr) for one in analyses]
    if with_bicubic:
        named.insert(0, (heading_of(first.pictures.scale, "Bicubic"), _bicubic(first)))
    parts = [(name, sr[rows, columns]) for name, sr in named]
    if first.pictures.hr is None:
        return [Zoomed(name, pixels) for name, pixels in parts]
    numbers = quality_numbers([_quality(first, sr, style.quality_of) for _, sr in named], style)
    return [Zoomed(name, pixels, of_it) for (name, pixels), of_it in zip(parts, numbers, strict=True)]


def _bicubic(analysis: Analysis) -> Pixels:
    """The input enlarged, of the size of SR."""
    height, width = analysis.pictures.sr.shape[:2]
    return bicubic_part(analysis.pictures.lr, analysis.pictures.scale, 0, 0, width, height)


def _quality(analysis: Analysis, sr: Pixels, of: QualityOf) -> Quality:
    """Of a picture in the place of the SR picture of an analysis, whose HR is known."""
    hr = analysis.pictures.hr
    assert hr is not None
    if of is QualityOf.PICTURE:
        return measure_quality(sr, hr, cut_border_px(analysis.pictures.scale))
    part = part_of(analysis)
    return measure_quality(sr[part], hr[part], 0)


def hr_part(analysis: Analysis) -> Pixels | None:
    """The part of the HR picture; None where that is not known."""
    hr = analysis.pictures.hr
    return None if hr is None else hr[part_of(analysis)]


def box_colours(style: FigureStyle, count: int) -> list[str]:
    """A colour for the box of each of several patches in one picture."""
    further = (FURTHER_BOX_COLOURS * count)[: count - 1]
    return [style.box_colour, *further]


def draw_whole(sheet: Sheet, axes: Axes, analyses: Sequence[Analysis]) -> None:
    """The whole HR picture, LR where there is none, with a line around the part of each of several patches in it."""
    from matplotlib.patches import Rectangle

    first = analyses[0]
    pictures = first.pictures
    pixels = pictures.whole.lr if pictures.whole.hr is None else pictures.whole.hr
    region = picture_region(first)
    sheet.shown(axes, first, FigurePicture(pixels, region, region, box=False, outline=False))
    for analysis, colour in zip(analyses, box_colours(sheet.style, len(analyses)), strict=True):
        scale, (left, top) = analysis.pictures.scale, analysis.pictures.lr_origin
        x, y = left - pictures.lr_origin[0], top - pictures.lr_origin[1]
        if analysis.pictures.surroundings is not None:
            sheet.frame(axes, FigureRegion(x, y, *analysis.lr_size))
        rows, columns = part_of(analysis)
        size = ((columns.stop - columns.start) / scale, (rows.stop - rows.start) / scale)
        corner = (x + columns.start / scale, y + rows.start / scale)
        axes.add_patch(Rectangle(corner, *size, fill=False, linewidth=BOX_WITHOUT_RIM_PT, edgecolor=colour))


def draw_part(sheet: Sheet, axes: Axes, pixels: Pixels, edge: str | None = None) -> None:
    """A part of SR, each pixel a square, in a line of a colour where there is one."""
    full = FigureRegion(0, 0, pixels.shape[1], pixels.shape[0])
    sheet.picture(axes, pixels, full, full)
    if edge is not None:
        axes.spines[:].set_visible(True)
        axes.spines[:].set(edgecolor=edge, linewidth=BOX_WITHOUT_RIM_PT)
