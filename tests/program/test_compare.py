"""Several networks in the real window: rows, table, curves, bookmarks, flicking; all of it undone again."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QTableWidgetItem

from lamgui.attribution.patch import Patch
from lamgui.attribution.settings.settings import Settings
from lamgui.networks.catalogue import find
from lamgui.session.state import PaneContent, RowsOf
from lamgui.widgets.viewer.duel.duel import Mode
from lamgui.widgets.viewer.pictures.colour_scale import scale_of
from lamgui.widgets.viewer.viewer import Viewer
from lamgui.window.options import WindowOptions
from tests.program.conftest import Start
from tests.program.driver import Driver
from tests.small import edsr_x2, fsrcnn_like
from tests.widgets.viewer_of import at_sr, click

OTHERS = 2
"""Copies of FSRCNN beside the bundled one: small networks of one scale."""


@pytest.fixture
def copies(tmp_path: Path) -> list[Path]:
    """Their weights differ a little, or they would share one result."""
    return [fsrcnn_like(tmp_path / f"copy {k}.safetensors", 1.01 + 0.01 * k) for k in range(OTHERS)]


@pytest.fixture
def three(start: Start, copies: list[Path]) -> Driver:
    """FSRCNN and two copies of it, all done."""
    driver = start()
    driver.choices.choose_settings(Settings(steps=3), "")
    driver.choices.choose_network(find("FSRCNN"))
    driver.finished()
    for path in copies:
        driver.networks.add(path)
        driver.wait(lambda path=path: any(e.path == path for e in driver.session.entries))  # type: ignore[misc]
        entry = next(e for e in driver.session.entries if e.path == path)
        driver.choices.choose_network(find("FSRCNN"))
        driver.finished()
    for path in copies:
        entry = next(e for e in driver.session.entries if e.path == path)
        row = driver.session.entries.index(entry)
        driver.window.network_panel.list.item(row).setCheckState(Qt.CheckState.Checked)
    all_done(driver)
    return driver


def all_done(driver: Driver) -> None:
    session = driver.session
    driver.wait(lambda: set(session.analyses) | set(session.failures) == set(session.state.subjects))
    driver.wait(lambda: session.running is None)


def cell(driver: Driver, row: int, column: int) -> QTableWidgetItem:
    item = driver.window.table.table.item(row, column)
    assert item is not None
    return item


def has_consensus(driver: Driver) -> bool:
    return driver.window.viewer.grid.consensus_cell is not None


def titles(viewer: Viewer) -> list[str]:
    return [cell.title.name for cell in viewer.grid.cells]


def test_ticked_networks_have_cells_a_table_and_curves(three: Driver) -> None:
    window = three.window
    assert titles(window.viewer) == ["FSRCNN (lamgui)", "copy 0", "copy 1"]
    assert all(shown.isVisible() for shown in window.viewer.grid.all_cells)
    (reference,) = window.viewer.grid.reference_cells
    assert reference.contents.hr is not None
    assert three.session.state.picture is not None
    assert reference.title.detail == three.session.state.picture.name
    table = window.table.table
    assert [cell(three, k, 0).text() for k in range(3)] == ["FSRCNN (lamgui)", "copy 0", "copy 1"]
    assert not table.isVisible(), "the pictures have the room, until the drawer is unfolded"
    three.choose("toggle_drawer")
    window.drawer.show_page("table")
    assert table.isVisible()
    assert [plot.other_count for plot in window.curves.plots] == [2, 2, 2]
    chips = {shown.title.slot for shown in window.viewer.grid.cells}
    assert chips == {0, 1, 2}
    for shown in window.viewer.grid.cells:
        assert shown.contents.signed is not None
    consensus = window.viewer.grid.consensus_cell
    assert consensus is not None
    assert consensus.contents.signed is not None
    areas = [analysis.area(three.session.view.share) for analysis in three.session.analyses.values()]
    np.testing.assert_allclose(consensus.contents.signed, np.mean(areas, axis=0))


def test_a_screenshot_shows_cells_that_are_laid_out(start: Start, picture: Path, copies: list[Path]) -> None:
    target = picture.with_name("window.png")
    networks = ("FSRCNN", str(copies[0]))
    driver = start(WindowOptions(picture=picture, networks=networks, size=(1280, 800), screenshot=target))
    driver.wait(target.exists)
    assert has_consensus(driver)
    turns = iter(range(100))
    driver.wait(lambda: next(turns, None) is None)
    pane = driver.window.viewer.grid
    part = QRect(pane.mapTo(driver.window, QPoint(0, 0)), pane.size())
    assert QImage(str(target)).copy(part) == driver.window.grab(part).toImage().convertToFormat(
        QImage(str(target)).format()
    )


def test_cells_stay_linked_and_the_patch_moves_in_any_of_them(three: Driver) -> None:
    viewer = three.window.viewer
    viewer.zoom_in()
    cameras = {cell.sight.camera for cell in viewer.grid.all_cells}
    assert len(cameras) == 1
    before = dict(three.session.analyses)
    canvas = viewer.grid.cells[2].canvas
    click(canvas, at_sr(viewer, 100, 20, 2))
    assert three.patch != next(iter(before.values())).pictures.patch
    assert {cell.patch for cell in viewer.grid.all_cells} == {three.patch}
    assert not three.session.analyses, "what was there is of another patch"
    all_done(three)
    three.window.menus.actions["undo"].trigger()
    all_done(three)
    assert dict(three.session.analyses) == before, "a patch seen before comes from the cache"


def test_focus_order_hiding_and_sorting_are_undone_one_by_one(three: Driver) -> None:
    window, session = three.window, three.session
    start, steps = session.document, session.undo_stack.index()
    window.table.table.setCurrentCell(1, 0)
    assert session.state.focus is not None
    assert session.state.focus.name == "copy 0"
    assert session.analysis is session.analyses[session.state.focus]
    window.table.table.setFocus()
    QTest.keyClick(window.table.table, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    assert titles(window.viewer) == ["copy 0", "FSRCNN (lamgui)", "copy 1"]
    window.viewer.grid.cells[2].head.hidden.emit()
    assert titles(window.viewer) == ["copy 0", "FSRCNN (lamgui)"]
    assert cell(three, 2, 0).checkState() is Qt.CheckState.Unchecked
    cell(three, 2, 0).setCheckState(Qt.CheckState.Checked)
    assert len(titles(window.viewer)) == 3
    header = window.table.table.horizontalHeader()
    header.sectionClicked.emit(1)
    values = [a.network.parameters for s in session.state.subjects if (a := session.analyses[s])]
    assert values == sorted(values)
    assert session.undo_stack.index() >= steps + 4
    while session.undo_stack.index() > steps:
        window.menus.actions["undo"].trigger()
    assert session.document == start


def test_a_network_of_another_scale_fails_in_its_own_row(three: Driver, tmp_path: Path) -> None:
    entry = edsr_x2(tmp_path)
    three.networks.add(entry.path)
    three.wait(lambda: any(e.path == entry.path for e in three.session.entries))
    three.wait(lambda: len(three.session.state.subjects) == 4)
    three.choices.choose_network(find("FSRCNN"))
    all_done(three)
    assert len(three.session.analyses) == 3
    assert cell(three, 3, 2).text() == "failed"
    assert "×2" in cell(three, 3, 2).toolTip()


def test_cancel_keeps_the_rows_that_are_done(three: Driver) -> None:
    three.in_full_run()
    QTest.keyClick(three.window, Qt.Key.Key_Escape)
    assert three.ends[-1] == "Cancelled"
    assert three.session.running is None
    assert three.session.progress is None
    three.choices.choose_settings(Settings(steps=2), "")
    all_done(three)


def test_flick_split_and_difference(three: Driver) -> None:
    viewer, action = three.window.viewer, three.window.menus.actions["toggle_duel"]
    action.trigger()
    duel = viewer.duel
    assert duel.isVisible()
    assert not viewer.grid.isVisible()
    duel.setFocus()
    first = duel.canvas.grab().toImage()
    QTest.keyPress(duel, Qt.Key.Key_Space)
    assert duel.shown_name.startswith("B: copy 0")
    QTest.keyRelease(duel, Qt.Key.Key_Space)
    assert duel.shown_name.startswith("A: FSRCNN")
    duel.second.setCurrentIndex(duel.second.findText("FSRCNN (lamgui): HR"))
    duel.hold(True)
    assert duel.canvas.grab().toImage() != first
    duel.hold(False)
    assert duel.canvas.grab().toImage() == first
    duel.mode.setCurrentIndex(list(Mode).index(Mode.SPLIT))
    assert duel.slider.isVisible()
    split = duel.canvas.grab().toImage()
    QTest.keyClick(duel, Qt.Key.Key_Right)
    assert duel.canvas.grab().toImage() != split
    duel.mode.setCurrentIndex(list(Mode).index(Mode.DIFFERENCE))
    shown = duel.canvas._image
    assert shown is not None
    pictures = three.finished().pictures
    assert pictures.hr is not None
    np.testing.assert_array_equal(shown.pixels, np.abs(pictures.sr.astype(int) - pictures.hr.astype(int)))
    click(duel.canvas, duel.canvas.rect().center())
    all_done(three)
    assert duel.patch == three.patch == viewer.cell.patch
    duel.close_button.click()
    assert viewer.grid.isVisible()
    assert not action.isChecked()


def test_common_scale_and_every_content(three: Driver) -> None:
    viewer, session = three.window.viewer, three.session
    three.window.viewer.toolbar.common_scale.trigger()
    assert session.view.common_scale
    cells = viewer.grid.cells
    peaks = {scale_of(cell.contents, PaneContent.MAP).highest for cell in cells}  # type: ignore[union-attr]
    assert peaks == {max(cell.contents.own_peak for cell in cells)}
    for content in PaneContent:
        session.set_view(content=content)
        assert all(cell.canvas._image is not None for cell in cells), content
    three.program.maps.rows.add_bookmark()
    three.program.maps.rows.choose_rows(RowsOf.BOOKMARKS)
    assert not has_consensus(three)
    three.program.maps.rows.choose_rows(RowsOf.NETWORKS)
    all_done(three)
    assert has_consensus(three)
    three.window.viewer.toolbar.consensus.trigger()
    assert not has_consensus(three)


def test_the_table_is_copied_in_three_ways(three: Driver) -> None:
    for kind, mark in (("CSV", "Network,Parameters"), ("Markdown", "| Network |"), ("LaTeX", "\\toprule")):
        three.window.table.copy(kind)
        text = QApplication.clipboard().text()
        assert mark in text
        assert "copy 1" in text


def test_bookmarks_come_back_with_their_picture_and_can_be_the_rows(start: Start) -> None:
    driver = start()
    driver.choices.choose_settings(Settings(steps=2), "")
    driver.choices.choose_network(find("FSRCNN"))
    driver.finished()
    menus = driver.window.menus.actions
    menus["add_bookmark"].trigger()
    driver.rows.move_patch(Patch(4, 6, 10), "click-1")
    driver.finished()
    menus["add_bookmark"].trigger()
    panel = driver.window.bookmarks_panel
    panel.list.item(1).setText("corner")
    assert [b.name for b in driver.session.state.bookmarks] == ["Patch 1", "corner"]
    panel.list.itemClicked.emit(panel.list.item(0))
    assert driver.session.state.patch == driver.session.state.bookmarks[0].patch
    panel.rows_choice.setCurrentIndex(1)
    assert driver.session.state.rows is RowsOf.BOOKMARKS
    all_done(driver)
    assert [title.partition(" · ")[0] for title in titles(driver.window.viewer)] == ["Patch 1", "corner"]
    found = {s.name: a.pictures.patch for s, a in driver.session.analyses.items()}
    assert found["corner"] == Patch(4, 6, 10)
    driver.close()
    again = start()
    again.finished()
    assert [b.name for b in again.session.state.bookmarks] == ["Patch 1", "corner"]
    assert not again.session.undo_stack.canUndo()
