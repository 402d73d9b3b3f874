"""The camera: zooming keeps what is under the pointer, panning follows it, fitting shows all."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lamgui.widgets.viewer.camera import (
    MAXIMUM_FITTED_ZOOM,
    MAXIMUM_ZOOM,
    SMALLEST_PICTURE_PX,
    Camera,
    fitted,
    panned,
    zoomed_at,
)

WIDTH, HEIGHT = 32, 24
positions = st.floats(-300, 300)
cameras = st.builds(Camera, st.floats(0, WIDTH), st.floats(0, HEIGHT), st.floats(0.6, MAXIMUM_ZOOM))


@given(cameras, positions, positions)
def test_a_position_goes_to_the_screen_and_back(camera: Camera, x: float, y: float) -> None:
    assert camera.to_lr(*camera.to_screen(x, y)) == pytest.approx((x, y), abs=1e-6)


@given(cameras, st.floats(0.2, 5), positions, positions)
def test_zooming_keeps_what_is_under_the_pointer(camera: Camera, factor: float, x: float, y: float) -> None:
    after = zoomed_at(camera, factor, x, y, WIDTH, HEIGHT)
    inside = 0 < after.centre_x < WIDTH and 0 < after.centre_y < HEIGHT
    if inside:
        assert after.to_lr(x, y) == pytest.approx(camera.to_lr(x, y), abs=1e-6)


@given(cameras, st.floats(1e-3, 1e3), positions, positions)
def test_zoom_and_middle_stay_within_bounds(camera: Camera, factor: float, x: float, y: float) -> None:
    after = zoomed_at(camera, factor, x, y, WIDTH, HEIGHT)
    assert SMALLEST_PICTURE_PX / WIDTH - 1e-9 <= after.zoom <= MAXIMUM_ZOOM
    assert 0 <= after.centre_x <= WIDTH
    assert 0 <= after.centre_y <= HEIGHT


def test_panning_moves_the_picture_with_the_pointer() -> None:
    before = Camera(16, 12, 4.0)
    after = panned(before, 20, -8, WIDTH, HEIGHT)
    assert after.to_screen(5, 5) == pytest.approx((before.to_screen(5, 5)[0] + 20, before.to_screen(5, 5)[1] - 8))


def test_panning_never_loses_the_picture() -> None:
    assert panned(Camera(16, 12, 4.0), 1e6, -1e6, WIDTH, HEIGHT) == Camera(0, HEIGHT, 4.0)


@pytest.mark.parametrize(("pane_width", "pane_height"), [(320, 240), (100, 500), (37, 11)])
def test_fitting_shows_all_and_touches_two_edges(pane_width: int, pane_height: int) -> None:
    camera = fitted(WIDTH, HEIGHT, pane_width, pane_height)
    left, top = camera.to_screen(0, 0)
    right, bottom = camera.to_screen(WIDTH, HEIGHT)
    assert (left, top) == pytest.approx((-right, -bottom))
    assert right - left <= pane_width + 1e-9
    assert bottom - top <= pane_height + 1e-9
    assert math.isclose(right - left, pane_width) or math.isclose(bottom - top, pane_height)


def test_a_picture_of_one_pixel_is_not_blown_up_without_end() -> None:
    assert fitted(1, 1, 500, 500).zoom == MAXIMUM_FITTED_ZOOM
    assert fitted(1, 1, 0, 0).zoom > 0


@pytest.mark.parametrize(("x", "zoom"), [(0.0, 0.0), (0.0, -1.0), (0.0, math.inf), (math.nan, 1.0)])
def test_an_impossible_camera_is_refused(x: float, zoom: float) -> None:
    with pytest.raises(ValueError, match=r"zoom|position"):
        Camera(x, 0.0, zoom)
