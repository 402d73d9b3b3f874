"""The features of a picture: what a backbone's stages give, one after the other."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import torch
from torch import Tensor
from torch.nn import functional

from lamgui.metrics.backbone import Backbone

IMAGENET_MEAN, IMAGENET_DEVIATION = (0.485, 0.456, 0.406), (0.229, 0.224, 0.225)
"""Of R, G and B from 0 to 1 over ImageNet, as torchvision states them."""

Pooling = Callable[[Tensor], Tensor]


def features(
    backbone: Backbone, weights: Mapping[str, Tensor], pictures: Tensor, pooling: Pooling | None = None
) -> list[Tensor]:
    """What each stage gives after its last ReLU, of normalised pictures (N, 3, H, W).

    `pooling` stands in the place of the backbone's own.
    """
    values, found = pictures, []
    for stage in backbone.stages:
        if stage.pooled:
            values = functional.max_pool2d(values, backbone.pool_px, 2) if pooling is None else pooling(values)
        for one in stage.convolutions:
            weight, bias = weights[f"{one.name}.weight"], weights[f"{one.name}.bias"]
            values = torch.relu(functional.conv2d(values, weight, bias, one.stride, one.padding_px))
        found.append(values)
    return found


def per_channel(numbers: tuple[float, ...], like: Tensor) -> Tensor:
    """A number for each channel, to be used with pictures (N, C, H, W)."""
    return torch.tensor(numbers, dtype=like.dtype, device=like.device)[:, None, None]
