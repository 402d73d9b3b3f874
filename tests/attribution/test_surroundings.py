"""The part of a picture around a patch, against places that were worked out by hand."""

from __future__ import annotations

import pytest

from lamgui.attribution.patch import Patch
from lamgui.attribution.surroundings import surroundings_box
from lamgui.base.errors import SettingsError


@pytest.mark.parametrize(
    ("patch", "scale", "side", "size", "begins"),
    [
        # The paper's: 256x256 HR pixels around the patch are all of 64x64 LR pixels.
        (Patch(120, 120, 16), 4, 64, (64, 64), (0, 0)),
        # 158/4 - 32 + 1/2 = 8; 168/4 - 32 + 1/2 = 10.5.
        (Patch(150, 160, 16), 4, 64, (80, 90), (8, 10)),
        (Patch(0, 0, 16), 4, 64, (80, 90), (0, 0)),
        # 77 - 31.5 = 45.5, and 87 - 31.5 = 55.5: more than is left.
        (Patch(300, 340, 16), 4, 64, (80, 90), (16, 26)),
        (Patch(303, 0, 16), 4, 64, (80, 90), (16, 0)),
        # 22.5/3 - 4.5 + 1/2 = 3.5; 24.5/3 - 4 = 4.17.
        (Patch(20, 22, 5), 3, 9, (31, 20), (3, 4)),
        # 13/2 - 3.5 + 1/2 = 3.5; 14/2 - 3 = 4.
        (Patch(11, 12, 4), 2, 7, (30, 15), (3, 4)),
        # 17.5/2 - 4 + 1/2 = 5.25.
        (Patch(16, 16, 3), 2, 8, (30, 30), (5, 5)),
        # 10/1 - 3 + 1/2 = 7.5; a network of scale 1.
        (Patch(8, 8, 4), 1, 6, (30, 30), (7, 7)),
    ],
)
def test_where_the_surroundings_begin(
    patch: Patch, scale: int, side: int, size: tuple[int, int], begins: tuple[int, int]
) -> None:
    box = surroundings_box(patch, scale, side, *size)
    assert box is not None
    assert (box.left, box.top) == begins
    assert box.size_px == (side, side)


@pytest.mark.parametrize("size", [(63, 90), (90, 63), (20, 20)])
def test_a_picture_with_a_side_below_it_is_used_whole(size: tuple[int, int]) -> None:
    assert surroundings_box(Patch(20, 20, 16), 4, 64, *size) is None


@pytest.mark.parametrize("scale", [1, 2, 3, 4])
@pytest.mark.parametrize("patch_px", [1, 4, 7, 16])
def test_the_side_that_a_refusal_names_holds_the_patch_anywhere(scale: int, patch_px: int) -> None:
    """And the one before it does not, somewhere: the row and column beyond the patch count."""
    with pytest.raises(SettingsError, match="do not hold the patch") as refused:
        surroundings_box(Patch(19 + scale, 20, patch_px), scale, max(1, patch_px // scale), 60, 60)
    named = int(refused.value.advice.split()[3])
    places = range(20, 20 + 2 * scale)
    for at in places:
        box = surroundings_box(Patch(at, at, patch_px), scale, named, 60, 60)
        assert box is not None
        assert box.left * scale <= at < at + patch_px + 1 <= box.right * scale
    refusals = 0
    for at in places:
        try:
            surroundings_box(Patch(at, at, patch_px), scale, named - 1, 60, 60)
        except SettingsError:
            refusals += 1
    assert refusals
