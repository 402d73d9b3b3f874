"""SPAN as it is released for speed, with its layers fused, turned back into the layers that it was trained with."""

from __future__ import annotations

from collections.abc import Mapping

import torch
from torch import Tensor

FUSED, GAIN = "eval_conv.weight", 2
"""The one convolution that is left of a layer, and how many times wider the layer was inside."""


def is_fused_span(tensors: Mapping[str, Tensor]) -> bool:
    """Whether these are the weights of a SPAN without the layers it was trained with."""
    wanted = ("conv_1", "block_1.c1_r", "conv_2")
    return "conv_1.sk.weight" not in tensors and all(
        tensors.get(f"{layer}.{FUSED}", torch.empty(0)).ndim == 4 for layer in wanted
    )


def unfused(tensors: Mapping[str, Tensor]) -> dict[str, Tensor]:
    """The same network in the form that spandrel builds and fuses itself: in each layer a skip and three convolutions.

    The skip is zero, the outer convolutions pass every channel on as it is, and the fused weights are between them:
    fused again, they give those weights, but for rounding.
    """
    grown = dict(tensors)
    for key in [key for key in tensors if key.endswith(FUSED)]:
        layer, weight = key.removesuffix(FUSED), tensors[key]
        bias = tensors[f"{layer}eval_conv.bias"]
        leaving, entering = weight.shape[:2]
        inner = weight.new_zeros(GAIN * leaving, GAIN * entering, *weight.shape[2:])
        inner[:leaving, :entering] = weight
        grown |= {
            f"{layer}sk.weight": weight.new_zeros(leaving, entering, 1, 1),
            f"{layer}sk.bias": torch.zeros_like(bias),
            f"{layer}conv.0.weight": torch.eye(GAIN * entering, entering)[..., None, None],
            f"{layer}conv.0.bias": bias.new_zeros(GAIN * entering),
            f"{layer}conv.1.weight": inner,
            f"{layer}conv.1.bias": torch.cat([bias, torch.zeros_like(bias)]),
            f"{layer}conv.2.weight": torch.eye(leaving, GAIN * leaving)[..., None, None],
            f"{layer}conv.2.bias": torch.zeros_like(bias),
        }
    return grown
