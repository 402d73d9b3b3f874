"""The middle of the window: the pictures, the drawer below or beside them, and messages over both."""

from __future__ import annotations

import base64
import binascii
from dataclasses import replace

from PySide6.QtCore import QByteArray, QEvent, QObject, Qt, Signal, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSplitter, QVBoxLayout, QWidget

from lamgui.widgets.controls.later import Later
from lamgui.widgets.controls.messages.message_bar import MessageBar
from lamgui.widgets.drawer.detached import DetachedDrawer
from lamgui.widgets.drawer.drawer import Drawer
from lamgui.widgets.drawer.layout import Arrangement, DrawerLayout, Place, arrangement, usual_size_px

WIDEST_MESSAGE_PX = 900
MESSAGE_MARGIN_PX = 10


class _Splitter(QSplitter):
    """Reports when it has a new size, and its parts with it."""

    resized = Signal()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Divide the room first."""
        super().resizeEvent(event)
        self.resized.emit()


class Centre(QWidget):
    """Arranges pictures and drawer by what the user decided and by the room there is; `changed` says that it did."""

    changed = Signal()

    def __init__(self, pictures: QWidget, drawer: Drawer, messages: MessageBar) -> None:
        super().__init__()
        self._pictures, self.drawer, self._messages = pictures, drawer, messages
        self._layout = DrawerLayout()
        self._several = self._enlarged = False
        self._arranged: Arrangement | None = None
        self._window: DetachedDrawer | None = None
        self.splitter = _Splitter(Qt.Orientation.Vertical)
        self.splitter.addWidget(pictures)
        self.splitter.addWidget(drawer)
        self.splitter.setStretchFactor(0, 1)
        self.splitter.setStretchFactor(1, 0)
        self.splitter.setChildrenCollapsible(False)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.splitter)
        messages.setParent(self)
        messages.installEventFilter(self)
        drawer.folding_wanted.connect(self.fold)
        drawer.enlarging_wanted.connect(self.enlarge)
        drawer.detaching_wanted.connect(self.detach)
        drawer.tab_chosen.connect(self._keep_tab)
        self.splitter.splitterMoved.connect(self._keep_size)
        self.splitter.resized.connect(self._arrange)
        self._layouts_asked = Later(self, self._divide)
        self._arrange()

    @property
    def layout_in_use(self) -> DrawerLayout:
        """What the user decided, with the sizes as they are."""
        if self._window is not None:
            geometry = base64.b64encode(self._window.saveGeometry().data()).decode("ascii")
            return replace(self._layout, window=geometry)
        return self._layout

    @property
    def enlarged(self) -> bool:
        """Whether the drawer has all of the middle."""
        return self._enlarged

    def show_layout(self, layout: DrawerLayout) -> None:
        """Arrange it as it was; nothing is enlarged."""
        self._layout = layout
        self._enlarged = False
        self._arranged = None
        self._arrange()
        self.drawer.show_page(layout.tab)

    def show_several(self, several: bool) -> None:
        """Whether there are several pictures."""
        if several != self._several:
            self._several = several
            self._arrange()

    def show_network(self, name: str, slot: int | None) -> None:
        """Name the network that the drawer is of; its slot is None where there is only one."""
        self.drawer.show_network(name, slot)
        if self._window is not None:
            self._window.show_name(name)

    @Slot(bool)
    def fold(self, folded: bool) -> None:
        """Fold the drawer to one line, or unfold it."""
        self._enlarged = False
        self._decide(self._layout.with_folded(self._several, folded))

    @Slot(bool)
    def enlarge(self, enlarged: bool) -> None:
        """Give the drawer all of the middle, or its place again."""
        self._enlarged = enlarged
        self._decide(self._layout.with_folded(self._several, False) if enlarged else self._layout)

    @Slot(bool)
    def detach(self, detached: bool) -> None:
        """Put the drawer into a window of its own, or back."""
        self._enlarged = False
        self._decide(replace(self.layout_in_use, detached=detached))

    def put(self, place: Place) -> None:
        """Have the drawer at the right, at the bottom, or where there is room."""
        self._decide(replace(self._layout, place=place))

    def close_detached(self) -> None:
        """The window closes, and the drawer's with it; the layout stays as it was."""
        if self._window is not None:
            self._layout = self.layout_in_use
            self._dock()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Messages stay in the middle."""
        super().resizeEvent(event)
        self._place_messages()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Messages lie over the foot of the pictures, as high as they need: toolbar and heads stay free."""
        if watched is self._messages and event.type() in (QEvent.Type.Show, QEvent.Type.LayoutRequest):
            self._place_messages()
        return super().eventFilter(watched, event)

    def _decide(self, layout: DrawerLayout) -> None:
        self._layout = layout
        self._arranged = None
        self._arrange()
        self.changed.emit()

    @Slot()
    def _arrange(self) -> None:
        """Show the drawer where it belongs in the room there is now."""
        if self._layout.detached:
            self._show_detached()
            return
        self._dock()
        now = arrangement(self._layout, self._several, self.splitter.width(), self.window().height())
        if now != self._arranged:
            self._arranged = now
            self._show_arrangement(now)
            # The least size of the pages as they stand now is known when their layouts have been asked again.
            self._layouts_asked.start()
        self._divide()

    @Slot()
    def _divide(self) -> None:
        """Give the drawer the size that the user chose, or the usual one."""
        now = self._arranged
        if now is None or self._window is not None:
            return
        room = self.splitter.width() if now.at_right else self.splitter.height()
        chosen = self._layout.width_px if now.at_right else self._layout.height_px
        size = self.drawer.line_px if now.folded else chosen or usual_size_px(now.at_right, room)
        self.splitter.setSizes([max(1, room - size - self.splitter.handleWidth()), size])
        self._place_messages()

    def _show_arrangement(self, now: Arrangement) -> None:
        self._pictures.setVisible(not self._enlarged)
        self.drawer.show_folded(now.folded)
        self.drawer.show_state(enlarged=self._enlarged, detached=False)
        self.drawer.show_column(now.at_right and not self._enlarged)
        self.drawer.show_page(self._layout.tab)
        self.splitter.setOrientation(Qt.Orientation.Horizontal if now.at_right else Qt.Orientation.Vertical)
        self.splitter.handle(1).setEnabled(not now.folded)

    def _show_detached(self) -> None:
        if self._window is None:
            try:
                geometry = QByteArray(base64.b64decode(self._layout.window, validate=True))
            except (ValueError, binascii.Error):
                geometry = QByteArray()
            self._window = DetachedDrawer(self.drawer, geometry, self.window())
            self._window.show_name(self.drawer.name.text())
            self._window.closed.connect(self._bring_back)
            self._arranged = None
            self._pictures.show()
            self.drawer.show_folded(False)
            self.drawer.show_state(enlarged=False, detached=True)
        if self.isVisible():
            self._window.show()

    def _dock(self) -> None:
        if self._window is not None:
            window, self._window = self._window, None
            self.splitter.addWidget(self.drawer)
            self.drawer.show()
            window.hide()
            window.deleteLater()

    @Slot()
    def _bring_back(self) -> None:
        self.detach(False)

    @Slot(str)
    def _keep_tab(self, key: str) -> None:
        self._layout = replace(self._layout, tab=key)

    @Slot(int, int)
    def _keep_size(self, _position: int, _handle: int) -> None:
        self._place_messages()
        if self._arranged is not None and not self._arranged.folded:
            size = self.splitter.sizes()[1]
            if self._arranged.at_right:
                self._layout = replace(self._layout, width_px=size)
            else:
                self._layout = replace(self._layout, height_px=size)

    def _place_messages(self) -> None:
        bar = self._messages
        room = self._pictures.geometry() if self._pictures.isVisibleTo(self) else self.rect()
        width = min(WIDEST_MESSAGE_PX, self.width() - 2 * MESSAGE_MARGIN_PX)
        height = min(bar.heightForWidth(width) if bar.hasHeightForWidth() else bar.sizeHint().height(), self.height())
        bar.setGeometry(
            (self.width() - width) // 2, max(0, room.bottom() + 1 - MESSAGE_MARGIN_PX - height), width, height
        )
        bar.raise_()
