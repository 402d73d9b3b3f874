"""Keeps the networks used last, so that each is loaded once; a file that changed on disk is loaded again."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Generator
from dataclasses import replace

from lamgui.base.generators import result_of
from lamgui.networks.entry import NetworkEntry
from lamgui.networks.loading.load import resolve_in_steps
from lamgui.networks.network import Network

ANY_NAME = "-"
"""In place of a network's name, which does not matter for what is loaded."""

_Stamp = tuple[tuple[int, int], ...]
"""When the file, and that of weights for its code, was changed, in nanoseconds, and its size in bytes."""


class NetworkCache:
    """At most `capacity` loaded networks, by entry; for use on one thread."""

    def __init__(self, capacity: int = 8) -> None:
        if capacity < 1:
            raise ValueError(f"capacity {capacity} was given; a cache holds at least 1 network")
        self._capacity = capacity
        self._kept: OrderedDict[NetworkEntry, tuple[_Stamp | None, Network]] = OrderedDict()

    def get(self, entry: NetworkEntry) -> Network:
        """The network of `entry`, loaded only where it is not kept or its file changed; raises NetworkError."""
        return result_of(self.get_in_steps(entry))

    def get_in_steps(self, entry: NetworkEntry) -> Generator[None, None, Network]:
        """The same a step at a time; one that cannot be loaded leaves what was kept of its file before."""
        key, stamp = replace(entry, name=ANY_NAME), _stamp(entry)
        kept = self._kept.get(key)
        if kept is None or kept[0] != stamp:
            settled = yield from resolve_in_steps(entry)
            self._drop(key)
            kept = (stamp, settled.build())
        if kept[1].facts.name != entry.name:
            kept = (stamp, kept[1].named(entry.name))
        self._kept[key] = kept
        self._kept.move_to_end(key)
        while len(self._kept) > self._capacity:
            self._drop(next(iter(self._kept)))
        return kept[1]

    def forget(self, entry: NetworkEntry) -> None:
        """Give back the memory of all networks of the entry's file, whatever was said of its conventions and code."""
        for known in [known for known in self._kept if known.path == entry.path]:
            self._drop(known)

    def _drop(self, key: NetworkEntry) -> None:
        if key in self._kept:
            self._kept.pop(key)[1].release()


def _stamp(entry: NetworkEntry) -> _Stamp | None:
    """None for a file that cannot be seen: loading it tells why."""
    weights = None if entry.own_code is None else entry.own_code.weights
    try:
        found = [path.stat() for path in (entry.path, weights) if path is not None]
    except OSError:
        return None
    return tuple((status.st_mtime_ns, status.st_size) for status in found)
