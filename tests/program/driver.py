"""The running program and a user's hand: clicks, drags, keys, menus, dropped files; it waits and never sleeps."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractSpinBox, QApplication, QWidget
from pytestqt.qtbot import QtBot
from torch import fx

from lamgui.attribution.patch import Patch
from lamgui.attribution.settings.settings import Settings
from lamgui.maps.progress import Progress
from lamgui.maps.result import Analysis
from lamgui.networks.architectures.fsrcnn import FSRCNN
from lamgui.widgets.controls.messages.message_bar import Message
from lamgui.widgets.controls.severity import Severity
from lamgui.window.app import Program
from tests.widgets.viewer_of import at_sr, canvases, click, drag
from tests.widgets.window_rig import choose_file

ONE_PASS = (FSRCNN, fx.GraphModule)
"""What torch calls once for a pass: the network, or what a patch needs of it."""

PATIENCE_MS = 60_000
"""The first run imports torch."""
LONG = Settings(steps=2000)
"""A run that nobody waits for the end of."""


class Driver:
    """Keeps every progress report, every finished analysis and why each run ended."""

    def __init__(self, qtbot: QtBot, program: Program) -> None:
        self._qtbot = qtbot
        self.program = program
        self.window, self.session = program.window, program.maps.session
        self.choices, self.runs, self.messages = program.maps.choices, program.maps.runs, program.maps.messages
        self.networks, self.rows = program.maps.networks, program.maps.rows
        self.reports: list[Progress] = []
        self.analyses: list[Analysis] = []
        self.ends: list[str] = []
        self.session.progress_changed.connect(self._keep_report)
        self.session.analysis_changed.connect(self._keep_analysis)
        self.runs.run_ended.connect(self.ends.append)

    def begin(self) -> Driver:
        """Show the window and start, as the program does."""
        with self._qtbot.waitExposed(self.window):
            self.window.show()
        self.window.activateWindow()
        self._qtbot.waitUntil(self.window.isActiveWindow)
        self.program.begin()
        return self

    @property
    def patch(self) -> Patch:
        """The patch of the session."""
        patch = self.session.state.patch
        assert patch is not None
        return patch

    def wait(self, condition: Callable[[], bool]) -> None:
        """Let events happen until a condition holds."""
        self._qtbot.waitUntil(condition, timeout=PATIENCE_MS)

    def finished(self) -> Analysis:
        """Wait for the map of what the session holds; a new error in its place fails the test."""
        known = len(self.errors())
        self.wait(lambda: self.session.analysis is not None or len(self.errors()) > known)
        assert self.session.analysis is not None, self.errors()
        return self.session.analysis

    def again(self) -> Analysis:
        """Run again, and wait for the new map: the one before stays until then."""
        known, before = len(self.errors()), self.session.analysis
        self.choose("run_again")
        self.wait(lambda: self.session.analysis not in (None, before) or len(self.errors()) > known)
        return self.finished()

    def in_full_run(self) -> None:
        """Start a run that does not end by itself, and wait until its map grows."""
        self.choices.choose_settings(LONG, "")
        self.wait(lambda: self.session.progress is not None and self.session.progress.total == LONG.steps)

    def click(self, x: float, y: float, row: int = 0) -> None:
        """Click at an SR position."""
        click(canvases(self.window.viewer)[row], at_sr(self.window.viewer, x, y, row))

    def drag(self, *sr_points: tuple[float, float]) -> None:
        """Drag from one SR position through others."""
        viewer = self.window.viewer
        drag(canvases(viewer)[0], *(at_sr(viewer, x, y) for x, y in sr_points))

    def press(
        self,
        key: Qt.Key,
        modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier,
        widget: QWidget | None = None,
    ) -> None:
        """Press a key in a widget, in the viewer unless told otherwise."""
        target = widget or self.window.viewer
        target.setFocus()
        QTest.keyClick(target, key, modifiers)

    def choose(self, command: str) -> None:
        """Choose a menu item."""
        self.window.menus.actions[command].trigger()

    def open(self, path: Path) -> None:
        """Open a picture by the dialog."""
        choose_file(path)
        self.choose("open_picture")

    def add_network(self, path: Path) -> None:
        """Add a network file by the dialog."""
        choose_file(path)
        self.choose("add_network")

    def save(self, command: str, path: Path) -> None:
        """Save by one of the menu's commands to a file that the dialog is told; one that is there is replaced."""
        choose_file(path, replace=True if path.exists() else None)
        self.choose(command)

    def drop(self, paths: Sequence[Path]) -> None:
        """Drop files onto the window."""
        files = QMimeData()
        files.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
        copy, left = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton
        at, none = QPointF(self.window.rect().center()), Qt.KeyboardModifier.NoModifier
        enter = QDragEnterEvent(at.toPoint(), copy, files, left, none)
        QApplication.sendEvent(self.window, enter)
        assert enter.isAccepted()
        QApplication.sendEvent(self.window, QDropEvent(at, copy, files, left, none))

    def pasted(self) -> None:
        """Paste by the keys."""
        self.press(Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)

    def shows(self, name: str) -> Analysis:
        """Wait until the picture of that name is open, then for its map."""
        self.wait(lambda: self.session.state.picture is not None and self.session.state.picture.name == name)
        return self.finished()

    def type_number(self, box: QAbstractSpinBox, digits: str) -> None:
        """Type a number over the one in a box."""
        box.setFocus()
        box.selectAll()
        QTest.keyClicks(box, digits)
        QTest.keyClick(box, Qt.Key.Key_Return)

    def errors(self) -> list[Message]:
        """The errors that stand in the message bar, the latest first."""
        return [message for message in self.window.message_bar.messages() if message.severity is Severity.ERROR]

    def error(self) -> Message:
        """Wait for an error; it names what came and says what to do, and is on the screen."""
        self.wait(lambda: bool(self.errors()))
        message = self.errors()[0]
        assert message.title
        assert message.advice
        assert self.window.message_bar.isVisible()
        return message

    def holdings(self) -> tuple[object, ...]:
        """All that a user could lose."""
        session = self.session
        return session.state, session.analysis, session.entries, session.facts, session.undo_stack.count()

    def goes_on(self) -> None:
        """The message stays while another patch is clicked and its map computed, until it is dismissed."""
        standing = self.errors()
        assert standing
        self.click(30, 70)
        if self.session.analysis is not None:
            self.click(90, 30)
        assert self.finished().pictures.patch == self.patch
        assert self.errors() == standing
        while self.window.message_bar.isVisible():
            self.window.message_bar.dismiss_button.click()
        assert self.errors() == []

    def close(self) -> None:
        """Close the window and end the program."""
        self.program.close()

    def _keep_report(self, progress: Progress | None) -> None:
        if progress is not None:
            self.reports.append(progress)

    def _keep_analysis(self, analysis: Analysis | None) -> None:
        if analysis is not None:
            self.analyses.append(analysis)
