"""The line above the picture of a cell: colour, name, numbers, and buttons to enlarge it and for more."""

from __future__ import annotations

from collections.abc import Sequence
from enum import IntEnum

from PySide6.QtCore import QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import (
    QAccessible,
    QContextMenuEvent,
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPalette,
    QResizeEvent,
)
from PySide6.QtWidgets import QHBoxLayout, QMenu, QSizePolicy, QWidget

from lamgui.widgets.controls.colour_chip import ColourChip
from lamgui.widgets.controls.elided_label import ElidedLabel
from lamgui.widgets.controls.form import describe
from lamgui.widgets.controls.glyph_button import Glyph, GlyphButton
from lamgui.widgets.viewer.cells.cell_title import CellTitle

LEAST_NAME_SHARE = 0.4
"""Share of the room that a name longer than LONG_NAME_LETTERS has beside numbers; others are whole beside them."""
LONG_NAME_LETTERS = 40
_CUTS = (Qt.TextElideMode.ElideRight, Qt.TextElideMode.ElideMiddle, Qt.TextElideMode.ElideLeft)


class HeadParts(IntEnum):
    """What a head shows, from the least to all: the heads of a grid leave out the same, from the last one on."""

    SHORT_NAME = 0
    NAME = 1
    ONE_NUMBER = 2
    NUMBERS = 3
    BUTTONS = 4


