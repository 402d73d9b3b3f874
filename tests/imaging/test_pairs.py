"""Two pictures may be an LR and its HR where one is 2, 3 or 4 times the other, or a little larger."""

from __future__ import annotations

from pathlib import Path

import pytest

from lamgui.imaging.pairs import Pair, Size, pairs_of

A, B = Path("a.png"), Path("b.png")


@pytest.mark.parametrize(
    ("size", "scale"),
    [
        ((20, 16), 2),
        ((21, 17), 2),
        ((30, 24), 3),
        ((32, 26), 3),
        ((40, 32), 4),
        ((43, 35), 4),
        ((22, 16), None),
        ((20, 24), None),
        ((39, 32), None),
        ((50, 40), None),
        ((10, 8), None),
    ],
)
def test_the_larger_is_the_original_whichever_comes_first(size: Size, scale: int | None) -> None:
    expected = () if scale is None else (Pair(A, B, scale),)
    assert pairs_of(A, (10, 8), B, size, same_size=False) == expected
    assert pairs_of(B, size, A, (10, 8), same_size=False) == expected


def test_of_one_size_either_may_be_clean_for_networks_that_keep_it() -> None:
    assert pairs_of(A, (10, 8), B, (10, 8), same_size=True) == (Pair(A, B, 1), Pair(B, A, 1))
    assert pairs_of(A, (10, 8), B, (11, 8), same_size=True) == ()
    assert pairs_of(A, (10, 8), B, (40, 32), same_size=True) == (Pair(A, B, 4),)
