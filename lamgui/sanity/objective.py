"""D of the patch for pictures that are the input at some pixels and the baseline at the others."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import torch

from lamgui.attribution.detectors.detector import detect
from lamgui.attribution.settings.makers import make_detector
from lamgui.attribution.window import window_of
from lamgui.base.arrays import Mask
from lamgui.maps.devices import placed
from lamgui.maps.request import Request
from lamgui.maps.result import Analysis

BATCH_ELEMENTS = 4 * 64 * 64
"""Most LR pixels in a pass."""

MOST_PICTURES = 8


class PatchObjective:
    """The detector behind the network, at the end of the path and at its baseline, and for mixtures of both."""

    def __init__(self, request: Request, reference: Analysis) -> None:
        settings, network = request.settings, request.network
        pictures = reference.pictures
        self._restore, path = placed(
            network, settings, pictures.prepared.network_input, reference.device, pictures.surroundings
        )
        self._baseline, self._input = path.at([0.0])[0], path.lr
        self._detector = make_detector(settings, request.own_detector)
        height, width = path.lr.shape[-2:]
        field = network.local_field
        box = None if field is None else field.box(request.patch, height, width)
        self._window = None if box is None else window_of(request.patch, box, network.scale)
        self._patch = request.patch if self._window is None else self._window.patch
        self.seen = np.ones((height, width), dtype=bool)
        """The pixels (h, w) that the patch can depend on: for a local network those around it, else all."""
        if self._window is not None:
            self.seen[:] = False
            self.seen[self._window.rows, self._window.columns] = True
        self.together = int(np.clip(BATCH_ELEMENTS / self.seen.sum(), 1, MOST_PICTURES))
        """Pictures in a pass."""

    def at(self, masks: Sequence[Mask]) -> list[float]:
        """D for each picture that is the input where its mask (h, w) is set, and the baseline elsewhere."""
        shown = torch.from_numpy(np.stack(masks))[:, None].to(self._input.device)
        pictures = torch.where(shown, self._input, self._baseline)
        with torch.no_grad():
            cut = pictures if self._window is None else self._window.cut(pictures)
            found: list[float] = detect(self._detector, self._restore(cut), self._patch).double().tolist()
        return found
