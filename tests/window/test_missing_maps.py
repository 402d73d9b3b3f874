"""A cell without its map says why, differences have one scale, and the consensus says of how many maps it is."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from lamgui.attribution.patch import Patch
from lamgui.session.state import PaneContent, RowsOf
from lamgui.widgets.controls.colour_chip import slot_colour
from lamgui.widgets.viewer.cells.cell import OF_RUN_BEFORE, UNFINISHED
from lamgui.widgets.viewer.missing import COMPARED_WITH
from lamgui.widgets.viewer.pictures.colour_scale import scale_of
from tests.window.stepped_window import Stepped
from tests.window.test_old_and_new import bookmark_two, tick


@pytest.fixture
def three(stepped: Stepped) -> Stepped:
    """Three networks with their maps; the first is in focus."""
    tick(stepped, "one")
    tick(stepped, "two")
    stepped.desk.finish()
    return stepped


def test_a_cell_without_a_map_is_grey_and_says_why(stepped: Stepped) -> None:
    tick(stepped, "one")
    cell = stepped.window.viewer.grid.cells[1]
    said = []
    while "one" not in {subject.name for subject in stepped.session.analyses}:
        for content in (PaneContent.OVERLAY, PaneContent.MAP):
            stepped.session.set_view(content=content)
            if cell.contents.signed is None:
                assert cell.canvas.image is cell.contents.grey_input
            said.append(cell.canvas.plate)
        assert stepped.desk.step()
    assert said[0] == "waiting"
    assert "computing SR" in said
    assert cell.canvas.plate == ""
    tick(stepped, "broken")
    stepped.desk.finish()
    assert stepped.window.viewer.grid.cells[2].canvas.plate.startswith("failed: ")


def test_a_cancelled_map_is_dimmed_and_its_head_says_how_far_it_came(stepped: Stepped) -> None:
    tick(stepped, "one")
    tick(stepped, "two")
    session, cells = stepped.session, stepped.window.viewer.grid.cells
    while session.progress is None or session.progress.partial is None:
        assert stepped.desk.step()
    running = session.running
    assert running is not None
    row = session.state.subjects.index(running)
    step, total = session.progress.step, session.progress.total
    stepped.maps.runs.cancel()
    assert (cells[row].canvas.dimmed, cells[row].canvas.plate) == (UNFINISHED, "")
    assert cells[row].title.detail == f"cancelled after {step} of {total} passes"
    assert cells[3 - row].canvas.plate == "cancelled: F5 runs again"


def test_differences_have_one_scale_and_the_focus_says_that_it_is_compared_with(three: Stepped) -> None:
    three.session.set_view(content=PaneContent.DIFFERENCE)
    viewer = three.window.viewer
    first, *others = viewer.grid.cells
    peak = 100 * max(cell.contents.difference_peak for cell in others)
    scales = [scale_of(cell.contents, PaneContent.DIFFERENCE) for cell in viewer.grid.cells]
    assert {None if scale is None else (scale.lowest, scale.highest) for scale in scales} == {(-peak, peak)}
    assert peak > 0
    assert scales[0] is not None
    assert viewer.toolbar.bar.accessibleDescription() == scales[0].words
    assert (first.canvas.plate, first.canvas.image) == (COMPARED_WITH, first.contents.grey_input)
    assert [cell.canvas.plate for cell in others] == ["", ""]
    assert scales[0].words.endswith(" %")
    assert first.title.name in viewer.toolbar.bar.toolTip()
    assert first.head.title.name == first.title.name
    for cell in others:
        assert cell.head.title.name == f"{cell.title.name} − {first.title.name}", "which is subtracted from which"
    three.session.set_view(content=PaneContent.OVERLAY)
    assert [cell.head.title for cell in others] == [cell.title for cell in others]


def test_a_difference_waits_for_the_map_in_focus_by_name(stepped: Stepped) -> None:
    tick(stepped, "one")
    tick(stepped, "broken")
    stepped.window.viewer.cell_chosen.emit(2)
    stepped.session.set_view(content=PaneContent.DIFFERENCE)
    words = "Waits for the map of broken, which the others are compared with"
    first = stepped.window.viewer.grid.cells[0]
    assert first.canvas.plate == words
    stepped.desk.finish()
    assert first.canvas.plate.startswith("broken, which the others are compared with, has no map: failed: ")


def test_the_consensus_says_of_how_many_maps_it_is(three: Stepped) -> None:
    grid = three.window.viewer.grid
    assert grid.consensus_cell is not None
    assert grid.consensus_cell.title.detail == "of 3 maps"
    three.maps.rows.move_patch(Patch(5, 5, 8), "")
    assert (grid.consensus_cell.title.detail, grid.consensus_cell.canvas.dimmed) == ("of 3 maps", OF_RUN_BEFORE)
    assert grid.consensus_cell.legend.accessibleName()
    while len(three.session.analyses) < 2:
        assert three.desk.step()
    assert (grid.consensus_cell.title.detail, grid.consensus_cell.canvas.dimmed) == ("of 2 of 3 maps", "")
    three.desk.finish()
    assert grid.consensus_cell.title.detail == "of 3 maps"


def test_the_picture_of_the_consensus_is_as_large_as_the_others(three: Stepped) -> None:
    window = three.window
    window.show()
    for height in (800, 420):
        window.resize(1280, height)
        grid = window.viewer.grid
        assert grid.consensus_cell is not None
        for cell in grid.all_cells:
            cell.column.activate()
        assert {cell.canvas.height() for cell in grid.all_cells} == {grid.cells[0].canvas.height()}
        assert {cell.sight.camera.zoom for cell in grid.all_cells} == {grid.cells[0].sight.camera.zoom}


def test_cells_of_bookmarks_say_whose_map_it_is(stepped: Stepped) -> None:
    bookmark_two(stepped, 9)
    assert stepped.session.state.rows is RowsOf.BOOKMARKS
    network = stepped.session.state.network
    assert network is not None
    grid = stepped.window.viewer.grid
    assert [cell.title.name for cell in grid.cells] == [f"Patch {k} · {network.label}" for k in (1, 2)]
    assert grid.reference_cells[0].title.detail.startswith("Patch 1 · ")


def test_what_is_read_out_under_a_resting_pointer_follows_view_and_map(three: Stepped) -> None:
    viewer, said = three.window.viewer, [("",)]
    three.window.show()
    viewer.readout_changed.connect(said.append)
    canvas = viewer.cell.canvas
    QTest.mouseMove(canvas, QPoint(canvas.width() // 2 + 16, canvas.height() // 2))
    resting = said[-1][0]
    assert "LR " in resting
    for _ in range(3):
        viewer.zoom_in()
    assert said[-1][0].split(" · ")[:2] != resting.split(" · ")[:2]
    three.maps.rows.move_patch(Patch(5, 5, 8), "")
    assert OF_RUN_BEFORE in said[-1][0]


def test_an_undo_that_computes_nothing_else_leaves_a_cancelled_run_alone(three: Stepped) -> None:
    session, runs = three.session, three.maps.runs
    three.maps.rows.move_patch(Patch(5, 5, 8), "")
    three.desk.step()
    three.maps.rows.hide_row(session.state.subjects[2], True)
    runs.cancel()
    session.undo_stack.undo()
    assert not three.desk.is_busy("analysis")
    assert session.ended == "Cancelled"
    session.undo_stack.undo()
    three.desk.finish()
    assert set(session.analyses) == set(session.state.subjects)


def test_running_again_begins_with_the_focus_and_keeps_numbers_until_new_ones_come(three: Stepped) -> None:
    session = three.session
    for row in range(3):
        three.window.viewer.cell_chosen.emit(row)
        before = dict(session.analyses)
        three.maps.runs.run_again()
        assert session.analyses == before
        three.desk.step()
        assert session.running == session.state.focus
        three.desk.finish()
        assert all(session.analyses[subject] is not analysis for subject, analysis in before.items())


def test_a_row_hidden_by_delete_on_its_head_gives_the_focus_away(three: Stepped) -> None:
    head = three.window.viewer.grid.cells[0].head
    QTest.keyClick(head, Qt.Key.Key_Delete)
    assert three.session.state.focus in three.session.state.visible_subjects
    assert three.session.analysis is three.session.analyses[three.session.state.visible_subjects[0]]


def test_the_rail_says_which_compared_network_is_hidden(three: Stepped) -> None:
    networks, subjects = three.window.network_panel.list, three.session.state.subjects
    role, line = Qt.ItemDataRole.AccessibleTextRole, [entry.name for entry in three.session.entries].index("two")
    assert networks.item(line).data(role).endswith(" px")
    three.maps.rows.hide_row(subjects[2], True)
    assert networks.item(line).data(role) == "two, hidden"
    three.maps.rows.show_all_rows()
    assert networks.item(line).data(role).endswith(" px")


def test_every_network_whose_curve_is_drawn_is_named_beside_the_one_in_focus(three: Stepped) -> None:
    drawer, state = three.window.drawer, three.session.state
    three.window.centre.fold(False)
    drawer.show_page("curves")
    assert not drawer.legend.isHidden()
    assert drawer.legend.accessible_value() == "one, two"
    drawer.legend.resize(600, 20)
    assert drawer.legend.shown() == ("one", "two")
    colours = {drawer.legend.grab().toImage().pixelColor(x, 10).name() for x in range(120)}
    assert {slot_colour(state.slot_of(row), drawer.palette()).name() for row in state.subjects[1:]} <= colours
    three.maps.rows.hide_row(state.subjects[2], True)
    assert drawer.legend.accessible_value() == "one"
    drawer.show_page("path")
    assert drawer.legend.isHidden()
