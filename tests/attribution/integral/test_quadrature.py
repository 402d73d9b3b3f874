"""Quadrature: every sum covers the path once, in order, where each rule says, and coarse nodes are among the fine."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise

import numpy as np
import pytest

from lamgui.attribution.integral.quadrature import FIRST_NODES, Quadrature, make_quadrature
from lamgui.attribution.integral.rules.nodes import LEAST_FOR_THIRDS, Cell
from lamgui.attribution.integral.rules.registry import RULES
from lamgui.base.arrays import Doubles

Lengths = Callable[[], tuple[Doubles, Doubles]]
GRID: Doubles = np.linspace(0.0, 1.0, 129)


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
@pytest.mark.parametrize("steps", [1, 2, 7, 13, 50, None])
@pytest.mark.parametrize("length", [even, slow_then_fast, still_at_the_end, nowhere])
def test_every_sum_covers_the_path_exactly_once(rule: str, steps: int | None, length: Lengths) -> None:
    quadrature = make_quadrature(rule, steps, length)
    for level in quadrature.levels:
        for cells in (level.cells, *level.thirds):
            assert sum(c.weight * (c.upper - c.lower) for c in cells.values()) == pytest.approx(1.0, abs=1e-12)
            assert list(cells.values())[-1].reached == 1.0
            assert list(cells) == sorted(cells)
            assert all(0 <= c.lower <= quadrature.alphas[k] <= c.upper <= 1 for k, c in cells.items())
            assert all(a.reached <= b.reached for a, b in pairwise(cells.values()))


@pytest.mark.parametrize("rule", list(RULES))
@pytest.mark.parametrize("steps", [7, 13, 50, None])
def test_a_level_takes_all_nodes_of_the_one_before(rule: str, steps: int | None) -> None:
    quadrature = make_quadrature(rule, steps, even)
    for coarse, fine in pairwise(quadrature.levels):
        assert coarse.cells.keys() < fine.cells.keys()
    assert list(quadrature.levels[-1].cells) == list(range(len(quadrature.alphas)))


@pytest.mark.parametrize(("rule", "counts"), [("arc", [6, 18, 54, 162, 486]), ("trapezoid", [7, 19, 55, 163, 487])])
def test_automatic_levels_are_the_rule_at_three_times_the_steps(rule: str, counts: list[int]) -> None:
    quadrature = make_quadrature(rule, None, even)
    assert [len(level.cells) for level in quadrature.levels] == counts
    alone = make_quadrature(rule, 18, even)
    level = quadrature.levels[1]
    assert [quadrature.alphas[k] for k in level.cells] == pytest.approx(alone.alphas)
    for cell, expected in zip(level.cells.values(), alone.levels[-1].cells.values(), strict=True):
        assert vars(cell) == pytest.approx(vars(expected))


@pytest.mark.parametrize("rule", list(RULES))
def test_the_first_third_is_the_level_before(rule: str) -> None:
    quadrature = make_quadrature(rule, None, slow_then_fast)
    for coarse, fine in pairwise(quadrature.levels):
        assert fine.thirds[0] == coarse.cells
        assert set().union(*fine.thirds) == fine.cells.keys()


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


@pytest.mark.parametrize("steps", [7, 13, 50, None])
def test_right_takes_the_end_of_every_piece_in_coarse_sums_too(steps: int | None) -> None:
    quadrature = make_quadrature("right", steps, even)
    for level in quadrature.levels:
        assert all(quadrature.alphas[k] == cell.upper for k, cell in level.cells.items())


@pytest.mark.parametrize("steps", [12, 17, 50, 99, 200])
@pytest.mark.parametrize("rule", list(RULES))
def test_the_first_of_two_levels_has_about_six_nodes(rule: str, steps: int) -> None:
    first, _ = make_quadrature(rule, steps, even).levels
    assert abs(len(first.cells) - FIRST_NODES) <= 2


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
