"""The pictures that a figure can show of a map: names, and what they are called above a column and in a form."""

from __future__ import annotations

from enum import StrEnum


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

    @property
    def words(self) -> str:
        """In a form."""
        return WORDS.get(self, HEADINGS[self])


HEADINGS = {
    FigureColumn.HR: "HR",
    FigureColumn.PATCH_HR: "HR patch",
    FigureColumn.PATCH_SR: "SR patch",
    FigureColumn.INPUT: "LR",
    FigureColumn.SR: "SR",
    FigureColumn.LAM: "LAM",
    FigureColumn.OVERLAY: "LAM over LR",
    FigureColumn.CONTOUR: "Area",
    FigureColumn.HEAT_MAP: "Heat map",
    FigureColumn.HEAT_OVERLAY: "Density",
    FigureColumn.ERROR: "Error",
}
WORDS = {
    FigureColumn.HR: "HR with the box",
    FigureColumn.INPUT: "LR input",
    FigureColumn.CONTOUR: "Area of contribution",
    FigureColumn.HEAT_OVERLAY: "Heat map over LR",
    FigureColumn.ERROR: "Error to HR",
}
