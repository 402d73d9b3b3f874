"""Figure 3's curves side by side: their names, one α cursor through all, the band of the steepest rise."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QBoxLayout, QStackedLayout, QWidget

from lamgui.base.arrays import Floats
from lamgui.base.escape import for_qt
from lamgui.maps.filled_in import FilledIn
from lamgui.maps.result import Curves
from lamgui.widgets.controls.colour_chip import slot_colour
from lamgui.widgets.controls.plain_label import PlainLabel
from lamgui.widgets.controls.theme import plot_colours
from lamgui.widgets.curves.alpha_range import AlphaRange
from lamgui.widgets.curves.axis_scale import fixed_range, short_number
from lamgui.widgets.curves.cursor_words import objective_words, speed_words, total_words
from lamgui.widgets.curves.descriptions import CUMULATIVE, OBJECTIVE, SPEED

if TYPE_CHECKING:
    from lamgui.widgets.curves.plot import CurvePlot

HINT = "The curves along the path appear here as soon as the map of this row is being computed."
HELP = (
    "The curves along the path from baseline to input. Left and Right move the α cursor, with Ctrl from node to node. "
    "The wheel zooms along α, a double click shows all."
)
OF_RUN_BEFORE = "of the run before"
ALPHA_STEP = 0.01
ALPHA_LEAP = 0.1
SNAP_PX = 4
"""The pointer picks a node that is as near as this: without it a node could hardly be hit."""


@dataclass(frozen=True)
class OtherCurves:
    """The curves of a network that is not in focus, and the slot of its colour."""

    name: str
    slot: int
    curves: Curves


MOST_HEIGHTS_BESIDE = 4
"""By how many heights the axis of D grows above and below for the curve under the pointer; what is beyond is cut."""


class CurvesView(QWidget):
    """Three plots against α: D(F(γ(α))), |∂γ/∂α| and the cumulative sum; a hint while there are none.

    alpha_moved carries the α, 0..1, to which the user moved the cursor.
    """

    alpha_moved = Signal(float)
    zoom_changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._curves: Curves | None = None
        self._filled_in: FilledIn | None = None
        self._alpha: float | None = None
        self._alpha_before: float | None = None
        """Where the cursor was before the pointer moved it last."""
        self._alpha_range = AlphaRange()
        self._gap = ""
        self._dropped = [0, 0, 0]
        self._others: tuple[OtherCurves, ...] = ()
        self._own_slot: int | None = None
        self._running = False
        self._is_old = False
        self._hover_reach: Floats = np.empty(0)
        self._objective_reach: tuple[float, float, Floats] = (0.0, 1.0, np.empty(0))
        self._plots: tuple[CurvePlot, ...] = ()
        self._row: QBoxLayout | None = None
        self._is_stacked = False
        self._hint = PlainLabel(HINT)
        self._hint.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._hint.setWordWrap(True)
        self._hint.setForegroundRole(self.palette().ColorRole.PlaceholderText)
        self._stack = QStackedLayout(self)
        self._stack.addWidget(self._hint)
        self.setAccessibleName("Curves along the path")
        self.setToolTip(HELP)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    @property
    def plots(self) -> tuple[CurvePlot, ...]:
        """The plots of D, of the speed and of the sum; empty before `warm_up`."""
        return self._plots

    def warm_up(self) -> None:
        """Build the plots ahead of the first curves. It takes some 0.3 s, so it is not done at the window's start."""
        if self._plots:
            return
        from lamgui.widgets.curves.plot import CurvePlot

        page = QWidget()
        self._row = row = QBoxLayout(_direction(self._is_stacked), page)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        for described in (OBJECTIVE, SPEED, CUMULATIVE):
            plot = CurvePlot(described.title, described.unit)
            plot.setToolTip(described.tooltip)
            plot.alpha_picked.connect(self._pick)
            plot.zoomed.connect(self.zoom_at)
            plot.all_wanted.connect(self._show_all_from_double_click)
            row.addWidget(plot, 1)
            self._plots += (plot,)
        self._stack.addWidget(page)

    def show_stacked(self, is_stacked: bool) -> None:
        """Have the plots below each other, or side by side."""
        self._is_stacked = is_stacked
        if self._row is not None:
            self._row.setDirection(_direction(is_stacked))
        self.updateGeometry()

    def show_hint(self, text: str) -> None:
        """What stands there while there are no curves."""
        self._hint.setText(text)

    def show_curves(self, curves: Curves | None, running: bool) -> None:
        """Draw the curves, with the steepest band once they are complete; None brings back the hint."""
        self._curves = curves
        if curves is None:
            self._stack.setCurrentIndex(0)
            return
        if running:
            # The gap belongs to a finished integral: that of the last run does not apply to this one.
            self._gap = ""
        self.warm_up()
        self._stack.setCurrentIndex(1)
        self._draw(curves, running)
        band = None if running or self._is_old else curves.steepest_band
        for plot in self._plots:
            plot.show_band(band)
        self._print_notes()
        self.show_alpha(self._alpha)

    def show_filled_in(self, filled_in: FilledIn | None) -> None:
        """What was found between the nodes of finished curves, or (None) nothing: D is drawn through it."""
        if filled_in is not self._filled_in:
            self._filled_in = filled_in
            if self._curves is not None:
                self._draw(self._curves, self._running)
                self._print_notes()
                self.show_alpha(self._alpha)

    def show_old(self, is_old: bool) -> None:
        """Whether the next curves are of the run before: faint, without band and values, until there are new ones."""
        self._is_old = is_old

    def show_others(self, others: tuple[OtherCurves, ...], own_slot: int | None) -> None:
        """The curves of the other networks, thinner, each in its colour; () and None bring back the look of one."""
        if (others, own_slot) == (self._others, self._own_slot):
            return
        self._others, self._own_slot = others, own_slot
        if self._curves is not None:
            self._draw(self._curves, self._running)

    def show_hover_curve(self, hover_curve: tuple[Floats, Floats] | None) -> None:
        """Draw α and D(F(γ(α))) of the patch under the pointer, dashed, or (None) nothing.

        The range of the plot includes it, except during a run, and only grows until the pointer has left.
        """
        if not self._plots or self._curves is None:
            return
        plot = self._plots[0]
        if hover_curve is None:
            plot.hover_curve.hide()
            self._hover_reach = np.empty(0)
        else:
            plot.hover_curve.show(*hover_curve)
            values = np.concatenate([self._hover_reach, hover_curve[1]])
            self._hover_reach = np.array([values.min(), values.max()])
        if not self._running:
            plot.show_range(self._range_with_hover_curve())

    def show_alpha(self, alpha: float | None) -> None:
        """Put the cursor at α in all three plots and print their values there; None hides it, as old curves do.

        At a node D is what was computed there, else it is interpolated, which is said.
        """
        self._alpha = alpha
        alpha = None if self._is_old else alpha
        for plot, words in zip(self._plots, (objective_words, speed_words, total_words), strict=False):
            plot.show_cursor(alpha)
            plot.show_value(*(("", "") if alpha is None else words(plot, alpha)))
        self.setAccessibleDescription(", ".join(plot.value_text for plot in self._plots if plot.value_text))

    @property
    def alpha_range(self) -> AlphaRange:
        """The part of the path that is shown."""
        return self._alpha_range

    def _show_all_from_double_click(self) -> None:
        """The click that began it moved the cursor, which goes back to where it was."""
        if self._alpha_before is not None:
            self._move_cursor(self._alpha_before)
        self.zoom_to_all()

    def zoom_to_all(self) -> None:
        """Show all of the path."""
        self._show_alpha_range(AlphaRange())

    def zoom_to_rise(self) -> None:
        """Show the steepest part of the path, where D changes by half of ΔD; nothing happens where it is not known."""
        band = self._plots[0].band if self._plots else None
        if band is not None:
            self._show_alpha_range(self._alpha_range.around(*band))

    def zoom_at(self, alpha: float, notches: float) -> None:
        """Zoom by notches of the wheel about an α."""
        if self._curves is not None:
            self._show_alpha_range(self._alpha_range.zoomed(alpha, notches))

    def show_gap(self, text: str) -> None:
        """Print "gap" and the completeness gap in words above the plot of the sum; an empty text removes it."""
        self._gap = text
        if self._curves is not None:
            self._print_notes()

    def sizeHint(self) -> QSize:
        """Three readable plots."""
        return QSize(300, 480) if self._is_stacked else QSize(900, 160)

    def minimumSizeHint(self) -> QSize:
        """The smallest size at which three plots can be read."""
        return QSize(160, 270) if self._is_stacked else QSize(330, 110)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrow keys, Home and End move the cursor, with Ctrl by a node; + and - zoom about it, Enter shows all."""
        with_ctrl = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        step = ALPHA_LEAP if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else ALPHA_STEP
        now = self._alpha if self._alpha is not None else 0.5
        goals = {
            Qt.Key.Key_Left: self._node_beside(now, -1) if with_ctrl else now - step,
            Qt.Key.Key_Right: self._node_beside(now, 1) if with_ctrl else now + step,
            Qt.Key.Key_Home: 0.0,
            Qt.Key.Key_End: 1.0,
        }
        zooms = {Qt.Key.Key_Plus: 1.0, Qt.Key.Key_Equal: 1.0, Qt.Key.Key_Minus: -1.0}
        if event.key() in zooms and not with_ctrl:
            self.zoom_at(now, zooms[Qt.Key(event.key())])
            return
        if event.key() == Qt.Key.Key_Return:
            self.zoom_to_all()
            return
        goal = goals.get(Qt.Key(event.key()))
        if goal is None or self._curves is None:
            super().keyPressEvent(event)
        else:
            self._move_cursor(min(1.0, max(0.0, goal if with_ctrl else round(goal, 6))))

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show that keys move the cursor."""
        super().focusInEvent(event)
        self._mark_focus(True)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Show that keys no longer move the cursor."""
        super().focusOutEvent(event)
        self._mark_focus(False)

    def changeEvent(self, event: QEvent) -> None:
        """Draw the curves and print the notes again in the colours of the palette."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.PaletteChange and self._curves is not None:
            self._draw(self._curves, self._running)
            self._print_notes()

    def _draw(self, curves: Curves, running: bool) -> None:
        self._running = running
        palette = self.palette()
        own = None if self._own_slot is None else slot_colour(self._own_slot, palette)
        others = [(_points(other.curves, running=False), slot_colour(other.slot, palette)) for other in self._others]
        for index, (x, y, first, last) in enumerate(_points(curves, running)):
            plot = self._plots[index]
            beside = [(points[index], colour) for points, colour in others]
            along = (x, y) if index or self._drawn_between is None else self._drawn_between.among(x, y)
            values = np.concatenate([along[1], *(np.asarray([*p[1], p[2], p[3]]) for p, _ in beside)])
            y_range = fixed_range(first, last, values)
            if index == 0:
                self._objective_reach = (first, last, values)
                y_range = y_range if running else self._range_with_hover_curve()
            self._dropped[index] = plot.show_points(*along, y_range, nodes=None if index == 1 else (x, y))
            plot.show_faint(self._is_old)
            plot.show_others([(p[0], p[1], colour) for p, colour in beside], own)
        has_target = np.isfinite(curves.delta) and not self._is_old
        self._plots[2].show_target(curves.delta if has_target else None)
        names = ", ".join(other.name for other in self._others)
        self.setToolTip(for_qt(f"{HELP} Thin: {names}.") if names else HELP)

    @property
    def _drawn_between(self) -> FilledIn | None:
        """What was found between the nodes, where these are a finished run's of today."""
        return None if self._running or self._is_old else self._filled_in

    def _range_with_hover_curve(self) -> tuple[float, float]:
        """The range of the plot of D, with the hover curve in it as far as MOST_HEIGHTS_BESIDE lets it grow."""
        first, last, values = self._objective_reach
        low, high = fixed_range(first, last, values)
        room = MOST_HEIGHTS_BESIDE * (high - low)
        reach = np.clip(self._hover_reach, low - room, high + room)
        return fixed_range(first, last, np.concatenate([values, reach]))

    def _print_notes(self) -> None:
        curves, band = self._curves, self._plots[0].band
        assert curves is not None
        red = plot_colours(self.palette()).target.name()
        delta = f"<span style='color:{red}'>ΔD = {short_number(curves.delta, 4, pad=False)}</span>"
        gaps = [f"{delta}, gap {text}" if text else delta for text in (self._gap, self._gap.partition(":")[0])]
        rise = "" if band is None else curves.steepest_band_in_words
        between = self._drawn_between
        said = ("", "") if between is None else (between.words, between.short_words)
        objective = [" · ".join(filter(None, (rise, one))) for one in said]
        part = self._alpha_range.words
        words = [(objective[0], objective[1]), (part, part.rpartition("; ")[2]), (gaps[0], gaps[1])]
        if self._is_old:
            words = [(OF_RUN_BEFORE, OF_RUN_BEFORE)] * len(words)
        for plot, dropped, (whole, short) in zip(self._plots, self._dropped, words, strict=True):
            if dropped:
                lost = f"<span style='color:{red}'>{dropped} not finite, left out</span>"
                plot.show_note(f"{lost}. {whole}" if whole else lost, lost)
            else:
                plot.show_note(whole, short)

    def _node_beside(self, alpha: float, step: int) -> float:
        """The α of the next node of D in a direction (-1 or 1); the end of the path after the last."""
        nodes = self._plots[0].node_marks[0]
        beyond = nodes[nodes > alpha] if step > 0 else nodes[nodes < alpha]
        ends = (0.0, 1.0)
        return float(beyond[0 if step > 0 else -1]) if beyond.size else ends[step > 0]

    def _pick(self, alpha: float) -> None:
        """The pointer picked an α: that of a node if one is as near as it can be hit."""
        objective = self._plots[0]
        node = objective.node_at(alpha, within=SNAP_PX * objective.alpha_per_px)
        self._alpha_before = self._alpha
        self._move_cursor(alpha if node is None else node)

    def _move_cursor(self, alpha: float) -> None:
        self._show_alpha_range(self._alpha_range.holding(alpha))
        self.show_alpha(alpha)
        self.alpha_moved.emit(alpha)

    def _show_alpha_range(self, alpha_range: AlphaRange) -> None:
        if alpha_range == self._alpha_range:
            return
        self._alpha_range = alpha_range
        for plot in self._plots:
            plot.show_alpha_range(alpha_range)
        if self._curves is not None:
            self._print_notes()
        self.zoom_changed.emit()

    def _mark_focus(self, focused: bool) -> None:
        for plot in self._plots:
            plot.set_cursor_focus(focused)


