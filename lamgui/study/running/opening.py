"""Opens the networks of which nothing is known yet, and records what they are."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from lamgui.networks.loaded_cache import stamp_of
from lamgui.study.items.network_facts import StudyNetworkFacts
from lamgui.study.items.networks import StudyNetwork
from lamgui.study.items.tasks import Failed, Opened, OpenTask, Task
from lamgui.study.store.index import StudyIndex
from lamgui.study.workers.crew import Answered, Crew, Lost


def open_networks(
    networks: Sequence[StudyNetwork],
    index: StudyIndex,
    crew: Crew,
    facts: dict[str, StudyNetworkFacts],
    errors: dict[str, str],
    to_open: Callable[[], list[OpenTask]],
) -> Iterator[int]:
    """Put what the networks are, by name, into `facts`, and why one cannot be used into `errors`.

    What the index knows is taken from there; then what `to_open` returns is opened by the crew. Yields how many were
    opened so far.
    """
    by_name = {one.name: one for one in networks}
    for network in networks:
        if network.entry is not None:
            known = index.facts_of(_identity(network), str(stamp_of(network.entry) or ""))
            if known is not None:
                facts[network.name] = known
    tasks: deque[Task] = deque(to_open())
    opened = 0
    for event in crew.run(tasks):
        match event:
            case Answered(answer=Opened(name, found)):
                opened += 1
                facts[name] = found
                network = by_name[name]
                assert network.entry is not None
                index.put_facts(_identity(network), str(stamp_of(network.entry) or ""), found)
            case Answered(answer=Failed(name, reason)) | Lost(task=OpenTask(name=name), reason=reason):
                opened += 1
                errors[name] = reason
        yield opened


def _identity(network: StudyNetwork) -> str:
    """What a network's facts belong to: its entry, whatever it is called."""
    return "" if network.entry is None else repr(replace(network.entry, name="-"))
