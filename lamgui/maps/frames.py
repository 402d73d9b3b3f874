"""Frames of the path for the filmstrip, in bounded memory: what a run computes anyway, and nothing more."""

from __future__ import annotations

from bisect import bisect_left
from collections import deque
from dataclasses import dataclass, replace

import numpy as np
import torch

from lamgui.attribution.device.handover import HostCopy
from lamgui.attribution.integral.integrate import Plan, Step
from lamgui.base.memory_limits import FRAMES_OF_RUN_BYTES
from lamgui.maps.pictures import Pictures
from lamgui.maps.result import Frame
from lamgui.networks.network import Network


class FrameCollector:
    """Collects a frame at every node, or at every n-th where memory asks for it, and always at the last.

    Where the steps are found automatically the frames lie at the nodes of one level, or at those among them of the
    levels before where one of these was enough. With `stores_sr` the frames hold the SR picture that each step of the
    run brings.
    """

    def __init__(self, network: Network, plan: Plan, pictures: Pictures, *, stores_sr: bool) -> None:
        self._network = network
        self._stores_sr = stores_sr
        self._path = plan.path
        self._pictures = pictures
        levels = plan.quadrature.levels
        candidates = list(plan.likely.cells)
        every = frame_stride(frame_bytes(pictures, len(levels), stores_sr=stores_sr), len(candidates))
        # A run with automatic steps may end with a level before.
        coarser = () if plan.tolerance is None else levels[: levels.index(plan.likely)]
        ends = {max(level.cells) for level in (*coarser, plan.likely)}
        self._nodes = sorted({*candidates[every - 1 :: every]} | ends)
        # Summed on the device of the terms: then no step has to wait for a GPU.
        self._sums = torch.zeros(len(levels), len(self._nodes), *pictures.lr.shape[:2], device=plan.path.lr.device)
        self._taken: deque[_Taken] = deque()
        self._frames: dict[int, Frame] = {}

    def add(self, step: Step) -> None:
        """Add a step's terms to the sums, and collect a frame if its node is to have one."""
        first = bisect_left(self._nodes, step.node)
        if first < len(self._nodes):
            for sums, term in zip(self._sums[step.depth :], step.seen_terms, strict=True):
                part = sums[first] if step.window is None else step.window.cut(sums[first])
                part += term[self._network.of_picture].sum(dim=0)
        if step.node in self._nodes:
            self._taken.append(self._take(step))
        # Those of one pass may be on their way while the device is at the next.
        while self._taken and (self._taken[0].values.is_there or len(self._taken) > step.batch):
            self._develop(self._taken.popleft())

    def frames(self, depth: int) -> tuple[Frame, ...]:
        """The frames of a run that ended with the level `depth`, in the order of α, with the sums up to each."""
        while self._taken:
            self._develop(self._taken.popleft())
        partial = self._sums[depth].cpu().cumsum(dim=0).numpy()
        return tuple(
            replace(self._frames[node], partial=partial[k], cumulative=float(partial[k].sum(dtype=np.float64)))
            for k, node in enumerate(self._nodes)
            if node in self._frames
        )

    def _take(self, step: Step) -> _Taken:
        gradient = step.seen_gradient[self._network.of_picture].sum(dim=0).abs()
        if step.window is not None:
            gradient = step.window.embedded(gradient, self._path.lr[0])
        pictures = [self._path.at([step.alpha])[0]]
        if self._stores_sr and step.sr is not None:
            pictures.append(step.sr)
        return _Taken(step.node, step.alpha, step.objective, HostCopy(gradient, *pictures))

    def _develop(self, taken: _Taken) -> None:
        gradient, *pictures = taken.values.values()
        decoded = [self._network.decode(picture, self._pictures.lr) for picture in pictures]
        peak = float(gradient.max())
        self._frames[taken.node] = Frame(
            alpha=taken.alpha,
            objective=taken.objective,
            cumulative=0.0,
            gamma=decoded[0],
            sr=decoded[1] if len(decoded) > 1 else None,
            gradient=(gradient / peak if peak > 0 else gradient).numpy().astype(np.float16),
            gradient_peak=peak,
            partial=np.zeros(0, dtype=np.float32),
        )


@dataclass(frozen=True, eq=False)
class _Taken:
    """A frame whose pictures are on their way from the device: the gradient, γ, and SR where the run brings it."""

    node: int
    alpha: float
    objective: float
    values: HostCopy


def frame_bytes(pictures: Pictures, levels: int = 1, *, stores_sr: bool) -> int:
    """Memory of one frame: γ and any SR in 8 bits, the gradient in 16, the partial sum of each level in 32."""
    lr_pixels = int(pictures.lr.shape[0] * pictures.lr.shape[1])
    return (int(pictures.sr.nbytes) if stores_sr else 0) + lr_pixels * (3 + 2 + 4 * levels)


def frame_stride(bytes_each: int, total: int) -> int:
    """The smallest n so that every n-th of `total` frames fits the budget."""
    affordable = max(1, FRAMES_OF_RUN_BYTES // bytes_each)
    return -(-total // affordable)
