"""What a study will take before it runs: items, time and disk, by short trials of each network."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Generator, Iterable
from contextlib import closing
from dataclasses import dataclass, replace

from lamgui.base.errors import UserError
from lamgui.imaging.prepare import Role
from lamgui.study.items.item import Item
from lamgui.study.items.tasks import Bench, MapOrder, MapTask
from lamgui.study.running.progress import StudyProgress
from lamgui.study.running.run import RunOptions, StudyRun
from lamgui.study.stated.definition import Keep
from lamgui.study.store.folder import StudyFolder
from lamgui.study.store.index import Counts
from lamgui.study.workers.compute import EVERY_ERROR, Computer
from lamgui.study.workers.in_process import InProcess

BYTES_A_LR_PIXEL = 12
"""Of a stored map: three channels of four bytes, which hardly pack."""

BYTES_A_MAP = 4096
"""Of its curves, numbers and settings, and of its entry in the folder."""

FEW_STEPS, MORE_STEPS = 3, 9
"""Of the two trials of a network."""

USUAL_PASSES = 13
"""The median of automatic steps, as docs/performance.md has it."""


@dataclass(frozen=True)
class StudyPlan:
    """How much there is to do: pending items by network, seconds of one worker by network, bytes of the disk, about.

    A network that could not be timed is not in `seconds`.
    """

    counts: Counts
    pending: Counter[str]
    seconds: dict[str, float]
    disk_bytes: int


def plan_study(study: StudyFolder, options: RunOptions | None = None) -> Generator[StudyProgress, None, StudyPlan]:
    """Find out what a study will take; nothing is written. Raises StudyError."""
    with closing(study.copied_index()) as index:
        run = StudyRun(study, index, options or RunOptions())
        yield from run.listed(writes=False)
        items = yield from run.found_out(InProcess(run.bench))
        tasks = list(run.tasks(run.wanted(items)))
        seconds = _seconds_known(items, {key: numbers.elapsed_s for key, numbers in index.maps().items()})
        pending: Counter[str] = Counter()
        for task in tasks:
            name = task.entry.name
            if name not in seconds and name not in pending:
                yield run.report(f"trying {name}")
                timed = _trial_s(run.bench, task)
                if timed is not None:
                    seconds[name] = timed
            pending[name] += len(task.orders)
        disk_bytes = sum(_bytes(run.bench, task, order) for task in tasks for order in task.orders)
        whole = {name: seconds[name] * count for name, count in pending.items() if name in seconds}
        return StudyPlan(index.counts(), pending, whole, disk_bytes)


def _seconds_known(items: Iterable[Item], elapsed_s: dict[str, float]) -> dict[str, float]:
    """The mean time of the maps that are done, by network."""
    times: dict[str, list[float]] = {}
    for one in items:
        if one.key in elapsed_s:
            times.setdefault(one.network, []).append(elapsed_s[one.key])
    return {name: sum(each) / len(each) for name, each in times.items()}


def _trial_s(bench: Bench, task: MapTask) -> float | None:
    """About how long a map of a task takes; None where it fails."""
    stated, took_s = bench.settings[task.orders[0].settings], {}
    trials = tuple(replace(stated, steps=steps) for steps in (FEW_STEPS, MORE_STEPS))
    computer = Computer(replace(bench, settings=trials))
    order: MapOrder = replace(task.orders[0], settings=0)
    try:
        # The first run of a network has more to do than those after it.
        computer.analysis(task, order)
        for place, steps in enumerate((FEW_STEPS, MORE_STEPS)):
            began_s = time.perf_counter()
            computer.analysis(task, replace(order, settings=place))
            took_s[steps] = time.perf_counter() - began_s
    except (UserError, *EVERY_ERROR):
        return None
    a_pass_s = max(0.0, took_s[MORE_STEPS] - took_s[FEW_STEPS]) / (MORE_STEPS - FEW_STEPS)
    return took_s[FEW_STEPS] + a_pass_s * ((stated.steps or USUAL_PASSES) - FEW_STEPS)


def _bytes(bench: Bench, task: MapTask, order: MapOrder) -> int:
    if bench.keep is Keep.NUMBERS:
        return BYTES_A_MAP
    scale = 1 if bench.conditions.role is Role.LR else task.facts.scale
    pixels = (task.picture.width // scale) * (task.picture.height // scale)
    side = bench.settings[order.settings].surroundings
    return BYTES_A_MAP + BYTES_A_LR_PIXEL * (pixels if side is None else min(pixels, side**2))
