"""The path integral of gradients as a generator of steps (paper Eq. 1 and 3), and its result."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import numpy.typing as npt
import torch
from torch import Tensor

from lamgui.attribution.detector import Detector, detect
from lamgui.attribution.measures import diffusion_index, importance
from lamgui.attribution.patch import Patch
from lamgui.attribution.path import LENGTH_GRID, Path, path_speed
from lamgui.attribution.quadrature import Node, make_nodes
from lamgui.attribution.settings import Rule
from lamgui.attribution.window import Window

Floats = npt.NDArray[np.floating]
Restore = Callable[[Tensor], Tensor]
"""F: maps LR (N, C, h, w) to SR (N, C, s*h, s*w), differentiable."""


OUT_OF_MEMORY = ("out of memory", "not enough memory", "can't allocate memory")
"""What torch says of it in words: of a GPU, on Windows, elsewhere."""


@dataclass(frozen=True, eq=False)
class Step:
    """One node done: where it lay, what it added, what the sum has come to."""

    index: int
    """Counts from 1."""
    total: int
    alpha: float
    reached: float
    objective: float
    """D(F(γ(alpha)))."""
    path_speed: float
    """Root mean square of ∂γ/∂α at alpha."""
    cumulative: float
    """Σ over elements of the sum so far."""
    partial: Tensor
    """The sum so far, (C, h, w); it grows in place with later steps."""
    gradient: Tensor
    """∂D/∂γ(alpha), (C, h, w)."""
    sr: Tensor | None
    """F(γ(alpha)), (C, H, W); None where only a window of the picture was restored."""
    nonfinite: int
    """Elements of the gradients so far that were not finite."""
    batch: int
    """Nodes that shared the pass."""


@dataclass(frozen=True, eq=False)
class Plan:
    """What is known before the first gradient: the nodes, the path's speed there, and D at both ends."""

    path: Path
    nodes: tuple[Node, ...]
    path_speed: Floats
    """Root mean square of ∂γ/∂α at each node."""
    objective_baseline: float
    objective_input: float
    sr: Tensor
    """F(I), (C, H, W)."""

    @property
    def delta(self) -> float:
        """ΔD = D(F(I)) - D(F(I')), which the sum should reach."""
        return self.objective_input - self.objective_baseline

    def with_nodes(self, rule: Rule, steps: int) -> Plan:
        """Other nodes on the same path, whose ends and length are known already."""
        return replace(self, **_laid_out(self.path, rule, steps))


@dataclass(frozen=True, eq=False)
class Attribution:
    """A finished map, `lam` (C, h, w), signed, with the curves of Figure 3 at its nodes."""

    lam: Floats
    alpha: Floats
    reached: Floats
    objective: Floats
    path_speed: Floats
    cumulative: Floats
    objective_baseline: float
    objective_input: float
    nonfinite: int

    @property
    def delta(self) -> float:
        """ΔD = D(F(I)) - D(F(I'))."""
        return self.objective_input - self.objective_baseline

    @property
    def completeness_gap(self) -> float:
        """(Σ LAM - ΔD) / ΔD; NaN where ΔD is 0 and the sum is too, infinite where only ΔD is."""
        return completeness_gap(float(self.lam.sum(dtype=np.float64)), self.delta)

    @property
    def importance(self) -> Floats:
        """|Σ_c LAM|, (h, w)."""
        return importance(self.lam)

    @property
    def diffusion_index(self) -> float | None:
        """(1 - Gini) x 100; None for an all-zero or non-finite map."""
        return diffusion_index(self.lam)


def completeness_gap(total: float, delta: float) -> float:
    """How far the sum of a map lies from ΔD, as a share of ΔD."""
    with np.errstate(divide="ignore", invalid="ignore"):
        return float(np.float64(total - delta) / np.float64(delta))


def make_plan(restore: Restore, path: Path, patch: Patch, detector: Detector, rule: Rule, steps: int) -> Plan:
    """Lay out the nodes and take D at both ends: two passes without gradients.

    Raises SettingsError for a patch outside the SR picture.
    """
    with torch.no_grad():
        sr_baseline, sr = (restore(path.at([alpha])) for alpha in (0.0, 1.0))
        low, high = (float(detect(detector, picture, patch)) for picture in (sr_baseline, sr))
    return Plan(path=path, objective_baseline=low, objective_input=high, sr=sr[0], **_laid_out(path, rule, steps))


