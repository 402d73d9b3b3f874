"""Convolutions in float64 on a CPU, strip by strip: torch lays out all that the kernels cover, for a whole picture.

For each output pixel it copies kernel² x channels values, 12 KiB a pixel for 5x5 of 64 channels, and as much again for
the gradient. Strips of rows whose copies fit into `STRIP_BYTES` need that much in all, and half of the time.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, nullcontext
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Any

import torch
from torch import Tensor
from torch.autograd.function import once_differentiable
from torch.nn import functional
from torch.overrides import TorchFunctionMode

STRIP_BYTES = 16 << 20
"""Copies of a strip: below the size from which the C library gives memory back to the system at each release."""

_is_forecast: ContextVar[bool] = ContextVar("_is_forecast", default=False)

Pair = tuple[int, int]


@dataclass(frozen=True)
class _Shape:
    """How a convolution moves over its input; each pair is for rows and columns."""

    kernel: Pair
    stride: Pair
    padding: Pair
    dilation: Pair
    groups: int

    def rows_of(self, begin: int, end: int) -> Pair:
        """The rows that output rows of a convolution depend on, padding included; those a transposed one adds to."""
        first = begin * self.stride[0] - self.padding[0]
        return first, (end - 1) * self.stride[0] - self.padding[0] + self.dilation[0] * (self.kernel[0] - 1) + 1

    def strips(self, planes: int, height: int, width: int) -> Iterator[Pair]:
        """Strips of a grid (height, width), for each of whose pixels kernel² x planes values are copied."""
        of_row = planes * self.kernel[0] * self.kernel[1] * width * 8
        rows = max(1, STRIP_BYTES // max(1, of_row))
        return ((begin, min(height, begin + rows)) for begin in range(0, height, rows))


def in_strips(device: torch.device, dtype: torch.dtype) -> Any:
    """A context in which convolutions of this thread go strip by strip, where that is of use.

    What torch compiled as a whole (TorchScript) goes as ever.
    """
    return _Strips() if (device.type, dtype) == ("cpu", torch.float64) else nullcontext()


@contextmanager
def forecast() -> Iterator[None]:
    """A context in which these convolutions take memory as ever, without strips' copies, and give zeros."""
    before = _is_forecast.set(True)
    try:
        yield
    finally:
        _is_forecast.reset(before)


class _Strips(TorchFunctionMode):
    def __torch_function__(
        self, func: Callable[..., Any], types: Any, args: Sequence[Any] = (), kwargs: Mapping[str, Any] | None = None
    ) -> Any:
        call = _CALLS.get(func)
        cut = None if call is None else call(*args, **(kwargs or {}))
        return func(*args, **(kwargs or {})) if cut is None else cut


