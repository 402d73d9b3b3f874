"""The rule of every operation that networks are made of, by its name in torch's ATen library."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import numpy as np
import torch
from torch import Tensor
from torch.nn import functional

from lamgui.networks.field import mixing, windows
from lamgui.networks.field.operation import COLUMNS, ROWS, DispatchedCall, compact

FieldRule = Callable[[DispatchedCall], Any]
"""From a call to the reach of its result, of the result's shape; or several for several results."""


def rule_for(call: DispatchedCall) -> FieldRule | None:
    """The rule of an operation, also of its form that writes into its first argument; None where none is known."""
    found = RULES.get(call.name) or RULES.get(call.name.removesuffix("_"))
    if found is None and torch.Tag.pointwise in call.operation.tags:
        return elementwise
    return found


def elementwise(call: DispatchedCall) -> Tensor:
    """A result depends on the values at its own position."""
    tensors = call.tensors()
    reaches = [compact(tensor) for tensor in tensors if call.carries(tensor)]
    joined = reaches[0].clone()
    for reach in reaches[1:]:
        joined = torch.maximum(joined, reach)
    # numpy's, because torch's imports a library for symbols, which takes a second.
    return joined.expand(np.broadcast_shapes(*(tensor.shape for tensor in tensors)))


def _copied(call: DispatchedCall) -> Tensor:
    """The second argument is written over the first."""
    return call.reach("src").expand(call.values["self"].shape)


def _moved(call: DispatchedCall) -> Any:
    """Values only change their positions: the operation itself is applied to the reaches."""
    return call.operation(**{name: _reaches(call, value) for name, value in call.values.items()})


def _reaches(call: DispatchedCall, value: Any) -> Any:
    if isinstance(value, list | tuple):
        return [_reaches(call, one) for one in value]
    moves = isinstance(value, Tensor) and value.is_floating_point()
    return call.reach_of(value) if moves else value


def _reshaped(call: DispatchedCall) -> Tensor:
    return call.reach("self").reshape(call.values["size"])


def _padded(call: DispatchedCall) -> Tensor:
    """Padding depends on nothing, except at the long sides of the strip: those are no borders of the picture."""
    reach, sides = call.reach("self"), list(call.values["pad"])
    if reach.dim() == 4:
        across = COLUMNS if call.along == ROWS else ROWS
        first = 2 * (-1 - across)
        before, after = (*sides[first : first + 2], 0, 0)[:2]
        length = reach.shape[across]
        reach = reach.index_select(across, torch.arange(-before, length + after).clamp(0, length - 1))
        sides[first : first + 2] = [0] * len(sides[first : first + 2])
    return functional.pad(reach, sides)


_MOVING = (
    "permute transpose t unsqueeze squeeze expand slice select split split_with_sizes unbind unfold diagonal roll flip "
    "repeat cat stack pixel_shuffle pixel_unshuffle channel_shuffle im2col index index_select tril triu "
    "reflection_pad1d reflection_pad2d replication_pad1d replication_pad2d upsample_nearest2d _upsample_nearest_exact2d"
)
_ELEMENTWISE = "_to_copy alias detach lift_fresh _prelu_kernel rsub hardswish masked_fill where"
_RESIZING = "upsample_bilinear2d upsample_bicubic2d _upsample_bilinear2d_aa _upsample_bicubic2d_aa"
_RESHAPING = "view _unsafe_view reshape _reshape_alias"
_REDUCING = "mean sum amax amin var std prod logsumexp linalg_vector_norm any all"
_MIXING = "_softmax _safe_softmax _log_softmax cumsum"
_MULTIPLYING = "mm bmm addmm baddbmm"
_ATTENDING = (
    "_scaled_dot_product_flash_attention_for_cpu _scaled_dot_product_flash_attention "
    "_scaled_dot_product_efficient_attention _scaled_dot_product_attention_math"
)
_BY_CHANNEL = "native_batch_norm _native_batch_norm_legit _native_batch_norm_legit_no_training cudnn_batch_norm"

RULES: Mapping[str, FieldRule] = {
    **dict.fromkeys(_MOVING.split(), _moved),
    **dict.fromkeys(_ELEMENTWISE.split(), elementwise),
    **dict.fromkeys(_RESHAPING.split(), _reshaped),
    **dict.fromkeys(_RESIZING.split(), windows.resized),
    **dict.fromkeys(_REDUCING.split(), mixing.reduced),
    **dict.fromkeys(_MIXING.split(), mixing.mixed),
    **dict.fromkeys(_MULTIPLYING.split(), mixing.multiplied),
    **dict.fromkeys(_ATTENDING.split(), mixing.attended),
    **dict.fromkeys(_BY_CHANNEL.split(), mixing.normalised_by_channel),
    **dict.fromkeys(("var_mean", "std_mean"), mixing.reduced_twice),
    "native_group_norm": mixing.normalised_by_group,
    "native_layer_norm": mixing.normalised_by_layer,
    "convolution": windows.convolved,
    "max_pool2d_with_indices": windows.pooled_with_places,
    "avg_pool2d": windows.pooled,
    "_adaptive_avg_pool2d": windows.pooled_to_size,
    "col2im": windows.folded,
    "constant_pad_nd": _padded,
    "copy": _copied,
}
"""Operations that torch itself tags as pointwise need no entry."""
