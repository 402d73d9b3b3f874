"""One curve of Figure 3 against α: a small plot with fixed axes, cursor, band and target line, and a note above it."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import QEvent, QPoint, QPointF, QSize, Qt, Signal, Slot
from PySide6.QtGui import QAccessible, QColor, QMouseEvent, QPen, QShowEvent, QWheelEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from lamgui.base.arrays import Floats
from lamgui.widgets.controls.text_size import follow_font, scale_text
from lamgui.widgets.controls.theme import PlotColours, plot_colours
from lamgui.widgets.curves.alpha_range import AlphaRange
from lamgui.widgets.curves.axis_scale import LONGEST_TICK, alpha_text, drawable, ticks
from lamgui.widgets.curves.hover_curve import HoverCurve
from lamgui.widgets.curves.node_marks import NodeMarks
from lamgui.widgets.curves.plot_note import PlotNote

ALPHA_PADDING = 0.015
"""Room beyond both ends of the α axis, as a share of it."""
WHEEL_NOTCH = 120.0
FAINT = 0.3
"""Opacity of a curve of the run before."""
TEXT_SCALE = 0.88
"""Size of ticks, titles and notes, relative to the program's font."""


class CurvePlot(QWidget):
    """Draws curves and reports the α that is clicked or dragged to, and where the wheel is turned.

    alpha_picked carries α in 0..1.
    """

    accessible_role = QAccessible.Role.Chart
    alpha_picked = Signal(float)
    zoomed = Signal(float, float)
    """α under the pointer, and notches of the wheel: 1 is one notch nearer."""
    all_wanted = Signal()

    def __init__(self, title: str, unit: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._x: Floats = np.empty(0)
        self._y: Floats = np.empty(0)
        self._y_range = (0.0, 0.0)
        self._alpha_range = AlphaRange()
        self._target: float | None = None
        self._cursor_px = 1.5
        self.setAccessibleName(f"{title} {unit}".strip())
        self._title = QLabel(f"<b>{title}</b> {unit}")
        self._value, self._note = PlotNote(self), PlotNote(self)
        self._plot = pg.PlotWidget(self)
        self._curve = pg.PlotCurveItem(antialias=True)
        self._others: list[pg.PlotCurveItem] = []
        self._own_colour: QColor | None = None
        self._is_faint = False
        self._curve_look: QColor | None = None
        """The colour that the curve has."""
        self._scaled_to = (0.0, 0.0)
        """The values between which the vertical axis runs."""
        self._band = pg.LinearRegionItem(movable=False)
        self._target_line = pg.InfiniteLine(angle=0)
        self._cursor = pg.InfiniteLine(angle=90)
        self.hover_curve = HoverCurve(self._plot)
        self._nodes = NodeMarks(self._plot)
        self._arrange()
        self._prepare_plot()
        self.set_colours(plot_colours(self.palette()))

    def accessible_value(self) -> str:
        """What stands above the plot: the values at the cursor."""
        return self.value_text

    @property
    def y_range(self) -> tuple[float, float]:
        """The lower and upper end of the vertical axis, where all of the path is shown."""
        return self._y_range

    @property
    def alpha_range(self) -> AlphaRange:
        """The part of the path that is shown."""
        return self._alpha_range

    @property
    def band(self) -> tuple[float, float] | None:
        """The α interval that is marked."""
        low, high = self._band.getRegion()
        return (float(low), float(high)) if self._band.isVisible() else None

    @property
    def cursor_alpha(self) -> float | None:
        """The α of the cursor."""
        return float(self._cursor.value()) if self._cursor.isVisible() else None

    @property
    def points(self) -> tuple[Floats, Floats]:
        """What is drawn: x and y, finite."""
        return self._x, self._y

    @property
    def target(self) -> float | None:
        """The height of the red line."""
        return self._target

    @property
    def note(self) -> str:
        """The note under the title, unshortened."""
        return self._note.full

    @property
    def value_text(self) -> str:
        """The text above the plot, at the right."""
        return self._value.full

    @property
    def node_marks(self) -> tuple[Floats, Floats]:
        """Where the dots of nodes are: x and y."""
        return self._nodes.points

    @property
    def is_filled_in(self) -> bool:
        """Whether there are points between the nodes."""
        return 0 < len(self._nodes.points[0]) < len(self._x)

    @property
    def alpha_per_px(self) -> float:
        """How much of α a pixel of the screen is."""
        return float(self._plot.getViewBox().viewPixelSize()[0])

    def show_points(
        self, x: Floats, y: Floats, y_range: tuple[float, float], *, nodes: tuple[Floats, Floats] | None = None
    ) -> int:
        """Draw y against x (rising) in a vertical range, with a dot at every node: of these points, or some of them.

        Returns the number of points that could not be drawn.
        """
        is_drawable = drawable(x) & drawable(y)
        drawn = np.asarray(x, dtype=np.float64)[is_drawable], np.asarray(y, dtype=np.float64)[is_drawable]
        if not _are_equal(drawn, self.points):
            self._x, self._y = drawn
            self._curve.setData(*drawn)
        if nodes is not None:
            at, of = (np.asarray(values, dtype=np.float64) for values in nodes)
            self._nodes.show(at[drawable(at) & drawable(of)], of[drawable(at) & drawable(of)])
        self._y_range = y_range
        self._scale_axes()
        return int(is_drawable.size - is_drawable.sum())

    def show_range(self, y_range: tuple[float, float]) -> None:
        """Take another vertical range."""
        if y_range != self._y_range:
            self._y_range = y_range
            self._scale_axes()

    def show_alpha_range(self, alpha_range: AlphaRange) -> None:
        """Show a part of the path, in the vertical range that the curve has there, or all of it."""
        if alpha_range != self._alpha_range:
            self._alpha_range = alpha_range
            self._plot.setXRange(alpha_range.low, alpha_range.high, padding=ALPHA_PADDING)
            self._plot.getAxis("bottom").setTicks(alpha_range.ticks)
            self._scale_axes()

    def show_faint(self, is_faint: bool) -> None:
        """Draw the own curve faint: it is of the run before."""
        if is_faint != self._is_faint:
            self._is_faint = is_faint
            self._colour_curve()

    def show_others(self, others: Sequence[tuple[Floats, Floats, QColor]], own_colour: QColor | None) -> None:
        """Thinner curves of other networks, (x, y, colour) each, below the one in focus, which takes its own colour."""
        self._own_colour = own_colour
        self._colour_curve()
        while len(self._others) > len(others):
            self._plot.removeItem(self._others.pop())
        while len(self._others) < len(others):
            item = pg.PlotCurveItem(antialias=True)
            item.setZValue(-1)
            self._plot.addItem(item, ignoreBounds=True)
            self._others.append(item)
        for item, (x, y, colour) in zip(self._others, others, strict=True):
            is_drawable = drawable(x) & drawable(y)
            item.setData(np.asarray(x, dtype=np.float64)[is_drawable], np.asarray(y, dtype=np.float64)[is_drawable])
            item.setPen(self._pen(colour, 1.3))

    @property
    def other_count(self) -> int:
        """How many curves of other networks are drawn."""
        return len(self._others)

    @property
    def curve_colours(self) -> tuple[QColor, ...]:
        """The colour of the curve in focus, then those of the other networks."""
        return tuple(item.opts["pen"].color() for item in (self._curve, *self._others))

    def value_at(self, alpha: float) -> float | None:
        """The curve at α, interpolated; None outside of the known points."""
        if self._x.size == 0 or not self._x[0] <= alpha <= self._x[-1]:
            return None
        return float(np.interp(alpha, self._x, self._y))

    def node_at(self, alpha: float, within: float = 0.0) -> float | None:
        """The α of the known point next to `alpha` if it prints the same or lies `within`; None where none does."""
        if self._x.size == 0:
            return None
        nearest = float(self._x[np.argmin(np.abs(self._x - alpha))])
        is_here = alpha_text(nearest) == alpha_text(alpha) or abs(nearest - alpha) <= within
        return nearest if is_here else None

    def show_value(self, text: str, short: str) -> None:
        """Print text above the plot, at the right, or `short` where that does not fit."""
        self._value.show_words(text, short)
        self.setAccessibleDescription(self.value_text)

    def show_target(self, target: float | None) -> None:
        """Draw the red line at a height, or none."""
        self._target = target
        self._target_line.setVisible(target is not None)
        if target is not None:
            self._target_line.setValue(target)

    def show_note(self, whole: str, short: str) -> None:
        """Print rich text under the title, or `short` where that does not fit."""
        self._note.show_words(whole, short)

    def show_band(self, band: tuple[float, float] | None) -> None:
        """Mark an α interval, or none."""
        if band is not None:
            self._band.setRegion(band)
        self._band.setVisible(band is not None)

    def show_cursor(self, alpha: float | None) -> None:
        """Put the cursor at α, or hide it."""
        self._cursor.setVisible(alpha is not None)
        if alpha is not None:
            self._cursor.setValue(alpha)

    def set_cursor_focus(self, focused: bool) -> None:
        """Draw the cursor wider while keys move it."""
        self._cursor_px = 2.2 if focused else 1.5
        self._cursor.setPen(self._pen(self._colours.cursor, self._cursor_px))

    def set_colours(self, colours: PlotColours) -> None:
        """Draw in these colours from now on."""
        self._colours = colours
        self._plot.setBackground(colours.background)
        for side in ("left", "bottom"):
            self._plot.getAxis(side).setPen(colours.text)
            self._plot.getAxis(side).setTextPen(colours.text)
        self._curve_look = None
        self._colour_curve()
        self.hover_curve.set_pen(self._pen(colours.text, 1.3, Qt.PenStyle.DashLine))
        self._target_line.setPen(self._pen(colours.target, 1.5))
        self._cursor.setPen(self._pen(colours.cursor, self._cursor_px))
        fill = QColor(colours.band)
        fill.setAlphaF(0.13)
        self._band.setBrush(fill)
        for edge in self._band.lines:
            edge.setPen(self._pen(colours.band, 1.5, Qt.PenStyle.DashLine))

    def _colour_curve(self) -> None:
        """The curve and its nodes, in the colour of the row in focus, faint where they are of the run before."""
        own = QColor(self._own_colour or self._colours.curve)
        own.setAlphaF(FAINT if self._is_faint else 1.0)
        if own != self._curve_look:
            self._curve_look = own
            self._curve.setPen(self._pen(own, 2))
            self._nodes.set_colour(own)

    def point_of(self, alpha: float) -> QPoint:
        """Where α lies, in this widget's pixels, at half the plot's height."""
        box = self._plot.getViewBox()
        y = sum(box.viewRange()[1]) / 2
        return self._to_self(box.mapViewToScene(QPointF(alpha, y))).toPoint()

    def sizeHint(self) -> QSize:
        """Room for a readable curve."""
        return QSize(300, 150)

    def minimumSizeHint(self) -> QSize:
        """The smallest size that can be read."""
        return QSize(150, 90)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Move the cursor to where the plot is pressed."""
        if event.button() is Qt.MouseButton.LeftButton and self._plot.geometry().contains(event.position().toPoint()):
            self._pick(event.position())
        else:
            event.ignore()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Drag the cursor."""
        if event.buttons() & Qt.MouseButton.LeftButton:
            self._pick(event.position())

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Zoom about the α under the pointer."""
        turned = event.angleDelta().y() or event.pixelDelta().y()
        self.zoomed.emit(self._alpha_at(event.position()), turned / WHEEL_NOTCH)
        event.accept()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Show all of the path, as a double click on a picture shows all of that."""
        if event.button() is Qt.MouseButton.LeftButton:
            self.all_wanted.emit()

    def showEvent(self, event: QShowEvent) -> None:
        """Fit the pens to the screen."""
        super().showEvent(event)
        self.set_colours(self._colours)

    def changeEvent(self, event: QEvent) -> None:
        """Follow the palette."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.PaletteChange:
            self.set_colours(plot_colours(self.palette()))

    def _pen(self, colour: QColor, width_px: float, style: Qt.PenStyle = Qt.PenStyle.SolidLine) -> QPen:
        """A pen that keeps its width when the plot is scaled, in device-independent pixels."""
        pen = QPen(colour, width_px * self.devicePixelRatioF(), style)
        pen.setCosmetic(True)
        return pen

    def _arrange(self) -> None:
        self._title.setTextFormat(Qt.TextFormat.RichText)
        self._value.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        header = QHBoxLayout()
        header.setContentsMargins(4, 0, 8, 0)
        header.addWidget(self._title)
        header.addWidget(self._value, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(1)
        column.addLayout(header)
        self._note.setContentsMargins(4, 0, 8, 0)
        column.addWidget(self._note)
        column.addWidget(self._plot, 1)

    def _prepare_plot(self) -> None:
        plot = self._plot
        plot.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        plot.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        plot.setMinimumSize(1, 1)
        plot.hideButtons()
        plot.setMenuEnabled(False)
        plot.setMouseEnabled(x=False, y=False)
        plot.getPlotItem().setContentsMargins(0, 3, 10, 0)
        self._scale_text()
        follow_font(self._scale_text)
        plot.getAxis("bottom").setTicks(self._alpha_range.ticks)
        plot.disableAutoRange()
        plot.setXRange(0, 1, padding=ALPHA_PADDING)
        for item in (self._band, self._target_line, self._curve, self._cursor):
            plot.addItem(item, ignoreBounds=True)
        for item in (self._band, self._target_line, self._cursor):
            item.hide()

    @Slot()
    def _scale_text(self) -> None:
        """Titles, notes and ticks in their size of the program's text."""
        for label in (self._value, self._note, self._title):
            scale_text(label, TEXT_SCALE)
        for side in ("left", "bottom"):
            self._plot.getAxis(side).setStyle(
                tickLength=4, tickTextOffset=2, tickFont=self._value.font(), hideOverlappingLabels=False
            )
        self._plot.getAxis("left").setWidth(self._value.fontMetrics().horizontalAdvance("0" * LONGEST_TICK) + 12)

    def _scale_axes(self) -> None:
        low, high = self._alpha_range.values_in_range(self._x, self._y, self._y_range)
        if (low, high) == self._scaled_to:
            return
        self._scaled_to = low, high
        self._plot.setYRange(low, high, padding=0)
        self._plot.getAxis("left").setTicks([ticks(low, high, most=4)])

    def _pick(self, position: QPointF) -> None:
        self.alpha_picked.emit(self._alpha_at(position))

    def _alpha_at(self, position: QPointF) -> float:
        """The α, 0..1, at a position in this widget."""
        inside = self._plot.viewport().mapFrom(self, position.toPoint())
        alpha = self._plot.getViewBox().mapSceneToView(self._plot.mapToScene(inside)).x()
        return min(1.0, max(0.0, float(alpha)))

    def _to_self(self, pictures: QPointF) -> QPointF:
        return QPointF(self._plot.viewport().mapTo(self, self._plot.mapFromScene(pictures)))


def _are_equal(one: tuple[Floats, Floats], other: tuple[Floats, Floats]) -> bool:
    """Whether both curves are of the same points."""
    return all(np.array_equal(a, b) for a, b in zip(one, other, strict=True))
