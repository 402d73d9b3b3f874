"""A difference is enlarged like any other picture, and what it is a difference to stays in focus."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from lamgui.session.state import PaneContent, View
from lamgui.widgets.viewer.viewer import Viewer
from tests.widgets.viewer_of import LR_SIZE, shown_viewer, titles_of


class Shown:
    """A viewer of the differences of three maps, which does what its user wants, as a session makes it do."""

    def __init__(self, qtbot: QtBot) -> None:
        self.viewer: Viewer = shown_viewer(qtbot, rows=3)
        self.view = View(content=PaneContent.DIFFERENCE)
        self.focus = 0
        for row in range(3):
            self.viewer.show_map(np.full(LR_SIZE[::-1], row + 1.0) + np.eye(*LR_SIZE[::-1]), row)
        self.viewer.view_edited.connect(self._edit)
        self.viewer.cell_chosen.connect(self._choose)
        self.viewer.show_view(self.view)

    @property
    def names(self) -> list[str]:
        """What the cells that are seen are called."""
        return [cell.head.title.name for cell in self.viewer.grid.all_cells if cell.isVisible()]

    def _edit(self, changes: dict[str, Any]) -> None:
        self.view = replace(self.view, **changes)
        self.viewer.show_view(self.view)

    def _choose(self, row: int) -> None:
        self.focus = row
        self.viewer.show_cells(tuple(replace(title, is_current=k == row) for k, title in enumerate(titles_of(3))))


@pytest.fixture
def shown(qtbot: QtBot) -> Shown:
    return Shown(qtbot)


def test_a_double_click_enlarges_a_difference_and_brings_the_others_back(shown: Shown) -> None:
    assert shown.names == ["A", "B − A", "C − A"]
    cells = shown.viewer.grid.cells
    for _ in range(2):
        QTest.mouseClick(cells[2].head, Qt.MouseButton.LeftButton)
        QTest.mouseDClick(cells[2].head, Qt.MouseButton.LeftButton)
        assert (shown.names, shown.focus) == (["C − A"], 0)
        QTest.mouseClick(cells[2].head, Qt.MouseButton.LeftButton)
        assert shown.names == ["C − A"], "a click makes no other difference of it"
        QTest.mouseDClick(cells[2].head, Qt.MouseButton.LeftButton)
        assert (shown.names, shown.focus) == (["A", "B − A", "C − A"], 0)


def test_enter_enlarges_the_difference_that_has_the_keyboard(shown: Shown) -> None:
    head = shown.viewer.grid.cells[2].head
    QTest.keyClick(head, Qt.Key.Key_Return)
    assert (shown.names, shown.focus) == (["C − A"], 0)
    assert shown.viewer.grid.cells[2].canvas.plate == ""
    QTest.keyClick(head, Qt.Key.Key_Return)
    assert shown.names == ["A", "B − A", "C − A"]


def test_enter_over_the_pictures_shows_a_difference_and_not_what_all_are_compared_with(shown: Shown) -> None:
    QTest.keyClick(shown.viewer, Qt.Key.Key_Return)
    assert shown.names == ["B − A"]
    zoom = shown.viewer.grid.cells[1].sight.camera.zoom
    shown.viewer.zoom_in()
    assert shown.viewer.grid.cells[1].sight.camera.zoom > zoom


def test_of_other_kinds_the_cell_in_focus_is_enlarged(shown: Shown) -> None:
    shown._edit({"content": PaneContent.OVERLAY})
    QTest.mouseClick(shown.viewer.grid.cells[2].head, Qt.MouseButton.LeftButton)
    QTest.mouseDClick(shown.viewer.grid.cells[2].head, Qt.MouseButton.LeftButton)
    assert (shown.names, shown.focus) == (["C"], 2)
