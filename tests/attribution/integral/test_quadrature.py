"""Quadrature: every sum covers the path once, in order, where each rule says, and coarse nodes are among the fine."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise

import numpy as np
import pytest

from lamgui.attribution.integral.quadrature import FEWEST_NODES, AutomaticSteps, Quadrature, make_quadrature
from lamgui.attribution.integral.rules.nodes import LEAST_FOR_THIRDS, Cell
from lamgui.attribution.integral.rules.registry import RULES
from lamgui.base.arrays import Doubles

Lengths = Callable[[], tuple[Doubles, Doubles]]
GRID: Doubles = np.linspace(0.0, 1.0, 129)
AUTO, PRECISE = AutomaticSteps(0.05, 54), AutomaticSteps(0.01, 486)


def even() -> tuple[Doubles, Doubles]:
    return GRID, GRID


def slow_then_fast() -> tuple[Doubles, Doubles]:
    return GRID, GRID**3


def still_at_the_end() -> tuple[Doubles, Doubles]:
    return GRID, np.minimum(GRID, 0.5)


def nowhere() -> tuple[Doubles, Doubles]:
    return GRID, np.zeros_like(GRID)


def nodes(quadrature: Quadrature) -> list[tuple[float, Cell]]:
    """α and cell of each node of the last level."""
    return [(quadrature.alphas[k], cell) for k, cell in quadrature.levels[-1].cells.items()]


@pytest.mark.parametrize("rule", list(RULES))
@pytest.mark.parametrize("steps", [1, 2, 7, 13, 50, AUTO])
@pytest.mark.parametrize("length", [even, slow_then_fast, still_at_the_end, nowhere])
def test_every_sum_covers_the_path_exactly_once(rule: str, steps: int | AutomaticSteps, length: Lengths) -> None:
    quadrature = make_quadrature(rule, steps, length)
    for level in quadrature.levels:
        for cells in (level.cells, *level.thirds):
            assert sum(c.weight * (c.upper - c.lower) for c in cells.values()) == pytest.approx(1.0, abs=1e-12)
            assert list(cells.values())[-1].reached == 1.0
            assert list(cells) == sorted(cells)
            assert all(0 <= c.lower <= quadrature.alphas[k] <= c.upper <= 1 for k, c in cells.items())
            assert all(a.reached <= b.reached for a, b in pairwise(cells.values()))


@pytest.mark.parametrize("rule", list(RULES))
@pytest.mark.parametrize("steps", [7, 13, 50, AUTO, PRECISE])
def test_a_level_takes_all_nodes_of_the_one_before(rule: str, steps: int | AutomaticSteps) -> None:
    quadrature = make_quadrature(rule, steps, even)
    for coarse, fine in pairwise(quadrature.levels):
        assert coarse.cells.keys() < fine.cells.keys()
    assert list(quadrature.levels[-1].cells) == list(range(len(quadrature.alphas)))


@pytest.mark.parametrize(
    ("rule", "steps", "counts"),
    [
        ("arc", AUTO, [3, 7, 13, 27, 54]),
        ("right", AUTO, [4, 7, 14, 27, 54]),
        ("trapezoid", AUTO, [3, 5, 8, 15, 28, 54]),
        ("arc", PRECISE, [4, 7, 15, 30, 61, 121, 243, 486]),
        ("arc", 50, [3, 50]),
        ("right", 12, [3, 12]),
        ("arc", 10, [10]),
        ("arc", 5, [5]),
    ],
)
def test_each_level_has_every_second_node_of_the_next(
    rule: str, steps: int | AutomaticSteps, counts: list[int]
) -> None:
    assert [len(level.cells) for level in make_quadrature(rule, steps, even).levels] == counts


def test_the_last_level_is_the_rule_itself() -> None:
    quadrature, alone = make_quadrature("arc", AUTO, slow_then_fast), make_quadrature("arc", 54, slow_then_fast)
    assert quadrature.alphas == alone.alphas
    assert quadrature.levels[-1] == alone.levels[-1]


@pytest.mark.parametrize("steps", [AUTO, PRECISE, 17, 50, 99])
def test_nodes_of_every_level_lie_about_evenly(steps: int | AutomaticSteps) -> None:
    """Their cells are of one length, but for the first and the last, which are half to one and a half of it."""
    for level in make_quadrature("midpoint", steps, even).levels:
        lengths = [cell.upper - cell.lower for cell in level.cells.values()]
        assert lengths[1:-1] == pytest.approx([lengths[1]] * (len(lengths) - 2))
        assert all(lengths[1] / 2 <= end <= lengths[1] * 1.5 for end in (lengths[0], lengths[-1]))


@pytest.mark.parametrize("rule", list(RULES))
def test_the_thirds_are_all_nodes_of_a_level(rule: str) -> None:
    for level in make_quadrature(rule, AUTO, slow_then_fast).levels:
        assert bool(level.thirds) is (len(level.cells) >= LEAST_FOR_THIRDS)
        assert not level.thirds or set().union(*level.thirds) == level.cells.keys()


def test_levels_up_to_a_number_of_nodes() -> None:
    quadrature = make_quadrature("arc", AUTO, even)
    assert quadrature.up_to(13).levels == quadrature.levels[:3]
    assert quadrature.up_to(53).levels == quadrature.levels[:4]
    with pytest.raises(ValueError, match="no level has 2 nodes or fewer"):
        quadrature.up_to(2)
    assert quadrature.level_with(8) == quadrature.levels[2]
    assert quadrature.level_with(55) == quadrature.levels[-1]


def test_few_nodes_have_no_thirds_and_no_coarse_level() -> None:
    (only,) = make_quadrature("arc", LEAST_FOR_THIRDS - 1, even).levels
    assert only.thirds == ()


def test_right_takes_the_ends_of_equal_steps() -> None:
    assert [(alpha, c.lower, c.upper) for alpha, c in nodes(make_quadrature("right", 4, even))] == [
        (0.25, 0.0, 0.25),
        (0.5, 0.25, 0.5),
        (0.75, 0.5, 0.75),
        (1.0, 0.75, 1.0),
    ]


@pytest.mark.parametrize("steps", [7, 13, 50, AUTO, PRECISE])
def test_right_takes_the_end_of_every_piece_in_coarse_sums_too(steps: int | AutomaticSteps) -> None:
    quadrature = make_quadrature("right", steps, even)
    for level in quadrature.levels:
        assert all(quadrature.alphas[k] == cell.upper for k, cell in level.cells.items())


@pytest.mark.parametrize("steps", [12, 17, 50, 99, 200])
@pytest.mark.parametrize("rule", list(RULES))
def test_the_first_of_two_levels_has_a_few_nodes(rule: str, steps: int) -> None:
    first, _ = make_quadrature(rule, steps, even).levels
    assert FEWEST_NODES <= len(first.cells) < 2 * FEWEST_NODES


def test_midpoint_lies_halfway() -> None:
    assert make_quadrature("midpoint", 2, even).alphas == (0.25, 0.75)


def test_trapezoid_is_the_mean_of_both_ends() -> None:
    assert nodes(make_quadrature("trapezoid", 2, even)) == [
        (0.0, Cell(0.0, 0.5, 0.25, 0.5)),
        (0.5, Cell(0.0, 1.0, 0.75, 0.5)),
        (1.0, Cell(0.5, 1.0, 1.0, 0.5)),
    ]


def test_arc_cuts_the_path_into_pieces_of_equal_length() -> None:
    quadrature = make_quadrature("arc", 8, slow_then_fast)
    pieces = [cell.upper**3 - cell.lower**3 for _, cell in nodes(quadrature)]
    assert pieces == pytest.approx([1 / 8] * 8, abs=2e-3)
    assert quadrature.alphas[0] == pytest.approx((1 / 16) ** (1 / 3), abs=2e-2)


def test_arc_spends_nothing_where_the_path_stands_still() -> None:
    assert all(alpha < 0.5 for alpha in make_quadrature("arc", 6, still_at_the_end).alphas)
