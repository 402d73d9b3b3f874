"""Write a figure as a picture, a page for browsers or an animation, with how it was made inside: all or nothing."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from matplotlib.figure import Figure

from lamgui.base.errors import SaveError
from lamgui.figures.build import build_figure, figure_style
from lamgui.figures.embed import MARK
from lamgui.figures.endings import ANIMATIONS, PAGE, ending_of
from lamgui.figures.export import PROVENANCE_KEY
from lamgui.figures.font_notes import fonts_of
from lamgui.figures.options import FigureOptions
from lamgui.figures.page.write import write_page
from lamgui.figures.recipe import recipe_of
from lamgui.figures.style import Background, FigureStyle
from lamgui.files.atomic import replacing
from lamgui.imaging.save import save_error
from lamgui.maps.result import Analysis

ENDINGS = ("png", "tiff", "tif", "pdf", "svg")
"""Of pictures; a figure can also be a page or an animation."""


def write_figure(analyses: Sequence[Analysis], options: FigureOptions, path: Path, beside: bool = False) -> None:
    """Write the figure in the format of the path's ending; with `beside`, also its recipe as `path` + ".json".

    Text stays text in PDF and SVG; pictures are embedded at their own pixels. A page and an animation show the same
    of any layout. Raises SaveError for another ending and where the path cannot be written, SettingsError where the
    layout does not suit the analyses.
    """
    recipe = recipe_of(analyses, options)

    def draw(vector: bool) -> Figure:
        return build_figure(analyses, options, vector)

    if require_ending(path) == PAGE:
        write_page(analyses, options, path)
    else:
        recipe = replace(recipe, fonts=fonts_of(analyses, options).families)
        write_drawn(draw, options, path, recipe.to_json())
    if beside:
        _write_beside(path, recipe.to_json())


def write_drawn(
    draw: Callable[[bool], Figure], style: FigureStyle, path: Path, recipe: str, beside: str | None = None
) -> None:
    """Write what `draw` makes in the format of the path's ending; its argument is whether pictures keep their pixels.

    `recipe` is JSON that goes into the file, `beside` what is written as `path` + ".json". Raises SaveError.
    """
    ending = require_ending(path, ENDINGS)
    try:
        with figure_style(style), replacing(path) as temporary:
            figure = draw(ending in ("pdf", "svg"))
            transparent = style.background is Background.TRANSPARENT
            figure.savefig(
                temporary,
                format="tiff" if ending == "tif" else ending,
                dpi=style.dpi,
                transparent=transparent,
                facecolor=figure.get_facecolor(),
                **_metadata(ending, recipe),
            )
    except OSError as error:
        raise save_error(path, error) from error
    if beside is not None:
        _write_beside(path, beside)


def require_ending(path: Path, endings: Sequence[str] = (*ENDINGS, PAGE, *ANIMATIONS)) -> str:
    """The path's ending, in small letters without its dot; raises SaveError for one that is not among `endings`."""
    ending = ending_of(path)
    if ending not in endings:
        raise SaveError(
            f"A figure cannot be written as {path.name}.", f"End its name in one of .{', .'.join(endings)}."
        )
    return ending


def _write_beside(path: Path, text: str) -> None:
    try:
        with replacing(path.with_name(f"{path.name}.json")) as temporary:
            temporary.write_text(text, encoding="utf-8")
    except OSError as error:
        raise save_error(path, error) from error


def _metadata(ending: str, recipe: str) -> dict[str, Any]:
    """The recipe in the place that each format has for it; without the time, so that equal figures are equal files."""
    if ending == "png":
        return {"metadata": {PROVENANCE_KEY: recipe, "Software": None}}
    if ending == "pdf":
        return {"metadata": {"Keywords": MARK + recipe, "CreationDate": None}}
    if ending == "svg":
        return {"metadata": {"Description": MARK + recipe, "Date": None}}
    return {"pil_kwargs": {"description": MARK + recipe, "compression": "tiff_deflate"}}
