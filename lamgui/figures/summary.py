"""One analysis as one figure: input, SR, map and overlay above, the three curves of the paper's Figure 3 below."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import matplotlib.style
import numpy as np
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.gridspec import GridSpec
from matplotlib.patches import Rectangle
from matplotlib.patheffects import withStroke

from lamgui.attribution.receptive_field import PixelBox
from lamgui.base.vocabulary import heading_of
from lamgui.base.wording import number_in_words, psnr_in_words
from lamgui.figures.export import provenance_text
from lamgui.figures.lettering.font_names import DEFAULT_FONT
from lamgui.figures.lettering.typesetting import in_fonts
from lamgui.figures.pixels.contrast import finite_peak
from lamgui.figures.pixels.map_picture import coloured_map, overlaid_map
from lamgui.figures.pixels.render import enlarged
from lamgui.figures.style import FigureStyle
from lamgui.figures.words import caption
from lamgui.figures.words.picture_words import INPUT, LAM, MAP
from lamgui.imaging.picture import Pixels
from lamgui.imaging.save import save_png
from lamgui.maps.pictures import Pictures
from lamgui.maps.result import Analysis

WIDTH_IN = 16.0
DPI = 100
_LOOKS = FigureStyle()
"""Colours and contrast of the map: those of figures."""

_PICTURE_WIDTH_IN = 3.8
_PICTURE_HEIGHTS_IN = (1.6, 7.0)
_CURVES_IN = 2.9
_TITLE_IN = 0.45
_LINE_IN = 0.23
_CAPTION_LETTERS = 175
_TITLE_LETTERS = 70
_LINE_COLOUR, _RED, _GREEN = "#1f4e8c", "#c8102e", "#1a7f37"
_STYLE = {
    "font.size": 11,
    "axes.titlesize": 12,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.grid": True,
    "grid.color": "#e4e4e4",
    "axes.axisbelow": True,
    # A dollar sign in a file name is a dollar sign.
    "text.parse_math": False,
}


def save_summary(analysis: Analysis, path: Path) -> None:
    """Write the figure as a PNG of 1600 pixels' width with the settings inside; raises SaveError."""
    save_png(path, summary_pixels(analysis), provenance_text(analysis, "summary"))


def summary_pixels(analysis: Analysis) -> Pixels:
    """The figure as uint8 (H, 1600, 3)."""
    return np.array(summary_canvas(analysis).buffer_rgba())[:, :, :3]  # type: ignore[no-untyped-call]


def summary_canvas(analysis: Analysis) -> FigureCanvasAgg:
    """The figure, drawn in the program's own style whatever the user's matplotlib is set to."""
    style = {**_STYLE, "font.family": [DEFAULT_FONT]}
    with matplotlib.style.context(["default", style]):
        canvas = FigureCanvasAgg(summary_figure(analysis))
        canvas.draw()  # type: ignore[no-untyped-call]
    return canvas


def summary_figure(analysis: Analysis) -> Figure:
    """The figure, laid out for the picture's proportions and the length of its caption."""
    lines = caption_lines(analysis)
    height, width = analysis.pictures.lr.shape[:2]
    pictures_in = float(np.clip(_PICTURE_WIDTH_IN * height / width, *_PICTURE_HEIGHTS_IN))
    caption_in = _LINE_IN * (len(lines) + 0.7)
    height_in = _TITLE_IN + pictures_in + 0.5 + _CURVES_IN + caption_in
    figure = Figure(figsize=(WIDTH_IN, round(height_in * DPI) / DPI), dpi=DPI, layout="constrained")
    rect = (0.0, caption_in / height_in, 1.0, 1 - (caption_in + _TITLE_IN) / height_in)
    figure.get_layout_engine().set(rect=rect, w_pad=0.1, h_pad=0.06)  # type: ignore[union-attr,call-arg]
    grid = GridSpec(2, 12, figure=figure, height_ratios=[pictures_in + 0.3, _CURVES_IN])
    _draw_pictures([figure.add_subplot(grid[0, 3 * k : 3 * k + 3]) for k in range(4)], analysis)
    _draw_curves([figure.add_subplot(grid[1, 4 * k : 4 * k + 4]) for k in range(3)], analysis)
    _say(figure, 0.5, 1 - 0.1 / height_in, _elided(caption.title(analysis)), ha="center", size=15, weight="bold")
    for row, line in enumerate(lines):
        y_in = caption_in - _LINE_IN * (row + 0.3)
        _say(figure, 0.01, y_in / height_in, line, ha="left", size=11 if row == 0 else 10)
    return figure


def _say(figure: Figure, x: float, y: float, words: str, *, ha: str, size: float, weight: str = "normal") -> None:
    drawn = in_fonts(words, weight)
    families = list(drawn.families)
    figure.text(x, y, drawn.words, ha=ha, va="top", fontsize=size, weight=weight, fontfamily=families)


def _elided(text: str) -> str:
    """A title that fits the figure's width in any script; a long one loses its middle."""
    half = _TITLE_LETTERS // 2
    return text if len(text) <= _TITLE_LETTERS else f"{text[:half]}…{text[1 - half :]}"


