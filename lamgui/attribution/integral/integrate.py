"""The path integral of gradients as a generator of steps (paper Eq. 1 and 3), and its result."""

from __future__ import annotations

import math
from collections.abc import Generator, Sequence
from dataclasses import dataclass, replace

import numpy as np
import torch
from torch import Tensor

from lamgui.attribution.detectors.detector import detect
from lamgui.attribution.detectors.kind import Detector
from lamgui.attribution.device.cuda_graph import Record
from lamgui.attribution.device.handover import HostCopy, one_ahead
from lamgui.attribution.integral.completeness import completeness_gap, misses_little
from lamgui.attribution.integral.curves import GrowingCurves, Points
from lamgui.attribution.integral.map_error import MapError
from lamgui.attribution.integral.passes import Pass, Passes, Restore
from lamgui.attribution.integral.quadrature import AutomaticSteps, Quadrature, make_quadrature
from lamgui.attribution.integral.rules.nodes import Level
from lamgui.attribution.integral.tally import Tally
from lamgui.attribution.measures.measures import diffusion_index, importance
from lamgui.attribution.patch import Patch
from lamgui.attribution.path.path import LENGTH_GRID, SPEED_GRID, Path, path_speed
from lamgui.attribution.window import Window
from lamgui.base.arrays import Floats

ALL_CHANNELS = slice(None)

LIKELY_NODES = 12
"""Of automatic steps."""

LEFT_OPEN = 16
"""In units of the rounding of D: a ΔD and a sum below that are both taken for 0, which leaves no gap to speak of."""


@dataclass(frozen=True, eq=False)
class Step:
    """One node done: where it lay, what it added, what the sum has come to."""

    index: int
    """Counts from 1."""
    total: int
    """Nodes of this level and those before; more may follow where the steps are found automatically."""
    most: int
    """Nodes of all levels."""
    depth: int
    """The level that is being computed, from 0."""
    node: int
    """Index of the node among all of the quadrature."""
    alpha: float
    objective: float
    """D(F(γ(alpha)))."""
    path_speed: float
    """Root mean square of ∂γ/∂α at alpha."""
    signed: Floats
    """Σ_c of this level's sum so far, (h, w), over the channels that are shown."""
    seen_gradient: Tensor
    """∂D/∂γ(alpha) of what is seen of the picture, (C, h, w)."""
    seen_terms: tuple[Tensor, ...]
    """What the node adds there to this level's sum and to each finer one's, (C, h, w)."""
    sr: Tensor | None
    """F(γ(alpha)), (C, H, W); None where only a window of the picture was restored."""
    nonfinite: int
    """Values of D and elements of its gradients so far that were not finite."""
    batch: int
    """Nodes that shared the pass."""
    curves: GrowingCurves
    """Figure 3's curves so far; they grow in place."""
    window: Window | None = None
    """What is seen of the picture; None for all of it."""


@dataclass(frozen=True, eq=False)
class Plan:
    """What is known before the first gradient: the nodes, the path's speed there, and D at both ends.

    Levels are computed from coarse to fine, all of them where `tolerance` is None, else until one is good enough for
    it (`Attribution.is_enough`).
    """

    path: Path
    quadrature: Quadrature
    path_speed: Floats
    """Root mean square of ∂γ/∂α at each node."""
    speed_over_path: Floats
    """The same at the equal steps of SPEED_GRID."""
    objective_baseline: float
    objective_input: float
    sr: Tensor
    """F(I), (C, H, W)."""
    baseline_sr: Tensor | None = None
    """F(I'), (C, H, W), where the whole of it was restored."""
    tolerance: float | None = None

    @property
    def delta(self) -> float:
        """ΔD = D(F(I)) - D(F(I')), which the sum should reach."""
        return self.objective_input - self.objective_baseline

    @property
    def likely(self) -> Level:
        """A level that the run probably reaches: all of the stated steps, of automatic ones a few nodes."""
        return self.quadrature.levels[-1] if self.tolerance is None else self.quadrature.level_with(LIKELY_NODES)

    def to_the_same_nodes(self, passes: int) -> Plan:
        """The levels of a run with automatic steps up to that at which one of so many passes ended, all of them."""
        return replace(self, quadrature=self.quadrature.up_to(passes), tolerance=None)


