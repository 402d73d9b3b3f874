"""Errors, questions and remarks in a bar over the pictures: errors stay until dismissed, remarks go by themselves."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass
from datetime import datetime

from PySide6.QtCore import Qt, QTimer, Signal, Slot
from PySide6.QtGui import (
    QAccessible,
    QAccessibleAnnouncementEvent,
    QCloseEvent,
    QFontDatabase,
    QGuiApplication,
    QPainter,
    QPaintEvent,
    QPalette,
)
from PySide6.QtWidgets import (
    QButtonGroup,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QPlainTextEdit,
    QSizePolicy,
    QStyle,
    QToolButton,
    QWidget,
)

from lamgui.widgets.controls.form import describe
from lamgui.widgets.controls.plain_label import PlainLabel
from lamgui.widgets.controls.severity import Severity, severity_colour, severity_surface

MOST_ANSWERS = 3
MAX_MESSAGES = 50
"""Older ones are dropped: a drag can fail at every pixel."""

REMARK_STAYS_MS = 6000
"""A remark goes by itself when so much time has passed since the last message."""

MOST_LOGGED = 1000
DETAILS_LINES = 8
ICON_PX = 20
STRIPE_PX = 4


@dataclass(frozen=True)
class Message:
    """A message: a title, advice, and details; one with `answers` is a question."""

    severity: Severity
    title: str
    advice: str = ""
    details: str = ""
    answers: tuple[str, ...] = ()

    def as_text(self) -> str:
        """All of it, to be pasted into a report."""
        return "\n".join(part for part in (self.title, self.advice, self.details) if part)


@dataclass(frozen=True)
class LoggedMessage:
    """A message and when it was shown."""

    at: datetime
    message: Message

    def as_text(self) -> str:
        """Time and message, to be pasted into a report."""
        return f"{self.at:%H:%M:%S} {self.message.severity.value}: {self.message.as_text()}"


class MessageBar(QFrame):
    """Shows the newest message, with the others behind it. Hidden without a message; Esc does not dismiss.

    A question stays until whoever asks takes it back, as after an answer. `remarks_leave` is the timer after which
    remarks go; all messages stay in `logged`.
    """

    answered = Signal(int)
    """Which answer of the question was chosen, from 0 on."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._messages: list[Message] = []
        self._log: deque[LoggedMessage] = deque(maxlen=MOST_LOGGED)
        self.remarks_leave = QTimer(self)
        self.remarks_leave.setSingleShot(True)
        self.remarks_leave.setInterval(REMARK_STAYS_MS)
        self.remarks_leave.timeout.connect(self._drop_remarks)
        self._icon = PlainLabel()
        self._title = _wrapped_label()
        self._advice = _wrapped_label()
        self.details = QPlainTextEdit()
        self.answer_buttons = tuple(_button("", "Answer the question.") for _ in range(MOST_ANSWERS))
        self.details_button = _button("De&tails", "Show the full text of the error.")
        self.copy_button = _button("Copy", "Copy the message and its details as text.")
        self.more_button = _button("", "Show the next message that waits.")
        self.dismiss_button = _button("Dismiss", "Take this message away.")
        self.dismiss_all_button = _button("Dismiss all", "Take all messages away.")
        self._lay_out()
        self.details_button.setCheckable(True)
        self.details_button.toggled.connect(self._show_details)
        self.copy_button.clicked.connect(self._copy)
        self.more_button.clicked.connect(self._show_next)
        self.dismiss_button.clicked.connect(self._dismiss)
        self.dismiss_all_button.clicked.connect(self._dismiss_all)
        self._answers = QButtonGroup(self)
        self._answers.setExclusive(False)
        for k, button in enumerate(self.answer_buttons):
            button.setAutoRaise(False)
            self._answers.addButton(button, k)
        self._answers.idClicked.connect(self.answered)
        self._show_top()

    def show_error(self, title: str, advice: str = "", details: str = "") -> None:
        """Put an error on top: the message, the advice and the details."""
        self._push(Message(Severity.ERROR, title, advice, details))

    def show_info(self, text: str) -> None:
        """Put a plain message on top."""
        self._push(Message(Severity.INFO, text))

    def show_question(self, title: str, answers: tuple[str, ...]) -> None:
        """Put a question on top, in place of the one before; without a title nothing is asked."""
        self._messages = [message for message in self._messages if not message.answers]
        if title:
            self._push(Message(Severity.INFO, title, answers=answers))
        else:
            self._show_top()

    def log(self, message: Message) -> None:
        """Note a message that is shown elsewhere."""
        self._log.append(LoggedMessage(datetime.now().astimezone(), message))

    def logged(self) -> tuple[LoggedMessage, ...]:
        """All messages of this run, the oldest first."""
        return tuple(self._log)

    def messages(self) -> tuple[Message, ...]:
        """The messages that are not dismissed, the one shown first."""
        return tuple(reversed(self._messages))

    def closeEvent(self, event: QCloseEvent) -> None:
        """A closed bar shows itself no more: its remarks need not leave."""
        self.remarks_leave.stop()
        super().closeEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """A tinted ground with a stripe of the severity at its left, from the palette in use."""
        if not self._messages:
            return
        severity = self._messages[-1].severity
        painter = QPainter(self)
        painter.fillRect(self.rect(), severity_surface(severity, self.palette()))
        painter.fillRect(0, 0, STRIPE_PX, self.height(), severity_colour(severity, self.palette()))
        painter.setPen(self.palette().color(QPalette.ColorRole.Dark))
        painter.drawRect(self.rect().adjusted(0, 0, -1, -1))

    def _push(self, message: Message) -> None:
        """Put a message on top; one that is in the bar already is moved to the top."""
        self._messages = [m for m in self._messages if m != message][1 - MAX_MESSAGES :]
        self._messages.append(message)
        self.log(message)
        self.remarks_leave.start()
        self._show_top()
        text = f"{message.title} {message.advice}".strip()
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, text))

    @Slot()
    def _drop_remarks(self) -> None:
        """Remarks have been read by now, unless the pointer is over them."""
        if self.underMouse():
            self.remarks_leave.start()
            return
        self._messages = [m for m in self._messages if m.severity is not Severity.INFO or m.answers]
        self._show_top()

    def _show_top(self) -> None:
        self.setVisible(bool(self._messages))
        self.details_button.setChecked(False)
        self.details.hide()
        if not self._messages:
            return
        top, waiting = self._messages[-1], len(self._messages) - 1
        font = self._title.font()
        font.setBold(top.severity is Severity.ERROR or bool(top.answers))
        self._title.setFont(font)
        self._title.setText(top.title)
        self._advice.setText(top.advice)
        self._advice.setVisible(bool(top.advice))
        self.details.setPlainText(top.details)
        self.details_button.setVisible(bool(top.details))
        for k, button in enumerate(self.answer_buttons):
            button.setVisible(k < len(top.answers))
            button.setText(top.answers[k].replace("&", "&&") if k < len(top.answers) else "")
            button.setAccessibleName(top.answers[k] if k < len(top.answers) else "")
        self.dismiss_button.setVisible(not top.answers)
        self.more_button.setText(f"{waiting} more")
        self.more_button.setAccessibleName(f"{waiting} more messages")
        self.more_button.setVisible(waiting > 0)
        self.dismiss_all_button.setVisible(waiting > 0)
        self._show_icon(top.severity)
        self.setAccessibleName(f"{top.severity.value}: {top.title}")
        self.setAccessibleDescription(top.advice)
        self.update()

    def _show_icon(self, severity: Severity) -> None:
        pixmaps = QStyle.StandardPixmap
        which = pixmaps.SP_MessageBoxCritical if severity is Severity.ERROR else pixmaps.SP_MessageBoxInformation
        self._icon.setPixmap(self.style().standardIcon(which).pixmap(ICON_PX, ICON_PX))

    def _show_details(self, shown: bool) -> None:
        lines = min(max(self.details.blockCount(), 2), DETAILS_LINES)
        self.details.setFixedHeight(lines * self.details.fontMetrics().lineSpacing() + 12)
        self.details.setVisible(shown)

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self._messages[-1].as_text())

    def _show_next(self) -> None:
        self._messages.insert(0, self._messages.pop())
        self._show_top()

    def _dismiss(self) -> None:
        self._messages.pop()
        self._show_top()

    def _dismiss_all(self) -> None:
        self._messages = [message for message in self._messages if message.answers]
        self._show_top()

    def _lay_out(self) -> None:
        grid = QGridLayout(self)
        grid.setContentsMargins(STRIPE_PX + 8, 6, 8, 6)
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(2)
        buttons = QHBoxLayout()
        buttons.setSpacing(2)
        for button in (
            *self.answer_buttons,
            self.more_button,
            self.details_button,
            self.copy_button,
            self.dismiss_all_button,
            self.dismiss_button,
        ):
            buttons.addWidget(button)
        top = Qt.AlignmentFlag.AlignTop
        grid.addWidget(self._icon, 0, 0, 2, 1, top)
        grid.addWidget(self._title, 0, 1)
        grid.addWidget(self._advice, 1, 1)
        grid.addLayout(buttons, 0, 2, 2, 1, top)
        grid.addWidget(self.details, 2, 1, 1, 2)
        grid.setColumnStretch(1, 1)
        grid.setRowMinimumHeight(0, self.dismiss_button.sizeHint().height())
        self.details.setReadOnly(True)
        self.details.setFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))
        describe(self.details, "Details", "")
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)


def _wrapped_label() -> QLabel:
    label = PlainLabel()
    label.setWordWrap(True)
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    label.setForegroundRole(QPalette.ColorRole.WindowText)
    return label


def _button(text: str, tooltip: str) -> QToolButton:
    button = QToolButton()
    button.setText(text)
    button.setAutoRaise(True)
    button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    describe(button, text.replace("&", ""), tooltip)
    return button
