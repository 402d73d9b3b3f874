"""Keeps the networks used last, so that each is loaded once; a file that changed on disk is loaded again."""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import replace

from lamgui.networks.entry import NetworkEntry
from lamgui.networks.load import load_network
from lamgui.networks.network import Network

_Stamp = tuple[int, int]
"""When a file was changed, in nanoseconds, and its size in bytes."""


class NetworkShelf:
    """At most `capacity` loaded networks, by entry; for use on one thread."""

    def __init__(self, capacity: int = 8) -> None:
        if capacity < 1:
            raise ValueError(f"capacity {capacity} was given; a shelf holds at least 1 network")
        self._capacity = capacity
        self._kept: OrderedDict[NetworkEntry, tuple[_Stamp | None, Network]] = OrderedDict()

    def get(self, entry: NetworkEntry) -> Network:
        """The network of `entry`, loaded only where it is not kept or its file changed; raises NetworkError."""
        stamp = _stamp(entry)
        kept = self._kept.get(entry)
        if kept is not None and kept[0] == stamp:
            self._kept.move_to_end(entry)
            return kept[1]
        self.forget(entry)
        network = load_network(entry)
        self._kept[entry] = (stamp, network)
        while len(self._kept) > self._capacity:
            self.forget(next(iter(self._kept)))
        return network

    def forget(self, entry: NetworkEntry) -> None:
        """Give back the memory of a network, if it is kept, whatever the user said of its code."""
        plain = replace(entry, own_code=None)
        for known in [known for known in self._kept if replace(known, own_code=None) == plain]:
            self._kept.pop(known)[1].release()


def _stamp(entry: NetworkEntry) -> _Stamp | None:
    """None for a file that cannot be seen: loading it tells why."""
    try:
        status = entry.path.stat()
    except OSError:
        return None
    return status.st_mtime_ns, status.st_size
