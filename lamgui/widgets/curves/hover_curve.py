"""The dashed curve of the patch under the pointer, behind that of the patch in use."""

from __future__ import annotations

import pyqtgraph as pg
from PySide6.QtGui import QPen

from lamgui.base.arrays import Floats
from lamgui.widgets.curves.axis_scale import drawable

BEHIND = -2
"""Stacking order: below the curves of other networks, which are below the one in focus."""


class HoverCurve:
    """A curve on a plot that is shown and hidden without moving anything."""

    def __init__(self, plot: pg.PlotWidget) -> None:
        self._item = pg.PlotCurveItem(antialias=True)
        self._item.setZValue(BEHIND)
        self._item.hide()
        plot.addItem(self._item, ignoreBounds=True)

    @property
    def points(self) -> tuple[Floats, Floats] | None:
        """What is drawn: x and y; None while it is hidden."""
        return self._item.getData() if self._item.isVisible() else None

    def show(self, x: Floats, y: Floats) -> None:
        """Draw y against x; points that cannot be drawn are left out."""
        is_drawable = drawable(x) & drawable(y)
        self._item.setData(x[is_drawable], y[is_drawable])
        self._item.show()

    def hide(self) -> None:
        """Hide it."""
        self._item.hide()

    def set_pen(self, pen: QPen) -> None:
        """Draw with this pen from now on."""
        self._item.setPen(pen)
