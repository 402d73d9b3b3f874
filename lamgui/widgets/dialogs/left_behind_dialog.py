"""File > Sessions after a crash: each session that a program left behind, to be restored or declined."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QSize, Qt, Signal, Slot
from PySide6.QtGui import QIcon, QPixmap
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from lamgui.session.left_behind import DECLINED_DAYS, LeftBehind
from lamgui.widgets.controls.available import show_available
from lamgui.widgets.controls.form import describe
from lamgui.widgets.controls.plain_label import PlainLabel

VIEW_SIZE = QSize(160, 120)
NOTHING = "Nothing was left behind: lamgui has always been closed."
SOMETHING = "lamgui was not closed in these windows: it crashed, was ended, or lost its display."


class LeftBehindDialog(QDialog):
    """Lists the sessions with a small view, picture and time; an answer is about the chosen one alone."""

    restored = Signal(Path)
    declined = Signal(Path)

    def __init__(self, sessions: Sequence[LeftBehind], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("Sessions after a crash")
        self.resize(560, 420)
        self._sessions = list(sessions)
        self.words = PlainLabel()
        self.list = QListWidget()
        self._lay_out()
        for one in sessions:
            self.list.addItem(_item(one))
        self.list.currentRowChanged.connect(self._show_state)
        self.list.itemActivated.connect(self._restore)
        self.list.setCurrentRow(0)
        self._show_state()

    @Slot()
    def _restore(self) -> None:
        path = self._sessions[self.list.currentRow()].path
        self.close()
        self.restored.emit(path)

    @Slot()
    def _decline(self) -> None:
        """Take it out of the list; with the last one the dialog is done."""
        row = self.list.currentRow()
        path = self._sessions.pop(row).path
        self.list.takeItem(row)
        self._show_state()
        self.declined.emit(path)
        if not self._sessions:
            self.close()

    @Slot()
    def _show_state(self) -> None:
        chosen = self._sessions[self.list.currentRow()] if self.list.currentRow() >= 0 else None
        self.words.setText(SOMETHING if self._sessions else NOTHING)
        nothing = "No session is selected."
        show_available(self.restore_button, chosen is not None, nothing)
        is_declined = chosen is not None and chosen.is_declined
        otherwise = "It is not offered any more." if is_declined else nothing
        show_available(self.decline_button, chosen is not None and not is_declined, otherwise)

    def _lay_out(self) -> None:
        self.words.setWordWrap(True)
        self.list.setIconSize(VIEW_SIZE)
        self.list.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        describe(self.list, "Sessions after a crash", "Enter restores the chosen one.")
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        self.restore_button = buttons.addButton("&Restore", QDialogButtonBox.ButtonRole.ActionRole)
        self.decline_button = buttons.addButton("&Decline", QDialogButtonBox.ButtonRole.ActionRole)
        describe(self.restore_button, "Restore", "Open the chosen session in this window.")
        describe(
            self.decline_button,
            "Decline",
            f"Do not offer the chosen session at the start again; for {DECLINED_DAYS} days it stays in this list.",
        )
        self.restore_button.setDefault(True)
        self.restore_button.clicked.connect(self._restore)
        self.decline_button.clicked.connect(self._decline)
        buttons.rejected.connect(self.close)
        column = QVBoxLayout(self)
        for widget in (self.words, self.list, buttons):
            column.addWidget(widget)


def _item(session: LeftBehind) -> QListWidgetItem:
    lines = [session.picture or "no picture", f"{session.saved_at.astimezone():%Y-%m-%d %H:%M}"]
    lines += [
        f"{session.networks} network{'' if session.networks == 1 else 's'}",
        *(["declined"] if session.is_declined else []),
    ]
    view = QPixmap()
    view.loadFromData(session.small_view)
    if view.isNull():
        view = QPixmap(VIEW_SIZE)
        view.fill(Qt.GlobalColor.transparent)
    return QListWidgetItem(QIcon(view), "\n".join([lines[0], " · ".join(lines[1:])]))