class CellHead(QWidget):
    """Shows a CellTitle; a click puts the cell in focus, Enter or a double click enlarges it."""

    accessible_role = QAccessible.Role.Button
    chosen = Signal()
    choice_taken_back = Signal()
    """The click that chose it was the first of a double click."""
    moved = Signal(int)
    """Number of places to move by: -1 is towards the first."""
    hidden = Signal()
    large_wanted = Signal(bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._title = CellTitle("", None)
        self._is_large = False
        self._is_row = True
        self._row = QHBoxLayout(self)
        self._chip = ColourChip(self)
        self._name = ElidedLabel(parent=self)
        self._detail = ElidedLabel(parent=self)
        self.large_button = GlyphButton(Glyph.ENLARGE, self)
        self.menu_button = GlyphButton(Glyph.MENU, self)
        self._buttons = {self.large_button: True, self.menu_button: True}
        """The buttons, and whether the cell has them."""
        self._is_pointed = False
        self._most = HeadParts.BUTTONS
        self._may_shorten = True
        self._lay_out()

    def accessible_value(self) -> str:
        """The numbers of the row, or what is being done for it."""
        return self._title.detail

    @property
    def title(self) -> CellTitle:
        """The title that it shows."""
        return self._title

    def show_title(self, title: CellTitle) -> None:
        """Show name, colour and what is known."""
        if title == self._title:
            return
        self._title = title
        self._chip.show_slot(title.slot)
        self._chip.setVisible(title.slot is not None)
        self._name.set_text(title.name)
        self._share_width()
        words = ", ".join(part for part in (title.name, title.detail, "in focus" if title.is_current else "") if part)
        self.setAccessibleName(words)

    def parts_for(self, width_px: int) -> HeadParts:
        """What has room in a head of a width; of a long name a part does."""
        if self._needed_px(HeadParts.NUMBERS) <= self._room(self._wanted_buttons(), width_px):
            return HeadParts.BUTTONS
        return self._parts_in(self._room([], width_px))

    def limit_parts(self, most: HeadParts, *, may_shorten: bool) -> None:
        """Show no more than this; less while the buttons need their room. `may_shorten` allows the short name."""
        if (most, may_shorten) != (self._most, self._may_shorten):
            self._most, self._may_shorten = most, may_shorten
            self._share_width()

    def cut_name(self, cut: Qt.TextElideMode) -> str:
        """Cut the name there where it does not fit; what then is seen of it."""
        self._name.set_elide(cut)
        return self._name.fontMetrics().elidedText(self._name.text(), cut, self._name.width())

    def show_large(self, is_large: bool) -> None:
        """Whether the cell is the only one shown, so that its button brings the others back."""
        if is_large != self._is_large:
            self._is_large = is_large
            self.large_button.setChecked(is_large)
            self._share_width()

    def sizeHint(self) -> QSize:
        """One height, whether its buttons are there or not."""
        margins = self._row.contentsMargins()
        height = max(self._name.sizeHint().height(), self.menu_button.sizeHint().height())
        return QSize(200, height + margins.top() + margins.bottom())

    def minimumSizeHint(self) -> QSize:
        """All of the height, and any width."""
        return QSize(0, self.sizeHint().height())

    def show_actions(self, is_row: bool, hides: bool) -> None:
        """Whether it is the cell of a row, which can be chosen, enlarged and moved, and whether it can be hidden."""
        self._is_row = is_row
        self._buttons = {self.large_button: is_row, self.menu_button: hides}
        for button, is_wanted in self._buttons.items():
            button.setVisible(is_wanted)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus if is_row else Qt.FocusPolicy.NoFocus)
        if not is_row:
            self.setToolTip("")

    def make_menu(self) -> QMenu:
        """The menu of what can be done with the cell."""
        menu = QMenu(self)
        if self._is_row:
            menu.addAction("Put in &focus").triggered.connect(self._choose)
            menu.addAction("All &cells again" if self._is_large else "&Enlarge").triggered.connect(self._toggle_large)
            menu.addSeparator()
            menu.addAction("Move to&wards the first").triggered.connect(self._move_back)
            menu.addAction("Move towards the &last").triggered.connect(self._move_on)
            menu.addSeparator()
        if self._buttons[self.menu_button]:
            menu.addAction("&Hide").triggered.connect(self._hide)
        return menu

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click puts the cell in focus."""
        if event.button() == Qt.MouseButton.LeftButton and self._is_row:
            self._choose()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """A double click enlarges it, or brings the others back."""
        if event.button() == Qt.MouseButton.LeftButton and self._is_row:
            self.choice_taken_back.emit()
            self._toggle_large()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Open the menu at the pointer."""
        menu = self.make_menu()
        if menu.actions():
            menu.exec(event.globalPos())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Space puts the cell in focus, Enter enlarges it, Alt with up and down moves it, Delete hides it."""
        alt = bool(event.modifiers() & Qt.KeyboardModifier.AltModifier)
        actions = {
            (Qt.Key.Key_Return, False): self._toggle_large,
            (Qt.Key.Key_Enter, False): self._toggle_large,
            (Qt.Key.Key_Space, False): self._choose,
            (Qt.Key.Key_Up, True): self._move_back,
            (Qt.Key.Key_Down, True): self._move_on,
            (Qt.Key.Key_Delete, False): self._hide,
        }
        action = actions.get((Qt.Key(event.key()), alt))
        if action is None:
            super().keyPressEvent(event)
        else:
            action()

    def paintEvent(self, event: QPaintEvent) -> None:
        """A frame for the keyboard."""
        if self.hasFocus():
            painter = QPainter(self)
            painter.setClipRect(event.rect())
            painter.setPen(self.palette().color(QPalette.ColorRole.Highlight))
            painter.drawRect(QRect(0, 0, self.width() - 1, self.height() - 1))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Name and numbers share what there is."""
        super().resizeEvent(event)
        self._share_width()

    def show_pointed(self, is_pointed: bool) -> None:
        """Whether the pointer is in the cell: then the buttons are there, at the cost of the numbers."""
        if is_pointed != self._is_pointed:
            self._is_pointed = is_pointed
            self._share_width()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """With the keyboard here, the buttons are there too."""
        super().focusInEvent(event)
        self._share_width()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """The numbers have their room again."""
        super().focusOutEvent(event)
        self._share_width()

    def _share_width(self) -> None:
        """Buttons go first, then all numbers but one, then that, then what stands behind the name."""
        title, buttons = self._title, self._wanted_buttons()
        most = min(self._most, self.parts_for(self.width()))
        are_there = self._is_pointed or self.hasFocus() or self._is_large or most is HeadParts.BUTTONS
        for button in buttons:
            button.setVisible(are_there)
        room = self._room(buttons if are_there else [], self.width())
        parts = min(most, self._parts_in(room))
        is_short = parts is HeadParts.SHORT_NAME and self._may_shorten and title.least_name != title.name
        self._name.set_text(title.least_name if is_short else title.name)
        self._name.set_hint(title.name if is_short else "")
        detail = self._detail_of(parts)
        self._detail.set_text(detail)
        # A detail without a shorter form, as the name of a file, may be cut.
        room = max(0, room - self._least_name_px(room))
        self._detail.setFixedWidth(min(self._advance(self._detail, detail), room) if detail else 0)
        self._row.activate()

    def _parts_in(self, room: int) -> HeadParts:
        """What of name and numbers has room."""
        for parts in (HeadParts.NUMBERS, HeadParts.ONE_NUMBER, HeadParts.NAME):
            if self._needed_px(parts, room) <= room:
                return parts
        return HeadParts.SHORT_NAME

    def _needed_px(self, parts: HeadParts, room: int = 0) -> int:
        """Width of name and numbers; of what may be cut, the least."""
        detail = self._detail_of(parts) if self._title.short else ""
        beside = self._advance(self._detail, detail) if detail else 0
        is_cut = parts is HeadParts.ONE_NUMBER and len(self._title.name) > LONG_NAME_LETTERS
        return beside + (self._least_name_px(room) if is_cut else self._advance(self._name, self._title.name))

    def _detail_of(self, parts: HeadParts) -> str:
        """The words at the right; those without a shorter form stay as long as the name is whole."""
        title = self._title
        if not title.short:
            return title.detail if parts > HeadParts.SHORT_NAME else ""
        return {
            HeadParts.ONE_NUMBER: title.short,
            HeadParts.NUMBERS: title.detail,
            HeadParts.BUTTONS: title.detail,
        }.get(parts, "")

    def _wanted_buttons(self) -> list[GlyphButton]:
        return [button for button, is_wanted in self._buttons.items() if is_wanted]

    def _room(self, buttons: Sequence[QWidget], width_px: int) -> int:
        """What is left for name and numbers of a width, beside some buttons."""
        margins = self._row.contentsMargins()
        return width_px - margins.left() - margins.right() - self._beside_px(buttons) - self._row.spacing()

    def _beside_px(self, buttons: Sequence[QWidget]) -> int:
        """Width of buttons and of the colour, if there is one."""
        beside = [*buttons, *([] if self._chip.isHidden() else [self._chip])]
        spacing = self._row.spacing()
        return sum(max(widget.sizeHint().width(), widget.minimumWidth()) + spacing for widget in beside)

    def _least_name_px(self, room: int) -> int:
        """Width that a long name has in any case, of the room for name and numbers."""
        name_px = self._advance(self._name, self._title.name)
        return max(min(name_px, round(LEAST_NAME_SHARE * room)), self._name.minimumSizeHint().width())

    def _advance(self, label: ElidedLabel, words: str) -> int:
        return label.fontMetrics().horizontalAdvance(words) + 4

    def _choose(self) -> None:
        self.chosen.emit()

    def _toggle_large(self) -> None:
        self.large_button.setChecked(self._is_large)
        self.large_wanted.emit(not self._is_large)

    def _move_back(self) -> None:
        self.moved.emit(-1)

    def _move_on(self) -> None:
        self.moved.emit(1)

    def _hide(self) -> None:
        self.hidden.emit()

    def _open_menu(self) -> None:
        self.make_menu().exec(self.menu_button.mapToGlobal(QPoint(0, self.menu_button.height())))

    def _lay_out(self) -> None:
        row = self._row
        row.setContentsMargins(8, 2, 4, 2)
        row.setSpacing(4)
        for widget, stretch in (
            (self._chip, 0),
            (self._name, 1),
            (self._detail, 0),
            (self.large_button, 0),
            (self.menu_button, 0),
        ):
            row.addWidget(widget, stretch)
        font = self._name.font()
        font.setBold(True)
        self._name.setFont(font)
        self._chip.hide()
        self._detail.set_muted(True)
        self._detail.setFixedWidth(0)
        self.large_button.setCheckable(True)
        self.large_button.clicked.connect(self._toggle_large)
        self.menu_button.clicked.connect(self._open_menu)
        describe(self.large_button, "Enlarge", "Show this cell alone, or all again (Enter; Esc goes back).")
        describe(self.menu_button, "Menu of the cell", "Put the cell in focus, enlarge it, move it, hide it.")
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.setToolTip("Click: put this cell in focus, so that its curves and numbers are shown.")


def limit_equally(heads: Sequence[CellHead], width_px: int) -> None:
    """Show the same parts in heads of a width, and no name that could be taken for another one."""
    most = min((head.parts_for(width_px) for head in heads), default=HeadParts.BUTTONS)
    titles = [head.title for head in heads]
    may_shorten = not _are_mixed_up([title.least_name for title in titles], titles)
    for head in heads:
        head.limit_parts(most, may_shorten=may_shorten)
    for cut in _CUTS:
        if not _are_mixed_up([head.cut_name(cut) for head in heads], titles):
            return
    for head in heads:
        head.cut_name(_CUTS[0])


def _are_mixed_up(shown: Sequence[str], titles: Sequence[CellTitle]) -> bool:
    """Whether names that differ are shown alike."""
    return len(set(shown)) < len({title.name for title in titles})
