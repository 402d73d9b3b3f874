"""What a cell says in the place of a picture, or over the input, as long as there is not what it is to show."""

from __future__ import annotations

from lamgui.base.vocabulary import heading_of
from lamgui.session.state import PaneContent
from lamgui.widgets.viewer.pictures.contents import MAPS, Contents

OF_MAP = (*MAPS, PaneContent.CONTOUR)
"""Kinds of picture that need a map."""
ONE_ROW = "One row alone is shown: tick several networks to compare."
COMPARED_WITH = "The others are compared with this one"
NOTHING_TO_COMPARE = "One row alone is shown: tick or show others to see how their maps differ"
ABSENT = {
    PaneContent.SR: "No SR picture yet",
    PaneContent.HR: "The HR picture is not known",
    PaneContent.MAP: "No map yet",
    PaneContent.HEAT_MAP: "No map yet",
    PaneContent.ERROR: "SR or HR is not known",
    PaneContent.OVERLAY: "No map yet",
    PaneContent.CONTOUR: "No map yet",
    PaneContent.DIFFERENCE: "No map yet",
}


def without_focus_words(name: str, note: str) -> str:
    """Why no map is compared with that of the row in focus, called `name`, whose cell says `note`."""
    if note.startswith(("failed", "cancelled")):
        return f"{name}, which the others are compared with, has no map: {note}"
    return f"Waits for the map of {name}, which the others are compared with"


def missing_words(contents: Contents, content: PaneContent, note: str, without_reference: str) -> str:
    """Why there is no picture of a kind, or no map in it; empty where there is.

    `note` says why a row has no map, `without_reference` why its map is compared with none.
    """
    if content is PaneContent.DIFFERENCE and contents.signed is not None:
        if contents.image(content) is not None:
            return ""
        return COMPARED_WITH if contents.is_reference else without_reference
    has_it = contents.signed is not None if content in OF_MAP else contents.image(content) is not None
    return "" if has_it else note or heading_of(contents.scale_of_words, ABSENT.get(content, ""))
