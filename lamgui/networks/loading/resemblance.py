"""Which of spandrel's networks a file's tensors resemble most, by the keys that spandrel recognises each by."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

LEAST_SHARE = 0.5
"""Share of its own keys that a file must have to be said to resemble a network."""

LEAST_KEYS = 2
"""A single key, such as conv_first.weight, many networks have."""


@dataclass(frozen=True)
class Likeness:
    """A network of spandrel's, the share of its keys that are there, 0..1, and those that are missing."""

    name: str
    share: float
    missing: tuple[str, ...]


def nearest_of(registry: Iterable[Any], tensors: Mapping[str, object]) -> Likeness | None:
    """The nearest of the networks in spandrel's registry; None where none is near.

    Networks that spandrel recognises by other means than keys are left out.
    """
    likenesses = (likeness for support in registry if (likeness := _likeness(support.architecture, tensors)))
    near = max(likenesses, key=lambda likeness: likeness.share, default=None)
    return near if near is not None and near.share >= LEAST_SHARE else None


def _likeness(architecture: Any, tensors: Mapping[str, object]) -> Likeness | None:
    condition = getattr(architecture, "_detect", None)
    if not hasattr(condition, "_keys"):
        return None
    keys = set(_keys_of(condition))
    if len(keys & tensors.keys()) < LEAST_KEYS:
        return None
    return Likeness(str(architecture.name), _share(condition, tensors), tuple(_missing(condition, tensors)))


def _keys_of(condition: Any) -> Iterator[str]:
    for inner in condition._keys:
        if isinstance(inner, str):
            yield inner
        else:
            yield from _keys_of(inner)


def _share(condition: Any, tensors: Mapping[str, object]) -> float:
    if isinstance(condition, str):
        return float(condition in tensors)
    shares = [_share(inner, tensors) for inner in condition._keys]
    if not shares:
        return 0.0
    return max(shares) if condition._kind == "any" else sum(shares) / len(shares)


def _missing(condition: Any, tensors: Mapping[str, object]) -> Iterator[str]:
    """Keys of those parts of a condition that are not fulfilled."""
    if isinstance(condition, str):
        if condition not in tensors:
            yield condition
    elif condition._kind == "any":
        if not any(_share(inner, tensors) == 1 for inner in condition._keys):
            yield " or ".join(_keys_of(condition))
    else:
        for inner in condition._keys:
            yield from _missing(inner, tensors)
