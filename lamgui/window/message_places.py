"""Shows a message in the dialog that caused it, while that is open, else over the pictures; the log has all of them."""

from __future__ import annotations

from typing import Protocol

from PySide6.QtCore import QObject, Slot
from PySide6.QtWidgets import QWidget

from lamgui.control.messages import Messages
from lamgui.widgets.controls.messages.message_bar import Message, MessageBar
from lamgui.widgets.controls.severity import Severity


class MessagePlace(Protocol):
    """A part of a dialog in which messages can be read."""

    def window(self) -> QWidget:
        """The dialog."""
        ...

    def show_error(self, title: str, advice: str, details: str) -> None:
        """Show an error: the message, the advice and the details."""
        ...

    def show_info(self, text: str) -> None:
        """Show a remark."""
        ...


class MessagePlaces(QObject):
    """Shows what is among the `messages`: those that no dialog caused in the bar of the main window."""

    def __init__(self, bar: MessageBar, messages: Messages, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._bar = bar
        self._messages = messages
        self._place: MessagePlace | None = None
        messages.error_raised.connect(self._show_error)
        messages.info_raised.connect(self._show_info)

    def show_error(self, error: BaseException, place: MessagePlace | None) -> None:
        """Show an error of any kind, in a place of the dialog that caused it."""
        self._place = _if_open(place)
        self._messages.show_error(error)
        self._place = None

    def show_info(self, text: str, place: MessagePlace | None) -> None:
        """Show a remark, in a place of the dialog that caused it."""
        self._place = _if_open(place)
        self._messages.show_info(text)
        self._place = None

    @Slot(str, str, str)
    def _show_error(self, title: str, advice: str, details: str) -> None:
        if self._place is None:
            self._bar.show_error(title, advice, details)
        else:
            self._place.show_error(title, advice, details)
            self._bar.log(Message(Severity.ERROR, title, advice, details))

    @Slot(str)
    def _show_info(self, text: str) -> None:
        if self._place is None:
            self._bar.show_info(text)
        else:
            self._place.show_info(text)
            self._bar.log(Message(Severity.INFO, text))


def _if_open(place: MessagePlace | None) -> MessagePlace | None:
    return place if place is not None and place.window().isVisible() else None
