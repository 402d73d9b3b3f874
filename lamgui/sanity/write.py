"""Write the report of the sanity tests: the page with its recipe inside, and its numbers as JSON beside it."""

from __future__ import annotations

import json
from pathlib import Path

from matplotlib.figure import Figure

from lamgui.figures.build import at_width, drawn_pixels
from lamgui.figures.recipe import recipe_of
from lamgui.figures.write import write_drawn
from lamgui.imaging.picture import Pixels
from lamgui.sanity.page import OPTIONS, draw_report
from lamgui.sanity.report import SanityReport


def write_report(report: SanityReport, path: Path) -> None:
    """Write the page as PNG, TIFF, PDF or SVG, and its numbers as `path` + ".json". Raises SaveError."""

    def draw(vector: bool) -> Figure:
        return draw_report(report, OPTIONS, vector)

    write_drawn(draw, OPTIONS, path, recipe_text(report), json.dumps(report.values(), allow_nan=False, indent=1))


def report_pixels(report: SanityReport, width_px: int | None = None) -> Pixels:
    """The page at a width on the screen, or at its own resolution."""
    options = OPTIONS if width_px is None else at_width(OPTIONS, width_px)
    return drawn_pixels(lambda: draw_report(report, options, vector=False), options)


def recipe_text(report: SanityReport) -> str:
    """The recipe of the map that was tested, as every figure carries it, and what the tests found."""
    recipe = json.loads(recipe_of((report.analysis,), OPTIONS).to_json())
    return json.dumps({**recipe, "sanity": report.values()["tests"]}, allow_nan=False)
