"""Dots on a curve where it was computed; between them it is interpolated."""

from __future__ import annotations

import numpy as np
import pyqtgraph as pg
from PySide6.QtGui import QColor

from lamgui.base.arrays import Floats

DOT_PX = 5.0
SMALL_DOT_PX = 3.0
MANY_NODES = 60
"""More nodes have smaller dots, which leave the curve to be seen."""


class NodeMarks:
    """The dots of one curve on a plot, above the curve."""

    def __init__(self, plot: pg.PlotWidget) -> None:
        self._item = pg.ScatterPlotItem(pen=None, antialias=True)
        plot.addItem(self._item, ignoreBounds=True)

    @property
    def points(self) -> tuple[Floats, Floats]:
        """Where the dots are: x and y."""
        x, y = self._item.getData()
        return np.asarray(x, dtype=np.float64), np.asarray(y, dtype=np.float64)

    def show(self, x: Floats, y: Floats) -> None:
        """Mark these points, which can be drawn."""
        if all(np.array_equal(was, now) for was, now in zip(self.points, (x, y), strict=True)):
            return
        self._item.setData(x, y)
        self._item.setSize(DOT_PX if len(x) <= MANY_NODES else SMALL_DOT_PX)

    def set_colour(self, colour: QColor) -> None:
        """Draw in this colour from now on."""
        self._item.setBrush(colour)
