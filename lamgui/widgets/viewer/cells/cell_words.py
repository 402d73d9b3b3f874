"""What a cell says: the name of its picture, what is missing in it, and of which run its map is."""

from __future__ import annotations

from dataclasses import dataclass, replace

from lamgui.attribution.patch import Patch
from lamgui.base.vocabulary import heading_of, in_words_of
from lamgui.base.wording import MINUS
from lamgui.session.state import PaneContent
from lamgui.widgets.viewer.cells.cell_title import CellTitle
from lamgui.widgets.viewer.kinds import KIND_NAMES
from lamgui.widgets.viewer.missing import NOTHING_TO_COMPARE, missing_words
from lamgui.widgets.viewer.pictures.colour_scale import scale_of
from lamgui.widgets.viewer.pictures.contents import Contents


@dataclass(frozen=True)
class CellWords:
    """What is known in words of the picture and the map of a cell, and of the cell that it is compared with."""

    note: str = ""
    """Why a row has no map; empty for the usual words."""
    own_map: str = ""
    """Why its map is not that of the present run (OF_RUN_BEFORE, UNFINISHED); empty where it is."""
    subtracted: CellTitle | None = None
    """The title of the cell whose map is subtracted in a difference."""
    subtracted_map: str = ""
    """Why that map is not of the present run."""
    without_reference: str = NOTHING_TO_COMPARE
    """Why its map is compared with none."""

    def map_words(self, contents: Contents) -> str:
        """Why what it shows is not of maps of the present run: a difference is of two."""
        return (self.own_map or self.subtracted_map) if _is_of_two(contents) else self.own_map

    def missing(self, contents: Contents) -> str:
        """Why there is no picture of the kind that is shown, or no map in it; empty where there is."""
        return missing_words(contents, contents.view.content, self.note, self.without_reference)

    def title(self, title: CellTitle, contents: Contents) -> CellTitle:
        """The title of the row; in a difference, with the name of what is subtracted: "EDSR − IMDN"."""
        subtracted = self.subtracted
        if subtracted is None or not _is_of_two(contents):
            return title
        short = f"{title.least_name} {MINUS} {subtracted.least_name}"
        return replace(title, name=f"{title.name} {MINUS} {subtracted.name}", short_name=short)

    def name(self, title: CellTitle, contents: Contents) -> str:
        """The name of the picture, for who cannot see it."""
        name = self.title(title, contents).name
        kind = heading_of(contents.scale_of_words, KIND_NAMES[contents.view.content])
        return f"{name}: {kind}" if name else kind

    def description(self, title: CellTitle, contents: Contents, patch: Patch | None) -> str:
        """What is missing, the numbers of the row, the patch, and the meaning of the colours."""
        scale, px = scale_of(contents, contents.view.content), in_words_of(contents.scale_of_words, "SR pixels")
        place = "" if patch is None else f"patch of {patch.size} {px} at {patch.x}, {patch.y}"
        colours = "" if scale is None else f"colours from {scale.words}"
        return ", ".join(part for part in (self.missing(contents), title.detail, place, colours) if part)


def _is_of_two(contents: Contents) -> bool:
    """Whether the difference of two maps is shown."""
    return contents.view.content is PaneContent.DIFFERENCE and not contents.is_reference
