"""Where a run is filled in between its nodes, so that its curve is smooth and its filmstrip even. Free of torch."""

from __future__ import annotations

import heapq

import numpy as np

from lamgui.base.bounded_cache import BoundedCache
from lamgui.base.memory_limits import FILLED_IN_BYTES
from lamgui.maps.cache import MapKey
from lamgui.maps.filled_in import FilledIn
from lamgui.maps.result import STILL, Analysis
from lamgui.networks.entry import Repeats

ENOUGH_POINTS = 24
"""Nodes, ends and points between them with which a curve is smooth and a filmstrip even."""

PATIENCE_S = 30.0
"""Time limit of the passes of one run."""


class FilledInCache(BoundedCache[MapKey, FilledIn]):
    """What was found between the nodes of several runs."""

    def __init__(self, limit_bytes: int = FILLED_IN_BYTES) -> None:
        super().__init__(limit_bytes)


def alphas_between(analysis: Analysis) -> tuple[float, ...]:
    """α between the nodes of a run that make them enough together, from coarse to fine; none where they are.

    The piece that is longest on the plot and along the path, half by half, is halved next; where the path stands still
    there is nothing to find. A run of random numbers has none: another pass would be another curve.
    """
    if analysis.settings.seeds > 1 or analysis.network.repeats is not Repeats.ALWAYS or analysis.nonfinite:
        return ()
    curves = analysis.curves
    known = curves.objective_with_ends()[0]
    grid, speed = curves.speed_with_ends()
    lengths = np.concatenate([[0.0], np.cumsum((speed[1:] + speed[:-1]) / 2)])
    if not lengths[-1] > 0:
        return ()

    def piece(begin: float, end: float) -> tuple[float, float, float]:
        length = float(np.diff(np.interp([begin, end], grid, lengths / lengths[-1]))[0])
        return (-(end - begin + length) if length > STILL else 0.0), begin, end

    heap = [piece(begin, end) for begin, end in zip(known[:-1].tolist(), known[1:].tolist(), strict=True)]
    heapq.heapify(heap)
    chosen: list[float] = []
    while heap and heap[0][0] < 0 and len(known) + len(chosen) < ENOUGH_POINTS:
        _, begin, end = heapq.heappop(heap)
        middle = (begin + end) / 2
        chosen.append(middle)
        for half in (piece(begin, middle), piece(middle, end)):
            heapq.heappush(heap, half)
    return tuple(chosen)


def next_between(analysis: Analysis, filled: FilledIn | None) -> float | None:
    """The α of the next pass; None where all are done, or took too long."""
    if filled is not None and filled.spent_s >= PATIENCE_S:
        return None
    known = () if filled is None else filled.points
    return next((alpha for alpha in alphas_between(analysis) if alpha not in known), None)
