"""The pictures that a figure can show of a map: names, and what they are called above a column and in a form."""

from __future__ import annotations

from enum import StrEnum

from lamgui.figures.words.picture_words import AREA, DENSITY, ERROR, HEAT_MAP, HR, INPUT, LAM, MAP, SIGNED_LAM, SR


class FigureColumn(StrEnum):
    """A picture of a strip, grid or gallery."""

    HR = "hr"
    """The HR picture (LR where there is none) with the patch's box."""
    PATCH_HR = "patch-hr"
    PATCH_SR = "patch-sr"
    INPUT = "input"
    SR = "sr"
    LAM = "lam"
    OVERLAY = "overlay"
    CONTOUR = "contour"
    HEAT_MAP = "heat-map"
    HEAT_OVERLAY = "heat-overlay"
    ERROR = "error"

    @property
    def heading(self) -> str:
        """Above the column, short."""
        return HEADINGS[self]

    def heading_of(self, *, is_signed: bool) -> str:
        """The heading, of a map with its sign if that is shown."""
        return SIGNED_LAM.word if is_signed and self is FigureColumn.OVERLAY else self.heading

    @property
    def words(self) -> str:
        """In a form."""
        return WORDS.get(self, HEADINGS[self])


HEADINGS = {
    FigureColumn.HR: HR.word,
    FigureColumn.PATCH_HR: "HR patch",
    FigureColumn.PATCH_SR: "SR patch",
    FigureColumn.INPUT: INPUT.word,
    FigureColumn.SR: SR.word,
    FigureColumn.LAM: MAP.word,
    FigureColumn.OVERLAY: LAM.word,
    FigureColumn.CONTOUR: AREA.word,
    FigureColumn.HEAT_MAP: HEAT_MAP.word,
    FigureColumn.HEAT_OVERLAY: DENSITY.word,
    FigureColumn.ERROR: ERROR.word,
}
WORDS = {
    FigureColumn.HR: "HR with the box",
    FigureColumn.INPUT: INPUT.name,
    FigureColumn.LAM: MAP.name,
    FigureColumn.OVERLAY: LAM.name,
    FigureColumn.CONTOUR: AREA.name,
    FigureColumn.HEAT_OVERLAY: DENSITY.name,
    FigureColumn.ERROR: ERROR.name,
}
