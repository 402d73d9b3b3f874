"""The bookmarked patches: go to one, rename or delete it, or compare one network over all of them."""

from __future__ import annotations

from PySide6.QtCore import QSignalBlocker, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import QHBoxLayout, QListWidget, QListWidgetItem, QPushButton, QVBoxLayout, QWidget

from lamgui.base.escape import for_qt
from lamgui.session.state import Bookmark, RowsOf
from lamgui.widgets.controls.available import show_available
from lamgui.widgets.controls.form import Choice, Option, add_row, describe, narrow_form
from lamgui.widgets.controls.header_button import HeaderButton
from lamgui.widgets.controls.muted_items import MutedDelegate, set_muted
from lamgui.widgets.controls.summary import SummaryLine, SummaryLines

NONE_YET = "No bookmarks yet. Ctrl+B bookmarks the patch in use."
FEWEST_LINES = 2
"""Least lines of the list, where there is no room for more."""

ROWS = (
    Option(RowsOf.NETWORKS, "Networks", "A row for each ticked network, on the patch of the viewer."),
    Option(RowsOf.BOOKMARKS, "Bookmarks", "A row for each bookmark, under the network in focus."),
    Option(RowsOf.PATHS, "Paths", "A row for each path γ, under the network in focus: the comparison of Figure 3."),
    Option(RowsOf.PRESETS, "Presets", "A row for each preset of settings, to see how far their maps differ."),
)


class BookmarksPanel(QWidget):
    """Lists bookmarks, those of other pictures muted; reports what the user does to them.

    `add_button` and `summary` are placed by the rail.
    """

    add_wanted = Signal()
    bookmark_chosen = Signal(object)
    rename_wanted = Signal(object, str)
    remove_wanted = Signal(object)
    rows_chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bookmarks: tuple[Bookmark, ...] = ()
        self.list = _List(self)
        self.rows_choice = Choice(ROWS)
        self.add_button = HeaderButton(
            "Bookmark", "Bookmark this patch", "Bookmark the patch in use under a name (Ctrl+B)."
        )
        self.summary = SummaryLines()
        self.remove_button = QPushButton("Forget")
        self._lay_out()
        self.list.itemActivated.connect(self._go)
        self.list.itemClicked.connect(self._go)
        self.list.itemChanged.connect(self._rename)
        self.list.currentRowChanged.connect(self._show_possible)
        self.list.delete_pressed.connect(self._remove)
        self.add_button.clicked.connect(self._add)
        self.remove_button.clicked.connect(self._remove)
        self.rows_choice.chosen.connect(self.rows_chosen)
        self.show_bookmarks((), "", RowsOf.NETWORKS)

    def show_bookmarks(
        self,
        bookmarks: tuple[Bookmark, ...],
        current_sha256: str,
        rows: RowsOf,
        current: Bookmark | None = None,
    ) -> None:
        """Show the bookmarks, the one in use selected; `current_sha256` is that of the picture in use."""
        with QSignalBlocker(self.list):
            self._bookmarks = bookmarks
            self.list.clear()
            for bookmark in bookmarks:
                here = bookmark.picture_sha256 == current_sha256
                item = QListWidgetItem(bookmark.name)
                item.setFlags(item.flags() | Qt.ItemFlag.ItemIsEditable)
                set_muted(item, not here)
                patch = bookmark.patch
                item.setToolTip(
                    for_qt(
                        f"{bookmark.picture_name}: {patch.size}×{patch.size} at x {patch.x}, y {patch.y} SR px\n"
                        "Click to go there, F2 to rename."
                    )
                )
                self.list.addItem(item)
            self.list.setCurrentRow(-1 if current is None else bookmarks.index(current))
        self.rows_choice.show_value(rows)
        names = " · ".join(bookmark.name for bookmark in bookmarks)
        lines = [SummaryLine("", names or "none yet", opens=False), SummaryLine("Rows", self.rows_choice.currentText())]
        self.summary.show_lines(lines, (self.list, self.rows_choice))
        self._show_possible()

    def _show_possible(self) -> None:
        show_available(self.remove_button, self._current() is not None, "No bookmark is selected.")

    def _current(self) -> Bookmark | None:
        row = self.list.currentRow()
        return self._bookmarks[row] if 0 <= row < len(self._bookmarks) else None

    def _add(self) -> None:
        self.add_wanted.emit()

    def _go(self, item: QListWidgetItem) -> None:
        row = self.list.row(item)
        if 0 <= row < len(self._bookmarks):
            self.bookmark_chosen.emit(self._bookmarks[row])

    def _rename(self, item: QListWidgetItem) -> None:
        bookmark = self._bookmarks[self.list.row(item)]
        self.rename_wanted.emit(bookmark, item.text())

    def _remove(self) -> None:
        bookmark = self._current()
        if bookmark is not None:
            self.remove_wanted.emit(bookmark)

    def _lay_out(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addWidget(self.list, 1)
        buttons = QHBoxLayout()
        buttons.addWidget(self.remove_button)
        layout.addLayout(buttons)
        form = narrow_form()
        add_row(form, "Rows", self.rows_choice, "What the rows of the comparison are.")
        layout.addLayout(form)
        self.list.setItemDelegate(MutedDelegate(self.list))
        self.list.setMinimumHeight(FEWEST_LINES * (self.fontMetrics().height() + 5) + 4)
        self.list.setEditTriggers(QListWidget.EditTrigger.EditKeyPressed | QListWidget.EditTrigger.DoubleClicked)
        describe(self.list, "Bookmarks", "Bookmarked patches. Click: go there. F2: rename. Delete: delete.")
        describe(self.remove_button, "Forget the bookmark", "Delete the bookmark.")


class _List(QListWidget):
    """A list that reports the Delete key."""

    delete_pressed = Signal()

    def sizeHint(self) -> QSize:
        """The least height: the list gets the spare height without asking for it."""
        return QSize(super().sizeHint().width(), self.minimumHeight())

    def paintEvent(self, event: QPaintEvent) -> None:
        """The bookmarks, or how to make one."""
        super().paintEvent(event)
        if self.count() == 0:
            painter = QPainter(self.viewport())
            painter.setPen(self.palette().color(QPalette.ColorRole.PlaceholderText))
            room = self.viewport().rect().adjusted(8, 8, -8, -8)
            painter.drawText(room, Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap, NONE_YET)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Delete is reported; other keys are handled as usual."""
        if event.key() == Qt.Key.Key_Delete:
            self.delete_pressed.emit()
        else:
            super().keyPressEvent(event)
