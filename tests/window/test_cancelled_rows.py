"""What the user cancelled stays cancelled until it is asked for; arrow keys in the list of networks ask for nothing."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from lamgui.attribution.patch import Patch
from lamgui.session.state import RowsOf, Subject
from lamgui.window.bind.cell_words import title_of
from tests.widgets.window_rig import words_in
from tests.window.stepped_window import Stepped
from tests.window.test_old_and_new import OLD, entry, tick

DOWN, ENTER, SPACE = Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Space


@pytest.fixture
def cancelled(stepped: Stepped) -> Stepped:
    """A second network whose run was cancelled before its map was done; the first has its map."""
    tick(stepped, "one")
    stepped.desk.step()
    stepped.maps.runs.cancel()
    return stepped


def row_of(stepped: Stepped, name: str) -> Subject:
    return next(subject for subject in stepped.session.state.subjects if subject.name == name)


def test_a_network_ticked_after_a_cancelled_run_runs_alone(cancelled: Stepped) -> None:
    session, window = cancelled.session, cancelled.window
    tick(cancelled, "two")
    cancelled.desk.finish()
    assert row_of(cancelled, "two") in session.analyses
    assert row_of(cancelled, "one") not in session.analyses
    assert window.viewer.grid.cells[1].title.detail == "cancelled"
    assert "Done, 1 cancelled" in words_in(window.progress_strip)
    cancelled.maps.runs.run_again()
    cancelled.desk.finish()
    assert set(session.analyses) == set(session.state.subjects)
    assert session.cancelled == frozenset()


def test_a_row_that_was_cancelled_says_so_while_another_runs(cancelled: Stepped) -> None:
    tick(cancelled, "two")
    assert cancelled.session.running is None or cancelled.session.running.name == "two"
    cell = cancelled.window.viewer.grid.cells[1]
    assert (cell.title.detail, cell.canvas.plate.partition(":")[0]) == ("cancelled", "cancelled")
    cancelled.maps.rows.choose_row(row_of(cancelled, "one"))
    assert "Not ranked: the run was cancelled" in cancelled.window.hard_patches_panel.summary.lines[0].value


@pytest.mark.parametrize("how", ["its head", "its line in the table", "its line in the list", "Enter in the list"])
def test_a_cancelled_row_that_is_chosen_runs_and_no_other_does(cancelled: Stepped, how: str) -> None:
    tick(cancelled, "two")
    cancelled.maps.runs.cancel()
    window, session = cancelled.window, cancelled.session
    networks = window.network_panel.list
    line = networks.item(entry(cancelled, "one"))
    if how == "its head":
        window.viewer.cell_chosen.emit(1)
    elif how == "its line in the table":
        window.table.row_chosen.emit(1)
    elif how == "its line in the list":
        at = networks.visualItemRect(line).center()
        QTest.mouseClick(networks.viewport(), Qt.MouseButton.LeftButton, pos=at)
    else:
        networks.setCurrentItem(line)
        QTest.keyClick(networks, ENTER)
    cancelled.desk.finish()
    assert row_of(cancelled, "one") in session.analyses
    assert row_of(cancelled, "two") not in session.analyses
    assert session.state.focus == row_of(cancelled, "one")


def test_a_click_on_the_line_in_use_runs_it_again_after_it_was_cancelled(stepped: Stepped) -> None:
    stepped.maps.rows.move_patch(Patch(5, 5, 8), "")
    stepped.maps.runs.cancel()
    networks = stepped.window.network_panel.list
    row = networks.currentRow()
    at = networks.visualItemRect(networks.item(row)).center()
    QTest.mouseClick(networks.viewport(), Qt.MouseButton.LeftButton, pos=at)
    stepped.desk.finish()
    assert stepped.session.analysis is not None


def test_another_patch_runs_all_rows_also_those_that_were_cancelled(cancelled: Stepped) -> None:
    cancelled.maps.rows.move_patch(Patch(5, 5, 8), "")
    cancelled.desk.finish()
    assert set(cancelled.session.analyses) == set(cancelled.session.state.subjects)


def test_arrow_keys_in_the_list_run_nothing_and_the_buttons_act_on_the_highlight(stepped: Stepped) -> None:
    session, panel = stepped.session, stepped.window.network_panel
    before = session.state
    panel.list.setFocus()
    assert not panel.remove_button.isEnabled()
    QTest.keyClick(panel.list, DOWN)
    assert session.state == before
    assert not stepped.desk.is_busy("analysis")
    highlighted = panel.list.chosen()
    assert highlighted is not None
    assert highlighted.name == "one"
    assert panel.remove_button.isEnabled()
    assert "Enter runs it" in words_in(panel.details)
    QTest.keyClick(panel.list, SPACE)
    assert highlighted in session.state.networks
    assert panel.list.chosen() == highlighted
    stepped.desk.finish()
    assert panel.list.chosen() == highlighted, "a map that is done moves no highlight"


def test_arrow_keys_give_the_focus_to_ticked_networks(stepped: Stepped) -> None:
    tick(stepped, "one")
    stepped.desk.finish()
    networks = stepped.window.network_panel.list
    QTest.keyClick(networks, DOWN)
    focus = stepped.session.state.network
    assert focus is not None
    assert focus.name == "one"
    stepped.maps.rows.move_patch(Patch(5, 6, 8), "")
    stepped.desk.finish()
    stepped.window.bookmarks_panel.add_button.click()
    stepped.maps.rows.choose_rows(RowsOf.BOOKMARKS)
    stepped.desk.finish()
    QTest.keyClick(networks, Qt.Key.Key_Up)
    assert stepped.session.state.network == focus, "bookmarks would run anew under another network"


def test_enter_chooses_the_network_at_the_keys(stepped: Stepped) -> None:
    networks = stepped.window.network_panel.list
    QTest.keyClick(networks, DOWN)
    QTest.keyClick(networks, ENTER)
    network = stepped.session.state.network
    assert network is not None
    assert network.name == "one"
    stepped.desk.finish()
    assert stepped.session.analysis is not None


def test_a_refused_choice_leaves_the_highlight_at_the_network_in_use(stepped: Stepped) -> None:
    networks, session = stepped.window.network_panel.list, stepped.session
    QTest.keyClick(networks, DOWN)
    stepped.window.network_panel.network_chosen.emit(session.state.network)
    assert networks.chosen() == session.state.network


def test_the_curves_of_a_cancelled_run_are_no_longer_in_the_run_after_it(stepped: Stepped) -> None:
    stepped.maps.rows.move_patch(Patch(5, 5, 8), "")
    while not any(progress.partial is not None for progress in stepped.session.growing.values()):
        assert stepped.desk.step()
    stepped.maps.runs.cancel()
    plots = stepped.window.curves.plots
    ends = [plot.node_marks[0][-1] for plot in (plots[0], plots[2])]
    assert ends == [0.5, 0.5]
    stepped.maps.rows.move_patch(Patch(6, 5, 8), "")
    assert [plot.node_marks[0][-1] for plot in (plots[0], plots[2])] == ends
    assert plots[0].note == OLD


def test_a_cancelled_row_with_an_sr_picture_says_how_good_it_is_around_the_patch(stepped: Stepped) -> None:
    stepped.maps.rows.move_patch(Patch(5, 5, 8), "")
    while not any(progress.pictures is not None for progress in stepped.session.growing.values()):
        assert stepped.desk.step()
    stepped.maps.runs.cancel()
    focus = stepped.session.state.focus
    assert focus is not None
    numbers = {number.name: number.words for number in title_of(stepped.session, focus).numbers}
    assert (numbers["DI"], numbers["Error"]) == ("–", "–")
    assert numbers["Around"].endswith(" dB")
