"""A few large values by key, in bounded memory: the least recently used are dropped first."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Hashable
from typing import Generic, Protocol, TypeVar

from lamgui.base.memory_budget import of_cache


class Sized(Protocol):
    """A value with a size in bytes."""

    @property
    def nbytes(self) -> int:
        """Memory of its arrays."""


Key = TypeVar("Key", bound=Hashable)
Value = TypeVar("Value", bound=Sized)


class BoundedCache(Generic[Key, Value]):
    """Values by key, at most `limit_bytes` together, or their share of a stated budget.

    The least recently used are dropped first, the last one never.
    """

    def __init__(self, limit_bytes: int) -> None:
        self._limit_bytes = of_cache(limit_bytes)
        self._entries: OrderedDict[Key, Value] = OrderedDict()

    @property
    def bytes_held(self) -> int:
        """Memory of the cached values."""
        return sum(one.nbytes for one in self._entries.values())

    def get(self, key: Key) -> Value | None:
        """The value of a key; None where there is none."""
        if key in self._entries:
            self._entries.move_to_end(key)
        return self._entries.get(key)

    def put(self, key: Key, value: Value) -> None:
        """Store a value in place of an earlier one of its key."""
        self._entries[key] = value
        self._entries.move_to_end(key)
        while len(self._entries) > 1 and self.bytes_held > self._limit_bytes:
            self._entries.popitem(last=False)
