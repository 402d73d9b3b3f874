"""The report of the sanity tests as one page: a verdict each, with the maps and curves behind it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from lamgui.figures.layouts.sheet import GAP_IN, Sheet
from lamgui.figures.pixels.render import colour_signed
from lamgui.figures.style import FigureStyle
from lamgui.figures.words import caption
from lamgui.imaging.picture import Pixels
from lamgui.sanity import brightness, deletion, jitter, randomise
from lamgui.sanity.report import Compared, Curve, Finding, SanityReport, SanityTest, SanityVerdict

STYLE = FigureStyle()
PLOT_IN = 1.15
PAGE_MARGIN_IN = 0.12
MARGIN_IN, RIGHT_IN = 0.08, 0.2
WRAPPED = 0.97
"""Share of the width that text fills: on a screen letters are a little wider than on paper."""
COLUMN_GAP_IN = 0.25
CROP_SHARE = 0.995
"""Share of the importance of all maps that the shown part holds."""
VERDICT_COLOURS = {
    SanityVerdict.PASSED: "#1a7f37",
    SanityVerdict.FAILED: "#c8102e",
    SanityVerdict.NOT_APPLICABLE: "#6b7079",
}
MEASURES = {
    "rank": ("#1f77c8", "o", "rank correlation"),
    "ssim": ("#e66e14", "s", "SSIM"),
    "overlap": ("#28a046", "^", "top pixels"),
}
ORDERS = {
    deletion.IMPORTANCE: ("#1f77c8", "-"),
    deletion.DISTANCE: ("#e66e14", "--"),
    deletion.RANDOM: ("#9298a3", "-"),
}
MEASURES_IN_WORDS = (
    "Rank correlation: Spearman's, of the signed maps, over their areas of contribution. SSIM: of importance, around "
    "those areas. Top pixels: share of the pixels holding half of the importance that both maps have. 1: one map. "
    "Dashed line: pass mark."
)
MARKS = {
    SanityTest.RANDOMISE: randomise.HIGHEST_RANK,
    SanityTest.BRIGHTNESS: brightness.LOWEST_RANK,
    SanityTest.JITTER: jitter.LOWEST_RANK,
}


@dataclass(frozen=True, eq=False)
class _Block:
    """A finding at its place: text above, plots below."""

    finding: Finding
    width_in: float
    words: str

    def height_in(self, sheet: Sheet) -> float:
        lines = self.words.count("\n") + 2
        plots = PLOT_IN + 3.2 * sheet.line_in if self.finding.compared or self.finding.curves else 0.0
        return (lines + 0.5) * sheet.line_in + plots


def draw_report(report: SanityReport, style: FigureStyle, vector: bool) -> Figure:
    """The page; with `vector`, pictures keep their own pixels. Draw it inside `figure_style`."""
    sheet = Sheet(style, vector)
    page_in = style.width_in - 2 * PAGE_MARGIN_IN
    half_in = (page_in - COLUMN_GAP_IN) / 2
    by_test = {finding.test: finding for finding in report.findings}
    rows = [
        [_block(sheet, by_test[SanityTest.RANDOMISE], page_in)],
        [_block(sheet, by_test[SanityTest.DELETION], page_in)],
        [_block(sheet, by_test[test], half_in) for test in (SanityTest.BRIGHTNESS, SanityTest.JITTER)],
    ]
    heights = [max(block.height_in(sheet) for block in row) for row in rows]
    foot = "\n".join(sheet.wrapped(words, WRAPPED * page_in) for words in _foot(report))
    head_in, foot_in = 1.9 * sheet.line_in, (foot.count("\n") + 1.3) * sheet.line_in
    figure = sheet.figure(PAGE_MARGIN_IN + head_in + sum(heights) + foot_in)
    title = f"Sanity tests of {caption.title(report.analysis)}"
    sheet.text(figure, PAGE_MARGIN_IN, PAGE_MARGIN_IN, title, page_in, ha="left", weight="bold")
    y_in = PAGE_MARGIN_IN + head_in
    for row, height_in in zip(rows, heights, strict=True):
        for column, block in enumerate(row):
            x_in = PAGE_MARGIN_IN + column * (half_in + COLUMN_GAP_IN)
            _draw_block(sheet, figure, block, report, x_in, y_in)
        y_in += height_in
    sheet.text(figure, PAGE_MARGIN_IN, y_in, foot, page_in, ha="left")
    return figure


def _foot(report: SanityReport) -> Sequence[str]:
    """How the maps were computed, and what the labels of the plots mean."""
    return (
        MEASURES_IN_WORDS,
        caption.numbers(report.analysis),
        caption.method(report.analysis),
        caption.origin(report.analysis),
        *caption.reservations(report.analysis),
    )


def _block(sheet: Sheet, finding: Finding, width_in: float) -> _Block:
    return _Block(finding, width_in, sheet.wrapped(f"{finding.sentence} {finding.mark}".rstrip(), WRAPPED * width_in))


def _draw_block(sheet: Sheet, figure: Figure, block: _Block, report: SanityReport, x_in: float, y_in: float) -> None:
    finding = block.finding
    name = finding.test.value.capitalize()
    sheet.text(figure, x_in, y_in, name, block.width_in, ha="left", weight="bold")
    beside_in = x_in + 1.12 * sheet.width_in(name) + 2 * MARGIN_IN
    colour, verdict = VERDICT_COLOURS[finding.verdict], finding.verdict.value
    sheet.text(figure, beside_in, y_in, verdict, block.width_in, ha="left", weight="bold", color=colour)
    sheet.text(figure, x_in, y_in + sheet.line_in, block.words, block.width_in + 1.0, ha="left")
    top_in = y_in + (block.words.count("\n") + 2.4) * sheet.line_in
    if finding.curves:
        half_in = (block.width_in - COLUMN_GAP_IN) / 2
        for column, inserted in enumerate((False, True)):
            curves = [curve for curve in finding.curves if curve.inserted is inserted]
            _draw_curves(sheet, figure, curves, x_in + column * (half_in + COLUMN_GAP_IN), top_in, half_in)
    elif finding.test is SanityTest.RANDOMISE and finding.compared:
        plot_in = (block.width_in - COLUMN_GAP_IN) / 2
        _draw_compared(sheet, figure, finding, x_in, top_in, plot_in)
        _draw_maps(sheet, figure, finding.compared, report, x_in + plot_in + COLUMN_GAP_IN, top_in, plot_in)
    elif finding.compared:
        _draw_compared(sheet, figure, finding, x_in, top_in, block.width_in)


def _draw_compared(sheet: Sheet, figure: Figure, finding: Finding, x_in: float, y_in: float, width_in: float) -> None:
    """A row of marks for each map, and a line at the pass mark."""
    labels = [compared.label for compared in finding.compared]
    if finding.test is SanityTest.RANDOMISE:
        labels = [f"({number}) {label}" for number, label in enumerate(labels, start=1)]
    names_in = max(map(sheet.width_in, labels)) * 0.9 + MARGIN_IN
    axes = sheet.axes(figure, x_in + names_in, y_in + 0.9 * sheet.line_in, width_in - names_in - RIGHT_IN, PLOT_IN)
    rows = np.arange(len(labels))
    for name, (colour, marker, words) in MEASURES.items():
        values = [getattr(compared.similarity, name) for compared in finding.compared]
        axes.plot(values, rows, marker, color=colour, markersize=4, alpha=0.9, label=words, clip_on=False)
    axes.axvline(MARKS[finding.test], color=VERDICT_COLOURS[SanityVerdict.FAILED], linestyle="--", linewidth=0.8)
    lowest = min((compared.similarity.rank for compared in finding.compared if compared.similarity.exists), default=0.0)
    axes.set_xlim(min(0.0, lowest) - 0.04, 1.04)
    axes.set_ylim(len(labels) - 0.5, -0.5)
    axes.set_yticks(rows, labels)
    _dress(sheet, axes, bare=True)
    _legend(sheet, axes)


def _draw_curves(
    sheet: Sheet, figure: Figure, curves: Sequence[Curve], x_in: float, y_in: float, width_in: float
) -> None:
    """D against the share of pixels, whose axis is stretched at the beginning."""
    axis_in = 3.2 * sheet.style.font_size_pt / 72
    axes = sheet.axes(figure, x_in + axis_in, y_in + 0.9 * sheet.line_in, width_in - axis_in - RIGHT_IN, PLOT_IN)
    named: set[str] = set()
    for curve in curves:
        order = next(order for order in ORDERS if curve.label.startswith(order))
        colour, line = ORDERS[order]
        words = order if order not in named else None
        named.add(order)
        axes.plot(np.sqrt(curve.shares), curve.objective, line, color=colour, label=words)
    ticks = (0.0, 0.01, 0.1, 0.25, 0.5, 1.0)
    axes.set_xlim(0, 1)
    axes.set_xticks(np.sqrt(ticks), ["0", "1 %", "10 %", "25 %", "50 %", "100 %"])
    axes.locator_params(axis="y", nbins=4)
    _dress(sheet, axes, bare=False)
    _legend(sheet, axes)
    kind = (
        "inserted: D from baseline (0) to input (1)"
        if curves[0].inserted
        else "deleted: D from input (1) to baseline (0)"
    )
    below_in = y_in + 0.9 * sheet.line_in + PLOT_IN + 1.05 * sheet.line_in
    sheet.text(figure, x_in + axis_in + (width_in - axis_in) / 2, below_in, f"Pixels {kind}", width_in)


def _draw_maps(
    sheet: Sheet,
    figure: Figure,
    compared: Sequence[Compared],
    report: SanityReport,
    x_in: float,
    y_in: float,
    width_in: float,
) -> None:
    """The map that is tested and those of random weights, signed, each by its own maximum."""
    shown = [report.analysis.signed, *(one.signed for one in compared)]
    names = ["trained", *(f"({number})" for number in range(1, len(shown)))]
    part = _part([one for one in shown if np.isfinite(one).all()])
    cell_in = (width_in - GAP_IN * (len(shown) - 1)) / len(shown)
    for k, (signed, name) in enumerate(zip(shown, names, strict=True)):
        pixels: Pixels = colour_signed(signed[part])
        high_in = min(PLOT_IN, cell_in * pixels.shape[0] / pixels.shape[1])
        left_in, top_in = x_in + k * (cell_in + GAP_IN), y_in + 0.9 * sheet.line_in + (PLOT_IN - high_in) / 2
        axes = sheet.axes(figure, left_in, top_in, cell_in, high_in)
        axes.imshow(pixels, interpolation="none" if sheet.vector else "nearest", aspect="auto")
        axes.set_xticks([])
        axes.set_yticks([])
        sheet.text(figure, left_in + cell_in / 2, top_in + high_in + 0.02, name, cell_in)


def _part(maps: Sequence[np.ndarray]) -> tuple[slice, slice]:
    """The rows and columns around the importance of all maps."""
    total = np.sum([np.abs(one) / max(float(np.abs(one).max()), 1e-30) for one in maps], axis=0)
    spans = []
    for axis in (1, 0):
        held = np.cumsum(total.sum(axis=axis))
        held = held / held[-1] if held[-1] > 0 else np.linspace(0, 1, len(held))
        first, last = np.searchsorted(held, ((1 - CROP_SHARE) / 2, (1 + CROP_SHARE) / 2))
        spans.append((int(first), int(min(last, len(held) - 1)) + 1))
    side = max(end - begin for begin, end in spans)
    return tuple(_grown(span, side, length) for span, length in zip(spans, maps[0].shape, strict=True))  # type: ignore[return-value]


def _grown(span: tuple[int, int], side: int, length: int) -> slice:
    begin = max(0, min((span[0] + span[1] - side) // 2, length - side))
    return slice(begin, min(length, begin + side))


def _legend(sheet: Sheet, axes: Axes) -> None:
    axes.legend(
        loc="lower right",
        bbox_to_anchor=(1.0, 1.0),
        ncol=3,
        frameon=False,
        borderpad=0.0,
        handlelength=1.3,
        handletextpad=0.3,
        columnspacing=0.9,
        labelcolor=sheet.ink,
        fontsize=_small(sheet),
    )


def _dress(sheet: Sheet, axes: Axes, bare: bool) -> None:
    """Small ticks; without a left line where rows are named."""
    axes.set_facecolor("none")
    axes.tick_params(length=2, pad=1.5, colors=sheet.ink, labelsize=_small(sheet))
    for name, spine in axes.spines.items():
        spine.set_visible(name == "bottom" or (name == "left" and not bare))
        spine.set_color(sheet.ink)
    if bare:
        axes.tick_params(axis="y", length=0)
        axes.grid(axis="y", color="#e4e4e4", linewidth=0.5)
        axes.set_axisbelow(True)


def _small(sheet: Sheet) -> float:
    return max(5.0, sheet.style.font_size_pt * 0.85)
