"""Groups of nodes through the network and back: D, its gradient and the SR pictures, in batches that fit."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import torch
from torch import Tensor

from lamgui.attribution.detectors.detector import detect
from lamgui.attribution.detectors.kind import Detector
from lamgui.attribution.device.cuda_graph import Record, RecordedFunction
from lamgui.attribution.device.full_precision import full_precision
from lamgui.attribution.device.handover import QueueMark
from lamgui.attribution.patch import Patch
from lamgui.attribution.path.path import Path
from lamgui.base.errors import NetworkError

Restore = Callable[[Tensor], Tensor]
"""F: maps LR (N, C, h, w) to SR (N, C, s*h, s*w), differentiable."""

OUT_OF_MEMORY = ("out of memory", "ALLOC_FAILED", "not enough memory", "can't allocate memory")
"""What torch says of it in words: of a GPU and of its libraries, on Windows, elsewhere."""


@dataclass(frozen=True, eq=False)
class Pass:
    """What the nodes of `group` gave: D (N,), ∂D/∂γ (N, C, h, w) and F(γ) (N, C, H, W)."""

    group: slice
    objective: Tensor
    gradient: Tensor
    sr: Tensor


class Passes:
    """Runs nodes of a path, or of what is seen of it, `batch` at a time: fewer once memory ran out, down to one."""

    def __init__(
        self, restore: Restore, patch: Patch, detector: Detector, path: Path, batch: int, record: Record | None
    ) -> None:
        self._path = path
        self._batch = batch
        self._repeated = RecordedFunction(lambda lr: differentiate(restore, lr, patch, detector), record)
        self._before: QueueMark | None = None
        self._device_waits = False

    def over(self, alphas: Sequence[float]) -> Iterator[Pass]:
        """The passes for these α, in their order, each begun when it is asked for.

        Raises the device's out-of-memory error where not even one node fits.
        """
        begin = 0
        # What came before was waited for as a whole: that the device is done with it says nothing.
        self._before, self._device_waits = None, False
        while begin < len(alphas):
            group = slice(begin, min(begin + self._batch, len(alphas)))
            try:
                done = Pass(group, *self._differentiated(alphas[group], (len(alphas) - begin) // self._batch))
            except (torch.OutOfMemoryError, MemoryError, RuntimeError) as error:
                if not is_out_of_memory(error):
                    raise
                if self._repeated.drop():
                    continue
                if self._batch == 1:
                    raise
                self._batch = max(1, self._batch // 2)
                continue
            yield done
            begin = group.stop

    def _differentiated(self, alphas: Sequence[float], left: int) -> tuple[Tensor, ...]:
        results = self._repeated(self._path.at(alphas), left, device_waits=self._device_waits)
        # If the pass before is done when this one has only just been queued, the device had nothing to do.
        self._device_waits = self._before is not None and self._before.is_passed
        self._before = QueueMark(results[0].device)
        return results


def differentiate(restore: Restore, lr: Tensor, patch: Patch, detector: Detector) -> tuple[Tensor, Tensor, Tensor]:
    """D (N,) of the patch of F(lr), its gradient by `lr` (N, C, h, w), and F(lr) (N, C, H, W).

    Raises NetworkError where there is no gradient.
    """
    # Whether gradients are recorded is a setting of the calling thread, so it is made here.
    with torch.enable_grad(), full_precision(lr.device):
        lr = lr.detach().requires_grad_(True)
        sr = restore(lr)
        objective = detect(detector, sr, patch)
        slope = torch.autograd.grad(objective.sum(), lr, allow_unused=True)[0] if objective.requires_grad else None
    if slope is None:
        raise NetworkError(
            "No gradient leads from the patch back to the picture that the network is given.",
            "Its code, or the detector's, cuts it off: by detach, no_grad, rounding, or by not using the picture.",
        )
    return objective.detach(), slope, sr.detach()


def is_out_of_memory(error: BaseException) -> bool:
    """Whether an error says that memory ran out: CUDA has a class for it, the CPU allocator only a message."""
    if isinstance(error, torch.OutOfMemoryError | MemoryError):
        return True
    return isinstance(error, RuntimeError) and any(words in str(error) for words in OUT_OF_MEMORY)
