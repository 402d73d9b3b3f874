"""How far a study is, and how long the rest will take."""

from __future__ import annotations

import time
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from lamgui.study.items.numbers import MapNumbers
from lamgui.study.store.index import Counts


@dataclass(frozen=True)
class Ended:
    """An item that a run has just ended: the key of its map, and its numbers, or why it failed."""

    key: str
    numbers: MapNumbers | None = None
    error: str = ""


@dataclass(frozen=True)
class StudyProgress:
    """A report of a running study: what is being done, and how far it is.

    `done_now` and `failed_now` count what this run has added; `left_s` is None as long as nobody can tell.
    """

    stage: str
    counts: Counts
    done_now: int = 0
    failed_now: int = 0
    elapsed_s: float = 0.0
    left_s: float | None = None
    latest: str = ""
    """The network and picture of the latest piece."""
    note: str = ""
    """A sentence that the user should see, in one report only."""
    ended: Ended | None = None
    """The item that this is the report of, where it is of one."""

    @property
    def maps_per_s(self) -> float:
        """Maps of this run by its time."""
        return self.done_now / self.elapsed_s if self.elapsed_s > 0 else 0.0


class Pace:
    """The time that a map takes, by its network; one that was not seen yet takes as long as the others."""

    def __init__(self, workers: int) -> None:
        self._workers = max(1, workers)
        self._seconds: defaultdict[str, float] = defaultdict(float)
        self._maps: defaultdict[str, int] = defaultdict(int)
        self.began_s = time.monotonic()

    def add(self, network: str, seconds: float) -> None:
        """A map of a network took so long, in one worker."""
        self._seconds[network] += seconds
        self._maps[network] += 1

    @property
    def elapsed_s(self) -> float:
        """Since the run began."""
        return time.monotonic() - self.began_s

    def left_s(self, pending: Iterable[tuple[str, int]]) -> float | None:
        """How long so many maps of each network take together; None before there was one."""
        maps = sum(self._maps.values())
        if not maps:
            return None
        usual = sum(self._seconds.values()) / maps
        each = {name: self._seconds[name] / maps for name, maps in self._maps.items()}
        return sum(each.get(name, usual) * count for name, count in pending) / self._workers
