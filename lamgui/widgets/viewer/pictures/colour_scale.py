"""What the colours of a picture mean: the values at both ends of the scale, and the colours between them."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from lamgui.figures.pixels.contrast import Contrast, finite_peak
from lamgui.figures.pixels.render import Table, colour_table, signed_table
from lamgui.session.state import PaneContent
from lamgui.widgets.viewer.pictures.contents import MAPS, Contents


@dataclass(frozen=True, eq=False)
class Scale:
    """What the colours of a map mean: `table` runs from `lowest` to `highest`."""

    table: Table
    lowest: float
    highest: float
    unit: str = ""
    """Behind its ends, with a blank before it."""

    @property
    def words(self) -> str:
        """Its ends, in three digits."""
        return f"{_printed(self.lowest)} to {_printed(self.highest)}{self.unit}"


def scale_of(contents: Contents, content: PaneContent) -> Scale | None:
    """The meaning of the colours of a kind of picture; None for one that is not coloured, or without a map."""
    colours = colour_table(contents.view.colour_map)
    if content is PaneContent.ERROR:
        error = contents.error
        return None if error is None else Scale(colours, 0.0, finite_peak(error))
    if contents.signed is None or content not in MAPS:
        return None
    if content is PaneContent.DIFFERENCE:
        peak = contents.scale_of_difference
        table = _at_values(signed_table()[1:], contents.view.contrast, lowest=-1)
        return None if peak is None else Scale(table, -100 * peak, 100 * peak, " %")
    if content is PaneContent.HEAT_MAP:
        return Scale(colours, 0.0, finite_peak(contents.heat_map(contents.signed)))
    contrast = contents.view.contrast
    if contents.view.signed:
        return Scale(_at_values(signed_table()[1:], contrast, lowest=-1), -contents.peak, contents.peak)
    return Scale(_at_values(colours, contrast, lowest=0), 0.0, contents.peak)


def _at_values(table: Table, contrast: Contrast, lowest: int) -> Table:
    """The colours at equal steps of the value from `lowest` (0 or -1) to 1; a table has those of the strength."""
    values = np.linspace(lowest, 1, len(table))
    strength = np.copysign(contrast.strength(values, 1.0), values)
    places = np.rint((strength - lowest) / (1 - lowest) * (len(table) - 1)).astype(int)
    shown: Table = np.ascontiguousarray(table[places])
    return shown


def _printed(value: float) -> str:
    # Adding 0.0 turns -0.0 into 0.0.
    return f"{value + 0.0:.3g}".replace("-", "−")
