"""Pictures of a study in cells of a page: patches, inputs with their box, and maps."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from matplotlib.patches import Rectangle
from matplotlib.patheffects import withStroke

from lamgui.figures.layouts.pictures import FigureRegion
from lamgui.figures.layouts.sheet import THIN_PT, Sheet
from lamgui.figures.pixels.map_picture import coloured_map, overlaid_map
from lamgui.imaging.picture import Pixels
from lamgui.study.figures.shown import ShownStudy
from lamgui.study.store.results import StudyRow

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure


class Cells:
    """Draws cells on a page; all places and sizes are in inches from the left and from the top."""

    def __init__(self, sheet: Sheet, study: ShownStudy, figure: Figure) -> None:
        self._sheet, self._study, self._figure = sheet, study, figure

    def map(self, x: float, y: float, side: float, row: StudyRow, *, over_input: bool) -> None:
        """The map alone in its colours, or over its input."""
        style, signed = self._sheet.style, self._study.signed(row)
        shown = overlaid_map(self._study.lr(row), signed, style) if over_input else coloured_map(signed, style)
        axes = self._whole(x, y, side, row, shown)
        if over_input:
            self._box(axes, self._study.patch(row), "black", "white")

    def original(self, x: float, y: float, side: float, row: StudyRow) -> None:
        """The original, or the input where there is none, with the patch."""
        hr = self._study.hr(row)
        axes = self._whole(x, y, side, row, self._study.lr(row) if hr is None else hr)
        self._box(axes, self._study.patch(row), self._sheet.style.box_colour, "white")

    def patch_of(self, x: float, y: float, side: float, row: StudyRow, pixels: Pixels) -> None:
        """The patch alone, of pixels that cover all that the network was given."""
        axes = self._sheet.axes(self._figure, x, y, side, side)
        self._sheet.picture(axes, pixels, self._study.region(row), self._study.patch(row))

    def pixels(self, x: float, y: float, side: float, row: StudyRow, pixels: Pixels, *, box: bool = True) -> None:
        """Pixels of all that the network was given."""
        axes = self._whole(x, y, side, row, pixels)
        if box:
            self._box(axes, self._study.patch(row), "black", "white")

    def _whole(self, x: float, y: float, side: float, row: StudyRow, pixels: Pixels) -> Axes:
        axes, region = self._sheet.axes(self._figure, x, y, side, side), self._study.region(row)
        self._sheet.picture(axes, np.ascontiguousarray(pixels), region, _square(region))
        return axes

    def _box(self, axes: Axes, place: FigureRegion, colour: str, rim: str) -> None:
        line = Rectangle((place.x, place.y), place.width, place.height, fill=False, linewidth=THIN_PT, edgecolor=colour)
        line.set_path_effects([withStroke(linewidth=2.2 * THIN_PT, foreground=rim)])
        axes.add_patch(line)


def _square(region: FigureRegion) -> FigureRegion:
    """The middle of a region, as wide as high."""
    side = min(region.width, region.height)
    return FigureRegion(region.x + (region.width - side) / 2, region.y + (region.height - side) / 2, side, side)