@dataclass(frozen=True, eq=False)
class Attribution:
    """A finished map, `lam` (C, h, w), signed, with Figure 3's curves at its nodes and an estimate of its error."""

    lam: Floats
    points: Points
    objective_baseline: float
    objective_input: float
    nonfinite: int
    """Values of D, along the path and at its ends, and elements of its gradients that were not finite."""
    error: MapError | None
    """None where there were too few nodes to tell, or the map has no norm."""
    rounding: float = 0.0
    """What of D the arithmetic leaves open: a map below that is none."""

    @property
    def delta(self) -> float:
        """ΔD = D(F(I)) - D(F(I'))."""
        return self.objective_input - self.objective_baseline

    @property
    def completeness_gap(self) -> float:
        """(Σ LAM - ΔD) / ΔD; NaN where ΔD is 0 and the sum is too, infinite where only ΔD is."""
        return completeness_gap(self._total, self.delta, LEFT_OPEN * self.rounding)

    def is_enough(self, tolerance: float) -> bool:
        """Whether finer levels are not needed, or of no use: the map is none, and more nodes would make it no better.

        They are not needed where the error, a share of the map's norm, is known and within the tolerance, and the sum
        reaches ΔD.
        """
        if self.nonfinite or not self.lam.any():
            return True
        if self.error is None or self.error.of_map > tolerance:
            return False
        objective = np.array([self.objective_baseline, *self.points.objective, self.objective_input])
        return misses_little(abs(self._total - self.delta), objective)

    @property
    def _total(self) -> float:
        return float(self.lam.sum(dtype=np.float64))

    @property
    def importance(self) -> Floats:
        """|Σ_c LAM|, (h, w)."""
        return importance(self.lam)

    @property
    def diffusion_index(self) -> float | None:
        """(1 - Gini) x 100; None for an all-zero or non-finite map."""
        return diffusion_index(self.lam)


def make_plan(
    restore: Restore,
    path: Path,
    patch: Patch,
    detector: Detector,
    rule: str,
    steps: int | AutomaticSteps,
    near: tuple[Restore, Window] | None = None,
    sr: Tensor | None = None,
) -> Plan:
    """Lay out the nodes and take D at both ends: two passes without gradients.

    Automatic steps refine until the map is good enough for their tolerance: `Attribution.is_enough`. `near` restores
    what a window of the picture shows, and is enough for D. `sr` is F(I), (C, H, W), where it is known already. Raises
    SettingsError for a patch outside the SR picture.
    """
    with torch.no_grad():
        sr = restore(path.at([1.0]))[0] if sr is None else sr
        patch.require_inside(sr.shape[-1], sr.shape[-2])
        # Both ends by the same operations: what nothing changes has to come out as the same number.
        baseline_sr: Tensor | None = None
        if near is None:
            baseline_sr = restore(path.at([0.0]))[0]
            ends = [detect(detector, end[None], patch) for end in (baseline_sr, sr)]
        else:
            ends = [detect(detector, near[0](near[1].of(path).at([alpha])), near[1].patch) for alpha in (0.0, 1.0)]
        low, high = map(float, ends)
    quadrature = make_quadrature(rule, steps, lambda: (LENGTH_GRID, path.lengths))
    speed, over_path = (path_speed(path, alphas) for alphas in (quadrature.alphas, SPEED_GRID.tolist()))
    tolerance = steps.tolerance if isinstance(steps, AutomaticSteps) else None
    return Plan(path, quadrature, speed, over_path, low, high, sr, baseline_sr, tolerance)


