"""Figure 6: red and blue as they are defined, and which networks are the widest and the narrowest."""

from __future__ import annotations

import numpy as np
import pytest

from lamgui.base.errors import StudyError
from lamgui.study.figures.figure6 import diverging, only_wide, thirds
from lamgui.study.figures.options import StudyFigureOptions
from lamgui.study.figures.shown import ShownStudy
from tests.study.rows import results_of

A, B = np.array([[1.0, 0.6], [0.2, 0.0]]), np.array([[1.0, 0.2], [0.3, 0.0]])


def test_blue_is_what_the_wide_have_more_by_its_maximum() -> None:
    np.testing.assert_allclose(only_wide(A, B), [[0.0, 1.0], [0.0, 0.0]])
    np.testing.assert_array_equal(only_wide(B, B), np.zeros((2, 2)))


def test_the_diverging_map_is_b_less_half_of_what_a_has_more() -> None:
    # What A has more is 0, 0.4, -0.1 and 0, by its maximum 0, 1, -0.25 and 0.
    np.testing.assert_allclose(diverging(A, B), [[1.0, 0.2 - 0.5], [0.3 + 0.125, 0.0]])
    np.testing.assert_array_equal(diverging(B, B), B)


@pytest.mark.parametrize(("count", "third"), [(3, 1), (4, 2), (6, 2), (18, 6)])
def test_thirds_are_by_effective_pixels(count: int, third: int) -> None:
    di = np.random.default_rng(0).permutation(count).astype(np.float64)[:, None] + [[1.0, 2.0]]
    study = ShownStudy(results_of(di), StudyFigureOptions(figure="figure6"))
    wide, narrow = thirds(study)
    order = np.argsort(di[:, 0]).tolist()
    assert wide == order[::-1][:third]
    assert narrow == order[:third]


def test_two_networks_have_no_thirds() -> None:
    with pytest.raises(StudyError, match="need 3 networks; there are 2"):
        thirds(ShownStudy(results_of([[1.0], [2.0]]), StudyFigureOptions(figure="figure6")))
