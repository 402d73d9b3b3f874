"""The main window: places the widgets, takes dropped files, and says when it is closed. It holds no state."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QBuffer, QByteArray, QEvent, QSize, Qt, Signal, Slot
from PySide6.QtGui import QCloseEvent, QContextMenuEvent, QKeySequence, QShortcut, QStatusTipEvent
from PySide6.QtWidgets import QApplication, QMainWindow, QSplitter

from lamgui.widgets.controls.accessible_value import install_accessible_values
from lamgui.widgets.controls.file_drops import FileDrops
from lamgui.widgets.controls.messages.message_bar import MessageBar
from lamgui.widgets.curves.curves import CurvesView
from lamgui.widgets.drawer.centre import Centre
from lamgui.widgets.drawer.drawer import Drawer
from lamgui.widgets.filmstrip.filmstrip import Filmstrip
from lamgui.widgets.panels.bookmarks import BookmarksPanel
from lamgui.widgets.panels.compare_table import CompareTable
from lamgui.widgets.panels.device import DevicePanel
from lamgui.widgets.panels.hard_patches import HardPatchesPanel
from lamgui.widgets.panels.network.panel import NetworkPanel
from lamgui.widgets.panels.numbers import NumbersPage, NumbersPanel
from lamgui.widgets.panels.patch import PatchPanel
from lamgui.widgets.panels.path.panel import PathPanel
from lamgui.widgets.panels.picture import PicturePanel
from lamgui.widgets.panels.progress_strip import ProgressStrip
from lamgui.widgets.rail.rail import Rail
from lamgui.widgets.rail.section import Section
from lamgui.widgets.viewer.viewer import Viewer
from lamgui.window.command import Menu
from lamgui.window.layout import WindowLayout
from lamgui.window.menus import Menus

SMALL_VIEW_SIZE = QSize(160, 120)
USUAL_SIZE_PX = (1280, 800)


class MainWindow(QMainWindow):
    """What is chosen in the rail at the left; pictures and drawer in the middle; the foot below."""

    files_dropped = Signal(object)
    """List of Path."""
    closing = Signal()
    layout_changed = Signal()
    """The user folded, moved or detached a part of the window."""

    def __init__(self, menus: Sequence[Menu[Any]] = ()) -> None:
        super().__init__()
        install_accessible_values()
        self.setWindowTitle("lamgui")
        FileDrops(self).dropped.connect(self.files_dropped)
        self._rail_px = 0
        self.picture_panel = PicturePanel()
        self.network_panel = NetworkPanel()
        self.patch_panel = PatchPanel()
        self.path_panel = PathPanel()
        self.hard_patches_panel = HardPatchesPanel()
        self.bookmarks_panel = BookmarksPanel()
        self.device_panel = DevicePanel()
        self.numbers_panel = NumbersPanel()
        self.rail = Rail()
        self.rail.text_scaled.connect(self._scale_rail)
        self._fill_rail()
        self.viewer = Viewer()
        self.curves = CurvesView()
        self.filmstrip = Filmstrip()
        self.table = CompareTable()
        self.drawer = Drawer()
        self._fill_drawer()
        self.message_bar = MessageBar()
        self.centre = Centre(self.viewer, self.drawer, self.message_bar)
        self.progress_strip = ProgressStrip()
        self.menus = Menus(self.menuBar(), menus)
        self.columns = self._columns()
        self.setCentralWidget(self.columns)
        self.statusBar().addWidget(self.progress_strip, 1)
        self.statusBar().setSizeGripEnabled(False)
        self.statusBar().setContentsMargins(0, 0, 0, 0)
        self.centre.changed.connect(self.layout_changed)
        self._tie_keys()

    def restore_geometry(self, geometry: QByteArray) -> None:
        """Restore size and place of last time; an empty or broken one leaves the usual size."""
        if not self.restoreGeometry(geometry):
            self.resize(*USUAL_SIZE_PX)

    def small_view(self) -> bytes:
        """What is looked at, in small, as a PNG: the picture in focus alone, for a whole window takes twice 30 ms."""
        view = self.viewer.grid.looked_at.grab().scaled(
            SMALL_VIEW_SIZE, Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation
        )
        buffer = QBuffer()
        view.save(buffer, "PNG")
        return bytes(buffer.data().data())

    @property
    def layout_in_use(self) -> WindowLayout:
        """How rail and drawer are laid out, and where the pictures are looked at."""
        width = self.columns.sizes()[0] or self._rail_px
        folded = self.rail.isHidden()
        return WindowLayout(
            self._rail_px if folded or not self.isVisible() else width,
            folded,
            self.rail.opened_sections(),
            self.centre.layout_in_use,
            self.viewer.look,
        )

    def show_layout(self, layout: WindowLayout) -> None:
        """Lay rail and drawer out as they were."""
        self.rail.set_opened_sections(layout.opened)
        self._rail_px = layout.rail_px
        self.rail.setHidden(layout.rail_folded)
        self._give_rail_its_width()
        self.centre.show_layout(layout.drawer)
        self.viewer.look_again(layout.look)
        self.layout_changed.emit()

    @Slot()
    def toggle_rail(self) -> None:
        """Fold the rail, or bring it back as it was."""
        self.show_rail(self.rail.isHidden())

    def show_rail(self, shown: bool) -> None:
        """Bring the rail back as it was, or fold it."""
        if shown is not self.rail.isHidden():
            return
        if not shown:
            self._rail_px = self.columns.sizes()[0]
        self.rail.setVisible(shown)
        self._give_rail_its_width()
        self.layout_changed.emit()

    def event(self, event: QEvent) -> bool:
        """What a menu item does stands in the foot, beside what goes on there."""
        if isinstance(event, QStatusTipEvent):
            self.progress_strip.show_tip(event.tip())
            return True
        return super().event(event)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Report it while everything still exists."""
        self.closing.emit()
        self.centre.close_detached()
        super().closeEvent(event)

    def _fill_rail(self) -> None:
        picture, network, patch = self.picture_panel, self.network_panel, self.patch_panel
        path, device, bookmarks = self.path_panel, self.device_panel, self.bookmarks_panel
        for section in (
            Section("Picture", [picture], [picture.summary], stays=picture.pictures, buttons=[picture.open_button]),
            Section("Networks", [network.details], stays=network, buttons=[network.add_button]),
            Section("Patch", [patch], [patch.summary]),
            Section("Method", [path, device], [path.summary, device.summary], buttons=[path.reset_button]),
            Section("Hard patches", [self.hard_patches_panel], [self.hard_patches_panel.summary]),
            Section("Bookmarks", [bookmarks], [bookmarks.summary], buttons=[bookmarks.add_button]),
        ):
            self.rail.add_section(section)

    def _fill_drawer(self) -> None:
        self.drawer.add_page("curves", "Curves", self.curves)
        self.drawer.add_page("path", "Along the path", self.filmstrip)
        self.drawer.add_page("table", "Table", self.table, of_all=True)
        self.drawer.add_page("numbers", "Numbers", NumbersPage(self.numbers_panel), above="curves")
        self.drawer.column_changed.connect(self.curves.show_stacked)

    def _columns(self) -> QSplitter:
        columns = QSplitter(Qt.Orientation.Horizontal)
        columns.addWidget(self.rail)
        columns.addWidget(self.centre)
        columns.setStretchFactor(0, 0)
        columns.setStretchFactor(1, 1)
        columns.setChildrenCollapsible(False)
        return columns

    def _give_rail_its_width(self) -> None:
        if not self.rail.isHidden():
            width = self._rail_px or self.rail.usual_width_px()
            self.columns.setSizes([width, max(1, self.width() - width)])

    @Slot(float)
    def _scale_rail(self, factor: float) -> None:
        """As wide as it was, for text of another size."""
        self._rail_px = round(self._rail_px * factor)
        if self.isVisible() and not self.rail.isHidden():
            width = round(self.columns.sizes()[0] * factor)
            self.columns.setSizes([width, max(1, self.width() - width)])

    def _tie_keys(self) -> None:
        """While a picture has the focus, Tab folds the rail; Ctrl+Tab moves the focus on wherever it is."""
        for pictures in (self.viewer, self.viewer.duel):
            shortcut = QShortcut(QKeySequence("Tab"), pictures)
            shortcut.setContext(Qt.ShortcutContext.WidgetShortcut)
            shortcut.activated.connect(self.toggle_rail)
        QShortcut(QKeySequence("Ctrl+Tab"), self).activated.connect(self._focus_next)
        QShortcut(QKeySequence("Shift+F10"), self).activated.connect(self._open_context_menu)

    @Slot()
    def _open_context_menu(self) -> None:
        """As the key Menu does, which not every keyboard has."""
        widget = QApplication.focusWidget()
        if widget is not None:
            at = widget.inputMethodQuery(Qt.InputMethodQuery.ImCursorRectangle).center()
            reason = QContextMenuEvent.Reason.Keyboard
            QApplication.sendEvent(widget, QContextMenuEvent(reason, at, widget.mapToGlobal(at)))

    @Slot()
    def _focus_next(self) -> None:
        self.focusNextChild()
