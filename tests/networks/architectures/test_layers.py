"""Layers give what their definition says."""

from __future__ import annotations

import pytest
import torch
from torch import nn

from lamgui.networks.architectures.layers import Deconvolution


@pytest.mark.parametrize("scale", [1, 2, 3, 4])
@pytest.mark.parametrize("kernel_size", [3, 5, 9])
def test_a_deconvolution_is_the_transposed_convolution_of_the_same_weights(scale: int, kernel_size: int) -> None:
    torch.manual_seed(scale)
    layer = Deconvolution(5, 3, kernel_size, scale).double()
    plain = nn.ConvTranspose2d(
        5, 3, kernel_size, stride=scale, padding=kernel_size // 2, output_padding=scale - 1
    ).double()
    plain.load_state_dict(layer.state_dict())
    x = torch.rand(2, 5, 6, 7, dtype=torch.float64, requires_grad=True)
    ours, theirs = layer(x), plain(x)
    assert ours.shape == (2, 3, 6 * scale, 7 * scale)
    torch.testing.assert_close(ours, theirs, rtol=0, atol=1e-14)
    weighting = torch.rand_like(ours)
    (of_ours,), (of_theirs,) = (torch.autograd.grad((y * weighting).sum(), x) for y in (ours, theirs))
    torch.testing.assert_close(of_ours, of_theirs, rtol=0, atol=1e-14)
