"""The sum of one level: each node's gradient times the piece of the path that it stands for."""

from __future__ import annotations

from collections.abc import Sequence

import torch
from torch import Tensor

from lamgui.attribution.device.handover import sent
from lamgui.attribution.integral.map_error import MapError, estimate_error
from lamgui.attribution.integral.rules.calibration import Calibration
from lamgui.attribution.integral.rules.nodes import Cells, Level
from lamgui.attribution.path.path import Path
from lamgui.attribution.window import Window


class Tally:
    """Adds terms up as gradients come: `lam`, (C, h, w), and the same for every third of the nodes alone.

    `seen` is the path, or what a `window` shows of it; outside of that the map is zero.
    """

    def __init__(self, level: Level, seen: Path, like: Tensor, window: Window | None) -> None:
        self.level = level
        self.lam = torch.zeros_like(like)
        self._seen = seen
        self._window = window
        self._inside = self.lam if window is None else window.cut(self.lam)
        self._thirds = [torch.zeros_like(self._inside) for _ in level.thirds]

    def add(self, group: Sequence[int], gradient: Tensor) -> Tensor:
        """Count nodes in, given ∂D/∂γ at each, (N, C, h, w); returns what each adds to `lam`, of that shape."""
        terms = gradient * self._moved(self.level.cells, group)
        self._inside += terms.sum(dim=0)
        for cells, third in zip(self.level.thirds, self._thirds, strict=True):
            own = [k for k, node in enumerate(group) if node in cells]
            if own:
                third.add_((_picked(gradient, own) * self._moved(cells, [group[k] for k in own])).sum(dim=0))
        return terms

    def error(self, calibration: Calibration) -> MapError | None:
        """The estimated error of `lam`, once all nodes of the level are in."""
        window = self._window
        thirds = self._thirds if window is None else [window.embedded(third, self.lam) for third in self._thirds]
        return estimate_error(self.lam.cpu().numpy(), [third.cpu().numpy() for third in thirds], calibration)

    def _moved(self, cells: Cells, group: Sequence[int]) -> Tensor:
        """weight * (γ(upper) - γ(lower)) of each node's cell, (N, C, h, w)."""
        chosen = [cells[node] for node in group]
        alphas = sorted({bound for cell in chosen for bound in (cell.lower, cell.upper)})
        # Neighbours share bounds, and each point of the path costs a blur.
        points = self._seen.at(alphas)
        lower, upper = (
            _picked(points, [alphas.index(bound) for bound in bounds])
            for bounds in ([c.lower for c in chosen], [c.upper for c in chosen])
        )
        weights = sent(torch.tensor([cell.weight for cell in chosen], dtype=torch.float64), points)
        return (upper - lower) * weights.view(-1, 1, 1, 1)


def _picked(pictures: Tensor, places: Sequence[int]) -> Tensor:
    """Some of (N, C, h, w); by a list of places as an index a GPU would make the host wait."""
    return torch.stack([pictures[place] for place in places])
