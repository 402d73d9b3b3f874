"""The filmstrip shows the kept frame that is nearest to the cursor, and thumbnails where there is room."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from lamgui.attribution.patch import Patch
from lamgui.figures.pixels.render import colour_importance, colour_signed
from lamgui.maps.close_up import CloseUp, close_up
from lamgui.maps.filled_in import FilledIn, PointBetween
from lamgui.maps.restored_frames import RestoredFrames
from lamgui.maps.result import Frame
from lamgui.session.state import ColourMap
from lamgui.widgets.filmstrip.filmstrip import NOT_RESTORED, RESTORING, Filmstrip, arrange, nearest_frame
from lamgui.widgets.filmstrip.frame import FilmstripFrame
from tests.widgets.curves_of import frames_at

PATCH = Patch(8, 4, 12)
TENTHS = [k / 10 for k in range(1, 11)]


@pytest.fixture
def strip(qtbot: QtBot) -> Iterator[Filmstrip]:
    widget = Filmstrip()
    qtbot.addWidget(widget)
    widget.resize(1200, 140)
    widget.show()
    yield widget
    widget.hide()


def show(
    strip: Filmstrip, frames: tuple[Frame, ...], colour_map: ColourMap = ColourMap.INFERNO, patch: Patch = PATCH
) -> None:
    region = close_up([frame.gradient for frame in frames], patch, 4)
    strip.show_frames(frames, region, patch, 4, colour_map)


def grey_of(frame: FilmstripFrame) -> int:
    assert frame.pixels is not None
    return int(frame.pixels[0, 0, 0])


def test_hint_stands_where_there_are_no_frames(strip: Filmstrip) -> None:
    assert not any(frame.isVisible() for frame in strip.main_frames)
    strip.show_alpha(0.3)
    show(strip, frames_at(TENTHS))
    assert all(frame.isVisible() for frame in strip.main_frames)
    strip.show_frames((), None, None, 1, ColourMap.INFERNO)
    strip.show_alpha(0.6)
    assert not any(frame.isVisible() for frame in (*strip.main_frames, *strip.thumbnails))


@pytest.mark.parametrize(("alpha", "nearest"), [(0.0, 0.1), (0.34, 0.3), (0.36, 0.4), (1.0, 1.0)])
def test_nearest_kept_frame_is_shown(strip: Filmstrip, alpha: float, nearest: float) -> None:
    frames = frames_at(TENTHS)
    assert nearest_frame(frames, alpha).alpha == nearest
    show(strip, frames)
    strip.show_alpha(alpha)
    gamma, sr, _, _ = strip.main_frames
    assert (grey_of(gamma), grey_of(sr)) == (round(100 * nearest), round(100 * nearest) + 100)
    beside = "" if alpha == nearest else f", nearest to {alpha:.2f}"
    assert gamma.lines == ("γ(α)", f"α {nearest:.2f}{beside}")


@pytest.mark.parametrize("width", [900, 1200, 1600])
def test_the_framed_thumbnail_is_the_frame_that_is_shown_at_every_width(strip: Filmstrip, width: int) -> None:
    strip.resize(width, 140)
    show(strip, frames_at([k / 100 for k in range(1, 101)]))
    for alpha in (0.167, 0.42, 1.0):
        strip.show_alpha(alpha)
        (framed,) = [thumbnail for thumbnail in strip.thumbnails if thumbnail.current]
        assert grey_of(framed) == grey_of(strip.main_frames[0]) == round(100 * alpha)


def test_gradient_and_sum_are_coloured_and_print_their_maximum(strip: Filmstrip) -> None:
    (frame,) = frames = frames_at([0.5])
    show(strip, frames, ColourMap.VIRIDIS)
    _, sr, gradient, partial = strip.main_frames
    assert sr.lines[1] == "D 60.00"
    assert gradient.lines[1] == "max 1.00"
    assert partial.lines[1] == "max 0.125"
    np.testing.assert_array_equal(gradient.pixels, colour_importance(frame.gradient.astype(np.float32), "viridis"))
    np.testing.assert_array_equal(partial.pixels, colour_signed(frame.partial))


def test_another_colour_map_recolours_the_frame_at_the_cursor(strip: Filmstrip) -> None:
    frames = frames_at(TENTHS)
    show(strip, frames)
    strip.show_alpha(0.4)
    show(strip, frames, ColourMap.GREY)
    gamma, _, gradient, _ = strip.main_frames
    assert grey_of(gamma) == 40
    assert gradient.pixels is not None
    assert gradient.pixels[0, 0].tolist() == [255, 255, 255]


def test_maps_with_values_that_are_not_finite_are_shown(strip: Filmstrip) -> None:
    (frame,) = frames = frames_at([1.0])
    frame.partial[0, 0] = np.nan
    frame.gradient[1, 1] = np.inf
    show(strip, frames)
    strip.grab()
    assert strip.main_frames[3].lines[1] == "max 0.250"


def test_a_frame_without_sr_is_waited_for_and_shown_when_it_comes(strip: Filmstrip) -> None:
    first, last = frames_at([0.5, 1.0])
    frames, shown = (replace(first, sr=None), last), list[float]()
    strip.frame_shown.connect(shown.append)
    region = CloseUp(0, 0, 8, 6)
    strip.show_frames(frames, region, PATCH, 4, ColourMap.INFERNO)
    picture = strip.main_frames[1]
    whole = picture.grab().toImage()
    strip.show_alpha(0.5)
    assert (picture.note, picture.lines) == (NOT_RESTORED, ("F(γ(α))", "D 60.00"))
    strip.show_restored(RestoredFrames(region))
    assert (picture.note, strip.is_waiting) == (RESTORING, True)
    assert RESTORING in picture.accessibleName()
    assert picture.grab().toImage() != whole
    piece = np.full((24, 32, 3), 77, np.uint8)
    for other in (RestoredFrames(CloseUp(0, 0, 4, 3), {0.5: piece}), RestoredFrames(region, {0.25: piece})):
        strip.show_restored(other)
        assert picture.note, "no picture of another region, or of another α"
    strip.show_restored(RestoredFrames(region, {0.5: piece}))
    assert picture.pixels is piece
    assert (picture.note, strip.is_waiting) == ("", False)
    strip.show_alpha(1.0)
    assert (picture.note, grey_of(picture)) == ("", 200)
    assert picture.grab().toImage() == whole
    assert shown == [1.0, 0.5, 1.0]


def test_why_nothing_is_restored_is_told_to_who_points_at_it(strip: Filmstrip) -> None:
    (frame,) = frames_at([0.5])
    region = CloseUp(0, 0, 8, 6)
    strip.show_frames((replace(frame, sr=None),), region, PATCH, 4, ColourMap.INFERNO)
    strip.show_restored(RestoredFrames(region, note="The file is <gone>."))
    picture = strip.main_frames[1]
    assert picture.note == NOT_RESTORED
    assert "The file is &lt;gone&gt;." in picture.toolTip()
    show(strip, (frame,))
    assert "gone" not in picture.toolTip()


def test_patch_is_drawn_on_all_four_in_their_own_pixels(strip: Filmstrip) -> None:
    (frame,) = frames = frames_at([0.5], width=16, height=16)
    show(strip, frames, patch=Patch(16, 32, 24))
    assert frame.sr is not None
    assert frame.sr.shape[0] == 64
    for main in strip.main_frames:
        assert main.box == Patch(16, 32, 24)
    for main in strip.main_frames[:2]:
        picture = main.grab().toImage()
        side = min(main.width(), main.height() - main.caption_height())
        left, top = round(side * 16 / 64), main.caption_height() + round(side * 32 / 64)
        middle = top + round(side * 12 / 64)
        edge = [picture.pixelColor(left + k, middle).lightness() for k in range(-3, 4)]
        assert max(edge) > 230, "the light line"
        assert min(edge) < 60, "the dark line around it"
        inside = picture.pixelColor(left + 8, middle).red()
        assert inside == grey_of(main)


def test_thumbnails_move_the_cursor(strip: Filmstrip) -> None:
    show(strip, frames_at(TENTHS))
    strip.show_alpha(1.0)
    moved: list[float] = []
    strip.alpha_moved.connect(moved.append)
    first, second = strip.thumbnails[0], strip.thumbnails[-2]
    assert [thumbnail.current for thumbnail in strip.thumbnails][-1]
    QTest.mouseClick(first, Qt.MouseButton.LeftButton, pos=QPoint(10, 60))
    assert moved == [0.1]
    assert first.current
    assert grey_of(strip.main_frames[0]) == 10
    QTest.keyClick(second, Qt.Key.Key_Space)
    assert moved == [0.1, pytest.approx(grey_of(second) / 100)]


def test_pictures_at_the_cursor_are_not_clickable(strip: Filmstrip) -> None:
    show(strip, frames_at(TENTHS))
    moved: list[float] = []
    strip.alpha_moved.connect(moved.append)
    QTest.mouseClick(strip.main_frames[0], Qt.MouseButton.LeftButton, pos=QPoint(10, 60))
    assert moved == []


def test_thumbnails_are_evenly_spaced_and_never_repeat(strip: Filmstrip) -> None:
    show(strip, frames_at([k / 100 for k in range(1, 101)]))
    greys = [grey_of(thumbnail) for thumbnail in strip.thumbnails]
    assert greys[0] == 1
    assert greys[-1] == 100
    assert np.ptp(np.diff(greys)) <= 2
    show(strip, frames_at([0.5, 1.0]))
    assert [grey_of(thumbnail) for thumbnail in strip.thumbnails] == [50, 100]


def test_narrow_strip_hides_the_thumbnails(strip: Filmstrip) -> None:
    show(strip, frames_at(TENTHS))
    assert len(strip.thumbnails) >= 5
    strip.resize(480, 140)
    assert strip.thumbnails == ()
    assert all(frame.isVisible() for frame in strip.main_frames)


@pytest.mark.parametrize("aspect", [0.3, 1.0, 1.5, 4.0])
@pytest.mark.parametrize("width", [300, 480, 800, 1300, 1900])
def test_everything_fits_side_by_side(width: int, aspect: float) -> None:
    plan = arrange(width, 110, aspect)
    used = 4 * (plan.main_px + 8) + (16 + plan.thumbnails * (plan.thumbnail_px + 8) if plan.thumbnails else 0) - 8
    assert used <= width
    assert plan.thumbnails == 0 or 3 <= plan.thumbnails <= 9
    assert plan.main_px >= 60


def test_large_picture_is_averaged_rather_than_picked_from(qtbot: QtBot) -> None:
    frame = FilmstripFrame()
    qtbot.addWidget(frame)
    stripes = np.zeros((400, 400, 3), dtype=np.uint8)
    stripes[:, ::2] = 255
    frame.resize(100, 100 + frame.caption_height())
    frame.show_picture(stripes, "γ(α)", "")
    middle = frame.grab().toImage().pixelColor(50, 60 + frame.caption_height())
    assert 110 <= middle.red() <= 145


def test_small_picture_keeps_its_pixels_square_and_sharp(qtbot: QtBot) -> None:
    frame = FilmstripFrame()
    qtbot.addWidget(frame)
    pixels = np.zeros((2, 2, 3), dtype=np.uint8)
    pixels[0, 0] = pixels[1, 1] = 255
    frame.resize(100, 100 + frame.caption_height())
    frame.show_picture(pixels, "", "")
    picture = frame.grab().toImage()
    row = [picture.pixelColor(x, frame.caption_height() + 25).red() for x in range(100)]
    assert row == [255] * 50 + [0] * 50


def test_between_nodes_it_shows_what_was_found_there_beside_the_gradient_of_the_nearest_node(strip: Filmstrip) -> None:
    frames = frames_at([0.0, 1.0])
    show(strip, frames)
    region = close_up([frame.gradient for frame in frames], PATCH, 4)
    gamma = np.full((6, 8, 3), 77, np.uint8)
    sr = np.full((4 * region.height, 4 * region.width, 3), 99, np.uint8)
    strip.show_filled_in(FilledIn(region, {0.4: PointBetween(33.0, gamma, sr), 0.6: PointBetween(44.0, None, None)}))
    strip.show_alpha(0.45)
    shown, restored, gradient, total = strip.main_frames
    assert (grey_of(shown), shown.lines[1]) == (77, "α 0.40, nearest to 0.45")
    assert (grey_of(restored), restored.lines[1]) == (99, "D 33.00")
    assert gradient.lines[1].startswith("α 0.00: max")
    assert total.lines[1].startswith("α 0.00: max")
    assert [thumbnail.lines[0] for thumbnail in strip.thumbnails][:3] == ["γ(0.00)", "γ(0.40)", "γ(1.00)"]
    strip.show_alpha(0.05)
    assert shown.lines[1] == "α 0.00, nearest to 0.05"
    other = FilledIn(CloseUp(0, 0, 2, 2), {0.4: PointBetween(33.0, gamma, sr)})
    strip.show_filled_in(other)
    strip.show_alpha(0.45)
    assert shown.lines[1] == "α 0.00, nearest to 0.45", "of another region"


def test_names_have_room_in_large_text_too(strip: Filmstrip) -> None:
    font = strip.font()
    font.setPointSizeF(2 * font.pointSizeF())
    for frame in strip.findChildren(FilmstripFrame):
        frame.setFont(font)
    strip.resize(1300, 110)
    show(strip, frames_at([k / 1000 for k in range(105, 1000, 55)]))
    assert strip.thumbnails
    for frame in (*strip.main_frames, *strip.thumbnails):
        assert frame.width() >= frame.fontMetrics().horizontalAdvance(frame.lines[0]), frame.lines[0]
