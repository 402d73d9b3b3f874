"""Find the weights inside what a checkpoint holds, and refuse those that no network can be run with."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import torch
from torch import Tensor, nn

from lamgui.base.errors import NetworkError
from lamgui.networks.architectures._architecture import Layout

CONTAINERS = (
    "params_ema",
    "params-ema",
    "ema_state_dict",
    "state_dict_ema",
    "model_ema",
    "ema_model",
    "ema",
    "netG_ema",
    "net_g_ema",
    "generator_ema",
    "g_ema",
    "shadow",
    "params",
    "state_dict",
    "model_state_dict",
    "model",
    "network",
    "net",
    "netG",
    "net_g",
    "model_g",
    "generator",
    "weights",
    "sd",
)
"""Keys under which training code saves the weights of the network, the preferred ones first."""

PREFIXES = (
    "ema_model.",
    "model_ema.",
    "module.",
    "_orig_mod.",
    "params_ema.",
    "params-ema.",
    "params.",
    "netG.",
    "net_g.",
    "net_sr.",
    "model_g.",
    "generator.",
    "backbone.",
    "student.",
    "model.",
    "network.",
    "net.",
)
"""What wrappers and training code put before every key of a network."""

MAX_NESTING = 4
"""How many containers within containers are opened; a hostile file can nest any number."""

_FLOATS = (torch.float16, torch.bfloat16, torch.float32, torch.float64)
_SAVE_EARLIER = "The training run probably diverged: take an earlier checkpoint of it."


def find_weights(loaded: Any, name: str) -> tuple[dict[str, Tensor], tuple[str, ...]]:
    """The tensors of the network by key, and notes on the container they were in.

    Raises NetworkError where `loaded` holds none.
    """
    content, notes = loaded, []
    for _ in range(MAX_NESTING):
        if (container := _container(content)) is None:
            break
        others = [key for key in CONTAINERS if key != container and isinstance(content.get(key), Mapping)]
        other_containers = f", which also holds {', '.join(others)}" if others else ""
        notes.append(f"weights taken from '{container}' of the file{other_containers}")
        content = content[container]
    tensors = {key: value for key, value in _items(content) if isinstance(key, str) and isinstance(value, Tensor)}
    if not tensors:
        raise NetworkError(
            f"{name} holds no weights: it is {_described(content)}.",
            f"Wanted are tensors by name, or such a table under one of {', '.join(CONTAINERS)}.",
        )
    return tensors, tuple(notes)


MOST_PREFIXES = 4
"""How many prefixes are taken off one by one; further ones that all keys have are taken off together."""


def without_prefixes(layout: Layout, prefix: str = "") -> Iterator[tuple[str, Layout]]:
    """The layout as it is, then without each known prefix, and without prefixes of prefixes."""
    return _without_prefixes(layout, prefix, MOST_PREFIXES)


def _without_prefixes(layout: Layout, prefix: str, more: int) -> Iterator[tuple[str, Layout]]:
    yield prefix, layout
    for wrapper in PREFIXES if more else ():
        keys = [key for key in layout if key.startswith(wrapper)]
        if not keys:
            continue
        repeats = 1 if more > 1 else min(_repeats(key, wrapper) for key in keys)
        below = {key[repeats * len(wrapper) :]: layout[key] for key in keys}
        yield from _without_prefixes(below, prefix + repeats * wrapper, more - 1)


def _repeats(key: str, wrapper: str) -> int:
    """How often a key begins with it."""
    count = 0
    while key.startswith(wrapper, count * len(wrapper)):
        count += 1
    return count


def require_sound(tensors: Mapping[str, Tensor], name: str, unpacked_bytes: int) -> None:
    """Raise NetworkError for weights that are not plain numbers, not all in the file, or not finite."""
    for key, tensor in tensors.items():
        if not _is_plain(tensor):
            kind = "nested tensors" if tensor.is_nested else f"{tensor.dtype} {tensor.layout}"
            message = f"{name} holds weights that are not plain numbers but, in {key}, {kind}."
            raise NetworkError(message, "Save them as floating point of 16, 32 or 64 bits.")
    _require_stored(tensors, name, unpacked_bytes)
    bad = {key: _count_not_finite(tensor) for key, tensor in tensors.items() if tensor.dtype in _FLOATS}
    if total := sum(bad.values()):
        first = next(key for key, count in bad.items() if count)
        weights = "1 weight that is" if total == 1 else f"{total} weights that are"
        details = "\n".join(f"{key}: {count}" for key, count in bad.items() if count)
        raise NetworkError(f"{name} holds {weights} NaN or infinite, the first in {first}.", _SAVE_EARLIER, details)


def _require_stored(tensors: Mapping[str, Tensor], name: str, unpacked_bytes: int) -> None:
    """A hostile file can state a tensor or a storage that is larger than the bytes it brings."""
    storages = {tensor.untyped_storage().data_ptr(): tensor.untyped_storage().nbytes() for tensor in tensors.values()}
    stretched = [key for key, t in tensors.items() if t.numel() * t.element_size() > t.untyped_storage().nbytes()]
    if stretched or sum(storages.values()) > unpacked_bytes:
        message = f"{name} states weights that are larger than what it holds."
        raise NetworkError(message, "It was not used. Copy or download it again.", "\n".join(stretched))


def _is_plain(tensor: Tensor) -> bool:
    if tensor.is_nested or type(tensor) not in (Tensor, nn.Parameter):
        return False
    integer = not tensor.is_floating_point() and not tensor.is_complex() and not tensor.is_quantized
    return tensor.layout == torch.strided and tensor.device.type == "cpu" and (integer or tensor.dtype in _FLOATS)


def _count_not_finite(tensor: Tensor) -> int:
    return int(tensor.numel() - torch.isfinite(tensor).sum().item())


def _container(found: Any) -> str | None:
    if not isinstance(found, Mapping):
        return None
    return next((key for key in CONTAINERS if isinstance(found.get(key), Mapping)), None)


def _items(found: Any) -> list[tuple[Any, Any]]:
    return list(found.items()) if isinstance(found, Mapping) else []


def _described(found: Any) -> str:
    if isinstance(found, Mapping):
        keys = ", ".join(str(key) for key in list(found)[:5])
        return f"a table of {keys}" if keys else "an empty table"
    return f"a single {type(found).__name__}"