def _conv2d(
    input: Tensor,  # torch's name
    weight: Tensor,
    bias: Tensor | None = None,
    stride: int | Sequence[int] = 1,
    padding: int | str | Sequence[int] = 0,
    dilation: int | Sequence[int] = 1,
    groups: int = 1,
) -> Tensor | None:
    """A convolution in strips; None where torch's own is as good, or has to be asked for its gradient by weights."""
    if not _is_cut(input, weight, bias):
        return None
    kernel, spread = (weight.shape[2], weight.shape[3]), _pair(dilation)
    if isinstance(padding, str):
        around = [s * (k - 1) for s, k in zip(spread, kernel, strict=True)]
        if padding == "same" and any(size % 2 for size in around):
            return None
        padding = [size // 2 for size in around] if padding == "same" else 0
    shape = _Shape(kernel, _pair(stride), _pair(padding), spread, groups)
    height, width = (
        (side + 2 * p - d * (k - 1) - 1) // s + 1
        for side, k, s, p, d in zip(
            input.shape[2:], shape.kernel, shape.stride, shape.padding, shape.dilation, strict=True
        )
    )
    if height < 1 or width < 1 or (kernel == (1, 1) and shape.stride == (1, 1) and shape.padding == (0, 0)):
        return None
    copies = len(input) * input.shape[1] // groups * kernel[0] * kernel[1] * height * width * 8
    if copies <= STRIP_BYTES and not _is_forecast.get():
        return None
    convolved: Callable[..., Tensor] = _Convolved.apply
    return convolved(input, weight, bias, shape, (height, width))


def _conv_transpose2d(
    input: Tensor,  # torch's name
    weight: Tensor,
    bias: Tensor | None = None,
    stride: int | Sequence[int] = 1,
    padding: int | Sequence[int] = 0,
    output_padding: int | Sequence[int] = 0,
    groups: int = 1,
    dilation: int | Sequence[int] = 1,
) -> Tensor | None:
    """A transposed convolution in strips; None as above."""
    if not _is_cut(input, weight, bias):
        return None
    shape = _Shape((weight.shape[2], weight.shape[3]), _pair(stride), _pair(padding), _pair(dilation), groups)
    height, width = (
        (side - 1) * s - 2 * p + d * (k - 1) + more + 1
        for side, k, s, p, d, more in zip(
            input.shape[2:],
            shape.kernel,
            shape.stride,
            shape.padding,
            shape.dilation,
            _pair(output_padding),
            strict=True,
        )
    )
    copies = weight.shape[1] * shape.kernel[0] * shape.kernel[1] * input.shape[2] * input.shape[3] * 8
    if height < 1 or width < 1 or (copies <= STRIP_BYTES and not _is_forecast.get()):
        return None
    transposed: Callable[..., Tensor] = _Transposed.apply
    return transposed(input, weight, bias, shape, (height, width))


_CALLS: Mapping[Any, Callable[..., Tensor | None]] = {
    torch.conv2d: _conv2d,
    torch.ops.aten.conv2d.default: _conv2d,
    torch.conv_transpose2d: _conv_transpose2d,
}


class _Convolved(torch.autograd.Function):
    """A convolution whose gradient is taken by its input alone."""

    @staticmethod
    def forward(ctx: Any, given: Tensor, weight: Tensor, bias: Tensor | None, shape: _Shape, size: Pair) -> Tensor:
        ctx.save_for_backward(weight)
        ctx.shape, ctx.size = shape, given.shape[2:]
        return _convolve(given, weight, bias, shape, size)

    @staticmethod
    @once_differentiable
    def backward(ctx: Any, slope: Tensor) -> tuple[Tensor, None, None, None, None]:
        (weight,) = ctx.saved_tensors
        return _transpose(slope, weight, None, ctx.shape, ctx.size), None, None, None, None


class _Transposed(torch.autograd.Function):
    """A transposed convolution whose gradient is taken by its input alone."""

    @staticmethod
    def forward(ctx: Any, given: Tensor, weight: Tensor, bias: Tensor | None, shape: _Shape, size: Pair) -> Tensor:
        ctx.save_for_backward(weight)
        ctx.shape, ctx.size = shape, given.shape[2:]
        return _transpose(given, weight, bias, shape, size)

    @staticmethod
    @once_differentiable
    def backward(ctx: Any, slope: Tensor) -> tuple[Tensor, None, None, None, None]:
        (weight,) = ctx.saved_tensors
        return _convolve(slope, weight, None, ctx.shape, ctx.size), None, None, None, None


def _convolve(given: Tensor, weight: Tensor, bias: Tensor | None, shape: _Shape, size: Pair) -> Tensor:
    """(N, C, h, w) to (N, K, *size) with a weight (K, C / groups, *kernel)."""
    height, width = size
    out = given.new_zeros(len(given), weight.shape[0], height, width)
    if _is_forecast.get():
        return out
    for picture in range(len(given)):
        for begin, end in shape.strips(weight.shape[1], height, width):
            first, last = shape.rows_of(begin, end)
            rows = slice(max(0, first), max(0, min(given.shape[2], last)))
            missing = (0, 0, max(0, -first), max(0, last - max(given.shape[2], first)))
            part = functional.pad(given[picture : picture + 1, :, rows], missing)
            out[picture : picture + 1, :, begin:end] = torch.conv2d(
                part, weight, bias, shape.stride, (0, shape.padding[1]), shape.dilation, shape.groups
            )
    return out


def _transpose(given: Tensor, weight: Tensor, bias: Tensor | None, shape: _Shape, size: Pair) -> Tensor:
    """(N, K, h, w) to (N, C, *size) with a weight (K, C / groups, *kernel)."""
    height, width = size
    out = given.new_zeros(len(given), weight.shape[1] * shape.groups, height, width)
    if _is_forecast.get():
        return out
    reach = (given.shape[3] - 1) * shape.stride[1] - 2 * shape.padding[1] + shape.dilation[1] * (shape.kernel[1] - 1)
    more = (0, max(0, width - reach - 1))
    for picture in range(len(given)):
        for begin, end in shape.strips(weight.shape[1], *given.shape[2:]):
            first, last = shape.rows_of(begin, end)
            part = torch.conv_transpose2d(
                given[picture : picture + 1, :, begin:end],
                weight,
                None,
                shape.stride,
                (0, shape.padding[1]),
                more,
                shape.groups,
                shape.dilation,
            )
            rows = slice(max(0, first), max(0, min(height, last)))
            out[picture : picture + 1, :, rows] += part[:, :, rows.start - first : rows.stop - first, :width]
    return out if bias is None else out.add_(bias[:, None, None])


def _is_cut(given: Tensor, weight: Tensor, bias: Tensor | None) -> bool:
    if (given.ndim, weight.ndim, given.dtype, weight.dtype) != (4, 4, torch.float64, torch.float64):
        return False
    by_weights = weight.requires_grad or (bias is not None and bias.requires_grad)
    return given.device.type == "cpu" and not (torch.is_grad_enabled() and by_weights)


def _pair(numbers: int | Sequence[int]) -> Pair:
    return (numbers, numbers) if isinstance(numbers, int) else (numbers[0], numbers[-1])
