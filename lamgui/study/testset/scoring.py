"""PSNR of crops under networks: what is known is not computed again, what is new is recorded as it comes."""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Iterator, Sequence
from dataclasses import replace

from lamgui.attribution.settings.settings import Settings
from lamgui.study.items.crops import Crop
from lamgui.study.items.item import Conditions, restoration_key
from lamgui.study.items.network_facts import StudyNetworkFacts
from lamgui.study.items.networks import StudyNetwork
from lamgui.study.items.pictures import StudyPicture
from lamgui.study.items.tasks import CropTask, Failed, Measured, Task
from lamgui.study.store.index import StudyIndex
from lamgui.study.testset.ranking import Difficulty, difficulty_of
from lamgui.study.testset.written import PlacedCrop
from lamgui.study.workers.compute import PSNR_Y
from lamgui.study.workers.crew import Answered, Crew, Lost

HOW = Settings()
"""Precision and seed of restorations."""


class Scoring:
    """Has every network restore every crop, by the crew; `failures` counts why some were not restored."""

    def __init__(
        self,
        index: StudyIndex,
        networks: Sequence[tuple[StudyNetwork, StudyNetworkFacts]],
        conditions: Conditions,
    ) -> None:
        self._index, self._networks, self._conditions = index, networks, conditions
        self.failures: Counter[str] = Counter()

    def restored(self, crops: Sequence[PlacedCrop], crew: Crew) -> Iterator[tuple[int, int]]:
        """Restore what is not known yet; yields how many pieces are done, and of how many."""
        tasks: deque[Task] = deque(self._tasks(crops))
        wanted = sum(len(task.orders) for task in tasks if isinstance(task, CropTask))
        done = 0
        for event in crew.run(tasks):
            match event:
                case Answered(answer=Measured(key, values)):
                    self._index.put_measures(key, dict(values))
                    done += 1
                case Answered(answer=Failed(_, reason)):
                    self.failures[reason] += 1
                    done += 1
                case Lost(task=CropTask() as task, answered=answered, reason=reason):
                    self.failures[reason] += 1
                    done += 1
                    left = task.orders[answered + 1 :]
                    if left:
                        tasks.appendleft(replace(task, orders=left))
            yield done, wanted

    def difficulties(self, crops: Sequence[PlacedCrop]) -> dict[PlacedCrop, Difficulty]:
        """How hard each crop is, of those that every network has restored."""
        known, found = self._index.measures(), {}
        for placed in crops:
            psnrs = [known.get(self._key(facts, placed), {}).get(PSNR_Y) for _, facts in self._networks]
            difficulty = difficulty_of(psnrs, len(self._networks))
            if difficulty is not None:
                found[placed] = difficulty
        return found

    def _tasks(self, crops: Sequence[PlacedCrop]) -> Iterator[CropTask]:
        known = self._index.measures()
        for network, facts in self._networks:
            assert network.entry is not None
            orders: dict[StudyPicture, list[tuple[str, Crop]]] = {}
            for placed in crops:
                key = self._key(facts, placed)
                if key not in known:
                    orders.setdefault(placed[0], []).append((key, placed[1]))
            for picture, listed in orders.items():
                yield CropTask(network.entry, facts, picture, tuple(listed))

    def _key(self, facts: StudyNetworkFacts, placed: PlacedCrop) -> str:
        picture, crop = placed
        return restoration_key(crop.key_in(picture.key), facts, None, HOW, self._conditions)
