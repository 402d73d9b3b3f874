"""A cache of the networks used last; a file that changed on disk is loaded again once it is complete and at rest."""

from __future__ import annotations

import time
from collections import OrderedDict
from collections.abc import Callable, Generator
from dataclasses import replace
from pathlib import Path

from lamgui.base.errors import NetworkError, TrustNeeded
from lamgui.base.generators import map_reports, result_of
from lamgui.base.in_a_thread import within
from lamgui.networks.entry import NetworkEntry
from lamgui.networks.loading.load import resolve_in_steps
from lamgui.networks.network import Network

ANY_NAME = "-"
"""Stands in for a network's name in a key: the name has no influence on what is loaded."""

REST_S = 1.5
"""A file that was changed within this time may still be written, as by a training run that saves its checkpoint."""

ANSWER_S = 10.0
"""Longest wait for a drive to say how a file looks."""

WAITING = "waiting for its drive"

REMAINS = "What was read before stays."

_Stamp = tuple[tuple[int, int], ...]
"""Of the file, and of the weights and modules for its code: time of the last change in nanoseconds, size in bytes."""


class NetworkCache:
    """At most `capacity` loaded networks, by entry; for use on one thread."""

    def __init__(self, capacity: int = 8, now_s: Callable[[], float] = time.time) -> None:
        if capacity < 1:
            raise ValueError(f"capacity {capacity} was given; a cache holds at least 1 network")
        self._capacity = capacity
        self._now_s = now_s
        self._entries: OrderedDict[NetworkEntry, tuple[_Stamp | None, Network]] = OrderedDict()
        self._stale: dict[Path, str] = {}
        """Files whose networks are used as they were read before, and why."""

    def get(self, entry: NetworkEntry) -> Network:
        """The network of `entry`, loaded only where it is not cached or its file changed; raises NetworkError."""
        return result_of(self.get_in_steps(entry))

    def get_in_steps(self, entry: NetworkEntry) -> Generator[str, None, Network]:
        """The same a step at a time, with reports in words of what is done.

        A network whose file was deleted, is being written or cannot be read now goes on being used;
        a note among its facts says why.
        """
        key = replace(entry, name=ANY_NAME)
        cached = self._entries.get(key)
        # A drive that hangs is waited for on a thread that is left to itself.
        answer = yield from map_reports(within(lambda: stamp_of(entry), ANSWER_S), lambda _: WAITING)
        stamp = answer[0] if answer else None
        if cached is None and answer is None:
            raise NetworkError(
                f"The drive of {entry.path.name} does not answer.",
                "Connect it again and press F5, or remove the network from the list.",
            )
        if cached is not None and answer is None:
            self._stale[entry.path] = f"Its drive does not answer. {REMAINS}"
        elif cached is not None and cached[0] != stamp:
            cached = yield from self._read_again(entry, key, stamp, cached)
        else:
            self._stale.pop(entry.path, None)
        if cached is None:
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
        return self._with_note(cached[1], entry.path)

    def _read_again(
        self, entry: NetworkEntry, key: NetworkEntry, stamp: _Stamp | None, cached: tuple[_Stamp | None, Network]
    ) -> Generator[str, None, tuple[_Stamp | None, Network]]:
        """The network of a file that changed; the one that was read before where the file is not complete."""
        if stamp is None:
            self._stale[entry.path] = f"Its file is not there. {REMAINS}"
            return cached
        if 0 <= self._now_s() - max(changed_ns for changed_ns, _ in stamp) / 1e9 < REST_S:
            self._stale[entry.path] = f"Its file is being written. {REMAINS}"
            return cached
        try:
            resolved = yield from resolve_in_steps(entry)
            network = yield from resolved.build_in_steps()
        except TrustNeeded:
            raise
        except NetworkError as error:
            self._stale[entry.path] = f"Its file cannot be read now: {error.message} {REMAINS}"
            return cached
        self._stale.pop(entry.path, None)
        self._drop(key)
        return stamp, network

    def _with_note(self, network: Network, path: Path) -> Network:
        """The same network, with a note where its file could not be read again."""
        note = self._stale.get(path)
        if note is None:
            return network
        noted = network.named(network.facts.name)
        noted.facts = replace(noted.facts, notes=(*noted.facts.notes, note))
        return noted

    def forget(self, entry: NetworkEntry) -> None:
        """Drop all networks of the entry's file, whatever conventions and code were stated, and free their memory."""
        self._stale.pop(entry.path, None)
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
