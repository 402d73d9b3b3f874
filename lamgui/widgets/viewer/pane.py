"""One pane of the viewer: a title to choose its content by, a colour bar where it shows a map, canvas and inset."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from lamgui.session.state import PaneContent
from lamgui.widgets.viewer.canvas import Canvas
from lamgui.widgets.viewer.contents import Scale
from lamgui.widgets.viewer.inset import Inset
from lamgui.widgets.viewer.pane_bar import ColourBar

TITLES = {
    PaneContent.INPUT: ("Input (LR)", "I: the low-resolution picture that the network gets"),
    PaneContent.SR: ("SR", "F(I): the super-resolution picture that the network makes of the input"),
    PaneContent.HR: ("HR", "The high-resolution original, where it is known"),
    PaneContent.MAP: (
        "LAM",
        (
            "Local Attribution Map, Σ_c LAM: how much each LR pixel contributes to the patch. "
            "Its absolute value is the importance; both are shown divided by the maximum, which is printed."
        ),
    ),
    PaneContent.OVERLAY: ("LAM over input", "The Local Attribution Map laid over the LR input"),
    PaneContent.CONTOUR: (
        "Contour",
        "The LR input with the outline of the area of contribution: the pixels that hold the stated share of the map",
    ),
    PaneContent.HEAT_MAP: (
        "Heat map",
        (
            "Kernel density of the importance |Σ_c LAM| over the LR pixels: where the network looks, smoothed. "
            "Shown divided by its maximum, which is printed."
        ),
    ),
    PaneContent.ERROR: ("Error to HR", "|SR − HR|, the mean over the channels, in 8-bit levels"),
    PaneContent.DIFFERENCE: (
        "Difference",
        (
            "This row's importance less that of the row in focus, each divided by its sum, in percent: "
            "red where this network relies on a pixel more, blue where it does less."
        ),
    ),
}


class Pane(QWidget):
    """Shows one content; reports another that the user chooses, and lets the viewer decide."""

    content_chosen = Signal(int, object)
    """This pane's number and the chosen PaneContent."""

    def __init__(self, number: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._number = number
        self._content = PaneContent.INPUT
        self.canvas = Canvas(self)
        self.inset = Inset(self.canvas)
        self.bar = ColourBar(self)
        self.title = QComboBox(self)
        for content, (name, tip) in TITLES.items():
            self.title.addItem(name, content)
            self.title.setItemData(self.title.count() - 1, tip, Qt.ItemDataRole.ToolTipRole)
        self.title.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.title.setMinimumContentsLength(5)
        self.title.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.title.activated.connect(self._report)
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(self.title)
        head.addWidget(self.bar, 1)
        head.addStretch(0)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addLayout(head)
        column.addWidget(self.canvas, 1)

    @property
    def content(self) -> PaneContent:
        """The content that it shows."""
        return self._content

    @property
    def canvases(self) -> tuple[Canvas, ...]:
        """The canvas and the inset, which both paint its picture."""
        return self.canvas, self.inset

    def show_content(self, content: PaneContent, scale: Scale | None) -> None:
        """The content to name in the title, and the scale of its colours if it is a map."""
        self._content = content
        name, tip = TITLES[content]
        self.title.setCurrentIndex(self.title.findData(content))
        self.title.setToolTip(f"{tip}\nChoose here what this pane shows.")
        self.title.setAccessibleName(f"Pane {self._number + 1} shows")
        self.canvas.setAccessibleName(f"Pane {self._number + 1}: {name}")
        self.bar.show_scale(scale, tip)

    def show_head(self, title: bool, bar: bool) -> None:
        """Show or hide the choice of content and the colour bar; rows below the first have neither."""
        self.title.setVisible(title)
        self.bar.setVisible(bar)

    def _report(self, index: int) -> None:
        wanted = PaneContent(self.title.itemData(index))
        self.title.setCurrentIndex(self.title.findData(self._content))
        if wanted is not self._content:
            self.content_chosen.emit(self._number, wanted)
