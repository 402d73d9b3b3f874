"""One group of a side panel: a header that opens and closes what is below it."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QSizePolicy, QToolButton, QVBoxLayout, QWidget

BODY_MARGINS_PX = (10, 5, 8, 7)
"""Left, top, right, bottom."""


class Collapsible(QWidget):
    """A header with an arrow over a body; as high as the body needs, or as the room allows if it grows.

    `opened_changed(bool)` reports a click or key on the header.
    """

    opened_changed = Signal(bool)

    def __init__(
        self, title: str, body: QWidget, opened: bool = True, parent: QWidget | None = None, *, grows: bool = False
    ) -> None:
        super().__init__(parent)
        self.title = title
        self._grows = grows
        self._body = body
        self._header = self._make_header(title)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self._header)
        layout.addWidget(body)
        body.setContentsMargins(*BODY_MARGINS_PX)
        self.set_opened(opened)
        self._header.clicked.connect(self._toggle)

    @property
    def opened(self) -> bool:
        """Whether the body is shown."""
        return self._header.isChecked()

    @property
    def header(self) -> QToolButton:
        """The button that opens and closes."""
        return self._header

    def set_opened(self, opened: bool) -> None:
        """Open or close; nothing is reported."""
        self._header.setChecked(opened)
        self._header.setArrowType(Qt.ArrowType.DownArrow if opened else Qt.ArrowType.RightArrow)
        self._body.setVisible(opened)
        height = QSizePolicy.Policy.Expanding if opened and self._grows else QSizePolicy.Policy.Maximum
        self.setSizePolicy(QSizePolicy.Policy.Preferred, height)

    def _toggle(self, checked: bool) -> None:
        self.set_opened(checked)
        self.opened_changed.emit(checked)

    def _make_header(self, title: str) -> QToolButton:
        header = QToolButton(self)
        header.setText(title)
        header.setCheckable(True)
        header.setAutoRaise(True)
        header.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        header.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        header.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        header.setAccessibleName(f"{title}, group")
        header.setToolTip(f"Show or hide {title.lower()}.")
        font = header.font()
        font.setBold(True)
        header.setFont(font)
        return header
