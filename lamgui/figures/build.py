"""From analyses to a figure for a paper: one style, one function a layout, and the same for preview and file."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from typing import Any, TypeVar

import matplotlib.style
import numpy as np
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.patheffects import Normal

from lamgui.base.errors import SettingsError
from lamgui.figures.drawn import DrawnFigure
from lamgui.figures.font_notes import fonts_of
from lamgui.figures.layouts.registry import LAYOUTS
from lamgui.figures.layouts.sheet import Sheet
from lamgui.figures.lettering.font_names import DEFAULT_FONT
from lamgui.figures.lettering.fonts import chosen_font
from lamgui.figures.options import FigureOptions
from lamgui.figures.part_words import part_sentences
from lamgui.figures.quality_words import quality_sentence
from lamgui.figures.style import MAX_DPI, MIN_DPI, FigureStyle
from lamgui.imaging.picture import Pixels
from lamgui.maps.comparable import di_basis, di_warning
from lamgui.maps.result import Analysis

S = TypeVar("S", bound=FigureStyle)


def build_figure(analyses: Sequence[Analysis], options: FigureOptions, vector: bool = False) -> Figure:
    """The figure; with `vector`, pictures keep their own pixels for PDF and SVG.

    Raises SettingsError without analyses, and where the layout does not suit them. Draw it inside `figure_style`.
    """
    if not analyses:
        raise SettingsError("There is no map to draw yet.", "Wait for the run to end.")
    warning = di_warning(map(di_basis, analyses)) if options.show_di else ""
    notes = (warning, part_sentences(analyses, options), quality_sentence(analyses, options))
    foot_words = " ".join(filter(None, notes))
    sheet = Sheet(options, vector, options.shown_columns, foot_words, analyses[0].pictures.scale)
    return LAYOUTS[options.layout].draw(sheet, analyses)


def figure_pixels(analyses: Sequence[Analysis], options: FigureOptions) -> Pixels:
    """The figure at its own resolution, uint8 (H, W, 3)."""
    return drawn_pixels(lambda: build_figure(analyses, options), options)


def drawn_pixels(draw: Callable[[], Figure], style: FigureStyle) -> Pixels:
    """What `draw` makes, in a style and at its resolution, uint8 (H, W, 3)."""
    return _drawn(draw, style).pixels


def _drawn(draw: Callable[[], Figure], style: FigureStyle) -> DrawnFigure:
    with figure_style(style):
        canvas = FigureCanvasAgg(draw())
        canvas.figure.set_dpi(style.dpi)
        canvas.draw()  # type: ignore[no-untyped-call]
        pixels = np.array(canvas.buffer_rgba())[:, :, :3]  # type: ignore[no-untyped-call]
        width_in, height_in = canvas.figure.get_size_inches()
    return DrawnFigure(pixels, (float(width_in), float(height_in)))


def preview_figure(analyses: Sequence[Analysis], options: FigureOptions, width_px: int) -> DrawnFigure:
    """The figure at a width on the screen."""
    shrunk = at_width(options, width_px)
    drawn = _drawn(lambda: build_figure(analyses, shrunk), shrunk)
    return replace(drawn, notes=fonts_of(analyses, options).notes)


def at_width(style: S, width_px: int) -> S:
    """The style, or options, with the resolution that makes a figure so wide on the screen."""
    return replace(style, dpi=max(MIN_DPI, min(MAX_DPI, round(width_px / style.width_in))))


@contextmanager
def figure_style(style: FigureStyle) -> Iterator[None]:
    """The program's own style whatever the user's matplotlib is set to; words stay text in PDF, SVG and EPS unless
    outlines are asked for.
    """
    parameters: dict[str, Any] = {
        "font.family": list(dict.fromkeys([chosen_font(style.font).used, DEFAULT_FONT])),
        "font.size": style.font_size_pt,
        "text.parse_math": False,
        "pdf.fonttype": 42,
        "ps.fonttype": 42,
        "svg.fonttype": "none",
        "svg.hashsalt": "lamgui",
        "axes.linewidth": 0.6,
        "lines.linewidth": 1.0,
        # Letters with an effect are drawn as paths.
        "path.effects": [Normal()] if style.outlines else [],
    }
    with matplotlib.style.context(["default", parameters]):
        yield
