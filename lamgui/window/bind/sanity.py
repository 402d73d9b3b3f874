"""Ties the dialog of the sanity tests to its controller; the dialog is made when it is first opened."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Slot
from PySide6.QtWidgets import QApplication, QWidget

from lamgui.control.sanity import SanityController
from lamgui.control.session import Session
from lamgui.files.names import safe_name
from lamgui.imaging.picture import Pixels
from lamgui.sanity.report import SanityReport
from lamgui.widgets.controls.clipboard import put_picture
from lamgui.widgets.controls.file_dialogs import FileDialogs
from lamgui.widgets.dialogs.sanity_dialog import SanityDialog
from lamgui.window.message_places import MessagePlaces

SETTLE_MS = 400
"""Time without a change before a forecast, as of a patch that is dragged, or before a page of another width."""


class SanityBinding(QObject):
    """Opens the dialog, and updates its forecast as the session changes."""

    def __init__(
        self, window: QWidget, session: Session, sanity: SanityController, files: FileDialogs, places: MessagePlaces
    ) -> None:
        super().__init__(window)
        self._window = window
        self._session = session
        self._sanity = sanity
        self._files = files
        self._places = places
        self._dialog: SanityDialog | None = None
        self._settle_forecast = self._timer(self._forecast)
        self._settle_page = self._timer(self._draw_page)
        sanity.error_raised.connect(self._show_error)
        sanity.info_raised.connect(self._show_info)
        sanity.picture_made.connect(self._copy_picture)
        session.changed.connect(self._on_changed)

    @property
    def dialog(self) -> SanityDialog | None:
        """The dialog; None before it is first opened."""
        return self._dialog

    @Slot()
    def open(self) -> None:
        """Show the dialog, with the report of last time; say how long the tests will take."""
        if self._dialog is None:
            self._dialog = self._made()
        self._dialog.show()
        self._dialog.raise_()
        self._dialog.activateWindow()
        self._forecast()

    def _made(self) -> SanityDialog:
        dialog, sanity = SanityDialog(self._window, self._files.folders), self._sanity
        dialog.start_wanted.connect(self._start)
        dialog.stop_wanted.connect(sanity.stop)
        dialog.save_wanted.connect(sanity.save)
        dialog.copy_wanted.connect(sanity.copy_page)
        dialog.finished.connect(sanity.stop)
        dialog.resized.connect(self._settle_page.start)
        sanity.forecast_made.connect(dialog.show_forecast)
        sanity.progressed.connect(dialog.show_progress)
        sanity.reported.connect(self._show_report)
        sanity.page_drawn.connect(dialog.show_page)
        sanity.problem_raised.connect(dialog.show_idle)
        sanity.stopped.connect(self._show_stopped)
        return dialog

    def _timer(self, then: Callable[[], None]) -> QTimer:
        timer = QTimer(self)
        timer.setSingleShot(True)
        timer.setInterval(SETTLE_MS)
        timer.timeout.connect(then)
        return timer

    @property
    def _is_open(self) -> bool:
        return self._dialog is not None and self._dialog.isVisible()

    @Slot()
    def _on_changed(self) -> None:
        """Forecast the tests of another patch or network; running tests continue."""
        if self._is_open:
            self._settle_forecast.start()

    @Slot()
    def _forecast(self) -> None:
        if self._is_open and not self._sanity.is_testing:
            self._sanity.forecast()

    @Slot()
    def _start(self) -> None:
        if self._dialog is not None:
            self._dialog.show_started()
            self._sanity.start()

    @Slot(object)
    def _show_report(self, report: SanityReport) -> None:
        if self._dialog is not None:
            picture, network = Path(report.analysis.picture.name).stem, report.analysis.network.name
            self._dialog.set_default_name(safe_name(f"{picture}-{network}-check"))
            self._dialog.show_report(report)
            self._draw_page()
            # The session may have changed during the tests.
            self._settle_forecast.start()

    @Slot()
    def _show_stopped(self) -> None:
        if self._dialog is not None:
            self._dialog.show_idle("Cancelled")

    @Slot()
    def _draw_page(self) -> None:
        if self._dialog is not None and self._is_open:
            self._sanity.draw_page(self._dialog.preview_width_px)

    @Slot(object)
    def _show_error(self, error: BaseException) -> None:
        self._places.show_error(error, None if self._dialog is None else self._dialog.message_bar)

    @Slot(str)
    def _show_info(self, text: str) -> None:
        self._places.show_info(text, None if self._dialog is None else self._dialog.message_bar)

    @Slot(object)
    def _copy_picture(self, pixels: Pixels) -> None:
        put_picture(QApplication.clipboard(), pixels)
        self._sanity.info_raised.emit("The page is on the clipboard.")
