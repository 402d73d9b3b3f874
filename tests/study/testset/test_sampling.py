"""Crops are drawn the same everywhere, from all places alike, and hardly twice from one place."""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations

import numpy as np

from lamgui.study.items.pictures import StudyPicture
from lamgui.study.testset.sampling import sampled

PICTURES = tuple(
    StudyPicture(f"{name}.png", sha256=name * 64, key=name * 64, width=width, height=height)
    for name, width, height in (("a", 300, 200), ("b", 100, 100), ("c", 40, 31))
)


def test_they_are_the_same_whatever_the_files_are_called_and_in_which_order_they_come() -> None:
    drawn = sampled(PICTURES, 20, 32, 0)
    moved = [replace(one, shown=f"/else/{one.shown}") for one in reversed(PICTURES)]
    again = sampled(moved, 20, 32, 0)
    assert [(one.sha256, crop) for one, crop in again] == [(one.sha256, crop) for one, crop in drawn]
    assert sampled(PICTURES, 20, 32, 1) != drawn


def test_more_are_fewer_continued() -> None:
    assert sampled(PICTURES, 30, 32, 0)[:20] == sampled(PICTURES, 20, 32, 0)


def test_they_lie_inside_and_share_at_most_half_of_their_pixels() -> None:
    drawn = sampled(PICTURES, 40, 32, 0)
    for picture, crop in drawn:
        assert 0 <= crop.x <= picture.width - 32
        assert 0 <= crop.y <= picture.height - 32
    for (picture, crop), (other, another) in combinations(drawn, 2):
        assert picture != other or crop.shared_px(another) <= 32 * 32 / 2


def test_every_place_is_as_likely_as_any_other() -> None:
    """By the number of places: 269 * 169 of a, 69 * 69 of b."""
    ratio = 69 * 69 / (69 * 69 + 269 * 169)
    of_b = sum(one.shown == "b.png" for seed in range(400) for one, _ in sampled(PICTURES, 1, 32, seed))
    deviation = np.sqrt(400 * ratio * (1 - ratio))
    assert abs(of_b - 400 * ratio) < 4 * deviation


def test_small_broken_and_doubled_pictures_count_not() -> None:
    double = replace(PICTURES[0], shown="again.png")
    broken = StudyPicture("broken.png", error="is cut off")
    assert {one.shown for one, _ in sampled([*PICTURES, broken], 60, 32, 0)} == {"a.png", "b.png"}
    assert len({one.shown for one, _ in sampled([PICTURES[0], double], 20, 32, 0)}) == 1
    assert sampled([PICTURES[2]], 5, 64, 0) == ()


def test_pictures_without_room_for_so_many_give_fewer() -> None:
    drawn = sampled([PICTURES[2]], 50, 31, 0)
    assert 1 <= len(drawn) < 4
