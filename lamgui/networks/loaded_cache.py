"""A cache of the networks used last; a file that changed on disk is loaded again."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Generator
from dataclasses import replace

from lamgui.base.generators import result_of
from lamgui.networks.entry import NetworkEntry
from lamgui.networks.loading.load import resolve_in_steps
from lamgui.networks.network import Network

ANY_NAME = "-"
"""Stands in for a network's name in a key: the name has no influence on what is loaded."""

_Stamp = tuple[tuple[int, int], ...]
"""Of the file, and of the weights and modules for its code: time of the last change in nanoseconds, size in bytes."""


class NetworkCache:
    """At most `capacity` loaded networks, by entry; for use on one thread."""

    def __init__(self, capacity: int = 8) -> None:
        if capacity < 1:
            raise ValueError(f"capacity {capacity} was given; a cache holds at least 1 network")
        self._capacity = capacity
        self._entries: OrderedDict[NetworkEntry, tuple[_Stamp | None, Network]] = OrderedDict()

    def get(self, entry: NetworkEntry) -> Network:
        """The network of `entry`, loaded only where it is not cached or its file changed; raises NetworkError."""
        return result_of(self.get_in_steps(entry))

    def get_in_steps(self, entry: NetworkEntry) -> Generator[str, None, Network]:
        """The same a step at a time, with reports in words of what is done.

        Where loading fails, an older network of the file stays cached.
        """
        key, stamp = replace(entry, name=ANY_NAME), stamp_of(entry)
        cached = self._entries.get(key)
        if cached is None or cached[0] != stamp:
            resolved = yield from resolve_in_steps(entry)
            network = yield from resolved.build_in_steps()
            self._drop(key)
            cached = (stamp, network)
        if cached[1].facts.name != entry.name:
            cached = (stamp, cached[1].named(entry.name))
        self._entries[key] = cached
        self._entries.move_to_end(key)
        while len(self._entries) > self._capacity:
            self._drop(next(iter(self._entries)))
        return cached[1]

    def forget(self, entry: NetworkEntry) -> None:
        """Drop all networks of the entry's file, whatever conventions and code were stated, and free their memory."""
        for key in [key for key in self._entries if key.path == entry.path]:
            self._drop(key)

    def _drop(self, key: NetworkEntry) -> None:
        if key in self._entries:
            self._entries.pop(key)[1].release()


def stamp_of(entry: NetworkEntry) -> _Stamp | None:
    """Time and size of its files; None where one cannot be inspected: loading it says why."""
    paths = [entry.path]
    if (code := entry.own_code) is not None:
        paths += [*filter(None, [code.weights]), *(module.path for module in code.permission.modules)]
    try:
        found = [path.stat() for path in paths]
    except OSError:
        return None
    return tuple((status.st_mtime_ns, status.st_size) for status in found)
