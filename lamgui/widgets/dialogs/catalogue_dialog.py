"""Networks > Get more: the catalogue, the facts of the selected network, and the progress of a download."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLineEdit, QProgressBar, QPushButton, QVBoxLayout, QWidget

from lamgui.base.wording import transfer_in_words
from lamgui.networks.downloads.fetch import FetchProgress
from lamgui.networks.downloads.folder import Status
from lamgui.networks.downloads.release import Release
from lamgui.widgets.controls.available import show_available
from lamgui.widgets.controls.elided_label import ElidedLabel
from lamgui.widgets.controls.form import describe
from lamgui.widgets.controls.plain_label import PlainLabel
from lamgui.widgets.controls.severity import Severity, SeverityLabel
from lamgui.widgets.dialogs.catalogue_rows import CatalogueRow
from lamgui.widgets.dialogs.catalogue_table import CatalogueTable

SIZE_PX = (900, 580)
DETAILS_LINES = 5
BAR_STEPS = 1000
GET_WORDS = {
    Status.NOT_HERE: ("&Get", "Download the selected network into your data folder, and add it to the list."),
    Status.PARTLY: ("&Go on", "Download the missing part of the selected network."),
    Status.DOWNLOADED: ("&Use", "Add the selected network to the list, and look at it."),
    Status.HERE: ("&Get", "The selected network comes with the program."),
}


class CatalogueDialog(QDialog):
    """Shows rows, progress and problems; reports which release to download, cancel or delete."""

    get_wanted = Signal(object)
    cancel_wanted = Signal(object)
    delete_wanted = Signal(object)
    """A Release whose file is to be deleted."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("Get more networks")
        self.setModal(False)
        self._coming: Release | None = None
        self._waiting: tuple[Release, ...] = ()
        self.filter = QLineEdit()
        self.table = CatalogueTable()
        self.details = PlainLabel()
        self.problem = SeverityLabel(Severity.ERROR)
        self.bar = QProgressBar()
        self.progress = ElidedLabel()
        self.get_button = QPushButton("&Get")
        self.delete_button = QPushButton("&Delete…")
        self.cancel_button = QPushButton("Cancel")
        self.close_button = QPushButton("Close")
        self._lay_out()
        self.filter.textChanged.connect(self.table.narrow_down)
        self.filter.textChanged.connect(self._show_possible)
        self.filter.returnPressed.connect(self._get)
        self.table.row_chosen.connect(self._show_possible)
        self.table.row_activated.connect(self._get)
        self.get_button.clicked.connect(self._get)
        self.delete_button.clicked.connect(self._delete)
        self.cancel_button.clicked.connect(self._cancel)
        self.close_button.clicked.connect(self.close)
        self.resize(*SIZE_PX)

    def show_rows(self, rows: Sequence[CatalogueRow], coming: Release | None, waiting: tuple[Release, ...]) -> None:
        """Show the rows, the release that is being downloaded and those that wait."""
        if coming != self._coming:
            self._coming = coming
            self.show_progress(FetchProgress(0))
        self._waiting = waiting
        self.table.show_rows(rows)
        self._show_possible()

    def show_progress(self, progress: FetchProgress) -> None:
        """Show the progress of the download."""
        self.bar.setVisible(self._coming is not None)
        if self._coming is None:
            self.progress.set_text("")
            return
        if progress.total_bytes:
            self.bar.setRange(0, BAR_STEPS)
            self.bar.setValue(min(BAR_STEPS, BAR_STEPS * progress.received_bytes // progress.total_bytes))
        else:
            self.bar.setRange(0, 0)
        words = transfer_in_words(progress.received_bytes, progress.total_bytes, progress.bytes_per_s)
        later = f" · {len(self._waiting)} waiting" if self._waiting else ""
        self.progress.set_text(f"{self._coming.name} · {words}{later}")

    def show_problem(self, text: str) -> None:
        """Say why a download failed; the text stays until the next download."""
        self.problem.show_text(text)

    def show_error(self, title: str, advice: str, details: str) -> None:
        """Show an error of the dialog's own, as `show_problem`; the details are in the log."""
        del details
        self.show_problem(f"{title} {advice}".strip())

    def show_info(self, text: str) -> None:
        """Show a remark at the place of the problem."""
        self.show_problem(text)

    def _show_possible(self) -> None:
        row = self.table.current()
        release = None if row is None else row.release
        self.details.setText("No network holds these words." if row is None else "\n".join((row.name, *row.details)))
        words, tip = GET_WORDS[Status.HERE if row is None else row.status]
        self.get_button.setText(words)
        describe(self.get_button, words.replace("&", ""), tip)
        on_its_way = release is not None and (release == self._coming or release in self._waiting)
        on_the_way = "It is being downloaded, or waits for it."
        has_file = "It is on this machine." if row is not None else "No network is selected."
        show_available(self.get_button, release is not None and not on_its_way, on_the_way if on_its_way else has_file)
        on_disk = row is not None and row.status in (Status.DOWNLOADED, Status.PARTLY)
        no_file = "It has no file in your data folder."
        show_available(self.delete_button, on_disk and not on_its_way, on_the_way if on_its_way else no_file)
        show_available(self.cancel_button, self._coming is not None, "Nothing is being downloaded.")

    def _get(self) -> None:
        row = self.table.current()
        if row is not None and row.release is not None and self.get_button.isEnabled():
            self.show_problem("")
            self.get_wanted.emit(row.release)

    def _delete(self) -> None:
        row = self.table.current()
        if row is not None and row.release is not None:
            self.show_problem("")
            self.delete_wanted.emit(row.release)

    def _cancel(self) -> None:
        """Cancel the selected release where it waits, else the present download."""
        row = self.table.current()
        waits = row is not None and row.release in self._waiting
        wanted = row.release if row is not None and waits else self._coming
        if wanted is not None:
            self.cancel_wanted.emit(wanted)

    def _lay_out(self) -> None:
        layout = QVBoxLayout(self)
        head = QHBoxLayout()
        label = PlainLabel("&Find")
        label.setBuddy(self.filter)
        head.addWidget(label)
        head.addWidget(self.filter, 1)
        layout.addLayout(head)
        layout.addWidget(self.table, 1)
        layout.addWidget(self.details)
        layout.addWidget(self.problem)
        foot = QHBoxLayout()
        foot.addWidget(self.bar)
        foot.addWidget(self.progress, 1)
        for button in (self.get_button, self.delete_button, self.cancel_button, self.close_button):
            # Enter is for the table and the search field.
            button.setAutoDefault(False)
            foot.addWidget(button)
        layout.addLayout(foot)
        self.filter.setPlaceholderText("Words of name, training data, licence, status, paper…")
        self.filter.setClearButtonEnabled(True)
        self.details.setWordWrap(True)
        self.details.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.details.setForegroundRole(QPalette.ColorRole.PlaceholderText)
        self.details.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
        self.details.setMinimumHeight(DETAILS_LINES * self.fontMetrics().lineSpacing())
        self.bar.setFixedWidth(150)
        self.bar.setTextVisible(False)
        self.bar.hide()
        describe(self.filter, "Find", "Show only networks that hold each of these words.")
        describe(self.bar, "Progress", "How much of the file is here.")
        describe(self.delete_button, "Delete", "Delete the file of the selected network from your data folder.")
        describe(
            self.cancel_button,
            "Cancel",
            "Cancel the download. The part that has arrived stays, and the next download continues it.",
        )
        describe(self.close_button, "Close", "Close this list; a download continues.")
        self.progress.set_hint("How much of the file is here, how fast it comes, and how long the rest takes.")
