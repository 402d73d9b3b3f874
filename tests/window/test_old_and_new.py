"""What is of the run before is told from what is of this one, and highlight, focus and buttons are of one row."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from lamgui.attribution.patch import Patch
from lamgui.control import choices
from lamgui.session.state import PaneContent, RowsOf
from lamgui.widgets.panels.number_rows import BLANK, Measure
from tests.small import saved
from tests.widgets.window_rig import words_in
from tests.window.looks import differences, looks_of
from tests.window.stepped_window import Stepped

OLD = "of the run before"


def entry(stepped: Stepped, name: str) -> int:
    """The line of a network in the list."""
    return [listed.name for listed in stepped.session.entries].index(name)


def tick(stepped: Stepped, name: str) -> None:
    stepped.window.network_panel.list.item(entry(stepped, name)).setCheckState(Qt.CheckState.Checked)


def bookmark_two(stepped: Stepped, apart: int) -> None:
    """Bookmarks of one size in one line, so many pixels apart, as rows, the left one in focus."""
    for x in (4, 4 + apart):
        stepped.maps.rows.move_patch(Patch(x, 6, 8), "")
        stepped.window.bookmarks_panel.add_button.click()
    stepped.maps.rows.choose_rows(RowsOf.BOOKMARKS)
    stepped.maps.rows.go_to_bookmark(stepped.session.state.bookmarks[0])
    stepped.desk.finish()


def test_old_map_and_curves_are_dimmed_until_there_are_new_ones(stepped: Stepped) -> None:
    window, cell = stepped.window, stepped.window.viewer.cell
    plot, grown = window.curves.plots[0], cell.contents.signed
    full = plot._curve.opts["pen"].color().alphaF()
    stepped.maps.rows.move_patch(Patch(5, 5, 8), "")
    assert (cell.content, cell.canvas.dimmed) == (PaneContent.OVERLAY, OLD)
    for content, said in ((PaneContent.INPUT, ""), (PaneContent.SR, ""), (PaneContent.MAP, OLD)):
        stepped.session.set_view(content=content)
        assert cell.canvas.dimmed == said
    stepped.session.set_view(content=PaneContent.OVERLAY)
    assert cell.contents.signed is grown
    assert (plot.band, plot.cursor_alpha, plot.note) == (None, None, OLD)
    assert plot._curve.opts["pen"].color().alphaF() < full
    assert window.numbers_panel.value(Measure.DI).row_text() == BLANK
    while stepped.session.progress is None or stepped.session.progress.partial is None:
        stepped.desk.step()
    assert cell.canvas.dimmed == ""
    assert plot._curve.opts["pen"].color().alphaF() == full
    stepped.desk.finish()
    assert plot.band is not None
    assert plot.cursor_alpha is not None


def test_what_is_on_the_screen_stays_when_a_run_is_cancelled(stepped: Stepped) -> None:
    window = stepped.window
    stepped.maps.rows.move_patch(Patch(5, 5, 8), "")
    before = looks_of(window)
    window.progress_strip.cancel_button.click()
    changed = differences(before, looks_of(window))
    assert changed
    said = ("menu", "progress_strip", "cell 0 title", "cell 0 picture", "rail Hard patches")
    assert not [name for name in changed if not name.startswith(said)]
    shown = [looks["cell 0 picture"] for looks in (before, looks_of(window))]
    # The description of a picture says what its head says.
    assert shown[0][:1] + shown[0][2:] == shown[1][:1] + shown[1][2:]
    assert (window.viewer.cell.canvas.dimmed, window.viewer.cell.title.detail) == (OLD, "cancelled")
    assert "Cancelled" in words_in(window.progress_strip)


def test_numbers_stay_while_another_network_is_computed(stepped: Stepped) -> None:
    numbers = stepped.window.numbers_panel
    whole = numbers.value(Measure.DI).row_text()
    tick(stepped, "one")
    while stepped.session.running is None or stepped.session.running.name != "one":
        assert stepped.desk.step()
        assert numbers.value(Measure.DI).row_text() == whole
    stepped.desk.finish()
    assert numbers.value(Measure.DI).row_text() == whole
    assert "Done" in words_in(stepped.window.progress_strip)


def test_the_place_of_the_curves_says_that_a_network_waits(stepped: Stepped) -> None:
    tick(stepped, "one")
    tick(stepped, "two")
    while stepped.session.running is None or stepped.session.running.name != "one":
        assert stepped.desk.step()
    stepped.window.network_panel.list.setCurrentRow(entry(stepped, "two"))
    assert stepped.session.state.focus not in stepped.session.analyses
    assert stepped.session.running is not None
    words = f"two waits: {stepped.session.running.label} is being computed."
    assert stepped.window.curves._hint.text() == words
    assert stepped.window.filmstrip._hint.text() == words
    stepped.desk.finish()
    tick(stepped, "broken")
    stepped.window.network_panel.list.setCurrentRow(entry(stepped, "broken"))
    stepped.desk.finish()
    assert stepped.window.curves._hint.text().startswith("broken has no map: ")


def test_a_picture_that_is_opened_is_shown_whatever_the_rows_are(stepped: Stepped, tmp_path: Path) -> None:
    bookmark_two(stepped, 9)
    stepped.maps.choices.open_picture(saved(tmp_path / "other.png", 64, 40))
    stepped.desk.finish()
    state = stepped.session.state
    assert stepped.window.windowTitle() == "other.png - lamgui"
    assert state.rows is RowsOf.NETWORKS
    assert stepped.window.viewer.cell.contents.lr_size == (16, 10)
    stepped.window.viewer.patch_picked.emit(0, Patch(3, 3, 8), "click")
    stepped.desk.finish()
    assert stepped.session.analysis is not None
    assert stepped.session.analysis.picture is state.picture


def test_a_session_of_the_picture_in_view_shows_its_maps(stepped: Stepped) -> None:
    stepped.window.network_panel.list.setCurrentRow(entry(stepped, "one"))
    stepped.desk.finish()
    before = looks_of(stepped.window)
    path = stepped.home / "same.lamgui"
    stepped.files.documents.save(path)
    stepped.desk.finish()
    stepped.files.documents.open_document(path)
    stepped.desk.finish()
    after = differences(before, looks_of(stepped.window))
    assert not [name for name in after if not name.startswith("menu")]


def test_a_bookmark_that_crosses_another_leaves_it_where_it_is(stepped: Stepped) -> None:
    bookmark_two(stepped, 2)
    for x in (5, 6, 7, 8):
        stepped.window.patch_panel.column.setValue(x)
    assert [bookmark.patch.x for bookmark in stepped.session.state.bookmarks] == [8, 6]
    assert stepped.session.state.focus == stepped.session.state.subjects[0]


def test_the_highlighted_bookmark_is_the_one_in_use(stepped: Stepped) -> None:
    bookmark_two(stepped, 9)
    marked = stepped.window.bookmarks_panel.list
    assert marked.currentRow() == 0
    stepped.maps.rows.move_row(*stepped.session.state.subjects)
    assert marked.currentItem().text() == "Patch 1"
    stepped.maps.rows.choose_rows(RowsOf.NETWORKS)
    stepped.maps.rows.move_patch(Patch(1, 1, 9), "")
    assert marked.currentRow() == -1
    assert not stepped.window.bookmarks_panel.remove_button.isEnabled()


def test_a_network_that_cannot_be_chosen_is_not_highlighted(stepped: Stepped, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(choices, "MAX_NETWORKS", 2)
    tick(stepped, "one")
    networks = stepped.window.network_panel.list
    networks.setCurrentRow(entry(stepped, "two"))
    assert networks.chosen() == stepped.session.state.network
    assert not stepped.window.network_panel.remove_button.isEnabled(), "the one in focus comes with the program"


def test_a_removal_is_undone_with_its_map(stepped: Stepped) -> None:
    networks = stepped.window.network_panel.list
    networks.setCurrentRow(entry(stepped, "one"))
    stepped.desk.finish()
    analysis = stepped.session.analysis
    stepped.window.network_panel.remove_button.click()
    stepped.desk.finish()
    assert stepped.session.analysis is not analysis
    stepped.session.undo_stack.undo()
    stepped.desk.finish()
    assert stepped.session.analysis is analysis
