"""The cells in a room: how large their pictures are, which there are, and what stands in them."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from lamgui.base.wording import psnr_in_words
from lamgui.imaging.enlarge import bicubic_part
from lamgui.imaging.quality import quality_around
from lamgui.maps.pictures import AROUND_PATCH_PX
from lamgui.session.state import PaneContent, View
from lamgui.widgets.viewer.camera import fitted
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
    shown = {cell.head._detail.text() for cell in viewer.grid.cells}
    assert len(shown) == 1
    assert shown <= {"51.67 eff. px · 13.7 dB", "51.67 px", ""}
    for head in (cell.head for cell in viewer.grid.cells):
        assert head._detail.width() >= head._detail.fontMetrics().horizontalAdvance(head._detail.text())


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
