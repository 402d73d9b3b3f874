"""Measures pictures by metrics, whose weights are loaded once."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping

import numpy as np
import torch
from torch import Tensor

from lamgui.attribution.device.full_precision import full_precision
from lamgui.imaging.picture import Pixels
from lamgui.metrics.backbone import Backbone
from lamgui.metrics.dists import dists
from lamgui.metrics.lpips import lpips
from lamgui.metrics.metric import Metric
from lamgui.metrics.weights import MetricWeights

Weights = Mapping[str, Tensor]

_DISTANCES: Mapping[str, Callable[[Backbone, Weights, Weights, Tensor, Tensor], Tensor]] = {
    "lpips-alex": lpips,
    "lpips-vgg": lpips,
    "dists": dists,
}


class Meter:
    """Measures on one torch device, in float32; metrics with one backbone share its weights."""

    def __init__(self, weights: MetricWeights, device: str = "cpu") -> None:
        self._weights = weights
        self._device = torch.device(device)
        self._backbones: dict[str, dict[str, Tensor]] = {}
        self._heads: dict[str, dict[str, Tensor]] = {}

    def measure(self, metric: Metric, sr: Pixels, hr: Pixels, border_px: int) -> float | None:
        """The distance of uint8 (H, W, 3) pictures of one size after cutting `border_px` on each side.

        None where what is left is smaller than the backbone takes, or the distance is not finite. Raises MetricMissing
        where the weights are not here, MetricError where they cannot be used, ValueError for pictures of two sizes.
        """
        if sr.shape != hr.shape:
            raise ValueError(f"SR is {sr.shape} but HR is {hr.shape}: crop them to one size first")
        self._weights.require(metric)
        height, width = (side - 2 * border_px for side in hr.shape[:2])
        if min(height, width) < metric.backbone.least_side_px:
            return None
        inner = slice(border_px, border_px + height), slice(border_px, border_px + width)
        a, b = (self._tensor(pixels[inner]) for pixels in (sr, hr))
        with torch.no_grad(), full_precision(self._device):
            distance = _DISTANCES[metric.name](metric.backbone, self._backbone(metric), self._head(metric), a, b)
        value = float(distance)
        return value if math.isfinite(value) else None

    def _tensor(self, pixels: Pixels) -> Tensor:
        planes = np.ascontiguousarray(pixels.transpose(2, 0, 1))
        return torch.from_numpy(planes).to(self._device, torch.float32) / 255

    def _backbone(self, metric: Metric) -> dict[str, Tensor]:
        name = metric.backbone.name
        if name not in self._backbones:
            self._backbones[name] = self._placed(self._weights.backbone(metric))
        return self._backbones[name]

    def _head(self, metric: Metric) -> dict[str, Tensor]:
        if metric.name not in self._heads:
            self._heads[metric.name] = self._placed(self._weights.head(metric))
        return self._heads[metric.name]

    def _placed(self, tensors: Mapping[str, Tensor]) -> dict[str, Tensor]:
        return {key: tensor.to(self._device, torch.float32) for key, tensor in tensors.items()}
