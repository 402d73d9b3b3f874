"""DISTS: means of features for texture, their correlation for structure, of the picture itself and of five stages."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import torch
from torch import Tensor
from torch.nn import functional

from lamgui.metrics.backbone import Backbone
from lamgui.metrics.features import IMAGENET_DEVIATION, IMAGENET_MEAN, features, per_channel

EPSILON = 1e-6
"""Of both quotients, where numerator and denominator may be 0."""

ROOT_EPSILON = 1e-12
WINDOW_PX = 5
"""Of the Hann window by which squares are averaged; its ends are 0, so that three values by three are left."""


def dists(
    backbone: Backbone, weights: Mapping[str, Tensor], head: Mapping[str, Tensor], a: Tensor, b: Tensor
) -> Tensor:
    """The distance of two pictures (3, H, W) with values 0..1, as a tensor without sides.

    `head` has the weights "alpha" of the means and "beta" of the correlations, a number for each channel of the
    picture and then of each stage; here they are made to sum to 1. Ding et al., TPAMI 2020, Eq. 6. Pictures are
    compared at their own size.
    """
    pair = torch.stack([a, b])
    normalised = (pair - per_channel(IMAGENET_MEAN, pair)) / per_channel(IMAGENET_DEVIATION, pair)
    stages = [pair, *features(backbone, weights, normalised, _pooled)]
    together = head["alpha"].sum() + head["beta"].sum()
    sizes = [values.shape[1] for values in stages]
    alphas, betas = (torch.split(head[name] / together, sizes) for name in ("alpha", "beta"))
    similarity = pair.new_zeros(())
    for values, alpha, beta in zip(stages, alphas, betas, strict=True):
        mean_a, mean_b = values.mean(dim=(2, 3))
        centred = values - values.mean(dim=(2, 3), keepdim=True)
        variance_a, variance_b = centred.square().mean(dim=(2, 3))
        covariance = (centred[0] * centred[1]).mean(dim=(1, 2))
        texture = (2 * mean_a * mean_b + EPSILON) / (mean_a.square() + mean_b.square() + EPSILON)
        structure = (2 * covariance + EPSILON) / (variance_a + variance_b + EPSILON)
        similarity = similarity + (alpha * texture).sum() + (beta * structure).sum()
    return 1 - similarity


def _pooled(values: Tensor) -> Tensor:
    """The root of the mean of squares under a Hann window, at every second place: it does not alias."""
    taps = np.hanning(WINDOW_PX)[1:-1]
    window = torch.as_tensor(np.outer(taps, taps) / taps.sum() ** 2, dtype=values.dtype, device=values.device)
    channels = values.shape[1]
    squares = functional.conv2d(
        values.square(), window.expand(channels, 1, -1, -1), stride=2, padding=1, groups=channels
    )
    return (squares + ROOT_EPSILON).sqrt()
