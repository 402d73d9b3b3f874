"""Figure 3's curves while nodes come in, from coarse to fine: whole from the first level on, then sharper."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from lamgui.attribution.integral.quadrature import Quadrature
from lamgui.base.arrays import Floats


@dataclass(frozen=True, eq=False)
class Points:
    """The curves at the nodes so far: arrays of one length, rising in α."""

    alpha: Floats
    reached: Floats
    """The α up to which `cumulative` is summed."""
    objective: Floats
    """D(F(γ(alpha)))."""
    path_speed: Floats
    """Root mean square of ∂γ/∂α at alpha."""
    cumulative: Floats
    """Σ over elements of the sum up to `reached`."""


class GrowingCurves:
    """Collects D at each node, and what each adds to the sum of its own level and of every finer one."""

    def __init__(self, quadrature: Quadrature, path_speed: Floats) -> None:
        self._quadrature = quadrature
        self._path_speed = path_speed
        self._objective: dict[int, float] = {}
        self._added: list[dict[int, float]] = [{} for _ in quadrature.levels]
        self._depth = 0

    def __contains__(self, node: int) -> bool:
        return node in self._objective

    @property
    def count(self) -> int:
        """Nodes so far."""
        return len(self._objective)

    def add(
        self, depth: int, nodes: Sequence[int], objectives: Sequence[float], sums: Sequence[Sequence[float]]
    ) -> None:
        """Take in nodes of the level `depth`: D of each, and for this and each finer level what each adds."""
        self._depth = depth
        self._objective.update(zip(nodes, objectives, strict=True))
        for added, own in zip(self._added[depth:], sums, strict=True):
            added.update(zip(nodes, own, strict=True))

    def so_far(self) -> Points:
        """The curves: by this level up to where it is whole, from there on by the level before."""
        nodes = sorted(self._objective)
        reached, cumulative = self._sums(self._depth)
        if self._depth:
            coarse_reached, coarse_sums = self._sums(self._depth - 1)
            later = coarse_reached > (reached[-1] if len(reached) else 0.0)
            until = np.interp(reached[-1:], [0.0, *coarse_reached], [0.0, *coarse_sums])
            offset = cumulative[-1:] - until if len(reached) else np.zeros(1)
            reached = np.concatenate([reached, coarse_reached[later]])
            cumulative = np.concatenate([cumulative, coarse_sums[later] + offset])
        return Points(
            alpha=np.array([self._quadrature.alphas[node] for node in nodes]),
            reached=reached,
            objective=np.array([self._objective[node] for node in nodes]),
            path_speed=self._path_speed[nodes],
            cumulative=cumulative,
        )

    def _sums(self, depth: int) -> tuple[Floats, Floats]:
        """`reached` and the sum of a level, of its nodes from the first to the last without a gap."""
        cells, added = self._quadrature.levels[depth].cells, self._added[depth]
        whole: list[int] = []
        for node in cells:
            if node not in added:
                break
            whole.append(node)
        return np.array([cells[node].reached for node in whole]), np.cumsum([added[node] for node in whole])
