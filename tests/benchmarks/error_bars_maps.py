"""The maps that stored gradients give, each with its true error and with how far its thirds scatter."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from lamgui.attribution.integral.completeness import misses_little
from lamgui.attribution.integral.quadrature import AutomaticSteps, Quadrature, make_quadrature
from lamgui.attribution.integral.rules.calibration import Calibration
from lamgui.attribution.integral.rules.nodes import Level
from lamgui.attribution.integral.tally import Tally
from lamgui.attribution.measures.measures import diffusion_index
from lamgui.attribution.path.path import LENGTH_GRID
from lamgui.attribution.settings.settings import DEFAULT_MOST_STEPS, DEFAULT_TOLERANCE
from lamgui.base.arrays import Floats
from tests.benchmarks.error_bars_gradients import Case

STEPS = {
    "arc": (6, 9, 12, 18, 27, 36, 54),
    "right": (10, 20, 25, 50, 100),
    "midpoint": (10, 25, 50),
    "trapezoid": (10, 20, 25, 50, 100),
}
"""Numbers of steps whose nodes are among those of a case; those whose nodes are not all there are passed over."""

AUTOMATIC = "automatic"
AUTOMATIC_STEPS = AutomaticSteps(DEFAULT_TOLERANCE, DEFAULT_MOST_STEPS)
RAW = Calibration(of_map=1.0, of_diffusion_index=1.0)


@dataclass(frozen=True)
class Map:
    """One map of one case. Errors of the map are shares of its norm, those of DI in its own unit.

    `apart` and `index_apart` are what a calibration is multiplied with; `adds_up` says whether automatic steps would
    take the sum for ΔD.
    """

    network: str
    picture: str
    rule: str
    steps: int
    nodes: int
    error: float
    apart: float
    index_error: float
    index_apart: float
    adds_up: bool

    @property
    def is_automatic(self) -> bool:
        """Whether it is a level of automatic steps."""
        return self.rule == AUTOMATIC


def maps_of(case: Case, network: str, picture: str) -> Iterator[Map]:
    """The maps of all rules and numbers of steps, and of the levels of automatic steps."""
    reference = reference_map(case)
    for rule, several in STEPS.items():
        for steps in several:
            quadrature = make_quadrature(rule, steps, lambda: (LENGTH_GRID, case.path.lengths))
            if _is_there(case, quadrature):
                yield _map(case, quadrature, quadrature.levels[-1], reference, (network, picture, rule), steps)
    automatic = make_quadrature("arc", AUTOMATIC_STEPS, lambda: (LENGTH_GRID, case.path.lengths))
    for level in automatic.levels:
        if level.thirds:
            yield _map(case, automatic, level, reference, (network, picture, AUTOMATIC), len(level.cells))


def reference_map(case: Case) -> Floats:
    """The map of all nodes, (C, h, w): each stands for the path halfway to its neighbours, by length."""
    lengths = np.interp(case.alphas, LENGTH_GRID, case.path.lengths)
    rising = np.concatenate([[True], np.diff(case.path.lengths) > 0])
    middles = np.interp((lengths[1:] + lengths[:-1]) / 2, case.path.lengths[rising], LENGTH_GRID[rising])
    bounds = [0.0, *np.clip(middles, case.alphas[:-1], case.alphas[1:]).tolist(), 1.0]
    points = case.path.at(bounds).numpy()
    lam: Floats = np.einsum("nchw,nchw->chw", case.gradients, points[1:] - points[:-1])
    return lam


def _is_there(case: Case, quadrature: Quadrature) -> bool:
    try:
        case.places(quadrature.alphas)
    except KeyError:
        return False
    return True


def _map(
    case: Case, quadrature: Quadrature, level: Level, reference: Floats, names: tuple[str, str, str], steps: int
) -> Map:
    nodes = list(level.cells)
    alphas = [quadrature.alphas[node] for node in nodes]
    tally = Tally(level, case.path, case.path.lr, None)
    tally.add(nodes, case.at(alphas))
    lam, error = tally.lam.numpy(), tally.error(RAW)
    own, exact = diffusion_index(lam), diffusion_index(reference)
    if error is None or error.of_diffusion_index is None or own is None or exact is None:
        raise ValueError(f"the map of {' '.join(names)} has no error or no DI")
    ends = case.objective[[0, -1]]
    missed = abs(float(lam.sum(dtype=np.float64)) - float(ends[1] - ends[0]))
    return Map(
        *names,
        steps=steps,
        nodes=len(nodes),
        error=float(np.linalg.norm(lam - reference) / np.linalg.norm(lam)),
        apart=error.of_map,
        index_error=abs(own - exact),
        index_apart=error.of_diffusion_index,
        adds_up=misses_little(missed, np.concatenate([ends, case.objective[case.places(alphas)]])),
    )
