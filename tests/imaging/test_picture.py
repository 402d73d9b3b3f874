"""A Picture refuses what is not 8-bit RGB."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from lamgui.imaging.picture import Picture
from tests.imaging.pictures import coloured


def test_sides_are_width_and_height() -> None:
    picture = Picture(coloured(7, 5), "a", None, "")
    assert (picture.width, picture.height) == (7, 5)


@pytest.mark.parametrize(
    "pixels",
    [
        np.zeros((4, 4), np.uint8),
        np.zeros((4, 4, 4), np.uint8),
        np.zeros((3, 4, 4), np.uint8),
        np.zeros((4, 4, 3)),
        np.zeros((0, 4, 3), np.uint8),
    ],
)
def test_other_pixels_are_refused_by_name(pixels: Any) -> None:
    with pytest.raises(ValueError, match=r"garden: pixels came as .* convert them to 8-bit RGB"):
        Picture(pixels, "garden", None, "")
