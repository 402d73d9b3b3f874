"""The lowest share by mean, of these the largest variance; near-duplicates by the bits of their hashes."""

from __future__ import annotations

import numpy as np
import pytest

from lamgui.study.testset.likeness import LIKE_BITS, bits_apart, hash_of, is_like_one_of
from lamgui.study.testset.ranking import Difficulty, difficulty_of, hard_first
from tests.imaging.pictures import coloured


def test_mean_and_variance_are_over_networks() -> None:
    assert difficulty_of([20.0, 22.0, 27.0], 3) == Difficulty(23.0, (9 + 1 + 16) / 3)


@pytest.mark.parametrize("psnrs", [[20.0], [20.0, None], [20.0, float("inf")], [20.0, float("nan")], []])
def test_a_crop_that_a_network_has_not_restored_is_not_ranked(psnrs: list[float | None]) -> None:
    assert difficulty_of(psnrs, 2) is None


def test_of_the_lowest_share_the_most_different_come_first() -> None:
    difficulties = {
        "easy and different": Difficulty(30, 9),
        "hard": Difficulty(20, 1),
        "hardest": Difficulty(19, 0.5),
        "hard and different": Difficulty(21, 4),
    }
    assert hard_first(difficulties, 0.75) == ["hard and different", "hard", "hardest"]
    assert hard_first(difficulties, 0.3) == ["hard", "hardest"], "rounded up"
    assert hard_first({}, 0.5) == []


def test_what_looks_alike_has_nearly_the_same_hash() -> None:
    pixels = coloured(64, 64)
    noise = np.random.default_rng(0).integers(-6, 7, pixels.shape)
    same = np.clip(pixels.astype(int) + noise + 10, 0, 255).astype(np.uint8)
    other = np.random.default_rng(1).integers(0, 256, pixels.shape, dtype=np.uint8)
    own = hash_of(pixels)
    assert len(own) == 16
    assert bits_apart(own, hash_of(same)) <= LIKE_BITS < bits_apart(own, hash_of(other))
    assert is_like_one_of(own, [hash_of(other), hash_of(same)])
    assert not is_like_one_of(own, [hash_of(other)])
    assert bits_apart("00000000000000ff", "000000000000000f") == 4
