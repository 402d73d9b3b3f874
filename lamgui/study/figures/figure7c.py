"""Figure 7c: how DI and PSNR grow with the width and the depth of variants of one architecture."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lamgui.base.errors import StudyError
from lamgui.study.figures.kind import StudyFigureKind
from lamgui.study.figures.variants import Variant, variants_of

if TYPE_CHECKING:
    from matplotlib.figure import Figure

    from lamgui.figures.layouts.sheet import Sheet
    from lamgui.study.figures.shown import ShownStudy

PLOT_SHARE = 0.62
"""Height of a plot, as a share of its width."""
MOST_WIDE_IN = 3.2


def draw(sheet: Sheet, study: ShownStudy) -> Figure:
    """A column for each family, DI above and PSNR below, over depth, a line for each width."""
    from lamgui.study.figures.plot import legend, legend_height_in

    variants = variants_of(study.means)
    families = list(dict.fromkeys(one.family for one in variants))
    if not families:
        message = "No names of networks say a width and a depth, such as FSRCNN-d32-m4 or EDSR_w64_b16."
        raise StudyError(message, "Name scale variants so, or show them in Figure 7a.")
    widths = sorted({one.width for one in variants})
    colours = {width: study.colour(k) for k, width in enumerate(widths)}
    entries = [(f"width {width}", colours[width]) for width in widths]
    style = sheet.style
    wide_in = min(MOST_WIDE_IN, style.width_in / len(families))
    left_in = (style.width_in - wide_in * len(families)) / 2
    high_in, head_in = PLOT_SHARE * wide_in, sheet.line_in + 0.02
    legend_in = legend_height_in(sheet, [name for name, _ in entries]) + 0.05
    has_psnr = any(one.means.psnr_db is not None for one in variants)
    figure = sheet.figure(legend_in + head_in + (1 + has_psnr) * high_in)
    legend(sheet, figure, 0.0, entries)
    for column, family in enumerate(families):
        own = [one for one in variants if one.family == family]
        x = left_in + column * wide_in
        sheet.text(figure, x + wide_in / 2, legend_in, family, wide_in)
        top_in = legend_in + head_in
        _plot(sheet, figure, (x, top_in, wide_in, high_in), own, colours, of_di=True, is_last=not has_psnr)
        if has_psnr:
            _plot(sheet, figure, (x, top_in + high_in, wide_in, high_in), own, colours, of_di=False, is_last=True)
    return figure


def _plot(
    sheet: Sheet,
    figure: Figure,
    place: tuple[float, float, float, float],
    variants: list[Variant],
    colours: dict[int, str],
    *,
    of_di: bool,
    is_last: bool,
) -> None:
    from lamgui.study.figures.plot import THIN_PT, limits_around, plot_axes

    words = variants[0].depth_name.capitalize() if is_last else ""
    axes = plot_axes(sheet, figure, place, words, "Diffusion index" if of_di else "PSNR (Y, dB)")
    shown = [(one, mean) for one in variants if (mean := one.means.di if of_di else one.means.psnr_db) is not None]
    if not shown:
        return
    for width in sorted({one.width for one, _ in shown}):
        line = sorted(((one.depth, mean) for one, mean in shown if one.width == width), key=lambda pair: pair[0])
        depths, colour = [depth for depth, _ in line], colours[width]
        for depth, mean in line:
            if mean.low is not None and mean.high is not None:
                axes.plot([depth, depth], [mean.low, mean.high], color=colour, linewidth=THIN_PT, alpha=0.5)
        axes.plot(depths, [mean.value for _, mean in line], "o-", color=colour, markersize=3.0)
    ends = [end for _, mean in shown for end in (mean.value, mean.low, mean.high) if end is not None]
    axes.set_ylim(*limits_around(ends))
    depths = sorted({one.depth for one in variants})
    axes.set_xlim(*limits_around([float(depth) for depth in depths]))
    axes.set_xticks(depths)
    axes.locator_params(axis="y", nbins=4)


FIGURE = StudyFigureKind("figure7c", "DI and PSNR of scale variants over depth and width", draw)
