"""Messages to the user: errors with advice and details, and remarks."""

from __future__ import annotations

import traceback

from PySide6.QtCore import QObject, Signal, Slot

from lamgui.base.errors import UserError


class Messages(QObject):
    """Passes on messages; an unexpected error is shown with its traceback, and the program goes on."""

    error_raised = Signal(str, str, str)
    """Message, advice and details of something that went wrong."""
    info_raised = Signal(str)
    """A remark."""

    @Slot(object)
    def show_error(self, error: BaseException) -> None:
        """Show an error of any kind."""
        if isinstance(error, UserError):
            self.error_raised.emit(error.message, error.advice, error.details)
            return
        details = "".join(traceback.format_exception(error))
        self.error_raised.emit(
            f"Something unexpected went wrong: {error}",
            "The program goes on; the details help to fix the fault.",
            details,
        )

    @Slot(str)
    def show_info(self, text: str) -> None:
        """Show a remark."""
        self.info_raised.emit(text)
