"""The slim line above a row of the comparison: colour, name, numbers, the scale of its map, and a menu."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import QHBoxLayout, QLabel, QMenu, QSizePolicy, QToolButton, QWidget

from lamgui.widgets.controls.colour_chip import ColourChip
from lamgui.widgets.controls.elided_label import ElidedLabel
from lamgui.widgets.controls.form import describe
from lamgui.widgets.viewer.contents import Scale
from lamgui.widgets.viewer.pane_bar import ColourBar


@dataclass(frozen=True)
class RowTitle:
    """Title of a row: `slot` is of its colour, None for no network's; `detail` its numbers; `current`: in focus."""

    name: str
    slot: int | None
    detail: str = ""
    current: bool = False


class RowHeader(QWidget):
    """Shows a RowTitle; a click puts the row in focus, the menu moves or hides it."""

    chosen = Signal()
    moved = Signal(int)
    """Number of rows to move by: -1 is up."""
    hidden = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._title = RowTitle("", None)
        self._chip = ColourChip(self)
        self._name = QLabel(self)
        self._detail = ElidedLabel(parent=self)
        self._scale_words = QLabel(self)
        self.bar = ColourBar(self)
        self.menu_button = QToolButton(self)
        self._lay_out()

    @property
    def title(self) -> RowTitle:
        """The title that it shows."""
        return self._title

    def show_title(self, title: RowTitle) -> None:
        """Show name, colour and numbers."""
        if title == self._title:
            return
        self._title = title
        self._chip.show_slot(title.slot)
        self._name.setText(title.name)
        font = self._name.font()
        font.setBold(title.current)
        self._name.setFont(font)
        self._detail.set_text(title.detail)
        self._mute_details(not title.current)
        self.setAccessibleName(f"Row {title.name}{', in focus' if title.current else ''}")
        self.update()

    def show_scale(self, scale: Scale | None, words: str) -> None:
        """Show the colours of the row's map, and the quantity of the scale."""
        self.bar.show_scale(scale, "The colours of this row's map, from 0 to its maximum.")
        self._scale_words.setText("" if scale is None else words)

    def make_menu(self) -> QMenu:
        """The menu of actions on the row."""
        menu = QMenu(self)
        menu.addAction("Put in &focus").triggered.connect(self._choose)
        menu.addSeparator()
        menu.addAction("Move &up").triggered.connect(self._move_up)
        menu.addAction("Move &down").triggered.connect(self._move_down)
        menu.addSeparator()
        menu.addAction("&Hide this row").triggered.connect(self._hide)
        return menu

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click puts the row in focus."""
        if event.button() == Qt.MouseButton.LeftButton:
            self._choose()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Open the menu at the pointer."""
        self.make_menu().exec(event.globalPos())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter puts the row in focus, Alt with up and down moves it, Delete hides it."""
        alt = bool(event.modifiers() & Qt.KeyboardModifier.AltModifier)
        actions = {
            (Qt.Key.Key_Return, False): self._choose,
            (Qt.Key.Key_Enter, False): self._choose,
            (Qt.Key.Key_Space, False): self._choose,
            (Qt.Key.Key_Up, True): self._move_up,
            (Qt.Key.Key_Down, True): self._move_down,
            (Qt.Key.Key_Delete, False): self._hide,
        }
        action = actions.get((Qt.Key(event.key()), alt))
        if action is None:
            super().keyPressEvent(event)
        else:
            action()

    def paintEvent(self, event: QPaintEvent) -> None:
        """A tinted ground for the row in focus, a frame for the keyboard."""
        painter = QPainter(self)
        painter.setClipRect(event.rect())
        if self._title.current:
            ground = self.palette().color(QPalette.ColorRole.Highlight)
            ground.setAlphaF(0.16)
            painter.fillRect(self.rect(), ground)
        if self.hasFocus():
            painter.setPen(self.palette().color(QPalette.ColorRole.Highlight))
            painter.drawRect(QRect(QPoint(0, 0), self.size() - QSize(1, 1)))

    def _mute_details(self, muted: bool) -> None:
        """Numbers and scale are secondary, but on the tinted ground of the row in focus only plain text is legible."""
        self._detail.set_muted(muted)
        role = QPalette.ColorRole.PlaceholderText if muted else QPalette.ColorRole.WindowText
        self._scale_words.setForegroundRole(role)

    def _choose(self) -> None:
        self.chosen.emit()

    def _move_up(self) -> None:
        self.moved.emit(-1)

    def _move_down(self) -> None:
        self.moved.emit(1)

    def _hide(self) -> None:
        self.hidden.emit()

    def _open_menu(self) -> None:
        self.make_menu().exec(self.menu_button.mapToGlobal(QPoint(0, self.menu_button.height())))

    def _lay_out(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(6, 1, 2, 1)
        row.setSpacing(8)
        for widget, stretch in (
            (self._chip, 0),
            (self._name, 0),
            (self._detail, 1),
            (self._scale_words, 0),
            (self.bar, 0),
            (self.menu_button, 0),
        ):
            row.addWidget(widget, stretch)
        self._mute_details(True)
        self.bar.setFixedWidth(170)
        self.menu_button.setText("⋮")
        self.menu_button.setAutoRaise(True)
        self.menu_button.clicked.connect(self._open_menu)
        describe(self.menu_button, "Row menu", "Put the row in focus, move it, hide it.")
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setToolTip(
            "Click to put this row in focus: its curves and numbers are shown. Alt+Up and Alt+Down move it."
        )
