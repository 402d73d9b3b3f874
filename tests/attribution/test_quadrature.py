"""Quadrature: nodes cover the path once, in order, where each rule says."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise

import numpy as np
import pytest

from lamgui.attribution.quadrature import Floats, Node, make_nodes
from lamgui.attribution.settings import Rule

Lengths = Callable[[], tuple[Floats, Floats]]
GRID: Floats = np.linspace(0.0, 1.0, 129)


def even() -> tuple[Floats, Floats]:
    return GRID, GRID


def slow_then_fast() -> tuple[Floats, Floats]:
    return GRID, GRID**3


def still_at_the_end() -> tuple[Floats, Floats]:
    return GRID, np.minimum(GRID, 0.5)


def nowhere() -> tuple[Floats, Floats]:
    return GRID, np.zeros_like(GRID)


@pytest.mark.parametrize("rule", list(Rule))
@pytest.mark.parametrize("steps", [1, 2, 7, 50])
@pytest.mark.parametrize("length", [even, slow_then_fast, still_at_the_end, nowhere])
def test_nodes_cover_the_path_exactly_once(rule: Rule, steps: int, length: Lengths) -> None:
    nodes = make_nodes(rule, steps, length)
    covered = sum(node.weight * (node.upper - node.lower) for node in nodes)
    assert covered == pytest.approx(1.0, abs=1e-12)
    assert nodes[-1].reached == 1.0
    assert all(0 <= n.lower <= n.alpha <= n.upper <= 1 for n in nodes)
    assert all(a.alpha <= b.alpha and a.reached <= b.reached for a, b in pairwise(nodes))


def test_right_takes_the_ends_of_equal_steps() -> None:
    assert [(n.alpha, n.lower, n.upper) for n in make_nodes(Rule.RIGHT, 4, even)] == [
        (0.25, 0.0, 0.25),
        (0.5, 0.25, 0.5),
        (0.75, 0.5, 0.75),
        (1.0, 0.75, 1.0),
    ]


def test_midpoint_lies_halfway() -> None:
    assert [n.alpha for n in make_nodes(Rule.MIDPOINT, 2, even)] == [0.25, 0.75]


def test_trapezoid_is_the_mean_of_both_ends() -> None:
    nodes = make_nodes(Rule.TRAPEZOID, 2, even)
    assert nodes[1] == Node(0.5, 0.0, 1.0, 0.5, 0.75)
    assert [n.alpha for n in nodes] == [0.0, 0.5, 1.0]


def test_arc_cuts_the_path_into_pieces_of_equal_length() -> None:
    nodes = make_nodes(Rule.ARC, 8, slow_then_fast)
    pieces = [n.upper**3 - n.lower**3 for n in nodes]
    assert pieces == pytest.approx([1 / 8] * 8, abs=2e-3)
    assert nodes[0].alpha == pytest.approx((1 / 16) ** (1 / 3), abs=2e-2)


def test_arc_spends_nothing_where_the_path_stands_still() -> None:
    assert all(n.alpha < 0.5 for n in make_nodes(Rule.ARC, 6, still_at_the_end))