def _direction(is_stacked: bool) -> QBoxLayout.Direction:
    return QBoxLayout.Direction.TopToBottom if is_stacked else QBoxLayout.Direction.LeftToRight


def _points(curves: Curves, running: bool) -> tuple[tuple[Floats, Floats, float, float], ...]:
    """x, y and the ends of the range of the three curves; of a running one, up to the last node that was computed."""
    total = curves.cumulative_from_start()
    if running:
        inside = curves.alpha > 0
        alpha = np.concatenate([[0.0], curves.alpha[inside]])
        objective = np.concatenate([[curves.objective_baseline], curves.objective[inside]])
        total = _up_to(float(alpha[-1]), *total)
    else:
        alpha, objective = curves.objective_with_ends()
    return (
        (alpha, objective, curves.objective_baseline, curves.objective_input),
        (*curves.speed_with_ends(), 0.0, float(curves.speed_over_path.max())),
        (*total, 0.0, curves.delta),
    )


def _up_to(end: float, alpha: Floats, values: Floats) -> tuple[Floats, Floats]:
    """A curve as far as an α: the piece of the path that the last node stands for reaches beyond that node."""
    if alpha[-1] <= end:
        return alpha, values
    before = alpha < end
    return np.append(alpha[before], end), np.append(values[before], np.interp(end, alpha, values))
