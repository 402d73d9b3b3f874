"""The coherence of the structure tensor on pictures whose value is known."""

from __future__ import annotations

import numpy as np
import pytest

from lamgui.imaging.picture import Pixels
from lamgui.study.statistics.texture import coherence

ROWS, COLUMNS = np.mgrid[:64, :64]


def _grey(values: np.ndarray) -> Pixels:
    return np.repeat(np.clip(np.rint(values), 0, 255).astype(np.uint8)[..., None], 3, axis=2)


@pytest.mark.parametrize("degrees", [0, 30, 45, 90])
def test_stripes_have_one_direction(degrees: int) -> None:
    angle = np.deg2rad(degrees)
    along = np.cos(angle) * COLUMNS + np.sin(angle) * ROWS
    found = coherence(_grey(128 + 100 * np.sin(2 * np.pi * along / 8)))
    # Rounding to 256 levels and differences over two pixels turn gradients by a few percent at most.
    assert found == pytest.approx(1.0, abs=0.05)


def test_noise_has_next_to_none() -> None:
    noise = np.random.default_rng(0).integers(0, 256, (64, 64)).astype(np.float64)
    found = coherence(_grey(noise))
    assert found is not None
    assert found < 0.4


def test_waves_that_cross_have_none_where_both_are_as_strong() -> None:
    crossed = 128 + 50 * np.sin(2 * np.pi * COLUMNS / 4) + 50 * np.sin(2 * np.pi * ROWS / 4)
    found = coherence(_grey(crossed))
    assert found is not None
    assert found < 0.15


def test_lines_far_apart_have_their_directions_in_turn() -> None:
    grid = np.where((ROWS % 32 < 2) | (COLUMNS % 32 < 2), 255.0, 0.0)
    lines = coherence(_grey(grid))
    assert lines is not None
    assert lines > 0.7


def test_brightness_and_contrast_do_not_count() -> None:
    picture = 60 + 30 * np.sin(2 * np.pi * COLUMNS / 9) + 20 * np.cos(2 * np.pi * ROWS / 13)
    assert coherence(_grey(picture)) == pytest.approx(coherence(_grey(2 * picture + 10)), abs=0.02)


def test_an_even_picture_has_none() -> None:
    assert coherence(_grey(np.full((64, 64), 80.0))) is None
