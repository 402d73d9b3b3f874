"""Write the report of the sanity tests: the page with its recipe inside, and its numbers as JSON beside it."""

from __future__ import annotations

import json
from pathlib import Path

from matplotlib.figure import Figure

from lamgui.figures.build import at_width, drawn_pixels
from lamgui.figures.options import FigureOptions
from lamgui.figures.recipe import recipe_of
from lamgui.figures.write import write_drawn
from lamgui.imaging.picture import Pixels
from lamgui.sanity.page import STYLE, draw_report
from lamgui.sanity.report import SanityReport


def write_report(report: SanityReport, path: Path) -> None:
    """Write the page as PNG, TIFF, PDF or SVG, and its numbers as `path` + ".json". Raises SaveError."""

    def draw(vector: bool) -> Figure:
        return draw_report(report, STYLE, vector)

    write_drawn(draw, STYLE, path, recipe_text(report), json.dumps(report.values(), allow_nan=False, indent=1))


def report_pixels(report: SanityReport, width_px: int | None = None) -> Pixels:
    """The page at a width on the screen, or at its own resolution."""
    style = STYLE if width_px is None else at_width(STYLE, width_px)
    return drawn_pixels(lambda: draw_report(report, style, vector=False), style)


def recipe_text(report: SanityReport) -> str:
    """The recipe of the map that was tested, as every figure carries it, and what the tests found."""
    recipe = json.loads(recipe_of((report.analysis,), FigureOptions()).to_json())
    return json.dumps({**recipe, "sanity": report.values()["tests"]}, allow_nan=False)
