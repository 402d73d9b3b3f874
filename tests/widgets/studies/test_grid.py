"""The grid of a study: what a cell shows, says and opens, and that it stays where it was when results come."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtWidgets import QMenu
from pytestqt.qtbot import QtBot

from lamgui.attribution.patch import Patch
from lamgui.jobs.studies.snapshot import snapshot_of, with_ended
from lamgui.study.running.progress import Ended
from lamgui.study.store.results import StudyRow
from lamgui.widgets.controls.theme import Scheme, make_palette
from lamgui.widgets.studies.grid_model import LOOK, CellLook
from lamgui.widgets.studies.grid_view import StudyGrid
from tests.jobs.studies.results_of import Value, grid_of, numbers, results_of, row
from tests.widgets.painted_text import painted_texts


@pytest.fixture
def grid(qtbot: QtBot) -> Iterator[StudyGrid]:
    grid = StudyGrid()
    qtbot.addWidget(grid)
    grid.resize(500, 300)
    grid.show()
    yield grid
    grid.hide()


def cell(grid: StudyGrid, picture: int, network: int) -> QModelIndex:
    return grid.model().index(picture, network)


def text_of(grid: StudyGrid, picture: int, network: int, role: int = Qt.ItemDataRole.DisplayRole) -> str:
    return str(cell(grid, picture, network).data(role))


def test_cells_have_values_failures_and_what_is_to_come(grid: StudyGrid) -> None:
    grid.show_snapshot(snapshot_of(grid_of([[1.0, 3.0], [None, "no memory: it has 2 GiB"]])))
    assert [[text_of(grid, p, n) for n in (0, 1)] for p in (0, 1)] == [["1.00", "·"], ["3.00", "✕"]]
    looks = [cell(grid, p, 0).data(LOOK) for p in (0, 1)]
    assert looks == [CellLook("1.00", 0.0, 0, 0), CellLook("3.00", 1.0, 0, 0)]
    for role in (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole):
        assert "failed: no memory: it has 2 GiB" in text_of(grid, 1, 1, role)
    assert "n1 on p0.png" in text_of(grid, 0, 1, Qt.ItemDataRole.AccessibleTextRole)
    grid.show_quantity("psnr_y")
    assert text_of(grid, 1, 0) == "23.00"


def test_a_cell_of_several_patches_shows_their_mean(grid: StudyGrid) -> None:
    values: tuple[Value, ...] = (2.0, 4.0, "bad")
    rows = [row("a", "1.png", value, Patch(16 * k, 0, 16)) for k, value in enumerate(values)]
    grid.show_snapshot(snapshot_of(results_of(rows)))
    look: CellLook = cell(grid, 0, 0).data(LOOK)
    assert (look.text, look.failed) == ("3.00", 1)
    assert len(text_of(grid, 0, 0, Qt.ItemDataRole.AccessibleTextRole).splitlines()) == 4


def test_what_is_selected_stays_when_results_come(grid: StudyGrid) -> None:
    said: list[str] = []
    grid.looked_at.connect(said.append)
    snapshot = snapshot_of(grid_of([[1.0, None]]))
    grid.show_snapshot(snapshot)
    grid.setCurrentIndex(cell(grid, 1, 0))
    assert said[-1].endswith("pending")
    grid.show_snapshot(with_ended(snapshot, [Ended(snapshot.cell(1, 0)[0].key, numbers(2.5))]))
    assert grid.currentIndex() == cell(grid, 1, 0)
    assert "DI 2.50" in said[-1]


def test_a_click_and_enter_ask_for_the_map(grid: StudyGrid, qtbot: QtBot) -> None:
    wanted: list[StudyRow] = []
    grid.item_wanted.connect(wanted.append)
    snapshot = snapshot_of(grid_of([[1.0, 2.0]]))
    grid.show_snapshot(snapshot)
    place = grid.visualRect(cell(grid, 1, 0)).center()
    qtbot.mouseClick(grid.viewport(), Qt.MouseButton.LeftButton, pos=place)
    grid.setCurrentIndex(cell(grid, 0, 0))
    qtbot.keyClick(grid, Qt.Key.Key_Return)
    assert wanted == [snapshot.cell(1, 0)[0], snapshot.cell(0, 0)[0]]


def test_of_several_patches_one_is_chosen(grid: StudyGrid, qtbot: QtBot) -> None:
    wanted: list[StudyRow] = []
    grid.item_wanted.connect(wanted.append)
    rows = [row("a", "1.png", 1.0 + k, Patch(16 * k, 0, 16)) for k in (0, 1)]
    grid.show_snapshot(snapshot_of(results_of(rows)))
    grid.setCurrentIndex(cell(grid, 0, 0))
    qtbot.keyClick(grid, Qt.Key.Key_Return)
    menu = grid.findChild(QMenu)
    assert menu is not None
    assert not wanted
    menu.actions()[1].trigger()
    menu.close()
    assert wanted == [rows[1]]


@pytest.mark.parametrize("scheme", [Scheme.DARK, Scheme.LIGHT])
def test_every_text_stands_out_from_its_tint(grid: StudyGrid, scheme: Scheme) -> None:
    grid.setPalette(make_palette(scheme))
    grid.show_snapshot(snapshot_of(grid_of([[1.25, 9.5], ["bad", None]])))
    texts = {text.words: text.contrast for text in painted_texts(grid.viewport())}
    assert set(texts) == {"1.25", "9.50", "✕", "·"}
    assert min(texts.values()) >= 4.5
