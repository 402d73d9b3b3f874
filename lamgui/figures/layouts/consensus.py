"""Where the networks agree: the paper's Figure 6, and for two networks their difference."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from lamgui.attribution.measures import measures
from lamgui.base.errors import SettingsError
from lamgui.figures.layouts.kind import LayoutKind
from lamgui.figures.layouts.numbers import are_of_one_picture
from lamgui.figures.layouts.pictures import FigureRegion, region_of
from lamgui.figures.pixels.palette import Ground, network_colour_hex
from lamgui.figures.pixels.render import colour_consensus, colour_signed, consensus_colours, grey_ground, overlay
from lamgui.figures.style import Background
from lamgui.imaging.picture import Pixels
from lamgui.maps.result import Analysis
from lamgui.networks.catalogue import label_of

if TYPE_CHECKING:
    from matplotlib.figure import Figure

    from lamgui.figures.layouts.sheet import Sheet


BESIDE_NAME_IN = 0.45
"""Width of what stands beside a name of the legend: its line and the gaps."""


def draw(sheet: Sheet, analyses: Sequence[Analysis]) -> Figure:
    """The outlines of all networks, how many look at each pixel, that over the input; and of two the difference."""
    if len(analyses) < 2:
        raise SettingsError("A consensus needs at least two networks.", "Tick another one.")
    if not are_of_one_picture(analyses):
        raise SettingsError(
            "A consensus needs one picture, but these maps are of several.", "Compare networks on one patch."
        )
    from matplotlib.lines import Line2D

    from lamgui.figures.lettering.typesetting import in_fonts

    style, count = sheet.style, len(analyses)
    ground = Ground.DARK if style.background is Background.BLACK else Ground.LIGHT
    colours = [network_colour_hex(style.slot(k), ground) for k in range(count)]
    panels = _panels(analyses, style.opacity, style.share)
    region = region_of(analyses[0], style)
    cell_in = (style.width_in - sheet.gap_in * (len(panels) - 1)) / len(panels)
    high_in = cell_in * region.height / region.width
    titles, title_pt = sheet.fitted([title for title, _ in panels], [cell_in] * len(panels))
    head_in = sheet.line_in * max(title.count("\n") + 1 for title in titles) + 0.02 if style.labels else 0.0
    names, name_pt = sheet.fitted(
        [label_of(analysis.network) for analysis in analyses], [style.width_in - BESIDE_NAME_IN] * count
    )
    widest_in = max(map(sheet.width_in, names)) * name_pt / style.font_size_pt
    columns = min(count, max(1, int(style.width_in / (widest_in + BESIDE_NAME_IN))))
    lines = [
        max(name.count("\n") + 1 for name in names[row :: -(-count // columns)]) for row in range(-(-count // columns))
    ]
    legend_in = sheet.line_in * sum(lines) + 0.04
    bar_in = 1.4 * sheet.line_in
    figure = sheet.figure(head_in + high_in + bar_in + legend_in)
    full = FigureRegion(0, 0, analyses[0].pictures.lr.shape[1], analyses[0].pictures.lr.shape[0])
    for k, (_, pixels) in enumerate(panels):
        x = k * (cell_in + sheet.gap_in)
        axes = sheet.axes(figure, x, head_in, cell_in, high_in)
        sheet.picture(axes, pixels, full, region)
        if k == 0:
            for index, analysis in enumerate(analyses):
                sheet.outline(axes, analysis, colours[index])
        sheet.box(axes, analyses[0])
        if style.labels:
            sheet.text(figure, x + cell_in / 2, head_in - 0.02, titles[k], cell_in, va="bottom", fontsize=title_pt)
    y = head_in + high_in + 0.4 * sheet.line_in
    bar = sheet.axes(figure, style.width_in / 3, y, style.width_in / 3, sheet.line_in * 0.6)
    bar.imshow(consensus_colours(count)[None], aspect="auto", interpolation="nearest")
    bar.set_axis_off()
    sheet.text(figure, style.width_in / 3 - sheet.gap_in, y, "1 network", style.width_in / 4, ha="right")
    sheet.text(figure, 2 * style.width_in / 3 + sheet.gap_in, y, f"all {count}", style.width_in / 4, ha="left")
    drawn = [in_fonts(name) for name in names]
    legend = figure.legend(
        [Line2D([], [], color=colour, linewidth=1.5) for colour in colours],
        [one.words for one in drawn],
        loc="lower center",
        ncol=columns,
        frameon=False,
        handlelength=1.2,
        labelcolor=sheet.ink,
        borderaxespad=0.0,
        borderpad=0.1,
        labelspacing=0.2,
        columnspacing=1.0,
        fontsize=name_pt,
    )
    for text, one in zip(legend.get_texts(), drawn, strict=True):
        text.set_fontfamily(list(one.families))
    return figure


def _panels(analyses: Sequence[Analysis], opacity: float, share: float) -> list[tuple[str, Pixels]]:
    lr = analyses[0].pictures.lr
    shares = measures.consensus([analysis.area(share) for analysis in analyses])
    coloured = colour_consensus(shares)
    over = overlay(grey_ground(lr, is_pale=False), coloured, opacity * (shares > 0))
    panels = [("Areas of all", lr), ("Consensus", coloured), ("Over the input", over)]
    if len(analyses) == 2:
        first, second = analyses
        difference = measures.difference(first.importance, second.importance)
        panels.append((f"{label_of(first.network)} less {label_of(second.network)}", colour_signed(difference)))
    return panels


LAYOUT = LayoutKind(
    name="consensus",
    title="Consensus",
    tooltip="Where the networks agree, as in the paper's Figure 6.",
    subject="Consensus of the areas of contribution",
    draw=draw,
)
