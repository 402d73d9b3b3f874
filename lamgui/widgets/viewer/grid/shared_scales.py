"""The scales that the maps of all cells have in common: of their colours, and of their differences."""

from __future__ import annotations

from collections.abc import Sequence

from lamgui.session.state import PaneContent, View
from lamgui.widgets.viewer.cells.cell import Cell
from lamgui.widgets.viewer.missing import NOTHING_TO_COMPARE, without_focus_words


def share_scales(cells: Sequence[Cell], current: Cell, view: View) -> None:
    """Colour the maps of rows by one peak where the view says so, and compare them with that of the cell in focus."""
    several = len(cells) > 1
    common = several and view.common_scale
    peak = max((cell.contents.own_peak for cell in cells), default=0.0) if common else None
    for cell in cells:
        cell.show_common_peak(peak)
    if view.content is PaneContent.DIFFERENCE:
        _compare(cells, current, several)


def _compare(cells: Sequence[Cell], current: Cell, several: bool) -> None:
    """Compare all maps with that of the cell in focus, in colours of one scale."""
    reference, without = current.contents.signed, NOTHING_TO_COMPARE
    if several and reference is None:
        without = without_focus_words(current.title.name, current.note)
    elif several:
        without = f"Its map is of another size than that of {current.title.name}"
    peak = 0.0
    for cell in cells:
        cell.contents.show_reference(reference if several else None)
        peak = max(peak, cell.contents.difference_peak)
    for cell in cells:
        subtracted = current.title if several and cell is not current else None
        cell.show_difference(peak, subtracted, current.own_map_words, without)
