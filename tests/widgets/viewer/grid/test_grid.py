"""The cells in a room: how large their pictures are, which there are, and what stands in them."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtCore import QEvent, QPointF
from PySide6.QtGui import QEnterEvent
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from lamgui.base.wording import psnr_in_words
from lamgui.imaging.enlarge import bicubic_part
from lamgui.imaging.quality import quality_around
from lamgui.maps.pictures import AROUND_PATCH_PX
from lamgui.session.state import PaneContent, View
from lamgui.widgets.viewer.camera import fitted
from lamgui.widgets.viewer.cells.cell_head import CellHead
from lamgui.widgets.viewer.cells.cell_title import CellNumber, CellTitle, Reference
from lamgui.widgets.viewer.cells.consensus_cell import Area, ComparedAreas
from lamgui.widgets.viewer.viewer import Viewer
from tests.widgets.viewer_of import LR_SIZE, SCALE, scene_of, shown_viewer, titles_of

BESIDE_RAIL, WITHOUT_RAIL = (1440 - 244, 770), (1440, 770)
"""Room of the viewer at 1440x900 with its drawer folded, toolbar included."""
MASK = np.ones(LR_SIZE[::-1], dtype=bool)


def compared(qtbot: QtBot, rows: int, size: tuple[int, int]) -> Viewer:
    """So many networks on a picture of 4 to 3, with its cell and the consensus where there are several."""
    viewer = shown_viewer(qtbot, *size, rows=rows)
    if rows > 1:
        viewer.show_cells(titles_of(rows), (Reference("a.png", 0),))
        viewer.show_areas(ComparedAreas((Area(MASK, 0), Area(MASK, 1))))
    return viewer


@pytest.mark.parametrize(
    ("rows", "size", "least_px"), [(1, BESIDE_RAIL, 600), (4, BESIDE_RAIL, 300), (11, WITHOUT_RAIL, 220)]
)
def test_pictures_are_as_large_as_they_are_asked_to_be(
    qtbot: QtBot, rows: int, size: tuple[int, int], least_px: int
) -> None:
    viewer = compared(qtbot, rows, size)
    for cell in viewer.grid.all_cells:
        assert cell.sight.camera.zoom * LR_SIZE[0] >= least_px
        assert cell.canvas.width() >= least_px
    assert viewer.grid.verticalScrollBar().maximum() == 0


def test_every_cell_lies_in_the_room_and_none_on_another(qtbot: QtBot) -> None:
    viewer = compared(qtbot, 7, (1200, 700))
    places = [cell.geometry() for cell in viewer.grid.all_cells]
    assert all(viewer.grid.viewport().rect().contains(place) for place in places)
    assert not any(a.intersects(b) for k, a in enumerate(places) for b in places[k + 1 :])


def test_the_picture_comes_first_and_the_consensus_last(qtbot: QtBot) -> None:
    viewer = compared(qtbot, 2, (1000, 700))
    assert [cell.title.name for cell in viewer.grid.all_cells] == ["HR", "A", "B", "Consensus"]
    assert viewer.grid.reference_cells[0].title.detail == "a.png"
    assert viewer.grid.reference_cells[0].content is PaneContent.HR
    viewer.show_view(View(consensus=False, content=PaneContent.SR))
    assert [cell.content for cell in viewer.grid.all_cells] == [PaneContent.HR, PaneContent.SR, PaneContent.SR]


def test_a_picture_without_hr_is_shown_as_the_input(qtbot: QtBot) -> None:
    viewer = compared(qtbot, 2, (1000, 700))
    for row in range(2):
        viewer.show_picture(scene_of().lr, None, SCALE, row)
    (reference,) = viewer.grid.reference_cells
    assert (reference.title.name, reference.content) == ("Input (LR)", PaneContent.INPUT)
    assert [thumb.accessibleName() for thumb in reference.foot.thumbs] == ["Bicubic patch"]
    assert reference.foot.numbers == ()


def test_pictures_of_several_rows_have_a_cell_each(qtbot: QtBot) -> None:
    viewer = shown_viewer(qtbot, 1000, 700, rows=3)
    viewer.show_scene(scene_of((40, 20)), 2)
    viewer.show_cells(titles_of(3), (Reference("a.png", 1), Reference("b.png", 2)))
    assert [cell.contents.lr_size for cell in viewer.grid.reference_cells] == [LR_SIZE, (40, 20)]
    assert [viewer.grid.row_of(cell) for cell in viewer.grid.reference_cells] == [1, 2]
    viewer.show_cells(titles_of(1))
    assert viewer.grid.reference_cells == []


def test_the_bicubic_patch_has_the_psnr_that_networks_are_measured_by(qtbot: QtBot) -> None:
    viewer = compared(qtbot, 2, (1000, 700))
    (reference,), pictures = viewer.grid.reference_cells, scene_of()
    assert pictures.hr is not None
    whole = bicubic_part(pictures.lr, SCALE, 0, 0, *(SCALE * side for side in LR_SIZE))
    patch = pictures.patch
    quality = quality_around(whole, pictures.hr, patch.x, patch.y, patch.size, AROUND_PATCH_PX)
    (number,) = reference.foot.numbers
    assert (number.name, number.words) == ("Bicubic", psnr_in_words(quality.psnr_y))
    image, shown = reference.foot.thumbs[0].shown
    assert image is not None
    assert shown is not None
    part = image.pixels[shown.y : shown.y + shown.size, shown.x : shown.x + shown.size]
    rows, columns = slice(patch.y, patch.y + patch.size), slice(patch.x, patch.x + patch.size)
    np.testing.assert_array_equal(part, whole[rows, columns])


def test_a_foot_has_patches_and_numbers_and_goes_where_there_is_no_room(qtbot: QtBot) -> None:
    viewer = compared(qtbot, 2, (1000, 700))
    numbers = (CellNumber("DI", "3.2 ± 0.1", "index"), CellNumber("Around", "21.3 dB", "quality"))
    first = CellTitle("A", 0, "31 eff. px", is_current=True, numbers=numbers)
    viewer.show_cells((first, titles_of(2)[1]), (Reference("a.png", 0),))
    cell = viewer.cell
    assert cell.foot.isVisible()
    assert [value.text() for value in cell.foot.values] == ["3.2 ± 0.1", "21.3 dB"]
    assert cell.foot.values[0].accessibleName() == "DI 3.2 ± 0.1"
    assert [thumb.accessibleName() for thumb in cell.foot.thumbs] == ["SR patch", "HR patch"]
    viewer.resize(1000, 400)
    qtbot.waitUntil(lambda: not cell.foot.isVisible())
    alone = shown_viewer(qtbot, 900, 600, rows=1)
    assert [thumb.accessibleName() for thumb in alone.cell.foot.thumbs] == ["Input patch", "SR patch", "HR patch"]


def test_an_enlarged_cell_has_all_of_the_room_and_the_same_widgets(qtbot: QtBot) -> None:
    viewer = compared(qtbot, 4, (1200, 700))
    cells = list(viewer.grid.all_cells)
    before = viewer.cell.canvas.width()
    viewer.show_view(View(large=True))
    assert [cell.isVisible() for cell in cells] == [cell is viewer.cell for cell in cells]
    assert viewer.cell.canvas.width() > 2 * before
    viewer.show_view(View())
    assert viewer.grid.all_cells == cells
    assert viewer.cell.canvas.width() == before


def test_no_tooltip_lies_over_pictures_and_none_is_long(qtbot: QtBot) -> None:
    viewer = compared(qtbot, 3, (1200, 700))
    tips = {widget: widget.toolTip() for widget in (viewer, *viewer.findChildren(QWidget))}
    assert max(len(tip.split()) for tip in tips.values()) < 60
    for cell in viewer.grid.all_cells:
        assert [tips[widget] for widget in (cell, cell.canvas, viewer, viewer.grid)] == [""] * 4


@pytest.mark.parametrize("width", [1600, 900, 700, 600, 560, 520, 500])
@pytest.mark.parametrize("text_size", [1.0, 1.5])
def test_all_heads_show_equally_many_numbers_and_no_part_of_one(qtbot: QtBot, width: int, text_size: float) -> None:
    names = ("A", "a name that has fourty letters or so to it", "C")
    viewer = shown_viewer(qtbot, width, 700, rows=3)
    font = viewer.font()
    font.setPointSizeF(font.pointSizeF() * text_size)
    viewer.setFont(font)
    viewer.show_cells(tuple(CellTitle(name, k, "51.67 eff. px · 13.7 dB", "51.67 px") for k, name in enumerate(names)))
    leave(viewer)
    shown = {cell.head._detail.text() for cell in viewer.grid.cells}
    assert len(shown) == 1
    assert shown <= {"51.67 eff. px · 13.7 dB", "51.67 px", ""}
    for head in (cell.head for cell in viewer.grid.cells):
        assert head._detail.width() >= head._detail.fontMetrics().horizontalAdvance(head._detail.text())


def in_difference(names: tuple[str, ...], own: str = " (lamgui)") -> tuple[CellTitle, ...]:
    """Titles of networks with whose weights they are, and numbers that no head of 300 px has room for."""
    words = "51.67 eff. px · 13.7 dB", "51.67 px"
    return tuple(CellTitle(f"{n}{own}", k, *words, is_current=k == 0, short_name=n) for k, n in enumerate(names))


def leave(viewer: Viewer) -> None:
    """The pointer is elsewhere, wherever a test before left it."""
    QApplication.processEvents()
    QApplication.sendEvent(viewer.grid, QEvent(QEvent.Type.Leave))


def seen_name(head: CellHead) -> str:
    label = head._name
    return label.fontMetrics().elidedText(label.text(), label._elide, label.width())


@pytest.mark.parametrize("width", [2400, 1400, 1100, 900, 760])
@pytest.mark.parametrize("text_size", [1.0, 1.5])
def test_a_difference_says_of_what_it_is_before_it_says_numbers(qtbot: QtBot, width: int, text_size: float) -> None:
    viewer = shown_viewer(qtbot, width, 500, rows=4)
    font = viewer.font()
    font.setPointSizeF(font.pointSizeF() * text_size)
    viewer.setFont(font)
    viewer.show_view(View(content=PaneContent.DIFFERENCE))
    viewer.show_cells(in_difference(("IMDN", "EDSR", "CARN-M", "FSRCNN")))
    leave(viewer)
    heads = [cell.head for cell in viewer.grid.cells]
    for head in heads[1:]:
        assert seen_name(head) in (head.title.name, head.title.short_name)
        assert "IMDN" in seen_name(head)
        whole = seen_name(head) == head.title.name
        assert whole or head._detail.text() == "", "numbers go before a part of the name does"
    assert len({head._detail.text() for head in heads}) == 1
    assert len({head.large_button.isVisible() for head in heads}) == 1, "all heads have buttons, or none"


def test_names_that_differ_at_their_ends_are_cut_elsewhere(qtbot: QtBot) -> None:
    viewer = shown_viewer(qtbot, 560, 500, rows=3)
    names = [f"a network that was trained for a long time in many steps, {k}" for k in range(3)]
    viewer.show_cells(tuple(CellTitle(name, k, is_current=k == 0) for k, name in enumerate(names)))
    leave(viewer)
    seen = [seen_name(cell.head) for cell in viewer.grid.cells]
    assert all("…" in name for name in seen)
    assert len(set(seen)) == 3


def test_a_short_name_is_not_shown_where_two_networks_have_it(qtbot: QtBot) -> None:
    viewer = shown_viewer(qtbot, 330, 700, rows=2)
    viewer.show_view(View(content=PaneContent.DIFFERENCE))
    other = in_difference(("a network called so",), own=" (of its authors)")
    viewer.show_cells((*in_difference(("a network called so",)), replace(other[0], is_current=False)))
    leave(viewer)
    seen = [seen_name(cell.head) for cell in viewer.grid.cells]
    assert len(set(seen)) == 2, seen


def test_no_more_than_one_head_has_buttons_of_the_pointer(qtbot: QtBot) -> None:
    viewer = shown_viewer(qtbot, 500, 500, rows=4)
    viewer.show_cells(in_difference(("IMDN", "EDSR", "CARN-M", "FSRCNN")))
    cells = viewer.grid.cells
    enter = QEnterEvent(QPointF(5, 5), QPointF(5, 5), QPointF(5, 5))
    # The system does not tell the first cell that the pointer has left it.
    for cell in cells[:2]:
        QApplication.sendEvent(cell, enter)
    assert [cell.head.menu_button.isVisible() for cell in cells] == [False, True, False, False]
    leave(viewer)
    assert not any(cell.head.menu_button.isVisible() for cell in cells)


@pytest.mark.parametrize("text_size", [1.0, 1.25, 1.5, 2.0])
@pytest.mark.parametrize("width", range(760, 1500, 90))
def test_no_number_of_a_foot_is_cut(qtbot: QtBot, text_size: float, width: int) -> None:
    viewer = shown_viewer(qtbot, width, 800, rows=3)
    font = viewer.font()
    font.setPointSizeF(font.pointSizeF() * text_size)
    viewer.setFont(font)
    long = (
        CellNumber("DI", "11.714 ± 0.024", "index", "11.714"),
        CellNumber("Around", "21.34 dB", "quality"),
        CellNumber("Error", "4.1 %, read with care", "error", "4.1 %"),
    )
    short = (
        replace(long[0], words="1.2 ± 0.1", short="1.2"),
        long[1],
        replace(long[2], words="1 %, sound", short="1 %"),
    )
    titles = tuple(
        CellTitle(name, k, numbers=n) for k, (name, n) in enumerate(zip("ABC", (long, short, short), strict=True))
    )
    viewer.show_cells(titles, (Reference("a.png", 0),))
    QApplication.processEvents()
    feet = [cell.foot for cell in viewer.grid.cells if cell.foot.isVisible()]
    for foot in feet:
        for value, number in zip(foot.values, foot.numbers, strict=True):
            advance = value.fontMetrics().horizontalAdvance(value.text())
            assert value.width() >= advance, f"{value.text()!r} in {value.width()} of {advance}"
            assert number.words in value.accessibleName()
    said = [[value.text() == number.words for value, number in zip(f.values, f.numbers, strict=True)] for f in feet]
    assert all(each == said[0] for each in said), "all feet say as much"


def test_whole_pictures_of_unequal_sizes_have_one_zoom(qtbot: QtBot) -> None:
    viewer = shown_viewer(qtbot, 1000, 700, rows=2)
    viewer.show_scene(scene_of((80, 20)), 1)
    viewer.show_cells(titles_of(2), (Reference("a.png", 0), Reference("b.png", 1)))
    cells = viewer.grid.all_cells
    qtbot.waitUntil(lambda: len({cell.sight.camera.zoom for cell in cells}) == 1)
    for cell in cells:
        width, height = cell.contents.lr_size
        zoom = cell.sight.camera.zoom
        assert zoom * width <= cell.canvas.width() + 1
        assert zoom * height <= cell.canvas.height() + 1
    viewer.show_scene(scene_of(), 1)
    whole = fitted(*LR_SIZE, cells[0].canvas.width(), cells[0].canvas.height()).zoom
    qtbot.waitUntil(lambda: viewer.grid.cells[0].sight.camera.zoom == whole)


def test_the_cell_of_a_picture_says_why_its_row_has_none(qtbot: QtBot) -> None:
    viewer = shown_viewer(qtbot, 1000, 700, rows=2)
    viewer.show_cells(titles_of(2), (Reference("a.png", 0), Reference("b.png", 1)))
    viewer.show_scene(None, 1)
    viewer.show_cell_note(1, "failed: b.png was not found.")
    reference = viewer.grid.reference_cells[1]
    assert reference.canvas.absent == "failed: b.png was not found."


def test_a_cell_that_comes_later_looks_where_the_others_do(qtbot: QtBot) -> None:
    """The consensus comes with the second map, when the user may have zoomed long ago."""
    viewer = shown_viewer(qtbot, 1000, 700, rows=2)
    viewer.zoom_in()
    camera = viewer.camera
    viewer.show_areas(ComparedAreas((Area(MASK, 0), Area(MASK, 1))))
    viewer.show_cells(titles_of(2), (Reference("a.png", 0),))
    assert viewer.grid.consensus_cell is not None
    assert {cell.sight.camera for cell in viewer.grid.all_cells} == {camera}
