"""One pass of a network whose values are reaches: every operation that torch dispatches is replaced by its rule.

No graph of the network is needed: operations are followed whether Python, TorchScript or an exported program calls
them. The picture is a narrow strip, so that a pass costs little whatever the network.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt
import torch
from torch import Tensor, nn
from torch.nn import functional
from torch.utils._python_dispatch import TorchDispatchMode
from torch.utils._pytree import tree_leaves, tree_map_only
from torch.utils.weak import WeakTensorKeyDictionary

from lamgui.networks.field.operation import COLUMNS, ROWS, DispatchedCall, NotFollowed, make_call
from lamgui.networks.field.rules import elementwise, rule_for

Restore = Callable[[Tensor], Tensor]

JOINS = {
    "averages over all of its input": "mean sum amax amin prod _adaptive_avg_pool2d avg_pool2d",
    "statistics of the whole picture": "var std var_mean std_mean linalg_vector_norm native_batch_norm "
    "_native_batch_norm_legit native_group_norm native_layer_norm",
    "attention over the whole picture": "_softmax _safe_softmax bmm baddbmm "
    "_scaled_dot_product_flash_attention_for_cpu _scaled_dot_product_attention_math",
}
"""Operations by which a network sees the whole picture in one step, by a name for them in words."""

BLANKS = {"zeros_like", "empty_like", "ones_like", "full_like", "new_zeros", "new_empty", "new_ones", "new_full"}
"""Operations that take the shape of a tensor, and none of its values."""

_JOIN_OF = {operation: words for words, operations in JOINS.items() for operation in operations.split()}


class Count(NamedTuple):
    """The longest path of convolutions so far, by the paper's count; of two counts the larger is the longer path."""

    reach_px: int = 0
    """Sum of what the windows see beyond their middle, in both directions together."""
    rate: int = 0
    """Pixels per LR pixel on the grid of the first window; 0 before it."""


@dataclass(frozen=True, eq=False)
class Trace:
    """What one pass shows of the SR pixels along one axis."""

    first: npt.NDArray[np.int64]
    """The first LR pixel that each SR pixel depends on, (scale * length,)."""
    last: npt.NDArray[np.int64]
    count: Count
    joins: tuple[str, ...]
    """Names of the operations that see the whole picture at once, in words."""


def trace(restore: Restore, module: nn.Module, channels: int, length: int, breadth: int, axis: int) -> Trace:
    """Follow the reach of LR pixels along `axis` through `restore`, which calls `module` on the CPU.

    The picture has `length` pixels along the axis and `breadth` across. Raises NotFollowed for an operation without
    a rule, and whatever the network raises for a picture that it does not take.
    """
    places = torch.arange(length, dtype=torch.float32)
    # The first of a batch of two carries how far a value sees to lower indices, the second to higher ones.
    strip = torch.stack([length - places, places + 1])[:, None, :, None].expand(-1, channels, -1, breadth)
    lr = strip if axis == ROWS else strip.transpose(2, 3)
    following = _Following(length, axis)
    hooks = [
        layer.register_forward_hook(_as_transposed)
        for layer in module.modules()
        if isinstance(layer, nn.ConvTranspose2d)
    ]
    try:
        with torch.no_grad(), following:
            following.carry(lr, Count())
            sr = restore(lr)
    finally:
        for hook in hooks:
            hook.remove()
    ends = sr.amax(dim=(1, COLUMNS if axis == ROWS else ROWS)).numpy().astype(np.int64)
    return Trace(length - ends[0], ends[1] - 1, following.count(sr), tuple(following.joins))


