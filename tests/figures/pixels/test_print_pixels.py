"""Small pictures are repeated to 300 pixels an inch or more, exactly; large ones averaged to the printed resolution."""

from __future__ import annotations

import numpy as np
import pytest

from lamgui.figures.pixels.print_pixels import CRISP_PPI, MOST_TIMES, printed_pixels
from lamgui.imaging.picture import Pixels


def random_pixels(height: int, width: int) -> Pixels:
    return np.random.default_rng(0).integers(0, 256, (height, width, 3), dtype=np.uint8)


@pytest.mark.parametrize(
    ("size", "inches"), [((12, 16), (1.0, 0.75)), ((299, 299), (1.0, 1.0)), ((30, 40), (0.1, 0.1))]
)
def test_small_pictures_are_repeated_a_whole_number_of_times(
    size: tuple[int, int], inches: tuple[float, float]
) -> None:
    pixels = random_pixels(*size)
    printed = printed_pixels(pixels, *inches, dpi=600)
    times = printed.shape[0] // size[0]
    np.testing.assert_array_equal(printed, np.kron(pixels, np.ones((times, times, 1), np.uint8)))
    assert printed.shape[1] / inches[0] >= CRISP_PPI
    assert printed.shape[0] / inches[1] >= CRISP_PPI
    assert times == 1 or (times - 1) * min(size[1] / inches[0], size[0] / inches[1]) < CRISP_PPI, "no more than needed"


def test_a_pixel_is_not_repeated_without_end() -> None:
    assert printed_pixels(random_pixels(1, 1), 40.0, 40.0, dpi=1200).shape == (MOST_TIMES, MOST_TIMES, 3)


def test_large_pictures_are_averaged_to_the_printed_resolution() -> None:
    pixels = random_pixels(600, 800)
    printed = printed_pixels(pixels, 1.0, 0.75, dpi=200)
    assert printed.shape == (150, 200, 3)
    blocks = pixels.reshape(150, 4, 200, 4, 3).astype(float).mean(axis=(1, 3))
    assert np.abs(printed - blocks).max() <= 0.5 + 1e-6, "means, rounded"
