"""What is still to be measured by metrics that need weights: each restoration once, however many maps it has."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace

from lamgui.base.errors import MetricMissing
from lamgui.metrics.metric import metric_named
from lamgui.metrics.weights import MetricWeights
from lamgui.study.items.item import Item
from lamgui.study.items.tasks import Failed, Measured, MeasureOrder, MeasureTask
from lamgui.study.store.index import StudyIndex
from lamgui.study.workers.crew import Answered, Event, Lost


class Measuring:
    """Finds out what metrics have not said yet, and records what they say.

    What cannot be measured has no number, and is no failure of an item: the next run tries it again.
    """

    def __init__(self, index: StudyIndex, metrics: Iterable[str]) -> None:
        self._index = index
        self._metrics: list[str] = []
        self.missing: list[str] = []
        """A sentence for each metric whose weights are not here."""
        self._reasons: Counter[str] = Counter()
        self._measured = self._wanted = 0
        weights = MetricWeights()
        for name in metrics:
            try:
                weights.require(metric_named(name))
                self._metrics.append(name)
            except MetricMissing as error:
                self.missing.append(str(error))

    def orders(self, items: Iterable[Item]) -> dict[tuple[str, str], list[MeasureOrder]]:
        """What is to be measured of the finished maps, by network and picture."""
        found: dict[tuple[str, str], list[MeasureOrder]] = {}
        if not self._metrics:
            return found
        numbers, known = self._index.maps(), self._index.measures()
        seen: set[str] = set()
        for one in items:
            of_map = numbers.get(one.key)
            if of_map is None or one.patch is None or of_map.restoration in seen:
                continue
            seen.add(of_map.restoration)
            said = known.get(of_map.restoration, {})
            wanted = tuple(name for name in self._metrics if name not in said)
            if wanted:
                order = MeasureOrder(of_map.restoration, one.patch, one.settings, wanted)
                found.setdefault((one.network, one.picture), []).append(order)
        self._wanted = sum(map(len, found.values()))
        return found

    def take(self, event: Event) -> MeasureTask | None:
        """Record what a worker has answered; returns what it left of a task, without what ended it."""
        match event:
            case Answered(answer=Measured(restoration, values)):
                self._index.put_measures(restoration, dict(values))
                self._measured += 1
            case Answered(answer=Failed(_, reason)):
                self._reasons[reason] += 1
            case Lost(task=MeasureTask() as task, answered=answered, reason=reason):
                self._reasons[reason] += 1
                left = task.orders[answered + 1 :]
                return replace(task, orders=left) if left else None
        return None

    @property
    def words(self) -> str:
        """How far it is."""
        return f"measuring, {self._measured}/{self._wanted}"

    @property
    def failures(self) -> list[str]:
        """A sentence for each reason for which something was not measured."""
        return [
            f"{often} restored picture{'s were' if often > 1 else ' was'} not measured: {reason}"
            for reason, often in self._reasons.items()
        ]
