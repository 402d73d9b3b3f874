"""A line drawn with Shift has its length, and in every cell the values along it."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from lamgui.session.state import PaneContent, View
from lamgui.widgets.viewer.cells.consensus_cell import Area, ComparedAreas, ConsensusCell
from lamgui.widgets.viewer.pictures.contents import Contents
from lamgui.widgets.viewer.profile import Line, Profile, fitting_head, profile_of
from lamgui.widgets.viewer.viewer import Viewer
from tests.widgets.painted_text import painted_texts
from tests.widgets.viewer_of import at_sr, canvases, click, drag, grabbed, scene_of, shown_viewer

SHIFT = Qt.KeyboardModifier.ShiftModifier
ROW_5 = Line((2.5, 5.5), (12.5, 5.5))


@pytest.fixture
def contents() -> Contents:
    contents, pictures = Contents(), scene_of()
    contents.show_pictures(pictures.lr, pictures.sr, pictures.hr, pictures.scale)
    return contents


@pytest.fixture
def viewer(qtbot: QtBot) -> Viewer:
    return shown_viewer(qtbot, 960, 400)


def test_values_of_a_map_are_those_of_its_pixels(contents: Contents) -> None:
    signed = np.zeros((24, 32))
    signed[5, 2:13] = np.arange(-5, 6)
    contents.show_map(signed)
    profile = profile_of(contents, PaneContent.MAP, ROW_5)
    np.testing.assert_allclose(profile.values[::2], np.abs(np.arange(-5, 6)) / 5)
    contents.show_view(View(signed=True))
    assert profile_of(contents, PaneContent.MAP, ROW_5).values[0] == -1.0
    assert profile.length_words == "10.0 LR px · 40 SR px"


def test_every_sr_pixel_is_met_and_what_is_beyond_has_no_value(contents: Contents) -> None:
    profile = profile_of(contents, PaneContent.SR, Line((-2.0, 3.1), (3.0, 3.1)))
    assert len(profile.values) > 5 * 4
    assert np.isnan(profile.values[0])
    assert np.isfinite(profile.values[-1])
    assert np.isnan(profile_of(contents, PaneContent.MAP, ROW_5).values).all(), "there is no map"


def test_shift_and_a_drag_draw_it_in_every_cell_and_pick_nothing(viewer: Viewer) -> None:
    picked: list[object] = []
    viewer.patch_picked.connect(lambda *patch: picked.append(patch))
    camera, before = viewer.camera, [grabbed(canvas) for canvas in canvases(viewer)]
    drag(canvases(viewer)[1], at_sr(viewer, 20, 20, 1), at_sr(viewer, 60, 40, 1), at_sr(viewer, 100, 20, 1), keys=SHIFT)
    lines = [canvas.profile.line for canvas in canvases(viewer) if canvas.profile is not None]
    assert len(lines) == 3
    for line in lines:
        assert (*line.start, *line.end) == pytest.approx((5, 5, 25, 5), abs=0.3)
    assert all((a != grabbed(canvas)).any() for a, canvas in zip(before, canvases(viewer), strict=True))
    assert picked == []
    assert viewer.camera == camera
    viewer.show_view(View(content=PaneContent.SR))
    profile = canvases(viewer)[0].profile
    assert profile is not None
    assert profile.name == "SR, luma"
    click(canvases(viewer)[0], at_sr(viewer, 20, 60))
    assert {canvas.profile for canvas in canvases(viewer)} == {None}


def test_a_cell_without_a_picture_shows_the_line_too(viewer: Viewer) -> None:
    drag(canvases(viewer)[0], at_sr(viewer, 20, 20), at_sr(viewer, 60, 40), at_sr(viewer, 100, 20), keys=SHIFT)
    canvas = canvases(viewer)[1]
    canvas.show_image(None, "failed")
    assert canvas.profile is not None
    assert {canvas.profile.length_words, "failed"} <= {text.words for text in painted_texts(canvas)}


def test_across_a_consensus_it_counts_networks(qtbot: QtBot) -> None:
    cell, pictures = ConsensusCell(), scene_of()
    qtbot.addWidget(cell)
    cell.show_pictures(pictures.lr, None, None, pictures.scale)
    masks = [np.zeros((24, 32), dtype=bool) for _ in range(2)]
    masks[0][5, :] = masks[1][5, :8] = True
    cell.show_areas(ComparedAreas(tuple(Area(mask, slot) for slot, mask in enumerate(masks))))
    profile = profile_of(cell.contents, PaneContent.OVERLAY, ROW_5)
    assert sorted(set(profile.values)) == [1, 2]
    assert (profile.name, profile.of) == ("Networks", " of 2")


def test_large_text_cuts_no_value_off(viewer: Viewer) -> None:
    canvas, font = canvases(viewer)[0], viewer.font()
    font.setPointSizeF(2 * font.pointSizeF())
    canvas.setFont(font)
    viewer.show_view(View(content=PaneContent.SR))
    drag(canvas, at_sr(viewer, 20, 20), at_sr(viewer, 60, 40), keys=SHIFT)
    assert canvas.profile is not None
    values = canvas.profile.values
    ends = f"{np.nanmin(values):.3g} … {np.nanmax(values):.3g}"
    assert f"SR, luma  {ends}" in [text.words for text in painted_texts(canvas)]


def test_where_a_plate_is_narrow_the_range_is_whole_and_the_name_goes() -> None:
    profile = Profile(Line((0.0, 0.0), (3.0, 0.0)), np.array([0.5, 12.25, np.nan]), 4, "LAM, a share of the maximum")
    assert fitting_head(profile, lambda words: len(words) < 100) == "LAM, a share of the maximum  0.5 … 12.2"
    assert fitting_head(profile, lambda words: len(words) < 20) == "0.5 … 12.2"
    nothing = Profile(profile.line, np.array([np.nan]), 4, "LAM, a share of the maximum")
    assert fitting_head(nothing, lambda words: len(words) < 20) == nothing.name
