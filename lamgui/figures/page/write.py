"""Writes a page of compared networks, with what decided its maps inside."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import lamgui
from lamgui.base.errors import SettingsError
from lamgui.base.vocabulary import in_words_of
from lamgui.base.wording import size_in_words
from lamgui.figures.options import FigureOptions
from lamgui.figures.page.document import document
from lamgui.figures.page.looks import look_values
from lamgui.figures.page.names import distinct_names
from lamgui.figures.page.network import network_values
from lamgui.figures.page.part import MOST_SR_PX, common_step, part_around, part_sentence
from lamgui.figures.page.pictures import PagePictures
from lamgui.figures.recipe import recipe_of
from lamgui.figures.table import NAME_TITLE, TABLE_COLUMNS, table_row
from lamgui.figures.words.caption import SEPARATOR
from lamgui.files.atomic import replacing
from lamgui.imaging.save import save_error
from lamgui.maps.comparable import di_basis, di_warning
from lamgui.maps.quality_words import surroundings_sentence
from lamgui.maps.result import Analysis

SCRIPTS = ("contrast.js", "page.js", "theme.js", "compare.js", "maps.js", "path.js", "start.js")
"""In the order in which they need each other."""

ON_NUMBERS = "± is at 95 %. PSNR and SSIM are of Y (BT.601)."

BYTES_PER_NETWORK, FEWEST_COUNTED = 1_250_000, 4
"""A page stays under so many bytes for each network, and for four where there are fewer."""
LEAST_SR_PX, SHRINK = 64, 0.85


def write_page(analyses: Sequence[Analysis], options: FigureOptions, path: Path) -> None:
    """Write the page of these maps, the recipe inside. Raises SaveError, and SettingsError without a map."""
    text = page_text(analyses, options)
    try:
        with replacing(path) as temporary:
            temporary.write_bytes(text.encode("utf-8"))
    except OSError as error:
        raise save_error(path, error) from error


def page_text(analyses: Sequence[Analysis], options: FigureOptions) -> str:
    """The HTML. A picture of more than 512 SR pixels on a side is cut around the patch, and more for a large file."""
    if not analyses:
        raise SettingsError("There is no map to show yet.", "Wait for the run to end.")
    most_px, reason = MOST_SR_PX, f": sides of more than {MOST_SR_PX} are cut"
    if options.crop_px is not None:
        cropped_px = options.crop_px * min(analysis.pictures.scale for analysis in analyses)
        most_px, reason = (cropped_px, "") if cropped_px <= most_px else (most_px, reason)
    limit = BYTES_PER_NETWORK * max(FEWEST_COUNTED, len(analyses))
    while True:
        text = _page(analyses, options, most_px, reason)
        if len(text) <= limit or most_px <= LEAST_SR_PX:
            return text
        most_px = max(LEAST_SR_PX, int(most_px * SHRINK))
        reason = f": with more the page would not stay under {limit / 1e6:g} MB"


def _page(analyses: Sequence[Analysis], options: FigureOptions, most_px: int, reason: str) -> str:
    values = _values(analyses, options, most_px, reason)
    recipe = recipe_of(analyses, options).to_json()
    return document("page.html", ("page.css",), SCRIPTS, values["title"], values, recipe)


def _values(analyses: Sequence[Analysis], options: FigureOptions, most_px: int, reason: str) -> dict[str, Any]:
    names, step, store = distinct_names(analyses), common_step(analyses), PagePictures()
    parts = [part_around(analysis, most_px, step) for analysis in analyses]
    networks = [
        network_values(name, number, analysis, options, part, store)
        for number, (name, analysis, part) in enumerate(zip(names, analyses, parts, strict=True))
    ]
    first = analyses[0]
    patch = first.pictures.patch_in_picture
    warning = di_warning(map(di_basis, analyses))
    scale = first.pictures.scale
    sr_px = in_words_of(scale, "SR px")
    given = dict.fromkeys(
        f"input {in_words_of(scale, words)}" for one in analyses if (words := one.settings.surroundings_words)
    )
    return {
        "title": f"Local attribution maps: {first.picture.name}",
        "subtitle": SEPARATOR.join(
            [
                ", ".join(names),
                f"patch {size_in_words((patch.size, patch.size))} at x {patch.x}, y {patch.y} {sr_px}",
                *given,
            ]
        ),
        "program": f"Made with lamgui {lamgui.__version__}.",
        "part_notes": [sentence] if (sentence := part_sentence(analyses, parts, reason)) else [],
        "number_notes": [*filter(None, [warning, surroundings_sentence(analyses)]), ON_NUMBERS],
        "looks": look_values(options),
        "pictures": store.uris,
        "networks": networks,
        "table": {
            "heads": [NAME_TITLE, *(f"{c.title} ({c.unit})" if c.unit else c.title for c in TABLE_COLUMNS)],
            "rows": [[name, *table_row(name, one).texts()] for name, one in zip(names, analyses, strict=True)],
            "meanings": [[column.title, column.tip] for column in TABLE_COLUMNS],
        },
    }
