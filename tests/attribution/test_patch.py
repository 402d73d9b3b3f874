"""The patch refuses impossible places and can be kept inside."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lamgui.attribution.patch import Patch, patch_centred_on
from lamgui.base.errors import SettingsError


@pytest.mark.parametrize(("x", "y", "size"), [(-1, 0, 4), (0, -1, 4), (0, 0, 0)])
def test_impossible_patches_are_refused(x: int, y: int, size: int) -> None:
    with pytest.raises(SettingsError):
        Patch(x, y, size)


def test_the_margin_counts() -> None:
    Patch(3, 3, 4).require_inside(8, 8)
    with pytest.raises(SettingsError, match="Move the patch"):
        Patch(4, 3, 4).require_inside(8, 8)
    with pytest.raises(SettingsError, match="needs 9 SR columns"):
        Patch(4, 3, 4).require_inside(8, 8)


@given(st.integers(0, 100), st.integers(0, 100), st.integers(1, 100), st.integers(2, 60), st.integers(2, 60))
def test_kept_inside_is_inside_and_changes_nothing_that_was(x: int, y: int, size: int, width: int, height: int) -> None:
    patch = Patch(x, y, size)
    kept = patch.moved_inside(width, height)
    kept.require_inside(width, height)
    try:
        patch.require_inside(width, height)
    except SettingsError:
        return
    assert kept == patch


def test_a_picture_without_room_is_an_error() -> None:
    with pytest.raises(SettingsError, match="no room"):
        Patch(0, 0, 4).moved_inside(1, 9)


def test_centred_and_moved() -> None:
    assert patch_centred_on(20, 30, 16) == Patch(12, 22, 16)
    assert patch_centred_on(2, 3, 16) == Patch(0, 0, 16)
    assert Patch(5, 5, 4).moved(-10, 2) == Patch(0, 7, 4)
