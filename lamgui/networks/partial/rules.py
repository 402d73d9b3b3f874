"""From rows or columns of an operation's output to those of its input that they depend on."""

from __future__ import annotations

import operator
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Protocol

import torch
from torch import fx, nn
from torch.nn import functional

Span = tuple[int, int]
"""Rows or columns from the first up to, not including, the last."""

Shape = tuple[int, ...]


class SpanRule(Protocol):
    """How an operation maps spans, along one axis (0 for rows, 1 for columns)."""

    def input_span(self, output: Span, axis: int) -> Span:
        """The span of the input that a span of the output depends on, padding included."""

    def output_span(self, output: Span, axis: int) -> Span:
        """The span of the output that is computed for a requested one: larger where a pixel becomes a whole cell."""


class PointwiseRule:
    """Every pixel depends on those at the same position."""

    def input_span(self, output: Span, axis: int) -> Span:  # noqa: ARG002
        """The same span."""
        return output

    output_span = input_span


class SelectionRule(PointwiseRule):
    """One of several tensors, which cover the same pixels."""


@dataclass(frozen=True)
class ConvolutionRule:
    """A convolution; each field is for rows and columns."""

    kernel: tuple[int, int]
    stride: tuple[int, int]
    padding: tuple[int, int]
    dilation: tuple[int, int]

    def input_span(self, output: Span, axis: int) -> Span:
        """All that the kernel covers."""
        first, last = (place * self.stride[axis] - self.padding[axis] for place in (output[0], output[1] - 1))
        return first, last + self.dilation[axis] * (self.kernel[axis] - 1) + 1

    def output_span(self, output: Span, axis: int) -> Span:  # noqa: ARG002
        """The same span."""
        return output


@dataclass(frozen=True)
class EnlargementRule:
    """Every pixel becomes a cell of factor x factor: pixel shuffle, nearest neighbours."""

    factor: int

    def input_span(self, output: Span, axis: int) -> Span:  # noqa: ARG002
        """The pixels whose cells are touched."""
        return output[0] // self.factor, -(-output[1] // self.factor)

    def output_span(self, output: Span, axis: int) -> Span:
        """Their whole cells."""
        begin, end = self.input_span(output, axis)
        return begin * self.factor, end * self.factor


class TracedCall:
    """A call of an operation: its arguments by position or name."""

    def __init__(self, node: fx.Node, shapes: Mapping[fx.Node, Shape]) -> None:
        self._node = node
        self._shapes = shapes

    def get(self, position: int, name: str, default: Any = None) -> Any:
        """The argument, or `default` where it is left out."""
        given = self._node.args[position] if position < len(self._node.args) else default
        return self._node.kwargs.get(name, given)

    def shape(self, position: int, name: str) -> Shape:
        """The shape of a tensor among the arguments."""
        return self._shapes[self.get(position, name)]


def rule_of(node: fx.Node, shapes: Mapping[fx.Node, Shape]) -> SpanRule | None:
    """The rule of an operation; None where none is known, so that it may need all of its input."""
    if node.op == "call_module":
        return PointwiseRule() if isinstance(_module_of(node), POINTWISE_MODULES) else None
    make = _RULES.get(node.target) if node.op in ("call_function", "call_method") else None
    return None if make is None else make(TracedCall(node, shapes))


def _module_of(node: fx.Node) -> nn.Module | None:
    owner = node.graph.owning_module
    return None if owner is None else owner.get_submodule(str(node.target))


def _pointwise(_call: TracedCall) -> SpanRule:
    return PointwiseRule()


def _across_channels(position: int) -> Callable[[TracedCall], SpanRule | None]:
    """Tensors joined or split along `dim`: pointwise where `dim` is that of the channels."""
    return lambda call: PointwiseRule() if call.get(position, "dim", 0) in (1, -3) else None


def _one_of_several(call: TracedCall) -> SpanRule | None:
    return SelectionRule() if isinstance(call.get(1, "b"), int) else None


def _convolving(call: TracedCall) -> SpanRule | None:
    numbers = [call.get(*asked) for asked in ((3, "stride", 1), (4, "padding", 0), (5, "dilation", 1))]
    if any(isinstance(number, str) for number in numbers):
        return None
    height, width = call.shape(1, "weight")[-2:]
    stride, padding, dilation = ((n, n) if isinstance(n, int) else (n[0], n[-1]) for n in numbers)
    return ConvolutionRule((height, width), stride, padding, dilation)


def _shuffling(call: TracedCall) -> SpanRule:
    return EnlargementRule(call.get(1, "upscale_factor"))


def _repeating(call: TracedCall) -> SpanRule | None:
    """Nearest-neighbour interpolation by a stated factor."""
    factor = call.get(2, "scale_factor")
    nearest = call.get(3, "mode", "nearest") in ("nearest", "nearest-exact") and call.get(1, "size") is None
    return (
        EnlargementRule(int(factor)) if nearest and isinstance(factor, int | float) and factor == int(factor) else None
    )


_POINTWISE = (
    *(operator.add, operator.sub, operator.mul, operator.truediv, operator.neg),
    *(torch.add, torch.sub, torch.mul, torch.div, torch.sigmoid, torch.tanh, torch.relu, torch.prelu, torch.clamp),
    *(functional.relu, functional.leaky_relu, functional.gelu, functional.silu, functional.elu, functional.hardtanh),
    *("add", "sub", "mul", "div", "sigmoid", "tanh", "relu", "clamp", "contiguous"),
)
_RULES: Mapping[Any, Callable[[TracedCall], SpanRule | None]] = {
    **dict.fromkeys(_POINTWISE, _pointwise),
    operator.getitem: _one_of_several,
    torch.cat: _across_channels(1),
    **dict.fromkeys((torch.split, torch.chunk, "split", "chunk"), _across_channels(2)),
    torch.conv2d: _convolving,
    torch.pixel_shuffle: _shuffling,
    functional.interpolate: _repeating,
}
"""By function, or by the name of a tensor's method."""

POINTWISE_MODULES = (nn.BatchNorm2d, nn.Dropout, nn.Identity)
"""Of a network in evaluation mode."""

FOLLOWED_INTO = (
    *(nn.Conv2d, nn.PixelShuffle, nn.Upsample),
    *(nn.ReLU, nn.LeakyReLU, nn.PReLU, nn.GELU, nn.SiLU, nn.ELU, nn.Hardtanh, nn.Sigmoid, nn.Tanh),
)
"""Modules of torch that are one function of the rules, or padding before one."""
