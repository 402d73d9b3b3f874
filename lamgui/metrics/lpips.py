"""LPIPS, version 0.1: the weighted squared difference of features that have the length 1 at each place."""

from __future__ import annotations

from collections.abc import Mapping

import torch
from torch import Tensor

from lamgui.metrics.backbone import Backbone
from lamgui.metrics.features import features, per_channel

SHIFT, SCALE = (-0.030, -0.088, -0.188), (0.458, 0.448, 0.450)
"""What pictures from -1 to 1 are normalised by: about ImageNet's mean and deviation, rounded as the authors do."""

EPSILON = 1e-10
"""Added to the length of a feature, which may be 0."""


def lpips(
    backbone: Backbone, weights: Mapping[str, Tensor], head: Mapping[str, Tensor], a: Tensor, b: Tensor
) -> Tensor:
    """The distance of two pictures (3, H, W) with values 0..1, as a tensor without sides.

    `head` has the weight of each channel of stage k under "link" ("lin0" to "lin4"). Zhang et al., CVPR 2018, Eq. 1.
    """
    pair = 2 * torch.stack([a, b]) - 1
    normalised = (pair - per_channel(SHIFT, pair)) / per_channel(SCALE, pair)
    total = pair.new_zeros(())
    for place, values in enumerate(features(backbone, weights, normalised)):
        unit = values / (values.square().sum(dim=1, keepdim=True).sqrt() + EPSILON)
        difference = (unit[0] - unit[1]).square()
        total = total + (difference * head[f"lin{place}"][:, None, None]).sum(dim=0).mean()
    return total
