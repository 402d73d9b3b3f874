"""The scatter of a study: a point for each network, quality against what it uses, with its spread over the places."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pyqtgraph as pg
from PySide6.QtCore import QEvent
from PySide6.QtGui import QAccessible, QColor
from PySide6.QtWidgets import QVBoxLayout, QWidget

from lamgui.base.escape import shown
from lamgui.figures.pixels.palette import Ground, network_colour
from lamgui.jobs.studies.means import Average, NetworkAverages, StudyAverages
from lamgui.widgets.controls.theme import is_dark, plot_colours
from lamgui.widgets.studies.study_words import TITLES, value_in_words

X = "psnr_y"
POINT_PX = 9
MOST_NAMED = 16
"""Networks whose names stand beside their points."""


class StudyScatter(QWidget):
    """Draws DI or effective pixels against PSNR."""

    accessible_role = QAccessible.Role.Chart

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._averages = StudyAverages()
        self._slots: Mapping[int, int] = {}
        self._quantity = "diffusion_index"
        self.plot = pg.PlotWidget(self)
        self.plot.hideButtons()
        self.plot.setMenuEnabled(False)
        for side in ("left", "bottom"):
            self.plot.getPlotItem().getAxis(side).enableAutoSIPrefix(False)
        self._bars = pg.PlotCurveItem(antialias=True)
        self._dots = pg.ScatterPlotItem(size=POINT_PX, pen=pg.mkPen(None))
        self._names: list[pg.TextItem] = []
        for item in (self._bars, self._dots):
            self.plot.addItem(item)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.plot)
        self.setAccessibleName("Scatter of the networks")
        self._draw()

    def accessible_value(self) -> str:
        """Each network with its two means."""
        return "; ".join(
            f"{one.label}: PSNR {value_in_words(X, x.mean)} dB, {TITLES[self._quantity]} "
            f"{value_in_words(self._quantity, y.mean)}"
            for one, x, y in self._points()
        )

    def show_averages(self, averages: StudyAverages, slots: Mapping[int, int]) -> None:
        """Show other means; `slots` are those of the networks' colours, by their number in the grid."""
        if (averages, slots) != (self._averages, self._slots):
            self._averages, self._slots = averages, slots
            self._draw()

    def show_quantity(self, quantity: str) -> None:
        """Show another quantity against PSNR."""
        if quantity != self._quantity:
            self._quantity = quantity
            self._draw()

    def changeEvent(self, event: QEvent) -> None:
        """Another palette has other colours."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.PaletteChange:
            self._draw()

    def _points(self) -> list[tuple[NetworkAverages, Average, Average]]:
        """Networks with both numbers."""
        found = []
        for one in self._averages.networks:
            x, y = one.values[X], one.values[self._quantity]
            if x is not None and y is not None:
                found.append((one, x, y))
        return found

    def _draw(self) -> None:
        """Items stay and get other data: Qt's scene does not bear items that come and go while it paints."""
        colours, points = plot_colours(self.palette()), self._points()
        ground = Ground.DARK if is_dark(self.palette()) else Ground.LIGHT
        self.plot.setBackground(colours.background)
        for side, text in (("left", TITLES[self._quantity]), ("bottom", "PSNR (Y), dB")):
            axis = self.plot.getPlotItem().getAxis(side)
            axis.setPen(colours.text)
            axis.setTextPen(colours.text)
            axis.setLabel(text, color=colours.text.name())
        own = [QColor(*network_colour(self._slots.get(one.network, one.network), ground)) for one, _, _ in points]
        self._dots.setData(
            x=[x.mean for _, x, _ in points],
            y=[y.mean for _, _, y in points],
            brush=[pg.mkBrush(colour) for colour in own],
        )
        bars = [bar for _, x, y in points for bar in _bars(x, y)]
        self._bars.setPen(pg.mkPen(colours.curve, width=1))
        self._bars.setData([at for at, _ in bars], [at for _, at in bars], connect="pairs")
        self._name(points if len(points) <= MOST_NAMED else [], colours.text)

    def _name(self, points: Sequence[tuple[NetworkAverages, Average, Average]], colour: QColor) -> None:
        while len(self._names) < len(points):
            self._names.append(pg.TextItem(anchor=(0.0, 1.0)))
            self.plot.addItem(self._names[-1], ignoreBounds=True)
        for place, item in enumerate(self._names):
            item.setVisible(place < len(points))
            if place < len(points):
                one, x, y = points[place]
                item.setText(shown(one.label), color=colour)
                item.setPos(x.mean, y.mean)


def _bars(x: Average, y: Average) -> tuple[tuple[float, float], ...]:
    """The ends of two lines through a point; DI and effective pixels are never negative."""
    across, up = x.deviation or 0.0, y.deviation or 0.0
    return (
        (x.mean - across, y.mean),
        (x.mean + across, y.mean),
        (x.mean, max(0.0, y.mean - up)),
        (x.mean, y.mean + up),
    )
