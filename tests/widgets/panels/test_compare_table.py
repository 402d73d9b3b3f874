"""The table of a comparison: the names can be read at every width, and the numbers reached."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetrics, QGuiApplication
from pytestqt.qtbot import QtBot

from lamgui.base.wording import effective_with_error
from lamgui.figures.table import TABLE_COLUMNS, table_row, to_csv
from lamgui.maps.verdict import Trust
from lamgui.session.state import Subject
from lamgui.widgets.panels.compare_table import LONGEST_NAME_PX, CompareTable
from tests.small import fsrcnn
from tests.widgets.analysis_of import analysis_of

NAMES = ("FSRCNN", "EDSR-baseline-x4")


def table_of(qtbot: QtBot, names: tuple[str, ...], width: int) -> CompareTable:
    """A table of these networks, of a width in px."""
    shown = CompareTable()
    qtbot.addWidget(shown)
    subjects = tuple(Subject(replace(fsrcnn(), name=name)) for name in names)
    shown.show_rows(subjects, {subject: analysis_of() for subject in subjects}, {}, subjects[0], frozenset(), (0, 1))
    shown.resize(width, 200)
    with qtbot.waitExposed(shown):
        shown.show()
    return shown


def test_di_and_effective_pixels_are_given_to_the_digit_of_their_error() -> None:
    analysis = analysis_of()
    assert analysis.error is not None
    analysis = replace(analysis, error=replace(analysis.error, of_diffusion_index=2.443))
    texts = dict(zip((column.title for column in TABLE_COLUMNS), table_row("A", analysis).texts(), strict=True))
    pixels, error = analysis.effective_pixels, analysis.effective_pixels_error
    assert texts["± DI"] == "2.5"
    assert texts["DI"] == f"{analysis.diffusion_index:.1f}"
    assert texts["Eff. px"] == effective_with_error(pixels, error).partition(" ± ")[0]


def test_the_parameters_of_a_loaded_network_stay_while_its_map_is_computed(qtbot: QtBot) -> None:
    shown = CompareTable()
    qtbot.addWidget(shown)
    subjects = tuple(Subject(replace(fsrcnn(), name=name)) for name in NAMES)
    shown.show_rows(subjects, {}, {}, subjects[0], frozenset(), (0, 1), (24_300, None))
    column = 1 + [column.title for column in TABLE_COLUMNS].index("Parameters")
    texts = [item.text() for row in (0, 1) if (item := shown.table.item(row, column)) is not None]
    assert texts == ["24.3 k", "…"]


def test_the_verdict_is_a_word_in_the_file_too() -> None:
    row = table_row("A", analysis_of())
    column = [column.title for column in TABLE_COLUMNS].index("Verdict")
    assert row.texts()[column] in {trust.value for trust in Trust}
    assert row.texts()[column] in to_csv([row])


@pytest.mark.parametrize("width", [500, 732, 1400])
def test_names_have_the_room_that_they_need_at_every_width(qtbot: QtBot, width: int) -> None:
    shown = table_of(qtbot, NAMES, width)
    table = shown.table
    needed = QFontMetrics(table.font()).horizontalAdvance(NAMES[1])
    assert table.columnWidth(0) >= needed + 16, "its tick and colour stand before it"
    rest = sum(table.columnWidth(column) for column in range(1, table.columnCount()))
    scrolls = table.horizontalScrollBar().isVisible()
    assert scrolls == (table.sizeHintForColumn(0) + rest > table.viewport().width())
    if not scrolls:
        assert table.columnWidth(0) + rest == table.viewport().width()


def test_a_very_long_name_leaves_the_numbers_in_sight(qtbot: QtBot) -> None:
    shown = table_of(qtbot, ("a name as long as a path on some file servers " * 3,), 500)
    assert shown.table.columnWidth(0) == LONGEST_NAME_PX


def test_a_table_that_grows_gives_what_it_gains_to_the_names(qtbot: QtBot) -> None:
    shown = table_of(qtbot, NAMES, 1500)
    before = shown.table.columnWidth(0)
    shown.resize(1700, 200)
    qtbot.waitUntil(lambda: shown.table.columnWidth(0) == before + 200)


def test_the_buttons_menu_copies_once_there_are_numbers(qtbot: QtBot) -> None:
    shown = table_of(qtbot, NAMES, 800)
    menu = shown.copy_button.menu()
    assert menu is not None
    for action in menu.actions():
        assert action.isEnabled()
        action.trigger()
        text = QGuiApplication.clipboard().text()
        assert text == shown.text_as(action.data())
        assert NAMES[1] in text


def arrow(shown: CompareTable) -> tuple[int, Qt.SortOrder]:
    header = shown.table.horizontalHeader()
    return header.sortIndicatorSection(), header.sortIndicatorOrder()


def test_every_heading_sorts_and_an_arrow_says_how(qtbot: QtBot) -> None:
    shown = table_of(qtbot, ("A", "B"), 1400)
    subjects = shown._subjects
    few, many = replace(analysis_of(), passes=7), replace(analysis_of(), passes=54)
    wanted: list[tuple[str, bool]] = []
    shown.sort_wanted.connect(lambda *said: wanted.append(said))
    assert arrow(shown)[0] == -1
    header = shown.table.horizontalHeader()
    for section in range(header.count()):
        header.sectionClicked.emit(section)
    assert [title for title, _ in wanted] == ["Network", *(column.title for column in TABLE_COLUMNS)]
    passes = 1 + [column.title for column in TABLE_COLUMNS].index("Passes")
    shown.show_rows(subjects, dict(zip(subjects, (few, many), strict=True)), {}, subjects[0], frozenset(), (0, 1))
    header.sectionClicked.emit(passes)
    assert arrow(shown) == (passes, Qt.SortOrder.DescendingOrder), "the one that Qt draws upwards"
    width = header.sectionSize(passes)
    shown.show_rows(subjects, dict(zip(subjects, (many, few), strict=True)), {}, subjects[0], frozenset(), (0, 1))
    assert arrow(shown)[0] == -1, "the rows stand otherwise now"
    assert header.sectionSize(passes) < width, "the arrow has its room only where it is"


def test_the_last_column_is_reached_by_scrolling(qtbot: QtBot) -> None:
    shown = table_of(qtbot, NAMES, 500)
    bar, header = shown.table.horizontalScrollBar(), shown.table.horizontalHeader()
    bar.setValue(bar.maximum())
    last = header.count() - 1
    assert header.sectionViewportPosition(last) + header.sectionSize(last) <= shown.table.viewport().width()
    assert header.sectionSize(last) >= header.sectionSizeFromContents(last).width()