def integrate(
    restore: Restore,
    patch: Patch,
    detector: Detector,
    plan: Plan,
    batch: int = 1,
    window: Window | None = None,
    record: Record | None = None,
    shown: slice = ALL_CHANNELS,
) -> Generator[Step, None, Attribution]:
    """Σ_k ∂D/∂γ(node_k) ⊙ (γ(upper_k) - γ(lower_k)): a Step after each node, the Attribution as the return value.

    `shown` are the channels whose sum is in the steps. A coarse sum comes first; its nodes count in the finer ones too,
    so that no pass is thrown away. With a `window` of the patch only that part of the picture is restored and
    differentiated: the rest takes no part. `batch` nodes share a pass; where memory runs out the batch is halved, down
    to one. `record` makes recordings of passes that repeat, where the device waits for the host; None makes none.
    Closing the generator cancels. Non-finite
    gradients are counted, never replaced. Raises the device's out-of-memory error where not even one node fits,
    NetworkError where no gradient leads back to the picture.
    """
    seen = plan.path if window is None else window.of(plan.path)
    where = patch if window is None else window.patch
    passes = Passes(restore, where, detector, seen, batch, record)
    curves = GrowingCurves(plan.quadrature, plan.path_speed)
    tallies = [Tally(level, seen, plan.path.lr, window) for level in plan.quadrature.levels]
    nonfinite = sum(not math.isfinite(end) for end in (plan.objective_baseline, plan.objective_input))
    attribution: Attribution | None = None
    for depth, tally in enumerate(tallies):
        nodes = [node for node in tally.level.cells if node not in curves]
        begun = (
            _Counted(nodes[one.group], one, tallies[depth:], shown)
            for one in passes.over([plan.quadrature.alphas[node] for node in nodes])
        )
        for counted in one_ahead(begun, plan.path.lr.device):
            group, done = counted.nodes, counted.done
            objectives, sums, signed, more_nonfinite = counted.values()
            curves.add(depth, group, objectives, sums)
            nonfinite += more_nonfinite
            for k, node in enumerate(group):
                yield Step(
                    index=curves.count - len(group) + k + 1,
                    total=len(tally.level.cells),
                    most=len(tallies[-1].level.cells),
                    depth=depth,
                    node=node,
                    alpha=plan.quadrature.alphas[node],
                    objective=objectives[k],
                    path_speed=float(plan.path_speed[node]),
                    signed=signed,
                    seen_gradient=done.gradient[k],
                    seen_terms=tuple(term[k] for term in counted.terms),
                    sr=done.sr[k] if window is None else None,
                    nonfinite=nonfinite,
                    batch=len(group),
                    curves=curves,
                    window=window,
                )
        if plan.tolerance is not None or depth == len(tallies) - 1:
            attribution = _attribution(plan, patch, tally, curves, nonfinite)
            if plan.tolerance is not None and attribution.is_enough(plan.tolerance):
                break
    assert attribution is not None, "a quadrature has a level at least"
    return attribution


class _Counted:
    """A pass whose terms were added to the sums; what the host wants of it is under way."""

    def __init__(self, nodes: Sequence[int], done: Pass, tallies: Sequence[Tally], shown: slice) -> None:
        self.nodes = nodes
        self.done = done
        self.terms = [tally.add(nodes, done.gradient) for tally in tallies]
        # Not every device knows float64: rows are summed there, the rest by the host.
        rows = [term.sum(dim=-1) for term in self.terms]
        nonfinite = (~torch.isfinite(done.gradient)).sum() + (~torch.isfinite(done.objective)).sum()
        self._arriving = HostCopy(done.objective, tallies[0].lam[shown].sum(dim=0), nonfinite, *rows)

    def values(self) -> tuple[list[float], list[list[float]], Floats, int]:
        """D of each node, what each adds to Σ of every level, Σ_c of the level's sum, and values not finite."""
        objective, signed, nonfinite, *rows = self._arriving.values()
        sums = [row.double().flatten(1).sum(dim=1).tolist() for row in rows]
        return objective.tolist(), sums, signed.numpy(), int(nonfinite)


def _attribution(plan: Plan, patch: Patch, tally: Tally, curves: GrowingCurves, nonfinite: int) -> Attribution:
    """What a level came to: zeros where all of it is less than the rounding of D, for a flat patch would show noise."""
    lam: Floats = tally.lam.cpu().numpy()
    rounding = torch.finfo(plan.sr.dtype).eps * float(plan.sr.abs().max()) * len(plan.sr) * patch.size**2
    is_none = float(np.abs(lam).sum(dtype=np.float64)) < rounding
    return Attribution(
        lam=np.zeros_like(lam) if is_none else lam,
        points=curves.so_far(),
        objective_baseline=plan.objective_baseline,
        objective_input=plan.objective_input,
        nonfinite=nonfinite,
        error=None if is_none else tally.error(plan.quadrature.calibration),
        rounding=rounding,
    )
