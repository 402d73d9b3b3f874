"""Rules of operations that look through windows: convolutions, pooling, interpolation, overlapping patches."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import torch
from torch import Tensor
from torch.nn import functional

from lamgui.networks.field.operation import DispatchedCall, NotFollowed, one_channel

_PER_AXIS = {"stride": 1, "padding": 0, "dilation": 1, "output_padding": 0}
"""Arguments of a convolution with a number for each axis, and the neutral number."""


ROUNDING = 1e-5
"""Weights of an interpolation below this are rounding errors of 0."""


def convolved(call: DispatchedCall) -> Tensor:
    """A result depends on its window, in all channels of its group, and on its kernel."""
    values, reach, weight = call.values, call.reach("input"), call.reach("weight")
    if reach.dim() == 3:
        flat = {name: [idle, *values[name]] for name, idle in _PER_AXIS.items()}
        lifted = {**values, **flat, "input": reach.unsqueeze(2), "weight": weight.unsqueeze(2)}
        return convolved(DispatchedCall(call.operation, lifted, lambda _: True)).squeeze(2)
    if reach.dim() != 4:
        raise NotFollowed(f"{call.name} of {reach.dim() - 2} dimensions")
    groups, transposed = values["groups"], values["transposed"]
    seen = one_channel(reach)
    apart = groups > 1 and seen.shape[1] > 1
    seen = seen.reshape(len(seen), groups, -1, *seen.shape[2:]).amax(dim=2) if apart else seen.amax(dim=1, keepdim=True)
    window = (_spread if transposed else _gathered)(seen, values, weight.shape[2:])
    channels = weight.shape[1] * groups if transposed else weight.shape[0]
    window = (window.repeat_interleave(channels // groups, dim=1) if apart else window).expand(-1, channels, -1, -1)
    if call.carries(values["weight"]):
        kernel = weight.amax(dim=(0, 2, 3)).repeat(groups) if transposed else weight.amax(dim=(1, 2, 3))
        window = torch.maximum(window, kernel[:, None, None])
    return window


def _gathered(seen: Tensor, values: Mapping[str, Any], kernel: Sequence[int]) -> Tensor:
    """The maximum over the taps of each window; beyond the border lies no pixel."""
    (up, left), stride = _pair(values["padding"]), _pair(values["stride"])
    padded = functional.pad(seen, (left, left, up, up)) if up or left else seen
    if max(*kernel, *stride) == 1:
        return padded
    return functional.max_pool2d(padded, tuple(kernel), stride, dilation=_pair(values["dilation"]))


def _spread(seen: Tensor, values: Mapping[str, Any], kernel: Sequence[int]) -> Tensor:
    """The same for a transposed convolution: its stride spreads the input out with gaps, which depend on no pixel."""
    stride, dilation = _pair(values["stride"]), _pair(values["dilation"])
    height, width = ((side - 1) * step + 1 for side, step in zip(seen.shape[2:], stride, strict=True))
    laid = seen.new_zeros(*seen.shape[:2], height, width)
    laid[..., :: stride[0], :: stride[1]] = seen
    up, left = (d * (k - 1) - p for d, k, p in zip(dilation, kernel, _pair(values["padding"]), strict=True))
    down, right = (side + more for side, more in zip((up, left), _pair(values["output_padding"]), strict=True))
    padded = functional.pad(laid, (left, right, up, down))
    return functional.max_pool2d(padded, tuple(kernel), 1, dilation=dilation)


def pooled(call: DispatchedCall) -> Tensor:
    """Maximum and average pooling: both depend on all of the window."""
    values, seen = call.values, one_channel(call.reach("self"))
    kernel = _pair(values["kernel_size"])
    smaller: Tensor = functional.max_pool2d(
        seen,
        kernel,
        _pair(values["stride"] or kernel),
        _pair(values["padding"]),
        _pair(values.get("dilation", (1, 1))),
        values["ceil_mode"],
    )
    return smaller.expand(*values["self"].shape[:-2], -1, -1)


def pooled_with_places(call: DispatchedCall) -> tuple[Tensor, Tensor]:
    """Maximum pooling with indices; the indices count as depending on no pixel."""
    smaller = pooled(call)
    return smaller, torch.zeros(smaller.shape, dtype=torch.int64)


def pooled_to_size(call: DispatchedCall) -> Tensor:
    """Averages over a given number of windows."""
    smaller: Tensor = functional.adaptive_max_pool2d(call.reach("self"), tuple(call.values["output_size"]))
    return smaller


def resized(call: DispatchedCall) -> Tensor:
    """Interpolation with any weights: the positions that each result reads are found along one axis after the other."""
    seen = one_channel(call.reach("self"))
    for axis in (-2, -1):
        seen = torch.stack([seen.index_select(axis, places) for places in _read(call, axis)]).amax(dim=0)
    return seen.expand(-1, call.values["self"].shape[1], -1, -1)


def _read(call: DispatchedCall, axis: int) -> list[Tensor]:
    """The first position that each result reads along an axis, the second, and so on; the last is repeated.

    They are found by applying the operation to pictures with one bright line each.
    """
    values, length = call.values, call.values["self"].shape[axis]
    lines = torch.eye(length).reshape(1, length, length, 1).repeat(1, 1, 1, 2)
    along = "scales_h" if axis == -2 else "scales_w"
    asked = {"self": lines, "output_size": [values["output_size"][axis], 2], "scales_h": values[along]}
    bright = call.operation(**{**values, **asked, "scales_w": None})[0, ..., 0].abs() > ROUNDING
    places = torch.arange(length)[:, None]
    first = torch.where(bright, places, length).amin(dim=0)
    last = torch.where(bright, places, -1).amax(dim=0)
    return [torch.minimum(first + further, last) for further in range(int((last - first).max()) + 1)]


def folded(call: DispatchedCall) -> Tensor:
    """Patches put back into a picture; where they overlap, a result depends on all of them."""
    values, reach = call.values, call.reach("self")
    (height, width), kernel, stride = values["output_size"], values["kernel_size"], values["stride"]
    dilation, (up, left) = values["dilation"], values["padding"]
    laid = reach.new_zeros(len(reach), reach.shape[1] // (kernel[0] * kernel[1]), height + 2 * up, width + 2 * left)
    rows, columns = (
        range(0, side - d * (k - 1), s) for side, d, k, s in zip(laid.shape[2:], dilation, kernel, stride, strict=True)
    )
    patches = reach.reshape(len(reach), -1, *kernel, len(rows), len(columns))
    for i in range(kernel[0]):
        for j in range(kernel[1]):
            y, x = i * dilation[0], j * dilation[1]
            place = laid[..., y : y + rows.stop : rows.step, x : x + columns.stop : columns.step]
            place.copy_(torch.maximum(place, patches[:, :, i, j]))
    return laid[..., up : up + height, left : left + width]


def _pair(values: Sequence[int]) -> tuple[int, int]:
    return values[0], values[-1]