class _Following(TorchDispatchMode):  # type: ignore[no-untyped-call] # torch leaves it untyped
    """Replaces operations on tensors with a reach by their rules; all others are executed."""

    def __init__(self, length: int, axis: int) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self.joins: dict[str, None] = {}
        self._length = length
        self._axis = axis
        self._counts: Any = WeakTensorKeyDictionary()
        self._copies: Any = WeakTensorKeyDictionary()
        """Results that should be views and had to be copied: what is written into them would be lost."""

    @classmethod
    def _should_skip_dynamo(cls) -> bool:
        # Else torch imports its compiler at the first operation, which takes seconds.
        return False

    def carry(self, tensor: Tensor, count: Count) -> None:
        """Mark a tensor's values as reaches."""
        self._counts[tensor] = count

    def count(self, tensor: Tensor) -> Count:
        """The longest path to a tensor."""
        found: Count = self._counts.get(tensor, Count())
        return found

    def __torch_dispatch__(
        self, func: Any, types: Any, args: tuple[Any, ...] = (), kwargs: Mapping[str, Any] | None = None
    ) -> Any:
        """The result of an operation, or of its rule where an argument has a reach."""
        call = make_call(func, args, kwargs or {}, self._counts.__contains__, self._axis)
        carriers = call.carriers()
        if not carriers or call.name in BLANKS:
            return func(*args, **(kwargs or {}))
        count = max(self.count(tensor) for tensor in carriers)
        result = self._followed(call, carriers)
        if call.name == "convolution" and call.carries(call.values["input"]):
            count = self._longer(call, count)
        elif call.name in _JOIN_OF:
            self._note_join(call, carriers, result)
        if func._schema.is_mutable:
            return self._written(call, result, count)
        for tensor in tree_leaves(result):
            if isinstance(tensor, Tensor):
                self.carry(tensor, count)
                if func.is_view and tensor.untyped_storage().data_ptr() != carriers[0].untyped_storage().data_ptr():
                    self._copies[tensor] = True
        return result

    def _followed(self, call: DispatchedCall, carriers: list[Tensor]) -> Any:
        rule = rule_for(call)
        if rule is not None and all(tensor.is_floating_point() for tensor in carriers):
            return rule(call)
        if call.name == "_local_scalar_dense" or not all(self._sees_all(tensor) for tensor in carriers):
            raise NotFollowed(call.name)
        # A value that depends on one that sees everything sees everything, whatever the operation.
        whole = float(self._length)
        return tree_map_only(Tensor, lambda t: t.new_full((), whole).expand(t.shape), call.operation(**call.values))

    def _written(self, call: DispatchedCall, result: Tensor, count: Count) -> Tensor:
        """The first argument with the result in it, as operations whose names end in _ leave it."""
        target = call.tensors()[0]
        if not call.name.endswith("_") or target in self._copies:
            raise NotFollowed(f"{call.name} into other tensors")
        if rule_for(call) is elementwise and len(call.tensors()) == 1:
            return target
        whole = target if target._base is None else target._base
        is_expanded = any(size > 1 and stride == 0 for size, stride in zip(whole.shape, whole.stride(), strict=True))
        if (is_expanded and whole is not target) or not (self._counts.get(whole) or not whole.any()):
            raise NotFollowed(f"{call.name} into other tensors")
        if is_expanded:
            target.set_(result.contiguous())  # type: ignore[call-overload] # torch's types lack it
        else:
            target.copy_(result)
        for written in (whole, target):
            self.carry(written, max(count, self.count(written)))
        return target

    def _longer(self, call: DispatchedCall, before: Count) -> Count:
        """The path with one more convolution; one on a finer grid than LR counts as if it were on the LR grid."""
        values = call.values
        kernel, stride, dilation = (
            sizes[self._axis] for sizes in (values["weight"].shape, values["stride"], values["dilation"])
        )
        side = values["input"].shape[self._axis]
        if kernel == 1:
            return before
        if values["transposed"] or (stride > 1 and side > self._length):
            reach_px = _overlapping(kernel, stride, dilation)
        else:
            reach_px = (kernel - 1) * dilation * max(1, round(self._length / side))
        return Count(before.reach_px + reach_px, before.rate or self._rate(values["input"]))

    def _rate(self, tensor: Tensor) -> int:
        return max(1, round(tensor.shape[self._axis] / self._length))

    def _note_join(self, call: DispatchedCall, carriers: list[Tensor], result: Any) -> None:
        if _JOIN_OF[call.name] in self.joins:
            return
        if self._sees_all(tree_leaves(result)[0]) and not all(self._sees_all(tensor) for tensor in carriers):
            self.joins[_JOIN_OF[call.name]] = None

    def _sees_all(self, reach: Tensor) -> bool:
        return bool((reach == self._length).all())


def _as_transposed(layer: nn.ConvTranspose2d, inputs: tuple[Tensor, ...], _output: Tensor) -> Tensor:
    """The transposed convolution itself, of a layer that computes it as a sub-pixel one, with zeros in its kernels."""
    padding, more = _pair(layer.padding), _pair(layer.output_padding)
    shape = _pair(layer.stride), padding, more, layer.groups, _pair(layer.dilation)
    return functional.conv_transpose2d(inputs[0], layer.weight, layer.bias, *shape)


def _pair(sizes: Any) -> tuple[int, int]:
    return sizes[0], sizes[-1]


def _overlapping(kernel: int, stride: int, dilation: int) -> int:
    """How many pixels of the coarser of two grids, in both directions, have windows on the finer one that overlap."""
    return 2 * ((kernel - 1) * dilation // stride)
