"""A part of the bicubic enlargement is that of the whole."""

from __future__ import annotations

import numpy as np
import pytest
from PIL import Image

from lamgui.imaging.enlarge import bicubic_part
from tests.imaging.pictures import noise


@pytest.mark.parametrize("part", [(0, 0, 20, 20), (13, 17, 20, 9), (108, 76, 20, 20), (5, 3, 1, 1)])
def test_a_part_is_cut_from_the_whole(part: tuple[int, int, int, int]) -> None:
    lr = noise(32, 24)
    whole = np.asarray(Image.fromarray(lr).resize((128, 96), Image.Resampling.BICUBIC))
    x, y, width, height = part
    np.testing.assert_array_equal(bicubic_part(lr, 4, *part), whole[y : y + height, x : x + width])
