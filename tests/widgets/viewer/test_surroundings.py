"""SR and map of the surroundings of a patch are shown, outlined and read at their place in the picture."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from pytestqt.qtbot import QtBot

from lamgui.figures.pixels.map_picture import ground_of, overlaid_map
from lamgui.maps.result import Analysis
from lamgui.session.state import PaneContent, View
from lamgui.widgets.viewer.cells.cell import Cell
from lamgui.widgets.viewer.cells.consensus_cell import Area, ComparedAreas, ConsensusCell
from lamgui.widgets.viewer.contour import FieldOutlines
from lamgui.widgets.viewer.framing import area_box
from lamgui.widgets.viewer.marks import LIGHT
from lamgui.widgets.viewer.pictures.contents import Contents
from lamgui.widgets.viewer.pictures.input_place import OUTSIDE
from lamgui.widgets.viewer.pictures.values import value_at
from lamgui.widgets.viewer.readout import Pointed, readout
from lamgui.widgets.viewer.viewer import Viewer
from tests.made import PATCH, analysis, cropped

ROWS, COLUMNS, SCALE = slice(4, 12), slice(3, 11), 4
"""Of 16x12 LR pixels, what the network was given."""


def contents_of(one: Analysis) -> Contents:
    contents, pictures = Contents(), one.pictures
    contents.show_pictures(pictures.whole.lr, pictures.sr, pictures.whole.hr, SCALE, pictures.surroundings)
    contents.show_map(one.signed)
    return contents


def pixels(contents: Contents, content: PaneContent) -> np.ndarray[tuple[int, ...], np.dtype[np.uint8]]:
    image = contents.image(content)
    assert image is not None
    return image.pixels


def read(contents: Contents, x: float, y: float) -> str:
    """The read-out of a cell alone."""
    pointed = Pointed("A", contents, x, y)
    return next(iter(readout(pointed, [pointed], PaneContent.OVERLAY)), "")


@pytest.mark.parametrize("content", [PaneContent.SR, PaneContent.MAP, PaneContent.HEAT_MAP, PaneContent.ERROR])
def test_results_lie_at_their_place_and_nothing_around_them(content: PaneContent) -> None:
    """As those of a picture that is only the surroundings."""
    one, factor = cropped(), 4 if content in (PaneContent.SR, PaneContent.ERROR) else 1
    alone = Contents()
    alone.show_pictures(one.pictures.lr, one.pictures.sr, one.pictures.hr, SCALE)
    alone.show_map(one.signed)
    shown = pixels(contents_of(one), content)
    assert shown.shape == (12 * factor, 16 * factor, 3)
    part = np.s_[4 * factor : 12 * factor, 3 * factor : 11 * factor]
    np.testing.assert_array_equal(shown[part], pixels(alone, content))
    beyond = np.ones(shown.shape[:2], bool)
    beyond[part] = False
    assert (shown[beyond] == OUTSIDE).all()


def test_the_overlay_leaves_the_input_around_in_grey() -> None:
    one = cropped()
    contents, lr = contents_of(one), one.pictures.whole.lr
    shown = pixels(contents, PaneContent.OVERLAY)
    np.testing.assert_array_equal(shown[ROWS, COLUMNS], overlaid_map(one.pictures.lr, one.signed, View()))
    beyond = np.ones((12, 16), bool)
    beyond[ROWS, COLUMNS] = False
    np.testing.assert_array_equal(shown[beyond], ground_of(lr, View())[beyond])
    np.testing.assert_array_equal(pixels(contents, PaneContent.HR), one.pictures.whole.hr)


def test_values_are_read_where_they_lie() -> None:
    one = cropped()
    contents, peak = contents_of(one), one.importance.max()
    red, green, blue = one.pictures.sr[2 * SCALE + 1, 5 * SCALE + 2]
    said = read(contents, 3 + 5.5, 4 + 2.25)
    assert said.startswith("SR 34, 25 · LR 8, 6 · ")
    assert f"SR {red} {green} {blue}" in said
    assert f"LAM {one.importance[2, 5] / peak:.2f}" in said
    assert value_at(contents, PaneContent.ERROR, 3 + 5.5, 4 + 2.25)
    for x, y in ((2.9, 6.0), (6.0, 3.9), (11.0, 6.0), (6.0, 12.0 - 12.0)):
        beyond = read(contents, x, y)
        assert "HR" in beyond
        assert "LAM" not in beyond
        assert value_at(contents, PaneContent.ERROR, x, y) == ""
        assert beyond.count("SR ") == 1


def test_a_map_of_other_surroundings_goes() -> None:
    one, whole = cropped(), analysis()
    contents = contents_of(one)
    pictures = whole.pictures
    assert contents.show_pictures(one.pictures.whole.lr, pictures.sr, one.pictures.whole.hr, SCALE)
    assert contents.signed is None
    with pytest.raises(ValueError, match="does not belong"):
        contents.show_map(one.signed)
    assert contents.show_map(whole.signed)


def test_the_picture_shows_a_frame_and_outlines_at_their_place(qtbot: QtBot) -> None:
    cell, one = Cell(), cropped()
    qtbot.addWidget(cell)
    view = View(content=PaneContent.INPUT, contour=True, share=1.0, receptive_field=True)
    cell.show_view(view)
    cell.show_patch(PATCH)
    cell.show_pictures(one.pictures.whole.lr, one.pictures.sr, one.pictures.whole.hr, SCALE, one.pictures.surroundings)
    cell.show_map(one.signed)
    cell.show_field(one.network.theoretical_field, one.field_mask)
    for content in (PaneContent.HR, PaneContent.INPUT):
        cell.show_view(replace(view, content=content))
        frames = [line for line in cell.canvas.contours if line.colour == LIGHT]
        assert [line.path.boundingRect().getRect() for line in frames] == [(3, 4, 8, 8)]
    for line in cell.canvas.contours:
        box = line.path.boundingRect()
        assert 3 <= box.left() <= box.right() <= 11
        assert 4 <= box.top() <= box.bottom() <= 12
    assert len(cell.canvas.contours) == 4
    cell.show_pictures(one.pictures.whole.lr, None, None, SCALE)
    assert not any(line.colour == LIGHT for line in cell.canvas.contours)


def test_the_field_of_a_patch_that_was_moved_out_of_the_surroundings_is_not_shown() -> None:
    fields, one = FieldOutlines(), cropped()
    assert one.pictures.surroundings is not None
    fields.show(one.network.theoretical_field, None)
    away = PATCH.moved(-20, -24)
    assert len(fields.outlines(PATCH, (16, 12), one.pictures.surroundings.box)) == 1
    assert len(fields.outlines(away, (160, 120), one.pictures.surroundings.box)) == 1
    far = PATCH.moved(400, 300)
    assert fields.outlines(far, (160, 120), one.pictures.surroundings.box) == ()


def test_an_area_is_looked_at_where_it_lies() -> None:
    one = cropped()
    near = area_box(one.signed, 0.9, one.pictures.patch, SCALE)
    moved = area_box(one.signed, 0.9, PATCH, SCALE, (3, 4))
    assert (moved.left, moved.top) == (near.left + 3, near.top + 4)
    assert (moved.width, moved.height) == (near.width, near.height)


def test_a_consensus_of_surroundings_lies_there_too(qtbot: QtBot) -> None:
    cell, one = ConsensusCell(), cropped()
    qtbot.addWidget(cell)
    cell.show_view(View(contour=True))
    cell.show_pictures(one.pictures.whole.lr, None, None, SCALE, one.pictures.surroundings)
    mask = np.ones((8, 8), bool)
    areas = (Area(mask, 0, (3, 4)), Area(mask, 1, (3, 4)), Area(mask, 2, (2, 4)))
    cell.show_areas(ComparedAreas(areas))
    contours = cell.canvas.contours
    assert [line.path.boundingRect().getRect() for line in contours] == [(3, 4, 8, 8)] * 2
    shown = pixels(cell.contents, PaneContent.OVERLAY)
    np.testing.assert_array_equal(shown[:4], ground_of(one.pictures.whole.lr, View())[:4])
    assert value_at(cell.contents, PaneContent.OVERLAY, 5.0, 6.0) == "2 of 2"
    assert value_at(cell.contents, PaneContent.OVERLAY, 1.0, 1.0) == ""


def test_the_viewer_shows_the_whole_picture_of_a_run(qtbot: QtBot) -> None:
    viewer, one = Viewer(), cropped()
    qtbot.addWidget(viewer)
    viewer.show_scene(one.pictures)
    viewer.show_map(one.signed)
    assert viewer.cell.contents.lr is one.pictures.whole.lr
    assert viewer.cell.contents.lr_size == (16, 12)
    whole = one.pictures.whole
    viewer.show_picture(whole.lr, whole.hr, one.pictures.scale)
    viewer.show_map(None)
    assert viewer.cell.contents.lr_size == (16, 12)
    assert viewer.cell.contents.place.surroundings is None
