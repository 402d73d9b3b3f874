"""The box: which part of it is under the pointer, and that no drag takes it out of the picture."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lamgui.attribution.patch import Patch
from lamgui.base.errors import SettingsError
from lamgui.widgets.viewer.pointer import FIRST_SIZE_PX, Drag, Grip, grip_at, nudged, picked_at

SR = (128, 96)
BOX = Patch(40, 30, 20)


@pytest.mark.parametrize(
    ("x", "y", "expected"),
    [
        (40, 30, Grip.TOP_LEFT),
        (60, 30, Grip.TOP_RIGHT),
        (40, 50, Grip.BOTTOM_LEFT),
        (60, 50, Grip.BOTTOM_RIGHT),
        (50, 40, Grip.BODY),
        (50, 30, Grip.BODY),
        (37, 30, Grip.TOP_LEFT),
        (36, 30, None),
        (50, 54, None),
    ],
)
def test_parts_of_the_box_at_one_to_one(x: float, y: float, expected: Grip | None) -> None:
    assert grip_at(BOX, x, y, 1.0) is expected


def test_reach_is_in_screen_pixels() -> None:
    assert grip_at(BOX, 39.5, 29.5, 20.0) is None
    assert grip_at(BOX, 39.9, 29.9, 20.0) is Grip.TOP_LEFT
    assert grip_at(BOX, 32, 25, 0.25) is Grip.TOP_LEFT


@pytest.mark.parametrize("zoom", [0.05, 0.3, 1.0, 40.0])
@pytest.mark.parametrize("size", [1, 2, 16])
def test_the_middle_always_moves_it(size: int, zoom: float) -> None:
    assert grip_at(Patch(10, 10, size), 10 + size / 2, 10 + size / 2, zoom) is Grip.BODY


def test_each_corner_has_the_diagonal_that_its_cursor_shows() -> None:
    assert [grip for grip in Grip if grip.falls] == [Grip.TOP_LEFT, Grip.BOTTOM_RIGHT]
    assert [grip for grip in Grip if not grip.is_corner] == [Grip.BODY]


def test_a_drag_moves_by_whole_pixels_as_far_as_the_pointer_went() -> None:
    drag = Drag(BOX, Grip.BODY, 50.0, 40.0)
    assert drag.to(53.4, 36.6, *SR) == Patch(43, 27, 20)
    assert drag.to(50.0, 40.0, *SR) == BOX


def test_the_opposite_corner_stays_while_one_is_dragged() -> None:
    for grip, dx, dy, expected in (
        (Grip.BOTTOM_RIGHT, 6, 6, Patch(40, 30, 26)),
        (Grip.TOP_LEFT, 6, 6, Patch(46, 36, 14)),
        (Grip.TOP_RIGHT, 6, -6, Patch(40, 24, 26)),
        (Grip.BOTTOM_LEFT, -6, 6, Patch(34, 30, 26)),
    ):
        assert Drag(BOX, grip, 0, 0).to(dx, dy, *SR) == expected


def test_a_box_dragged_through_itself_keeps_a_pixel() -> None:
    assert Drag(BOX, Grip.BOTTOM_RIGHT, 0, 0).to(-500, -500, *SR) == Patch(40, 30, 1)
    assert Drag(BOX, Grip.TOP_LEFT, 0, 0).to(500, 500, *SR) == Patch(59, 49, 1)


inside = st.builds(
    lambda size, right, down: Patch(right % (SR[0] - size), down % (SR[1] - size), size),
    st.integers(1, 95),
    st.integers(0, 999),
    st.integers(0, 999),
)
anywhere = st.floats(-1000, 1000)


@given(inside, st.sampled_from(list(Grip)), anywhere, anywhere)
def test_no_drag_leads_out_of_the_picture(patch: Patch, grip: Grip, x: float, y: float) -> None:
    patch.require_inside(*SR)
    Drag(patch, grip, 0.0, 0.0).to(x, y, *SR).require_inside(*SR)


@given(inside, anywhere, anywhere)
def test_no_click_and_no_key_leads_out_of_the_picture(patch: Patch, x: float, y: float) -> None:
    picked = picked_at(patch, x, y, *SR)
    picked.require_inside(*SR)
    assert picked.size == patch.size
    nudged(patch, round(x), round(y), *SR).require_inside(*SR)


def test_a_click_centres_the_patch() -> None:
    assert picked_at(None, 64, 48, *SR) == Patch(64 - FIRST_SIZE_PX // 2, 48 - FIRST_SIZE_PX // 2, FIRST_SIZE_PX)
    assert picked_at(BOX, 64, 48, *SR) == Patch(54, 38, 20)


def test_a_picture_without_room_is_refused() -> None:
    with pytest.raises(SettingsError, match="no room"):
        picked_at(None, 0, 0, 1, 50)
