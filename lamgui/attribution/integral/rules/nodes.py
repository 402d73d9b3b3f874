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
    """A sum over some of the nodes, and over every third of those alone: how far the two differ tells the error.

    The first of `thirds` is the rule's own with three times the step. There are none where there are too few nodes.
    So many of them as `error_thirds` tell the error of the map.
    """

    cells: Cells
    thirds: tuple[Cells, ...] = ()
    error_thirds: int = 1


class Nodes(ABC):
    """All nodes of a rule, at the rising `alphas`, and the sums over some of them."""

    every_third_differs = False
    """Whether each third may see what the others do not, so that all three are needed to tell the error."""

    def __init__(self, alphas: Doubles, intervals: int) -> None:
        self.alphas: tuple[float, ...] = tuple(alphas.tolist())
        self.intervals = intervals

    @abstractmethod
    def every(self, stride: int) -> Sequence[int]:
        """Those that the rule itself would take with intervals `stride` times as long."""

    @abstractmethod
    def cells(self, chosen: Sequence[int]) -> Cells:
        """The sum over these nodes alone: their cells cover the path once."""

    def level(self, stride: int) -> Level:
        """The level of every `stride`-th node."""
        chosen = self.every(stride)
        if len(chosen) < LEAST_FOR_THIRDS:
            return Level(self.cells(chosen))
        coarser = chosen.index(self.every(3 * stride)[0])
        thirds = tuple(self.cells(chosen[(coarser + k) % 3 :: 3]) for k in range(3))
        return Level(self.cells(chosen), thirds, error_thirds=len(thirds) if self.every_third_differs else 1)
