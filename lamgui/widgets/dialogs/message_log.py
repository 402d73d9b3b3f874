"""Help > Messages: all messages of this run of the program, with their time and details, ready to copy."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QFontDatabase, QGuiApplication
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QListWidget,
    QListWidgetItem,
    QPlainTextEdit,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from lamgui.widgets.controls.available import show_available
from lamgui.widgets.controls.form import describe
from lamgui.widgets.controls.messages.message_bar import LoggedMessage

NONE_YET = "There was no message yet."


class MessageLog(QDialog):
    """Lists messages, the newest first; the chosen one is shown in full below."""

    def __init__(self, logged: Sequence[LoggedMessage], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("Messages")
        self.resize(680, 460)
        self._logged = tuple(reversed(logged))
        self.list = QListWidget()
        self.text = QPlainTextEdit()
        self._lay_out()
        for one in self._logged:
            self.list.addItem(QListWidgetItem(f"{one.at:%H:%M:%S}  {one.message.title}"))
        self.list.currentRowChanged.connect(self._show_one)
        if self._logged:
            self.list.setCurrentRow(0)
        else:
            self.text.setPlainText(NONE_YET)

    @Slot()
    def copy_all(self) -> None:
        """Put all messages on the clipboard, the oldest first."""
        QGuiApplication.clipboard().setText("\n\n".join(one.as_text() for one in reversed(self._logged)))

    @Slot(int)
    def _show_one(self, row: int) -> None:
        self.text.setPlainText(self._logged[row].as_text() if row >= 0 else "")

    def _lay_out(self) -> None:
        self.list.setWordWrap(False)
        self.list.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.text.setReadOnly(True)
        self.text.setFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))
        describe(self.list, "Messages", "All messages of this run of the program, the newest first.")
        describe(self.text, "Message in full", "The chosen message with its details.")
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        copy = buttons.addButton("Copy all", QDialogButtonBox.ButtonRole.ActionRole)
        describe(copy, "Copy all messages", "Put all messages with time and details on the clipboard.")
        show_available(copy, bool(self._logged), "There was no message yet.")
        copy.clicked.connect(self.copy_all)
        buttons.rejected.connect(self.close)
        both = QSplitter(Qt.Orientation.Vertical)
        both.addWidget(self.list)
        both.addWidget(self.text)
        column = QVBoxLayout(self)
        column.addWidget(both)
        column.addWidget(buttons)
