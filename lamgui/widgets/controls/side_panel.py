"""The side panel: groups stacked in a column that scrolls up and down, never sideways."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QEvent, QObject, QSize, Qt
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from lamgui.widgets.controls.collapsible import Collapsible

MINIMUM_WIDTH_PX = 250


class SidePanel(QScrollArea):
    """Holds panels as collapsible groups."""

    def __init__(self, parent: QWidget | None = None, *, minimum_width_px: int = MINIMUM_WIDTH_PX) -> None:
        super().__init__(parent)
        self._minimum_width_px = minimum_width_px
        self._groups: list[Collapsible] = []
        self._column = QWidget()
        self._layout = QVBoxLayout(self._column)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(1)
        self._layout.addStretch()
        self.setWidget(self._column)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setAccessibleName("Side panel")

    def add_group(self, title: str, panel: QWidget, opened: bool = True, *, grows: bool = False) -> None:
        """Add a panel below the others, under a title that opens and closes it; one that grows gets spare height."""
        group = Collapsible(title, panel, opened, self._column, grows=grows)
        group.opened_changed.connect(self._fit)
        panel.installEventFilter(self)
        self._groups.append(group)
        self._layout.insertWidget(self._layout.count() - 1, group, 1 if grows else 0)
        self.updateGeometry()

    def opened_groups(self) -> tuple[str, ...]:
        """Titles of the groups that are open, from the top."""
        return tuple(group.title for group in self._groups if group.opened)

    def set_opened_groups(self, titles: Iterable[str]) -> None:
        """Open these groups and close the others."""
        wanted = set(titles)
        for group in self._groups:
            group.set_opened(group.title in wanted)

    def minimumSizeHint(self) -> QSize:
        """Wide enough for the widest open group beside the scroll bar."""
        content = self._column.minimumSizeHint().width() + self.verticalScrollBar().sizeHint().width()
        return QSize(max(self._minimum_width_px, content), 120)

    def sizeHint(self) -> QSize:
        """A little wider than the minimum."""
        return QSize(self.minimumSizeHint().width() + 10, 700)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """A panel whose content grows wider widens this one."""
        if event.type() == QEvent.Type.LayoutRequest:
            self.updateGeometry()
        return super().eventFilter(watched, event)

    def _fit(self, _opened: bool) -> None:
        self.updateGeometry()
