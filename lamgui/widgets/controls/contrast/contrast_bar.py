"""The contrast of the maps as a colour bar that is dragged: limits by their handles, the gamma by the wheel.

Of values with a sign the bar runs from minus the peak to the peak, and both sides have one contrast.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from PySide6.QtCore import QPoint, QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QAccessible,
    QAction,
    QColor,
    QContextMenuEvent,
    QImage,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPalette,
    QPolygonF,
    QWheelEvent,
)
from PySide6.QtWidgets import QMenu, QSizePolicy, QWidget

from lamgui.base.arrays import Doubles, Floats
from lamgui.base.wording import MINUS, number_in_words
from lamgui.figures.pixels.contrast import DEFAULT_CONTRAST, LEAST_RANGE, MAX_GAMMA, MIN_GAMMA, Contrast, ContrastKind
from lamgui.figures.pixels.render import colour_table, signed_table
from lamgui.imaging.picture import Pixels
from lamgui.widgets.controls.contrast.contrast_choice import KINDS

BINS = 60
HISTOGRAM_PX, BAR_PX, HANDLE_PX = 12, 10, 5
SHORTEST_PX, USUAL_PX, LONGEST_PX = 70, 150, 220
"""Length of the bar."""

GAP_PX = 6
DIMMED = 0.35
"""Opacity while no map is on the screen."""
STEP = 0.01
"""Of a limit, by a key."""

GAMMA_STEP = 1.1
"""Factor of the gamma, by a notch of the wheel or a key."""

TIP = (
    "<qt>How strongly values are shown. Above the bar: how many pixels have each value. Drag its ends to cut, turn the "
    "wheel for γ, double click for the usual contrast. Of values with a sign both sides are alike. Keys: Left and "
    "Right move the upper end, with Shift the lower one, Up and Down change γ.</qt>"
)


def histogram(values: Floats, peak: float, *, signed: bool = False) -> Doubles:
    """Logarithms of the number of pixels by |value| / peak, BINS of them from 0 to 1, the highest 1; zeros not counted.

    With `signed`, by value / peak from -1 to 1. What is beyond the peak counts to the outermost.
    """
    found = values[np.isfinite(values) & (values != 0)]
    if peak <= 0 or not found.size:
        return np.zeros(BINS)
    lowest = -1.0 if signed else 0.0
    shares = np.clip((found if signed else np.abs(found)) / peak, lowest, 1.0)
    counts, _ = np.histogram(shares, bins=BINS, range=(lowest, 1.0))
    logarithms: Doubles = np.log1p(counts)
    logarithms /= logarithms.max()
    return logarithms


class ContrastBar(QWidget):
    """Shows how the maps are coloured; contrast_chosen carries another Contrast as soon as it is chosen."""

    accessible_role = QAccessible.Role.Slider
    contrast_chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._contrast = DEFAULT_CONTRAST
        self._values: Floats | None = None
        self._histogram: Doubles = np.zeros(BINS)
        self._peak = 0.0
        self._unit = ""
        self._looks: tuple[str, bool] = ("inferno", False)
        self._dragged = ""
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.setToolTip(TIP)
        self._describe()

    def accessible_value(self) -> str:
        """The contrast in words."""
        return self._contrast.words

    @property
    def contrast(self) -> Contrast:
        """What is shown."""
        return self._contrast

    def show_map(self, values: Floats | None, peak: float, unit: str = "") -> None:
        """The values that are counted, of a map, (h, w), or several, and what of them counts as 1; None for no map.

        `unit` stands behind the ends, with a blank before it.
        """
        if values is not self._values or (peak, unit) != (self._peak, self._unit):
            self._values, self._peak, self._unit = values, peak, unit
            self._count()

    def show_contrast(self, contrast: Contrast, colour_map: str, *, signed: bool) -> None:
        """How values are coloured; nothing is reported."""
        if (contrast, colour_map, signed) != (self._contrast, *self._looks):
            self._contrast, self._looks = contrast, (colour_map, signed)
            self._describe()
            self._count()

    def _count(self) -> None:
        values = self._values
        self._histogram = np.zeros(BINS) if values is None else histogram(values, self._peak, signed=self._is_signed)
        self.updateGeometry()
        self.update()

    def bar_rect(self) -> QRect:
        """Where the colours are, without histogram and handles."""
        words_px = self._words_px() if self._has_room_for_words() else 0
        ends = (self._lowest_words(), self._peak_words())
        lowest_px, peak_px = (self.fontMetrics().horizontalAdvance(text) + GAP_PX for text in ends)
        room_px = max(SHORTEST_PX, self.width() - words_px - lowest_px - peak_px - HANDLE_PX)
        wide_px = min(LONGEST_PX, room_px)
        top = (self.height() + HISTOGRAM_PX - BAR_PX - HANDLE_PX) // 2
        return QRect(self.width() - peak_px - wide_px - HANDLE_PX, top, wide_px, BAR_PX)

    def sizeHint(self) -> QSize:
        """Words, ends and a bar of the usual length."""
        return QSize(self._words_px() + self._ends_px() + USUAL_PX, HISTOGRAM_PX + BAR_PX + HANDLE_PX + 4)

    def minimumSizeHint(self) -> QSize:
        """The words give way first."""
        return QSize(self._ends_px() + SHORTEST_PX, self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Words, the lower end, colours with histogram and handles, the peak."""
        painter = QPainter(self)
        painter.setClipRect(event.rect())
        painter.setOpacity(1.0 if self.isEnabled() else DIMMED)
        bar, palette = self.bar_rect(), self.palette()
        painter.setPen(palette.color(QPalette.ColorRole.WindowText))
        line = QRect(0, bar.top() - 4, self.width(), bar.height() + 8)
        painter.drawText(line, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, self._peak_words())
        left_of_bar = QRect(0, line.top(), bar.left() - GAP_PX, line.height())
        lowest = self._lowest_words()
        words = f"{self._contrast.words}{' ' * 3}{lowest}" if self._has_room_for_words() else lowest
        painter.drawText(left_of_bar, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, words)
        colours = np.ascontiguousarray(self._colours(bar.width()))
        height, width = colours.shape[:2]
        painter.drawImage(bar, QImage(colours.data, width, height, 3 * width, QImage.Format.Format_RGB888))
        self._paint_histogram(painter, bar)
        painter.setPen(palette.color(QPalette.ColorRole.Mid))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(bar.adjusted(0, 0, -1, -1))
        self._paint_handles(painter, bar)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        if self.hasFocus():
            painter.setPen(palette.color(QPalette.ColorRole.Highlight))
            painter.drawRect(bar.adjusted(-2, -2, 1, 1))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take the nearer end."""
        if event.button() is not Qt.MouseButton.LeftButton:
            event.ignore()
            return
        share = self._share_at(event.position().toPoint())
        low, high = self._contrast.low, self._contrast.high
        self._dragged = "low" if abs(share - low) < abs(share - high) else "high"
        self._limit(self._dragged, share)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Drag the end that was taken."""
        if self._dragged:
            self._limit(self._dragged, self._share_at(event.position().toPoint()))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Let go."""
        del event
        self._dragged = ""

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Back to the usual contrast."""
        del event
        self._dragged = ""
        self._choose(DEFAULT_CONTRAST)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Upwards shows more of the small values: a smaller gamma."""
        notches = event.angleDelta().y() / 120
        if notches:
            self._change_gamma(GAMMA_STEP**-notches)
            event.accept()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Limits by Left and Right, gamma by Up and Down, the usual contrast by Home."""
        with_shift = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        name, now = ("low", self._contrast.low) if with_shift else ("high", self._contrast.high)
        key = Qt.Key(event.key())
        if key in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            self._limit(name, now + (STEP if key is Qt.Key.Key_Right else -STEP))
        elif key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self._change_gamma(1 / GAMMA_STEP if key is Qt.Key.Key_Up else GAMMA_STEP)
        elif key is Qt.Key.Key_Home:
            self._choose(DEFAULT_CONTRAST)
        else:
            super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """The kinds of contrast, and the way back."""
        menu = self.menu()
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(event.globalPos())

    def menu(self) -> QMenu:
        """A menu of the kinds, the one in use ticked."""
        menu = QMenu(self)
        for option in KINDS:
            action = QAction(option.text, menu)
            action.setData(option.value)
            action.setCheckable(True)
            action.setChecked(option.value is self._contrast.kind)
            action.setToolTip(option.tooltip)
            menu.addAction(action)
        menu.addSeparator()
        menu.addAction("Usual contrast (double click)")
        menu.triggered.connect(self._take_action)
        return menu

    def _take_action(self, action: QAction) -> None:
        kind = action.data()
        self._choose(replace(self._contrast, kind=ContrastKind(kind)) if kind else DEFAULT_CONTRAST)

    def _limit(self, name: str, share: float) -> None:
        """Move a limit, no nearer to the other one than can be."""
        share = round(share, 3)
        if name == "low":
            self._choose(replace(self._contrast, low=min(max(share, 0.0), round(self._contrast.high - LEAST_RANGE, 3))))
        else:
            self._choose(replace(self._contrast, high=max(min(share, 1.0), round(self._contrast.low + LEAST_RANGE, 3))))

    def _change_gamma(self, factor: float) -> None:
        """Another gamma, beginning with the shape that is shown: a linear one is that of 1."""
        now = 1.0 if self._contrast.kind is ContrastKind.LINEAR else self._contrast.gamma
        gamma = min(max(round(now * factor, 2), MIN_GAMMA), MAX_GAMMA)
        self._choose(replace(self._contrast, kind=ContrastKind.GAMMA, gamma=gamma))

    def _choose(self, contrast: Contrast) -> None:
        if contrast != self._contrast:
            self.show_contrast(contrast, self._looks[0], signed=self._looks[1])
            self.contrast_chosen.emit(contrast)

    def _describe(self) -> None:
        self.setAccessibleName("Contrast of the maps")
        self.setAccessibleDescription(self._contrast.words)

    @property
    def _is_signed(self) -> bool:
        return self._looks[1]

    def _share_at(self, position: QPoint) -> float:
        """The share of the peak at a place of the bar, whatever its sign."""
        bar = self.bar_rect()
        along = (position.x() - bar.left()) / bar.width()
        return abs(2 * along - 1) if self._is_signed else along

    def _colours(self, width: int) -> Pixels:
        """The bar's pixels, one row: the colours at equal steps of the value."""
        along = (np.arange(width) + 0.5) / width
        if not self._is_signed:
            strength = self._contrast.strength(along, 1.0)
            row: Pixels = colour_table(self._looks[0])[np.rint(255 * strength).astype(int)][None]
            return row
        values = 2 * along - 1
        reach = np.copysign(127 * self._contrast.strength(values, 1.0), values)
        signed_row: Pixels = signed_table()[128 + np.rint(reach).astype(int)][None]
        return signed_row

    def _paint_histogram(self, painter: QPainter, bar: QRect) -> None:
        colour = QColor(self.palette().color(QPalette.ColorRole.WindowText))
        colour.setAlphaF(0.55)
        wide = bar.width() / BINS
        for number, share in enumerate(self._histogram):
            high = share * (HISTOGRAM_PX - 1)
            painter.fillRect(
                QRectF(bar.left() + number * wide, bar.top() - 1 - high, max(1.0, wide - 0.5), high), colour
            )

    def _paint_handles(self, painter: QPainter, bar: QRect) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self.palette().color(QPalette.ColorRole.WindowText))
        shares = (self._contrast.low, self._contrast.high)
        along = [(1 + sign * share) / 2 for share in shares for sign in (-1, 1)] if self._is_signed else list(shares)
        for place in along:
            at, bottom = bar.left() + place * bar.width(), bar.bottom() + 1.5
            corners = [(at, bottom), (at - HANDLE_PX + 1, bottom + HANDLE_PX), (at + HANDLE_PX - 1, bottom + HANDLE_PX)]
            painter.drawPolygon(QPolygonF([QPointF(x, y) for x, y in corners]))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)

    def _peak_words(self) -> str:
        return "" if self._values is None else f"{number_in_words(float(f'{self._peak:.2g}'))}{self._unit}"

    def _lowest_words(self) -> str:
        """What stands at the lower end."""
        return f"{MINUS}{self._peak_words()}" if self._is_signed and self._values is not None else "0"

    def _words_px(self) -> int:
        return self.fontMetrics().horizontalAdvance(f"{self._contrast.words}{' ' * 3}") + GAP_PX

    def _ends_px(self) -> int:
        metrics = self.fontMetrics()
        longest = f"{MINUS}0.000{self._unit}"
        lowest = longest if self._is_signed else "0"
        return metrics.horizontalAdvance(lowest) + metrics.horizontalAdvance(longest) + 2 * GAP_PX + HANDLE_PX

    def _has_room_for_words(self) -> bool:
        return self.width() >= self._words_px() + self._ends_px() + SHORTEST_PX
