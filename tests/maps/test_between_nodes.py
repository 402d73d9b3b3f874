"""Where a run is filled in: enough points together, where plot or path have long pieces, and never by chance."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from lamgui.attribution.settings.settings import Settings
from lamgui.maps.between_nodes import ENOUGH_POINTS, PATIENCE_S, alphas_between, next_between
from lamgui.maps.close_up import CloseUp
from lamgui.maps.filled_in import FilledIn, PointBetween
from lamgui.maps.result import Analysis, Curves
from lamgui.networks.entry import Repeats
from tests.made import analysis
from tests.widgets.curves_of import rising_curves

REGION = CloseUp(0, 0, 4, 4)
EVEN = np.ones(11)


def of(curves: Curves, **changes: object) -> Analysis:
    return replace(analysis(), curves=curves, nonfinite=0, **changes)  # type: ignore[arg-type]


def test_there_are_enough_points_together_and_none_twice() -> None:
    one = of(rising_curves(nodes=7))
    known = one.curves.objective_with_ends()[0]
    between = alphas_between(one)
    together = np.sort([*known, *between])
    assert len(together) == ENOUGH_POINTS
    assert np.diff(together).min() > 0
    assert np.diff(together).max() < np.diff(known).max() / 1.9


def test_the_longest_piece_is_halved_first_and_one_where_the_path_stands_still_never() -> None:
    curves = replace(rising_curves(nodes=2), alpha=np.array([0.2, 0.6]), speed_over_path=EVEN)
    first, second = alphas_between(of(curves))[:2]
    assert {first, second} == {0.4, 0.8}
    stands = replace(curves, speed_over_path=np.where(np.linspace(0, 1, 11) < 0.65, 1.0, 0.0))
    assert max(alphas_between(of(stands))) < stands.still_from + 1e-9


def test_a_run_with_enough_nodes_has_none() -> None:
    assert alphas_between(of(rising_curves(nodes=ENOUGH_POINTS))) == ()
    assert alphas_between(of(replace(rising_curves(nodes=3), speed_over_path=np.zeros(11)))) == ()


@pytest.mark.parametrize("repeats", [Repeats.NEVER, Repeats.SEEDED])
def test_a_curve_of_random_numbers_is_not_filled_in(repeats: Repeats) -> None:
    one = of(rising_curves(nodes=3))
    assert alphas_between(replace(one, network=replace(one.network, repeats=repeats))) == ()
    assert alphas_between(replace(one, settings=Settings(seed=0, seeds=3))) == ()
    assert alphas_between(replace(one, nonfinite=2)) == ()


def test_the_next_is_the_first_that_is_not_known_as_long_as_there_is_patience() -> None:
    one = of(rising_curves(nodes=3))
    order = alphas_between(one)
    filled = FilledIn(REGION).with_point(order[0], PointBetween(1.0, None, None), 0.1)
    assert next_between(one, None) == order[0]
    assert next_between(one, filled) == order[1]
    assert next_between(one, replace(filled, spent_s=PATIENCE_S)) is None
    for alpha in order[1:]:
        filled = filled.with_point(alpha, PointBetween(1.0, None, None), 0.1)
    assert next_between(one, filled) is None
    assert filled.words == f"filled in by {len(order)} passes between nodes"
    assert FilledIn(REGION).words == ""


def test_points_lie_among_the_nodes_in_order() -> None:
    nodes = np.array([0.0, 0.5, 1.0]), np.array([1.0, 2.0, 3.0])
    filled = FilledIn(REGION, {0.75: PointBetween(2.8, None, None), 0.25: PointBetween(1.2, None, None)})
    alpha, objective = filled.among(*nodes)
    assert alpha.tolist() == [0, 0.25, 0.5, 0.75, 1]
    assert objective.tolist() == [1, 1.2, 2, 2.8, 3]
