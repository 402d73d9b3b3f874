"""Rules of operations that join many places at once: sums, softmax, normalisation, matrix products."""

from __future__ import annotations

from collections.abc import Sequence

import torch
from torch import Tensor

from lamgui.networks.field.operation import DispatchedCall, compact


def reduced(call: DispatchedCall) -> Tensor:
    """A result depends on all values along the dimensions that are reduced."""
    return _joined(call.reach("self"), call.values.get("dim"), keep=bool(call.values.get("keepdim", False)))


def reduced_twice(call: DispatchedCall) -> tuple[Tensor, Tensor]:
    """The same of two results, such as variance and mean."""
    result = reduced(call)
    return result, result.clone()


def mixed(call: DispatchedCall) -> Tensor:
    """A result depends on all values along dimensions that stay: softmax and its like."""
    reach = call.reach("self")
    return _joined(reach, call.values["dim"], keep=True).expand(reach.shape)


def multiplied(call: DispatchedCall) -> Tensor:
    """An entry of a matrix product depends on a row of the one, a column of the other, and what is added."""
    left, right = call.tensors()[-2:]
    rows = compact(call.reach_of(left)).amax(dim=-1, keepdim=True)
    columns = compact(call.reach_of(right)).amax(dim=-2, keepdim=True)
    shape = (*left.shape[:-1], right.shape[-1])
    added = [call.reach_of(tensor) for tensor in call.tensors()[:-2]]
    product = torch.maximum(rows, columns)
    return (torch.maximum(product, added[0]) if added else product).expand(shape)


def attended(call: DispatchedCall) -> tuple[Tensor, ...]:
    """Attention as one operation: every query sees all keys and values."""
    query, key, value = (call.reach(name) for name in ("query", "key", "value"))
    others = torch.maximum(key.amax(dim=(-2, -1)), value.amax(dim=(-2, -1)))[..., None, None]
    result = torch.maximum(query.amax(dim=-1, keepdim=True), others).expand(*query.shape[:-1], value.shape[-1])
    return _with_rest(call, result)


def normalised_by_channel(call: DispatchedCall) -> tuple[Tensor, ...]:
    """With stored statistics it is elementwise; with those of the input a value depends on all of its channel."""
    reach = call.reach("input")
    if call.values.get("training", False) or call.values.get("use_input_stats", False):
        reach = _joined(reach, [dim for dim in range(reach.dim()) if dim != 1], keep=True).expand(reach.shape)
    return _with_rest(call, reach.clone())


def normalised_by_group(call: DispatchedCall) -> tuple[Tensor, ...]:
    """A value depends on all of its group of channels."""
    reach, groups = call.reach("input"), call.values["group"]
    whole = reach.reshape(len(reach), groups, -1).amax(dim=2)[..., None]
    wide = whole.expand(-1, -1, reach[0].numel() // groups).reshape(reach.shape)
    return _with_rest(call, wide)


def normalised_by_layer(call: DispatchedCall) -> tuple[Tensor, ...]:
    """A value depends on all of its vector of features."""
    reach = call.reach("input")
    whole = _joined(reach, range(-len(call.values["normalized_shape"]), 0), keep=True)
    return _with_rest(call, whole.expand(reach.shape))


def _with_rest(call: DispatchedCall, result: Tensor) -> tuple[Tensor, ...]:
    """The first result, and empty ones for the others, which only the backward pass reads."""
    return result, *(torch.zeros(0) for _ in call.operation._schema.returns[1:])


def _joined(reach: Tensor, dims: int | Sequence[int] | None, keep: bool) -> Tensor:
    """The maximum along `dims`; along all where none are named."""
    listed = [dims] if isinstance(dims, int) else list(dims or ())
    taken = {dim % reach.dim() for dim in listed} or set(range(reach.dim()))
    if not taken:
        return reach.clone()
    whole = compact(reach).amax(dim=tuple(taken), keepdim=True)
    whole = whole.expand([1 if dim in taken else size for dim, size in enumerate(reach.shape)])
    return whole if keep else whole.squeeze(tuple(taken))
