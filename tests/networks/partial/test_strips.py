"""Convolutions in float64 go strip by strip: the same numbers and gradients, and memory that does not grow with it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
import torch
from torch import Tensor
from torch.nn import functional

from lamgui.networks.partial import strips
from lamgui.networks.partial.allocated import most_allocated
from lamgui.networks.partial.strips import in_strips

CPU = torch.device("cpu")


def random(*shape: int) -> Tensor:
    return torch.rand(*shape, dtype=torch.float64, generator=torch.Generator().manual_seed(sum(shape)))


def with_gradient(function: Callable[[Tensor], Tensor], given: Tensor) -> tuple[Tensor, Tensor]:
    leaf = given.clone().requires_grad_(True)
    result = function(leaf)
    (slope,) = torch.autograd.grad((result * torch.arange(result.numel()).view(result.shape)).sum(), leaf)
    return result.detach(), slope


@pytest.mark.parametrize("kernel", [(5, 3), (1, 1)])
@pytest.mark.parametrize(
    "options",
    [
        {},
        {"padding": 2},
        {"padding": "same"},
        {"padding": "valid"},
        {"stride": 2, "padding": (1, 2)},
        {"dilation": 2, "padding": 4},
        {"stride": (3, 2), "padding": 7},
        {"groups": 2, "padding": 1},
    ],
    ids=str,
)
def test_a_convolution_in_strips_is_that_of_the_whole_picture(
    options: dict[str, Any], kernel: tuple[int, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(strips, "STRIP_BYTES", 2000)
    given, bias = random(2, 4, 17, 13), random(6)
    weight = random(6, 4 // options.get("groups", 1), *kernel)

    def convolve(x: Tensor) -> Tensor:
        convolved: Tensor = functional.conv2d(x, weight, bias, **options)
        return convolved

    plain = with_gradient(convolve, given)
    with in_strips(CPU, torch.float64):
        cut = with_gradient(convolve, given)
    for one, other in zip(plain, cut, strict=True):
        torch.testing.assert_close(one, other, rtol=1e-12, atol=1e-10)


@pytest.mark.parametrize(
    "options",
    [{}, {"stride": 3, "padding": 4, "output_padding": 2}, {"stride": 2, "padding": 1, "groups": 2}, {"dilation": 2}],
    ids=str,
)
def test_a_transposed_convolution_in_strips_is_that_of_the_whole_picture(
    options: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(strips, "STRIP_BYTES", 6000)
    given, weight, bias = random(2, 4, 17, 13), random(4, 3, 9, 9), random(3 * options.get("groups", 1))

    def convolve(x: Tensor) -> Tensor:
        convolved: Tensor = functional.conv_transpose2d(x, weight, bias, **options)
        return convolved

    plain = with_gradient(convolve, given)
    with in_strips(CPU, torch.float64):
        cut = with_gradient(convolve, given)
    for one, other in zip(plain, cut, strict=True):
        torch.testing.assert_close(one, other, rtol=1e-12, atol=1e-10)


def test_a_wide_convolution_needs_its_pictures_and_two_strips() -> None:
    given, weight = random(1, 32, 96, 96).requires_grad_(True), random(32, 32, 5, 5)
    picture = given.nbytes

    def both_ways() -> None:
        torch.autograd.grad(functional.conv2d(given, weight, padding=2).sum(), given)

    copies = picture * 25
    assert most_allocated(both_ways) > copies
    with in_strips(CPU, torch.float64):
        assert most_allocated(both_ways) < 4 * picture + 2 * strips.STRIP_BYTES < copies


def test_gradients_by_weights_are_torchs_own(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(strips, "STRIP_BYTES", 100)
    given, weight = random(1, 2, 9, 9), random(2, 2, 3, 3).requires_grad_(True)
    (plain,) = torch.autograd.grad(functional.conv2d(given, weight).sum(), weight)
    with in_strips(CPU, torch.float64):
        (cut,) = torch.autograd.grad(functional.conv2d(given, weight).sum(), weight)
    assert cut.equal(plain)
