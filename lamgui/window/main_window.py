"""The main window: places the widgets, takes dropped files, and says when it is closed. It holds no state."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QByteArray, Qt, Signal
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QMainWindow, QSplitter, QTabWidget, QVBoxLayout, QWidget

from lamgui.widgets.controls.file_drops import FileDrops
from lamgui.widgets.controls.message_bar import MessageBar
from lamgui.widgets.controls.side_panel import SidePanel
from lamgui.widgets.curves.curves import CurvesView
from lamgui.widgets.filmstrip.filmstrip import Filmstrip
from lamgui.widgets.panels.bookmarks import BookmarksPanel
from lamgui.widgets.panels.compare_table import CompareTable
from lamgui.widgets.panels.device import DevicePanel
from lamgui.widgets.panels.hard_patches import HardPatchesPanel
from lamgui.widgets.panels.network.panel import NetworkPanel
from lamgui.widgets.panels.numbers import NumbersPanel
from lamgui.widgets.panels.patch import PatchPanel
from lamgui.widgets.panels.path.panel import PathPanel
from lamgui.widgets.panels.picture import PicturePanel
from lamgui.widgets.panels.progress_strip import ProgressStrip
from lamgui.widgets.viewer.viewer import Viewer
from lamgui.window.command import Menu
from lamgui.window.menus import Menus

SIDE_WIDTH_PX = 276
RESULT_WIDTH_PX = 238
ROW_SHARES = (42, 31, 27)
"""Shares of viewer, curves and filmstrip in the window's height, in percent."""
COMPARED_ROW_SHARES = (58, 20, 22)
"""The same while networks are compared: their rows need the room."""


class MainWindow(QMainWindow):
    """Settings of the map at the left, viewer and curves in the middle, results at the right."""

    files_dropped = Signal(object)
    """List of Path."""
    closing = Signal()

    def __init__(self, menus: Sequence[Menu[Any]] = ()) -> None:
        super().__init__()
        self.setWindowTitle("lamgui")
        FileDrops(self).dropped.connect(self.files_dropped)
        self._compares = False
        self._row_layouts = {False: QByteArray(), True: QByteArray()}
        self.picture_panel = PicturePanel()
        self.network_panel = NetworkPanel()
        self.patch_panel = PatchPanel()
        self.path_panel = PathPanel()
        self.hard_patches_panel = HardPatchesPanel()
        self.bookmarks_panel = BookmarksPanel()
        self.device_panel = DevicePanel()
        self.numbers_panel = NumbersPanel()
        self.side_panel = SidePanel()
        for title, panel in (
            ("Picture", self.picture_panel),
            ("Network", self.network_panel),
            ("Patch", self.patch_panel),
            ("Path and detector", self.path_panel),
            ("Device", self.device_panel),
        ):
            self.side_panel.add_group(title, panel)
        self.result_panel = SidePanel(minimum_width_px=RESULT_WIDTH_PX)
        self.result_panel.setAccessibleName("Result panel")
        self.result_panel.add_group("Numbers", self.numbers_panel)
        self.result_panel.add_group("Hard patches", self.hard_patches_panel, opened=False)
        self.result_panel.add_group("Bookmarks", self.bookmarks_panel, grows=True)
        self.viewer = Viewer()
        self.curves = CurvesView()
        self.filmstrip = Filmstrip()
        self.table = CompareTable()
        self.details = QTabWidget()
        self.message_bar = MessageBar()
        self.progress_strip = ProgressStrip()
        self.menus = Menus(self.menuBar(), menus)
        self.columns = self._columns()
        self.setCentralWidget(self._centre())
        self.statusBar().addWidget(self.progress_strip, 1)
        self.statusBar().setSizeGripEnabled(False)

    def restore_layout(
        self, window: QByteArray, columns: QByteArray, rows: QByteArray, compared_rows: QByteArray
    ) -> None:
        """Restore the geometry of last time; an empty or broken one leaves the defaults."""
        if not self.restoreGeometry(window):
            self.resize(1280, 800)
        self.columns.restoreState(columns)
        self._row_layouts = {False: rows, True: compared_rows}
        self.rows.restoreState(self._row_layouts[self._compares])

    def row_layouts(self) -> tuple[QByteArray, QByteArray]:
        """Heights of viewer, curves and details as the user left them: of one network, and of several."""
        self._row_layouts[self._compares] = self.rows.saveState()
        return self._row_layouts[False], self._row_layouts[True]

    def show_comparison(self, several: bool) -> None:
        """Make room for several rows, with their table below; or go back to one."""
        if several == self._compares:
            return
        self._row_layouts[self._compares] = self.rows.saveState()
        self._compares = several
        self.details.tabBar().setVisible(several)
        self.details.setCurrentWidget(self.table if several else self.filmstrip)
        if not self.rows.restoreState(self._row_layouts[several]):
            shares = COMPARED_ROW_SHARES if several else ROW_SHARES
            height = sum(self.rows.sizes()) or 100
            self.rows.setSizes([height * share // 100 for share in shares])

    def opened_groups(self) -> tuple[str, ...]:
        """Titles of the groups of both side panels that are open."""
        return self.side_panel.opened_groups() + self.result_panel.opened_groups()

    def set_opened_groups(self, titles: Sequence[str]) -> None:
        """Open these groups and close the others."""
        self.side_panel.set_opened_groups(titles)
        self.result_panel.set_opened_groups(titles)

    def _columns(self) -> QSplitter:
        self.rows = QSplitter(Qt.Orientation.Vertical)
        self.rows.addWidget(self.viewer)
        self.rows.addWidget(self.curves)
        self.details.addTab(self.filmstrip, "Along the path")
        self.details.addTab(self.table, "Table")
        self.details.setDocumentMode(True)
        self.details.tabBar().hide()
        # Otherwise the focus would go to the tab bar, which is hidden most of the time, and Tab would stop there.
        self.details.setFocusProxy(None)  # type: ignore[arg-type] # Qt takes none, its stubs do not
        self.details.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.rows.addWidget(self.details)
        for row, share in enumerate(ROW_SHARES):
            self.rows.setStretchFactor(row, share)
        self.rows.setSizes([100 * share for share in ROW_SHARES])
        self.rows.setCollapsible(0, False)
        columns = QSplitter(Qt.Orientation.Horizontal)
        columns.addWidget(self.side_panel)
        columns.addWidget(self.rows)
        columns.addWidget(self.result_panel)
        columns.setStretchFactor(1, 1)
        columns.setSizes([SIDE_WIDTH_PX, 10_000, RESULT_WIDTH_PX])
        return columns

    def _centre(self) -> QWidget:
        centre = QWidget()
        layout = QVBoxLayout(centre)
        layout.setContentsMargins(6, 6, 6, 0)
        layout.setSpacing(4)
        layout.addWidget(self.message_bar)
        layout.addWidget(self.columns, 1)
        return centre

    def closeEvent(self, event: QCloseEvent) -> None:
        """Report it while everything still exists."""
        self.closing.emit()
        super().closeEvent(event)
