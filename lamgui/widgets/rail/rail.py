"""The rail: sections stacked in a column that scrolls up and down, never sideways."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QEvent, QObject, QSize, Qt, Signal
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from lamgui.widgets.rail.section import Section

WIDTH_PX = 244
"""Of a program whose text has its usual size."""
WIDTH_SAMPLE = "Surroundings whole picture, of LR"
"""A text of that width in the font with which the rail was drawn: with larger text the rail is wider."""
MARGINS_PX = (12, 8, 8, 8)
SECTION_GAP_PX = 12
WIDEST = 1.8
"""The rail can be made so much wider."""


class Rail(QScrollArea):
    """Holds sections; as wide as the open ones need."""

    text_scaled = Signal(float)
    """How many times as wide as before a rail of the usual width is."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._width_of_text_px = self._usual_for_text_px()
        self._sections: list[Section] = []
        self._column = QWidget()
        self._layout = QVBoxLayout(self._column)
        self._layout.setContentsMargins(*MARGINS_PX)
        self._layout.setSpacing(SECTION_GAP_PX)
        self._layout.addStretch()
        self.setWidget(self._column)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setAccessibleName("Rail")
        self._column.installEventFilter(self)

    @property
    def sections(self) -> tuple[Section, ...]:
        """From the top."""
        return tuple(self._sections)

    def add_section(self, section: Section) -> None:
        """Add a section below the others."""
        section.opened_changed.connect(self._fit)
        self._sections.append(section)
        self._layout.insertWidget(self._layout.count() - 1, section)
        self._fit()

    def opened_sections(self) -> tuple[str, ...]:
        """Titles of the sections that are open, from the top."""
        return tuple(section.title for section in self._sections if section.opened)

    def set_opened_sections(self, titles: Iterable[str]) -> None:
        """Open these sections and close the others."""
        wanted = set(titles)
        for section in self._sections:
            section.set_opened(section.title in wanted)
        self._fit()

    def usual_width_px(self) -> int:
        """The width until the user chooses another."""
        return max(self._usual_for_text_px(), self.minimumSizeHint().width())

    def _usual_for_text_px(self) -> int:
        return max(WIDTH_PX, self.fontMetrics().horizontalAdvance(WIDTH_SAMPLE))

    def minimumSizeHint(self) -> QSize:
        """Wide enough for what is open, beside the scroll bar."""
        content = self._column.minimumSizeHint().width() + self.verticalScrollBar().sizeHint().width()
        return QSize(max(round(WIDTH_PX * 0.8), content), 120)

    def sizeHint(self) -> QSize:
        """The usual width."""
        return QSize(self.usual_width_px(), 700)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Content that grows wider widens the rail."""
        if event.type() is QEvent.Type.LayoutRequest:
            self._fit()
        return super().eventFilter(watched, event)

    def changeEvent(self, event: QEvent) -> None:
        """Larger text needs a wider rail."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.FontChange:
            self._fit()
            before, self._width_of_text_px = self._width_of_text_px, self._usual_for_text_px()
            if before != self._width_of_text_px:
                self.text_scaled.emit(self._width_of_text_px / before)

    def _fit(self, *_: object) -> None:
        self.setMaximumWidth(round(self.usual_width_px() * WIDEST))
        self.updateGeometry()
