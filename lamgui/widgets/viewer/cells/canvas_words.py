"""What the picture of a cell is called, and what it shows, for its head and for who cannot see it."""

from __future__ import annotations

from dataclasses import replace

from lamgui.attribution.patch import Patch
from lamgui.base.vocabulary import in_words_of
from lamgui.base.wording import MINUS
from lamgui.session.state import PaneContent
from lamgui.widgets.viewer.cells.cell_title import CellTitle
from lamgui.widgets.viewer.contents import Contents


def shown_title(title: CellTitle, contents: Contents, subtracted: str) -> CellTitle:
    """The title of the row; in a difference, with the name of the cell whose map is `subtracted`: "EDSR − IMDN"."""
    is_difference = contents.view.content is PaneContent.DIFFERENCE and not contents.is_reference
    return replace(title, name=f"{title.name} {MINUS} {subtracted}") if is_difference and subtracted else title


def description_of(title: CellTitle, contents: Contents, patch: Patch | None, absent: str) -> str:
    """What is `absent`, the numbers of the row, the patch, and the meaning of the colours."""
    scale, px = contents.colour_scale(contents.view.content), in_words_of(contents.scale_of_words, "SR pixels")
    place = "" if patch is None else f"patch of {patch.size} {px} at {patch.x}, {patch.y}"
    colours = "" if scale is None else f"colours from {scale.words}"
    return ", ".join(part for part in (absent, title.detail, place, colours) if part)
