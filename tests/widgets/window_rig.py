"""The whole window with session and controller behind it, and a hand for the dialogs that it opens."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QDialog, QFileDialog, QLabel, QMessageBox, QWidget
from pytestqt.qtbot import QtBot

from lamgui.control.controllers import FileControllers, ToolControllers
from lamgui.files.user_folders import user_folder
from lamgui.session.consent import CodeAnswers
from lamgui.session.state import State
from lamgui.widgets.controls.elided_label import ElidedLabel
from lamgui.window.bindings import Bindings
from lamgui.window.commands.bar import MENUS
from lamgui.window.main_window import MainWindow
from tests.rig import Rig

Dialog = TypeVar("Dialog", bound=QDialog)
LOOK_AGAIN_MS = 20


class WindowRig(Rig):
    """A Rig under a window of 1280x800."""

    def __init__(self, qtbot: QtBot, state: State | None = None) -> None:
        super().__init__(qtbot, state)
        self.window = MainWindow(MENUS)
        qtbot.addWidget(self.window)
        self.files = FileControllers(self, user_folder())
        self.tools = ToolControllers(self, user_folder())
        self.bindings = Bindings(self.window, self, self.files, self.tools, CodeAnswers())
        self.window.resize(1280, 800)
        with qtbot.waitExposed(self.window):
            self.window.show()

    def choose(self, command: str) -> None:
        """Choose a menu item."""
        self.window.menus.actions[command].trigger()

    def close(self) -> None:
        """End the workers, then the window."""
        self.tools.close()
        self.desk.close()
        self.window.close()


def words_in(widget: QWidget) -> str:
    """All that the labels of a widget say, those included that elide what has no room."""
    said = [label.text() for label in widget.findChildren(QLabel)]
    return "\n".join(said + [label.text() for label in widget.findChildren(ElidedLabel)])


def on_dialog(answer: Callable[[QWidget], None]) -> None:
    """Give the next modal dialog an answer as soon as it is there."""

    def look() -> None:
        dialog = QApplication.activeModalWidget()
        if dialog is None:
            QTimer.singleShot(0, look)
        else:
            answer(dialog)

    QTimer.singleShot(0, look)


def choose_file(path: Path, kind: str = "", replace: bool | None = None) -> None:
    """Choose a file in the next file dialog, of a kind if it is named; `replace` answers that question."""

    def answer(dialog: QWidget) -> None:
        assert isinstance(dialog, QFileDialog)
        dialog.setDirectory(str(path.parent))
        dialog.selectFile(path.name)
        if kind:
            dialog.selectNameFilter(kind)
            dialog.filterSelected.emit(kind)
        if replace is not None:
            on_question(replace)
        dialog.accept()
        if dialog.isVisible():
            dialog.reject()

    on_dialog(answer)


def on_question(yes: bool) -> None:
    """Answer the next question as soon as it is asked."""
    buttons = QMessageBox.StandardButton
    answering(QMessageBox, lambda question: question.button(buttons.Yes if yes else buttons.No).click())


def answering(kind: type[Dialog], answer: Callable[[Dialog], object]) -> list[Dialog]:
    """Give the next dialog of a kind an answer as soon as it is there, and others none; the list tells of it."""
    seen: list[Dialog] = []

    def look() -> None:
        dialog = QApplication.activeModalWidget()
        if isinstance(dialog, kind):
            seen.append(dialog)
            answer(dialog)
        else:
            QTimer.singleShot(LOOK_AGAIN_MS, look)

    QTimer.singleShot(0, look)
    return seen