def _laid_out(path: Path, rule: Rule, steps: int) -> dict[str, Any]:
    """The fields of a Plan that depend on the rule."""
    nodes = make_nodes(rule, steps, lambda: (LENGTH_GRID, path.lengths))
    return {"nodes": nodes, "path_speed": path_speed(path, [node.alpha for node in nodes])}


def integrate(
    restore: Restore, patch: Patch, detector: Detector, plan: Plan, batch: int = 1, window: Window | None = None
) -> Generator[Step, None, Attribution]:
    """Σ_k ∂D/∂γ(node_k) ⊙ (γ(upper_k) - γ(lower_k)): a Step after each node, the Attribution as the return value.

    With a `window` of the patch only that part of the picture is restored and differentiated: the rest takes no part.
    `batch` nodes share a pass; where memory runs out the batch is halved, down to one. Closing the generator cancels.
    Non-finite gradients are counted, never replaced. Raises the device's out-of-memory error where not even one
    node fits.
    """
    lam = torch.zeros_like(plan.path.lr)
    seen, inside = (plan.path, lam) if window is None else (window.of(plan.path), window.cut(lam))
    where = patch if window is None else window.patch
    objectives: list[float] = []
    sums = [0.0]
    nonfinite = 0
    for group, objective, gradient, sr in _passes(restore, where, detector, plan.nodes, seen, batch):
        lower, upper = seen.at([*(n.lower for n in group), *(n.upper for n in group)]).chunk(2)
        for k, node in enumerate(group):
            term = gradient[k] * (upper[k] - lower[k]) * node.weight
            inside += term
            sums.append(sums[-1] + float(term.cpu().double().sum()))
            objectives.append(float(objective[k]))
            nonfinite += int((~torch.isfinite(gradient[k])).sum())
            yield Step(
                index=len(objectives),
                total=len(plan.nodes),
                alpha=node.alpha,
                reached=node.reached,
                objective=objectives[-1],
                path_speed=float(plan.path_speed[len(objectives) - 1]),
                cumulative=sums[-1],
                partial=lam,
                gradient=gradient[k] if window is None else window.embedded(gradient[k], lam),
                sr=sr[k] if window is None else None,
                nonfinite=nonfinite,
                batch=len(group),
            )
    return Attribution(
        lam=lam.cpu().numpy(),
        alpha=np.array([n.alpha for n in plan.nodes]),
        reached=np.array([n.reached for n in plan.nodes]),
        objective=np.array(objectives),
        path_speed=plan.path_speed,
        cumulative=np.array(sums[1:]),
        objective_baseline=plan.objective_baseline,
        objective_input=plan.objective_input,
        nonfinite=nonfinite,
    )


def _passes(
    restore: Restore, patch: Patch, detector: Detector, nodes: Sequence[Node], seen: Path, batch: int
) -> Iterator[tuple[Sequence[Node], Tensor, Tensor, Tensor]]:
    """Each group of nodes with D (N,), ∂D/∂γ (N, C, h, w) and F(γ) (N, C, H, W) of what is seen of the path."""
    begin = 0
    while begin < len(nodes):
        group = nodes[begin : begin + batch]
        try:
            done = _gradient(restore, seen.at([n.alpha for n in group]), patch, detector)
        except (torch.OutOfMemoryError, MemoryError, RuntimeError) as error:
            if batch == 1 or not is_out_of_memory(error):
                raise
            batch = max(1, batch // 2)
            continue
        yield group, *done
        begin += len(group)


def _gradient(restore: Restore, lr: Tensor, patch: Patch, detector: Detector) -> tuple[Tensor, Tensor, Tensor]:
    # Whether gradients are recorded is a setting of the calling thread, so it is made here.
    with torch.enable_grad():
        lr = lr.detach().requires_grad_(True)
        sr = restore(lr)
        objective = detect(detector, sr, patch)
        (gradient,) = torch.autograd.grad(objective.sum(), lr)
    return objective.detach(), gradient, sr.detach()


def is_out_of_memory(error: BaseException) -> bool:
    """Whether an error says that memory ran out: CUDA has a class for it, the CPU allocator only a message."""
    if isinstance(error, torch.OutOfMemoryError | MemoryError):
        return True
    return isinstance(error, RuntimeError) and any(words in str(error) for words in OUT_OF_MEMORY)
