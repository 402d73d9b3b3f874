"""Figure 3's curves while they grow: the finer sum as far as it is whole, the coarser one's rise from there on."""

from __future__ import annotations

import numpy as np
import pytest

from lamgui.attribution.integral.curves import GrowingCurves
from lamgui.attribution.integral.quadrature import Quadrature, make_quadrature

GRID = np.linspace(0.0, 1.0, 129)
COARSE_RATE, FINE_RATE = 2.0, 3.0
"""What the sums of the two levels rise by for each α."""


@pytest.fixture
def quadrature() -> Quadrature:
    """4 nodes, then 18."""
    made = make_quadrature("arc", 18, lambda: (GRID, GRID))
    assert [len(level.cells) for level in made.levels] == [4, 18]
    return made


def grown(quadrature: Quadrature, fine_nodes: int) -> GrowingCurves:
    """The first level as a whole, and so many of the nodes that the second adds."""
    coarse, fine = (level.cells for level in quadrature.levels)
    curves = GrowingCurves(quadrature, np.arange(18.0))
    nodes = list(coarse)
    sums = [
        [rate * (cells[k].upper - cells[k].lower) for k in nodes]
        for rate, cells in ((COARSE_RATE, coarse), (FINE_RATE, fine))
    ]
    curves.add(0, nodes, [float(k) for k in nodes], sums)
    for k in [k for k in fine if k not in coarse][:fine_nodes]:
        curves.add(1, [k], [float(k)], [[FINE_RATE * (fine[k].upper - fine[k].lower)]])
    return curves


def test_the_first_level_is_drawn_as_a_whole(quadrature: Quadrature) -> None:
    points = grown(quadrature, 0).so_far()
    np.testing.assert_allclose(points.cumulative, COARSE_RATE * points.reached)
    assert points.reached[-1] == 1.0


@pytest.mark.parametrize("fine_nodes", [1, 2, 5, 11])
def test_the_finer_sum_goes_as_far_as_it_has_no_gap_and_the_coarser_rise_follows(
    quadrature: Quadrature, fine_nodes: int
) -> None:
    points = grown(quadrature, fine_nodes).so_far()
    coarse = quadrature.levels[0].cells
    there = {*coarse, *[k for k in range(18) if k not in coarse][:fine_nodes]}
    whole = next(k for k in range(19) if k not in there)
    middle = list(quadrature.levels[1].cells.values())[whole - 1].reached
    assert points.reached[whole - 1] == middle
    np.testing.assert_allclose(points.cumulative[:whole], FINE_RATE * points.reached[:whole])
    later = points.reached[whole:]
    np.testing.assert_allclose(points.cumulative[whole:], FINE_RATE * middle + COARSE_RATE * (later - middle))
    assert (np.diff(points.reached) > 0).all()


def test_all_nodes_are_the_finer_sum(quadrature: Quadrature) -> None:
    curves = grown(quadrature, 14)
    points = curves.so_far()
    assert curves.count == len(points.reached) == 18
    np.testing.assert_allclose(points.cumulative, FINE_RATE * points.reached)
    np.testing.assert_array_equal(points.objective, np.arange(18.0))
    np.testing.assert_array_equal(points.path_speed, np.arange(18.0))
    assert points.alpha.tolist() == list(quadrature.alphas)
