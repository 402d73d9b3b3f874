"""Frames of the path for the filmstrip: γ(α), F(γ(α)), the gradient there and the partial sum, in bounded memory."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import torch
from torch import Tensor

from lamgui.attribution.integrate import Restore, Step
from lamgui.attribution.path import Path
from lamgui.networks.network import Network
from lamgui.result import Frame, Scene

MEMORY_BYTES = 192 * 2**20
"""What the frames of one run may hold; of longer runs every n-th node is kept."""

EXTRA_PASSES = 26
"""Frames of a run that does not restore the whole picture: each costs a pass of its own."""


class Filmstrip:
    """Collects a frame at every node, or at every n-th where memory or time asks for it, and always at the last.

    `restore` is asked for the SR picture of a step that brings none, with `total` nodes in all.
    """

    def __init__(
        self, network: Network, restore: Restore, path: Path, scene: Scene, total: int, *, brings_sr: bool
    ) -> None:
        self._network = network
        self._restore = restore
        self._path = path
        self._scene = scene
        every = keep_every(frame_bytes(scene), total)
        self._every = every if brings_sr else max(every, -(-total // EXTRA_PASSES))
        self.frames: list[Frame] = []

    def add(self, step: Step, signed: npt.NDArray[np.floating]) -> None:
        """Keep the step if it is its turn; `signed` is Σ_c of its partial sum, (h, w)."""
        if step.index % self._every and step.index != step.total:
            return
        gamma = self._path.at([step.alpha])
        gradient = step.gradient.sum(dim=0).abs().cpu().numpy()
        peak = float(gradient.max())
        self.frames.append(
            Frame(
                alpha=step.alpha,
                objective=step.objective,
                cumulative=step.cumulative,
                gamma=self._network.decode(gamma[0], self._scene.lr),
                sr=self._network.decode(self._sr(step, gamma), self._scene.lr),
                gradient=(gradient / peak if peak > 0 else gradient).astype(np.float16),
                gradient_peak=peak,
                partial=signed.astype(np.float32),
            )
        )

    def _sr(self, step: Step, gamma: Tensor) -> Tensor:
        if step.sr is not None:
            return step.sr
        with torch.no_grad():
            return self._restore(gamma)[0]


def frame_bytes(scene: Scene) -> int:
    """Memory of one frame: γ and SR in 8 bits, the gradient in 16, the partial sum in 32."""
    lr_pixels = int(scene.lr.shape[0] * scene.lr.shape[1])
    return int(scene.sr.nbytes) + lr_pixels * (3 + 2 + 4)


def keep_every(bytes_each: int, total: int) -> int:
    """The smallest n so that every n-th of `total` frames fits the budget."""
    affordable = max(1, MEMORY_BYTES // bytes_each)
    return -(-total // affordable)
