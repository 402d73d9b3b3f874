"""Who does the tasks of a study, by the number of workers and the devices that there are."""

from __future__ import annotations

from collections.abc import Callable

from lamgui.study.items.tasks import Bench
from lamgui.study.workers.crew import Crew
from lamgui.study.workers.in_process import InProcess
from lamgui.study.workers.processes import WorkerProcesses, usual_size


def crew_for(workers: int | None = None) -> Callable[[Bench], Crew]:
    """So many worker processes, or this process where `workers` is 0; None takes what the machine allows.

    On GPUs there is one worker for each.
    """

    def crew(bench: Bench) -> Crew:
        if workers == 0:
            return InProcess(bench)
        return WorkerProcesses(bench, workers or usual_size(), gpus(bench.device))

    return crew


def gpus(device: str) -> tuple[str, ...]:
    """The GPUs that a study may use: the one that is named, or all of this machine for "auto"; none for the CPU."""
    if device == "cpu":
        return ()
    from lamgui.maps.devices import available_devices

    names = [one.name for one in available_devices() if one.name != "cpu"]
    if device == "auto":
        return tuple(names)
    return (device,)
