"""Write a figure as a picture, a page for browsers or an animation, with how it was made inside: all or nothing."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import Any

from matplotlib.figure import Figure

from lamgui.base.errors import SaveError, SettingsError
from lamgui.figures.animation.write import write_animation
from lamgui.figures.build import build_figure, figure_style
from lamgui.figures.embed import MARK
from lamgui.figures.export import PROVENANCE_KEY
from lamgui.figures.font_notes import fonts_of
from lamgui.figures.formats.endings import ANIMATIONS, PAGE, TIFF_ENDINGS, ending_of
from lamgui.figures.formats.eps_comments import write_comment
from lamgui.figures.formats.print_tiff import CmykProfile, read_cmyk_profile, save_tiff
from lamgui.figures.options import FigureOptions
from lamgui.figures.page.write import write_page
from lamgui.figures.recipe import recipe_of
from lamgui.figures.style import Background, FigureStyle
from lamgui.files.atomic import replacing
from lamgui.imaging.save import save_error
from lamgui.maps.result import Analysis

ENDINGS = ("png", "tiff", "tif", "pdf", "svg", "eps")
"""Of pictures; a figure can also be a page or an animation."""


VECTOR_ENDINGS = ("pdf", "svg", "eps")


def write_figure(
    analyses: Sequence[Analysis],
    options: FigureOptions,
    path: Path,
    beside: bool = False,
    cmyk_profile: Path | None = None,
) -> None:
    """Write the figure in the format of the path's ending; with `beside`, also its recipe as `path` + ".json".

    Words stay text in PDF, SVG and EPS unless the options ask for outlines; pictures are embedded crisp, and no finer
    than they are printed. A TIFF is in the CMYK of the profile, if one is given. A page and an animation show the same
    of any layout. Raises SaveError for another ending and where the path cannot be written, SettingsError where the
    layout does not suit the analyses, and for a file that is no profile of CMYK.
    """
    profile = _profile_for(path, cmyk_profile)
    recipe = recipe_of(analyses, options)

    def draw(vector: bool) -> Figure:
        return build_figure(analyses, options, vector)

    ending = require_ending(path)
    if ending == PAGE:
        write_page(analyses, options, path)
    else:
        named = None if profile is None else (profile.name, profile.sha256)
        recipe = replace(recipe, fonts=fonts_of(analyses, options).families, cmyk_profile=named)
        if ending in ANIMATIONS:
            write_animation(analyses, options, path, recipe.to_json())
        else:
            write_drawn(draw, options, path, recipe.to_json(), profile=profile)
    if beside:
        _write_beside(path, recipe.to_json())


def write_drawn(
    draw: Callable[[bool], Figure],
    style: FigureStyle,
    path: Path,
    recipe: str,
    beside: str | None = None,
    profile: CmykProfile | None = None,
) -> None:
    """Write what `draw` makes in the format of the path's ending; its argument is whether pictures keep their pixels.

    `recipe` is JSON that goes into the file, `beside` what is written as `path` + ".json". Raises SaveError.
    """
    ending = require_ending(path, ENDINGS)
    try:
        with figure_style(style), replacing(path) as temporary:
            figure = draw(ending in VECTOR_ENDINGS)
            if ending in TIFF_ENDINGS:
                save_tiff(figure, temporary, style.dpi, MARK + recipe, profile)
            else:
                # Into memory first: on a full disk the writers of some formats fail in ways that do not say so.
                written = BytesIO()
                figure.savefig(
                    written,
                    format=ending,
                    dpi=style.dpi,
                    transparent=style.background is Background.TRANSPARENT,
                    facecolor=figure.get_facecolor(),
                    **_metadata(ending, recipe),
                )
                temporary.write_bytes(written.getvalue())
            if ending == "eps":
                write_comment(temporary, recipe)
    except OSError as error:
        raise save_error(path, error) from error
    if beside is not None:
        _write_beside(path, beside)


def _profile_for(path: Path, cmyk_profile: Path | None) -> CmykProfile | None:
    if cmyk_profile is None:
        return None
    if ending_of(path) not in TIFF_ENDINGS:
        raise SettingsError("Only a TIFF is written in CMYK.", "End the figure's name in .tiff.")
    return read_cmyk_profile(cmyk_profile)


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
    return {}
