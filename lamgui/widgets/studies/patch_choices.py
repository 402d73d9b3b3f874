"""Which patches of each picture a new study has: any of the centre, the hard ones, a grid, and bookmarks."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QGridLayout, QWidget

from lamgui.attribution.patch import DEFAULT_PATCH_PX
from lamgui.study.stated.patch_rules import MOST_HARD
from lamgui.widgets.controls.form import describe
from lamgui.widgets.controls.number_box import WholeNumber
from lamgui.widgets.controls.plain_label import PlainLabel

USUAL_HARD, LARGEST_PX = 3, 4096


class PatchChoices(QWidget):
    """Shows the rules; `changed` reports another choice."""

    changed = Signal()

    def __init__(self, bookmarks: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.size_box = WholeNumber(1, LARGEST_PX)
        self.centre = QCheckBox("C&entre")
        self.hard = QCheckBox("&Hard patches")
        self.hard_count = WholeNumber(1, MOST_HARD)
        self.grid = QCheckBox("&Grid")
        self.grid_step = WholeNumber(1, LARGEST_PX)
        self.bookmarks = QCheckBox(f"&Bookmarks ({bookmarks})")
        self.bookmarks.setEnabled(bookmarks > 0)
        self._lay_out()
        self.size_box.setValue(DEFAULT_PATCH_PX)
        self.hard_count.setValue(USUAL_HARD)
        self.grid_step.setValue(2 * DEFAULT_PATCH_PX)
        self.centre.setChecked(True)
        for box in (self.centre, self.hard, self.grid, self.bookmarks):
            box.toggled.connect(self._change)
        self._change()

    @property
    def rules(self) -> tuple[str, ...]:
        """As study.toml states them."""
        size = self.size_box.value()
        rules = [f"centre:{size}"] if self.centre.isChecked() else []
        rules += [f"hard:{self.hard_count.value()}:{size}"] if self.hard.isChecked() else []
        rules += [f"grid:{size}:{self.grid_step.value()}"] if self.grid.isChecked() else []
        return tuple(rules)

    @property
    def with_bookmarks(self) -> bool:
        """Whether the bookmarked patches are in it."""
        return self.bookmarks.isChecked()

    def _change(self) -> None:
        self.hard_count.setEnabled(self.hard.isChecked())
        self.grid_step.setEnabled(self.grid.isChecked())
        self.changed.emit()

    def _lay_out(self) -> None:
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        size_label, step_label = PlainLabel("Si&ze, SR px"), PlainLabel("apart, SR px")
        size_label.setBuddy(self.size_box)
        grid.addWidget(self.centre, 0, 0)
        grid.addWidget(self.hard, 1, 0)
        grid.addWidget(self.hard_count, 1, 1)
        grid.addWidget(PlainLabel("a picture"), 1, 2)
        grid.addWidget(self.grid, 2, 0)
        grid.addWidget(self.grid_step, 2, 1)
        grid.addWidget(step_label, 2, 2)
        grid.addWidget(self.bookmarks, 3, 0)
        grid.addWidget(size_label, 4, 0)
        grid.addWidget(self.size_box, 4, 1)
        grid.setColumnStretch(2, 1)
        describe(self.size_box, "Size of a patch", "Side of every patch but those of bookmarks, in SR pixels.")
        describe(self.centre, "Centre", "The patch in the middle of each picture.")
        describe(
            self.hard, "Hard patches", "Where the first network changes most with the blur, ranked in each picture."
        )
        describe(self.hard_count, "Hard patches of a picture", "How many of the hardest patches of each picture.")
        describe(self.grid, "Grid", "Patches all over each picture.")
        describe(self.grid_step, "Distance in the grid", "From one patch to the next, in SR pixels.")
        describe(self.bookmarks, "Bookmarks", "The bookmarked patches, each of its own picture, which joins the study.")
