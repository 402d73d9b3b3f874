"""An operation on tensors with a reach: for every value, how far away the LR pixels are that it depends on.

A reach is larger the farther a value sees in one direction, and 0 where it sees no pixel. A value that depends on
several has the maximum of their reaches. So the rules of all operations are maxima over what they read.
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import torch
from torch import Tensor

ROWS, COLUMNS = -2, -1
"""The axes along which a reach is followed, of (N, C, h, w)."""


class NotFollowed(Exception):
    """An operation without a rule is applied to a reach; `str` of the error is the operation's name."""


@dataclass(frozen=True, eq=False)
class DispatchedCall:
    """One operation with its arguments, by the names of its schema and with its defaults.

    Tensors that carry a reach have it as their values. The values of others are the network's own. `along` is the axis
    of (N, C, h, w) in which reaches are followed.
    """

    operation: Any
    values: Mapping[str, Any]
    carries: Callable[[Tensor], bool]
    along: int = ROWS

    @property
    def name(self) -> str:
        """The operation's name without library and overload, such as `convolution`."""
        return str(self.operation._schema.name).rpartition("::")[2]

    def reach(self, name: str) -> Tensor:
        """The reach of an argument, of its shape; zeros where it has none."""
        return self.reach_of(self.values[name])

    def reach_of(self, tensor: Tensor) -> Tensor:
        """The reach of a tensor, of its shape; zeros where it has none."""
        return tensor if self.carries(tensor) else torch.zeros(()).expand(tensor.shape)

    def tensors(self) -> list[Tensor]:
        """All tensors among the arguments, those in lists too."""
        listed = (value if isinstance(value, list | tuple) else (value,) for value in self.values.values())
        return [value for values in listed for value in values if isinstance(value, Tensor)]

    def carriers(self) -> list[Tensor]:
        """Those of them that carry a reach."""
        return [tensor for tensor in self.tensors() if self.carries(tensor)]


def make_call(
    operation: Any, args: tuple[Any, ...], named: Mapping[str, Any], carries: Callable[[Tensor], bool], along: int
) -> DispatchedCall:
    """A call of `operation` as torch dispatches it."""
    defaults = _defaults(operation)
    return DispatchedCall(operation, {**defaults, **dict(zip(defaults, args, strict=False)), **named}, carries, along)


def compact(reach: Tensor) -> Tensor:
    """A view with a single entry along every dimension that the reach is merely expanded over."""
    for dim, (size, stride) in enumerate(zip(reach.shape, reach.stride(), strict=True)):
        if size > 1 and stride == 0:
            reach = reach.narrow(dim, 0, 1)
    return reach


def one_channel(reach: Tensor) -> Tensor:
    """(N, C, ...) as a view (N, 1, ...) where all channels are known to reach alike."""
    return reach.narrow(1, 0, 1) if reach.shape[1] > 1 and reach.stride(1) == 0 else reach


@functools.cache
def _defaults(operation: Any) -> Mapping[str, Any]:
    return {argument.name: argument.default_value for argument in operation._schema.arguments}
