"""Convolutions in float64 on a CPU, strip by strip: torch lays out all that the kernels cover, for a whole picture.

For each output pixel it copies kernel² x channels values, 12 KiB a pixel for 5x5 of 64 channels, and as much again for
the gradient. Strips of rows whose copies fit into `STRIP_BYTES` need that much in all, and half of the time.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, nullcontext
from contextvars import ContextVar
from dataclasses import dataclass
from itertools import product
from typing import Any

import torch
from torch import Tensor
from torch.autograd.function import once_differentiable
from torch.overrides import TorchFunctionMode

STRIP_BYTES = 8 << 20
"""Copies of a strip: they stay in the processor's cache."""

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

    @property
    def is_pointwise(self) -> bool:
        """Whether each output pixel is of the input pixel at its place, so that nothing is copied."""
        return (self.kernel, self.stride, self.padding) == ((1, 1), (1, 1), (0, 0))

    def rows_of(self, begin: int, end: int) -> Pair:
        """The rows that output rows of a convolution depend on, padding included; those a transposed one adds to."""
        first = begin * self.stride[0] - self.padding[0]
        return first, (end - 1) * self.stride[0] - self.padding[0] + self.dilation[0] * (self.kernel[0] - 1) + 1


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
    if height < 1 or width < 1:
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
    out = given.new_empty(len(given), weight.shape[0], *size)
    if _is_forecast.get():
        return out
    matrices = weight.reshape(shape.groups, weight.shape[0] // shape.groups, -1)
    if shape.is_pointwise:
        return _multiplied(matrices, given, bias, out)
    copies = _Copies(given, weight.shape[1], shape, size)
    for picture, group, (begin, end) in copies.parts(len(given)):
        copies.take(given[picture].chunk(shape.groups)[group], begin, end)
        grid = out[picture].view(shape.groups, -1, size[0] * size[1])[group]
        torch.mm(matrices[group], copies.of(begin, end), out=grid[:, begin * size[1] : end * size[1]])
    return out if bias is None else out.add_(bias[:, None, None])


def _transpose(given: Tensor, weight: Tensor, bias: Tensor | None, shape: _Shape, size: Pair) -> Tensor:
    """(N, K, h, w) to (N, C, *size) with a weight (K, C / groups, *kernel)."""
    out = given.new_zeros(len(given), weight.shape[1] * shape.groups, *size)
    if _is_forecast.get():
        return out
    height, width = given.shape[2:]
    given = given.contiguous()
    matrices = weight.reshape(shape.groups, weight.shape[0] // shape.groups, -1).transpose(1, 2)
    if shape.is_pointwise and size == (height, width):
        return _multiplied(matrices, given, bias, out)
    copies = _Copies(out, weight.shape[1], shape, (height, width))
    for picture, group, (begin, end) in copies.parts(len(given)):
        grid = given[picture].view(shape.groups, -1, height * width)[group]
        torch.mm(matrices[group], grid[:, begin * width : end * width], out=copies.of(begin, end))
        copies.add_to(out[picture].chunk(shape.groups)[group], begin, end)
    return out if bias is None else out.add_(bias[:, None, None])


def _multiplied(matrices: Tensor, given: Tensor, bias: Tensor | None, out: Tensor) -> Tensor:
    """The same where nothing has to be copied; `matrices` are (groups, K / groups, C / groups)."""
    for picture, result in zip(given, out, strict=True):
        values = picture.reshape(len(matrices), matrices.shape[2], -1)
        torch.bmm(matrices, values, out=result.view(len(matrices), matrices.shape[1], -1))
    return out if bias is None else out.add_(bias[:, None, None])


class _Copies:
    """All that the kernels cover, for a strip of their grid; the memory is used again, for freed pieces lie scattered.

    `picture` is what the kernels move over, (N, C, h, w), `planes` its channels in a group, and `grid` where they halt.
    """

    def __init__(self, picture: Tensor, planes: int, shape: _Shape, grid: Pair) -> None:
        self._shape, self._grid = shape, grid
        (height, width), kernel = grid, shape.kernel
        self.of_pixel = planes * kernel[0] * kernel[1]
        self._rows = min(height, max(1, STRIP_BYTES // max(1, self.of_pixel * width * 8)))
        self._memory = _memory_of_thread(self.of_pixel * self._rows * width)
        first, last = shape.rows_of(0, self._rows)
        across = (width - 1) * shape.stride[1] + shape.dilation[1] * (kernel[1] - 1) + 1
        self._padded = picture.new_zeros(planes, last - first, max(across, picture.shape[3] + shape.padding[1]))

    def parts(self, pictures: int) -> Iterator[tuple[int, int, Pair]]:
        """Picture, group and rows of the grid."""
        starts = range(0, self._grid[0], self._rows)
        strips = [(begin, min(self._grid[0], begin + self._rows)) for begin in starts]
        return product(range(pictures), range(self._shape.groups), strips)

    def of(self, begin: int, end: int) -> Tensor:
        """The copies for rows of the grid, (of_pixel, pixels)."""
        pixels = (end - begin) * self._grid[1]
        return self._memory[: self.of_pixel * pixels].view(self.of_pixel, pixels)

    def take(self, picture: Tensor, begin: int, end: int) -> None:
        """Copy what the kernels cover of (planes, h, w)."""
        self._padded.zero_()
        inside, outside = self._overlap(picture, begin, end)
        outside.copy_(inside)
        (height, width), strides = self._shape.kernel, self._padded.stride()
        windows = self._padded.as_strided(
            (len(picture), height, width, end - begin, self._grid[1]),
            (
                strides[0],
                strides[1] * self._shape.dilation[0],
                self._shape.dilation[1],
                strides[1] * self._shape.stride[0],
                self._shape.stride[1],
            ),
        )
        self.of(begin, end).view(windows.shape).copy_(windows)

    def add_to(self, picture: Tensor, begin: int, end: int) -> None:
        """Add the copies to the pixels of (planes, h, w) that they are of."""
        self._padded.zero_()
        (height, width), rows, columns = self._shape.kernel, end - begin, self._grid[1]
        copies = self.of(begin, end).view(len(picture), height, width, rows, columns)
        for i, j in product(range(height), range(width)):
            top, left = i * self._shape.dilation[0], j * self._shape.dilation[1]
            below = slice(top, top + (rows - 1) * self._shape.stride[0] + 1, self._shape.stride[0])
            beside = slice(left, left + (columns - 1) * self._shape.stride[1] + 1, self._shape.stride[1])
            self._padded[:, below, beside] += copies[:, i, j]
        inside, outside = self._overlap(picture, begin, end)
        inside += outside

    def _overlap(self, picture: Tensor, begin: int, end: int) -> tuple[Tensor, Tensor]:
        """The pixels that rows of the grid cover, in the picture and in its padded strip."""
        (first, last), left = self._shape.rows_of(begin, end), self._shape.padding[1]
        top, bottom = max(0, min(first, picture.shape[1])), max(0, min(last, picture.shape[1]))
        columns = min(picture.shape[2], self._padded.shape[2] - left)
        rows = slice(top - first, bottom - first)
        return picture[:, top:bottom, :columns], self._padded[:, rows, left : left + columns]


_of_thread = threading.local()


def _memory_of_thread(count: int) -> Tensor:
    """Values of float64 that this thread uses again for its next strip; of larger ones nothing stays."""
    if 8 * count > STRIP_BYTES:
        return torch.empty(count, dtype=torch.float64)
    memory: Tensor | None = getattr(_of_thread, "memory", None)
    if memory is None or len(memory) < count:
        memory = _of_thread.memory = torch.empty(STRIP_BYTES // 8, dtype=torch.float64)
    return memory


def _is_cut(given: Tensor, weight: Tensor, bias: Tensor | None) -> bool:
    if (given.ndim, weight.ndim, given.dtype, weight.dtype) != (4, 4, torch.float64, torch.float64):
        return False
    by_weights = weight.requires_grad or (bias is not None and bias.requires_grad)
    return given.device.type == "cpu" and not (torch.is_grad_enabled() and by_weights)


def _pair(numbers: int | Sequence[int]) -> Pair:
    return (numbers, numbers) if isinstance(numbers, int) else (numbers[0], numbers[-1])
