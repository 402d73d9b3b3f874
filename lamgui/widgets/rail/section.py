"""A section of the rail: a title, at rest a few lines that say what is chosen, opened the controls to choose it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPoint, QSize, Qt, Signal, Slot
from PySide6.QtGui import QFont, QFontMetrics, QKeyEvent, QPainter, QPaintEvent, QPalette, QPen, QPolygon
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from lamgui.widgets.controls.form import describe
from lamgui.widgets.controls.summary import SummaryLines

TITLE_SCALE = 0.85
LETTER_SPACING = 106
"""Of the title, in percent."""
ARROW_PX = 7


class SectionTitle(QAbstractButton):
    """The title with a small arrow that says whether the section is open; Space and Enter open and close it."""

    def __init__(self, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setText(title)
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """Title and arrow."""
        metrics = QFontMetrics(self._title_font())
        return QSize(metrics.horizontalAdvance(self.text().upper()) + 3 * ARROW_PX, metrics.height() + 6)

    def minimumSizeHint(self) -> QSize:
        """All of it."""
        return self.sizeHint()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter does what Space does."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """The title in small capitals, its arrow, and a frame while it has the focus."""
        painter = QPainter(self)
        palette = self.palette()
        colour = palette.color(
            QPalette.ColorRole.WindowText if self.underMouse() else QPalette.ColorRole.PlaceholderText
        )
        painter.setFont(self._title_font())
        painter.setPen(colour)
        title = self.text().upper()
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignVCenter, title)
        left = painter.fontMetrics().horizontalAdvance(title) + ARROW_PX
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(colour, 1.4))
        painter.drawPolyline(self._arrow(left))
        if self.hasFocus():
            painter.setPen(QPen(palette.color(QPalette.ColorRole.Accent), 1.5))
            painter.drawRoundedRect(self.rect().adjusted(0, 1, -1, -2), 3, 3)

    def _arrow(self, left: int) -> QPolygon:
        half, middle = ARROW_PX // 2, self.height() // 2
        if self.isChecked():
            return QPolygon(
                [QPoint(left, middle - 1), QPoint(left + half, middle + 2), QPoint(left + 2 * half, middle - 1)]
            )
        return QPolygon([QPoint(left, middle - half), QPoint(left + half, middle), QPoint(left, middle + half)])

    def _title_font(self) -> QFont:
        font = self.font()
        font.setPointSizeF(font.pointSizeF() * TITLE_SCALE)
        font.setBold(True)
        font.setLetterSpacing(QFont.SpacingType.PercentageSpacing, LETTER_SPACING)
        return font


class Section(QWidget):
    """A title over lines that are replaced by controls when it is opened.

    `opened_changed(bool)` reports that the user opened or closed it.
    """

    opened_changed = Signal(bool)

    def __init__(
        self,
        title: str,
        panels: Sequence[QWidget],
        summaries: Sequence[SummaryLines] = (),
        *,
        stays: QWidget | None = None,
        buttons: Sequence[QAbstractButton] = (),
        parent: QWidget | None = None,
    ) -> None:
        """`panels` are shown while it is open, `summaries` while it is not, `stays` always; `buttons` in the title."""
        super().__init__(parent)
        self.title = title
        self._panels = tuple(panels)
        self._summaries = tuple(summaries)
        self.header = SectionTitle(title)
        describe(self.header, f"{title}, section", f"Open or close {title.lower()}.")
        row = QHBoxLayout()
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(2)
        row.addWidget(self.header, 1)
        for button in buttons:
            row.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addLayout(row)
        for part in (*((stays,) if stays is not None else ()), *self._summaries, *self._panels):
            column.addWidget(part)
        for panel in self._panels:
            panel.setContentsMargins(0, 2, 0, 4)
        for summary in self._summaries:
            summary.line_chosen.connect(self._open_at)
        self.set_opened(False)
        self.header.clicked.connect(self._toggle)

    @property
    def opened(self) -> bool:
        """Whether the controls are shown."""
        return self.header.isChecked()

    @property
    def summaries(self) -> tuple[SummaryLines, ...]:
        """What is shown while it is closed."""
        return self._summaries

    def set_opened(self, opened: bool) -> None:
        """Open or close; nothing is reported."""
        self.header.setChecked(opened)
        self.header.update()
        for summary in self._summaries:
            summary.setVisible(not opened)
        for panel in self._panels:
            panel.setVisible(opened)

    @Slot(bool)
    def _toggle(self, checked: bool) -> None:
        self.set_opened(checked)
        self.opened_changed.emit(checked)

    @Slot(object)
    def _open_at(self, control: QWidget | None) -> None:
        """Open it with the keyboard focus at a control."""
        self.set_opened(True)
        self.opened_changed.emit(True)
        if control is not None:
            control.setFocus(Qt.FocusReason.OtherFocusReason)