def caption_lines(analysis: Analysis) -> list[str]:
    """The text below the curves, cut into lines that fit the figure's width."""
    parts = (caption.numbers(analysis), caption.method(analysis), caption.origin(analysis))
    sentences = [*parts, *caption.reservations(analysis)]
    return [line for part in sentences for line in textwrap.wrap(part, _CAPTION_LETTERS)]


@dataclass(frozen=True, eq=False)
class _Panel:
    """A picture with its title; `per_sr_px` is how many of its own pixels one SR pixel covers."""

    pixels: Pixels
    title: str
    per_sr_px: float
    frame: PixelBox | None = None
    """Of its pixels, those that the network was given, where these are not all."""


def _panels(analysis: Analysis) -> Sequence[_Panel]:
    pictures, importance = analysis.pictures, analysis.importance
    coloured = coloured_map(analysis.signed, _LOOKS)
    sr_height, sr_width = pictures.sr.shape[:2]
    psnr = f", {psnr_in_words(pictures.quality.psnr_y)}" if pictures.quality else ""
    peak = number_in_words(finite_peak(importance))
    small = 1 / pictures.scale
    over = enlarged(overlaid_map(pictures.lr, analysis.signed, _LOOKS), pictures.scale)
    return (
        _input_panel(pictures, small),
        _Panel(pictures.sr, f"{heading_of(pictures.scale, 'SR')}, {sr_width}×{sr_height}{psnr}", 1.0),
        _Panel(coloured, f"{MAP.word}, |Σ_c LAM|, maximum {peak}", small),
        _Panel(over, f"{LAM.name}, {_LOOKS.contrast.words}", 1.0),
    )


def _input_panel(pictures: Pictures, per_sr_px: float) -> _Panel:
    (height, width), surroundings = pictures.lr.shape[:2], pictures.surroundings
    name = heading_of(pictures.scale, INPUT.name)
    if surroundings is None:
        return _Panel(pictures.lr, f"{name}, {width}×{height}", per_sr_px)
    lr = surroundings.picture.lr
    return _Panel(lr, f"{name}, {width}×{height} of {lr.shape[1]}×{lr.shape[0]}", per_sr_px, surroundings.box)


def _draw_pictures(axes: Sequence[Axes], analysis: Analysis) -> None:
    for ax, panel in zip(axes, _panels(analysis), strict=True):
        height, width = panel.pixels.shape[:2]
        # Shrunk pixels are averaged, enlarged ones stay squares.
        shrunk = width > _PICTURE_WIDTH_IN * DPI
        interpolation = "antialiased" if shrunk else "nearest"
        ax.imshow(panel.pixels, extent=(0, width, height, 0), interpolation=interpolation)
        ax.set_title(panel.title)
        ax.set_xticks([])
        ax.set_yticks([])
        ax.spines[:].set_visible(False)
        _draw_patch(ax, analysis, panel)
        if panel.frame is not None:
            corner = (panel.frame.left, panel.frame.top)
            line = Rectangle(corner, *panel.frame.size_px, fill=False, edgecolor="white", linewidth=0.9)
            line.set_path_effects([withStroke(linewidth=2.2, foreground="black")])
            ax.add_patch(line)


def _draw_patch(ax: Axes, analysis: Analysis, panel: _Panel) -> None:
    patch = analysis.pictures.patch if panel.frame is None else analysis.pictures.patch_in_picture
    corner, side = (patch.x * panel.per_sr_px, patch.y * panel.per_sr_px), patch.size * panel.per_sr_px
    box = Rectangle(corner, side, side, fill=False, edgecolor="#ff2d55", linewidth=1.6)
    box.set_path_effects([withStroke(linewidth=3.2, foreground="white")])
    ax.add_patch(box)


def _draw_curves(axes: Sequence[Axes], analysis: Analysis) -> None:
    curves = analysis.curves
    objective, speed, cumulative = axes
    objective.plot(*curves.objective_with_ends(), color=_LINE_COLOUR)
    objective.set_title("D(F(γ(α))), the detector along the path")
    speed.plot(*curves.speed_with_ends(), color=_LINE_COLOUR)
    speed.set_ylim(bottom=0)
    speed.set_title("|∂γ/∂α|, root mean square, per unit of α")
    cumulative.plot(*curves.cumulative_from_start(), color=_LINE_COLOUR, label="Σ LAM up to α")
    cumulative.axhline(curves.delta, color=_RED, label=f"ΔD = {number_in_words(curves.delta)}")
    cumulative.set_title("Cumulative sum of the map")
    cumulative.legend(loc="best", frameon=True)
    band = curves.steepest_band
    for ax in axes:
        ax.set_xlim(0, 1)
        ax.set_xlabel("α (0: baseline, 1: input)")
        for alpha in band or ():
            ax.axvline(alpha, color=_GREEN, linestyle="--", linewidth=1.2)
    if band:
        words = curves.steepest_band_in_words
        objective.axvspan(*band, color=_GREEN, alpha=0.1, linewidth=0, label=words)
        objective.legend(loc="best", frameon=True)
