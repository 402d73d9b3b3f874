"""Networks > Get more: opens the catalogue's dialog and ties it to the downloads; made when it is first opened."""

from __future__ import annotations

from PySide6.QtCore import QObject, Slot
from PySide6.QtWidgets import QMessageBox, QWidget

from lamgui.base.escape import for_qt
from lamgui.base.wording import bytes_in_words
from lamgui.control.networks.downloads import DownloadController
from lamgui.networks.downloads.fetch import FetchProgress
from lamgui.networks.downloads.release import Release
from lamgui.widgets.dialogs.catalogue_dialog import CatalogueDialog
from lamgui.widgets.dialogs.catalogue_rows import catalogue_rows
from lamgui.window.main_window import MainWindow
from lamgui.window.message_places import MessagePlaces


class CatalogueCommands(QObject):
    """Shows in the dialog which networks are here and which are being downloaded."""

    def __init__(self, window: MainWindow, downloads: DownloadController, places: MessagePlaces) -> None:
        super().__init__(window)
        self._window = window
        self._downloads = downloads
        self._places = places
        self._dialog: CatalogueDialog | None = None
        window.network_panel.get_wanted.connect(self.open)
        downloads.failed.connect(self._show_problem)
        window.closing.connect(self._close)
        # The window does not wait for a server: the worker stops after it is closed.
        window.closing.connect(downloads.stop)

    @property
    def dialog(self) -> CatalogueDialog | None:
        """The dialog; None before it is first opened."""
        return self._dialog

    @Slot()
    def open(self) -> None:
        """Show the dialog."""
        if self._dialog is None:
            self._dialog = self._made()
        self._show_rows()
        self._dialog.show()
        self._dialog.raise_()
        self._dialog.activateWindow()
        self._dialog.filter.setFocus()

    @Slot()
    def _close(self) -> None:
        if self._dialog is not None:
            self._dialog.close()

    def _made(self) -> CatalogueDialog:
        dialog, downloads = CatalogueDialog(self._window), self._downloads
        dialog.get_wanted.connect(downloads.get)
        dialog.cancel_wanted.connect(downloads.cancel)
        dialog.delete_wanted.connect(self._delete)
        downloads.changed.connect(self._show_rows)
        downloads.progressed.connect(self._show_progress)
        return dialog

    @Slot(object)
    def _delete(self, release: Release) -> None:
        """Delete a file from the disk, if the user confirms it."""
        downloaded = self._downloads.downloaded
        file = f"{downloaded.path_of(release)} ({bytes_in_words(downloaded.size_bytes_of(release))})"
        if _may_delete(self._dialog, release.name, file):
            self._downloads.delete(release)

    @Slot()
    def _show_rows(self) -> None:
        if self._dialog is not None:
            coming, waiting = self._downloads.coming, self._downloads.waiting
            rows = catalogue_rows(self._downloads.downloaded, coming, waiting)
            self._dialog.show_rows(rows, coming, waiting)

    @Slot(object)
    def _show_progress(self, progress: FetchProgress) -> None:
        if self._dialog is not None:
            self._dialog.show_progress(progress)

    @Slot(object, object)
    def _show_problem(self, _release: Release, error: Exception) -> None:
        self._places.show_error(error, self._dialog)


def _may_delete(parent: QWidget | None, name: str, file: str) -> bool:
    """Ask for confirmation; Enter and Esc answer no."""
    buttons = QMessageBox.StandardButton
    question = QMessageBox(
        QMessageBox.Icon.Question, f"Delete {name}", for_qt(f"Delete {name} from the disk?"), parent=parent
    )
    question.setInformativeText(for_qt(f"{file}\nIt leaves the list of networks too. It can be downloaded again."))
    question.setStandardButtons(buttons.Yes | buttons.No)
    question.button(buttons.Yes).setText("Delete")
    question.button(buttons.No).setText("Keep")
    question.setDefaultButton(buttons.No)
    answer = question.exec()
    question.deleteLater()
    return answer == buttons.Yes
