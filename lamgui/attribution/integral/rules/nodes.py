"""The nodes of a rule: which of them make a coarser sum, and for which piece of the path each stands in it."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from lamgui.base.arrays import Doubles

PathLength = Callable[[], tuple[Doubles, Doubles]]
"""Gives rising α, from 0 to 1, and the path's length up to each."""

LEAST_FOR_THIRDS = 6
"""Nodes of which every third still says something about the path."""


@dataclass(frozen=True)
class Cell:
    """The piece of the path that a node's gradient stands for: `weight` * ∂D/∂γ ⊙ (γ(upper) - γ(lower)).

    `reached` is the α up to which the integral is summed once this term is in.
    """

    lower: float
    upper: float
    reached: float
    weight: float = 1.0


Cells = Mapping[int, Cell]
"""A sum that covers the path once: some of the nodes, by their index and in the order of α, each with its cell."""


@dataclass(frozen=True)
class Level:
    """A sum over some of the nodes, and over every third of those alone: how far they differ tells the error.

    There are no thirds where there are too few nodes.
    """

    cells: Cells
    thirds: tuple[Cells, ...] = ()


class Nodes(ABC):
    """All nodes of a rule, at the rising `alphas`, and the sums over some of them."""

    def __init__(self, alphas: Doubles, intervals: int) -> None:
        self.alphas: tuple[float, ...] = tuple(alphas.tolist())
        self.intervals = intervals

    @abstractmethod
    def every_second(self, chosen: Sequence[int]) -> Sequence[int]:
        """Half of these nodes: as nearly as can be those that the rule itself would take with half of the steps."""

    @abstractmethod
    def cells(self, chosen: Sequence[int]) -> Cells:
        """The sum over these nodes alone: their cells cover the path once."""

    def levels(self, fewest: int) -> tuple[Level, ...]:
        """From coarse to fine: each has every second node of the next, the first at least `fewest`, the last all."""
        chosen: list[Sequence[int]] = [range(len(self.alphas))]
        while len(half := self.every_second(chosen[-1])) >= fewest:
            chosen.append(half)
        return tuple(self._level(nodes) for nodes in reversed(chosen))

    def _level(self, chosen: Sequence[int]) -> Level:
        if len(chosen) < LEAST_FOR_THIRDS:
            return Level(self.cells(chosen))
        return Level(self.cells(chosen), tuple(self.cells(chosen[k::3]) for k in range(3)))
