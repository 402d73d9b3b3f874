"""A line of controls of which those without room go into a menu: nothing is pushed off the screen."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QAction, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QSizePolicy, QToolButton, QWidget

from lamgui.widgets.controls.form import describe

SPACING_PX = 8


@dataclass(frozen=True, eq=False)
class _Part:
    widget: QWidget
    rank: int
    actions: tuple[QAction, ...]


class OverflowBar(QWidget):
    """Shows the parts of the lowest ranks that fit, as narrow as they can be; a button opens the others' actions."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._parts: list[_Part] = []
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(SPACING_PX)
        self._row.setSizeConstraint(QHBoxLayout.SizeConstraint.SetNoConstraint)
        self.more = QToolButton(self)
        self.more.setText("»")
        self.more.setAutoRaise(True)
        self.more.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.more.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.more_menu = QMenu(self.more)
        self.more.setMenu(self.more_menu)
        self.more.hide()
        describe(self.more, "More controls", "Controls for which there is no room here.")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def add(self, widget: QWidget, rank: int, actions: Sequence[QAction] = ()) -> None:
        """Add a part at the right; parts of higher rank lose their place first, to their `actions` in the menu."""
        self._parts.append(_Part(widget, rank, tuple(actions)))
        self._row.addWidget(widget)

    def add_more_button(self) -> None:
        """Put the button of the menu here, and all room that is left behind it."""
        self._row.addWidget(self.more)
        self._row.addStretch(1)

    def sizeHint(self) -> QSize:
        """All parts in a line."""
        parts = [part.widget.sizeHint() for part in self._parts]
        width = sum(part.width() for part in parts) + SPACING_PX * max(0, len(parts) - 1)
        return QSize(width, max((part.height() for part in parts), default=0))

    def minimumSizeHint(self) -> QSize:
        """The menu's button alone."""
        return QSize(self.more.sizeHint().width(), self.sizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another width holds other parts."""
        super().resizeEvent(event)
        self._fit()

    def event(self, event: QEvent) -> bool:
        """A part has another size."""
        if event.type() == QEvent.Type.LayoutRequest:
            self._fit()
        return super().event(event)

    def _fit(self) -> None:
        wanted = {part.widget: part.widget.minimumSizeHint().width() for part in self._parts}
        kept = list(self._parts)
        room = self.width()
        if self._width(kept, wanted) > room:
            room -= self.more.sizeHint().width() + SPACING_PX
            while kept and self._width(kept, wanted) > room:
                kept.remove(max(kept, key=lambda part: part.rank))
        left_out = [part for part in self._parts if part not in kept]
        for part in self._parts:
            if part.widget.isHidden() is (part in kept):
                part.widget.setVisible(part in kept)
        self.more.setVisible(any(part.actions for part in left_out))
        actions = [action for part in left_out for action in part.actions]
        if self.more_menu.actions() != actions:
            self.more_menu.clear()
            self.more_menu.addActions(actions)

    def _width(self, parts: list[_Part], wanted: dict[QWidget, int]) -> int:
        # The stretch counts as a part between two spaces.
        return sum(wanted[part.widget] for part in parts) + SPACING_PX * len(parts)
