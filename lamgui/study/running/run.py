"""Runs a study: finds out what is missing, has it computed, and records each piece as it comes."""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Callable, Generator, Iterable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from lamgui.base.errors import StudyError
from lamgui.networks.entry import NetworkEntry
from lamgui.networks.user_code.permission import for_this_run
from lamgui.study.items.item import Item
from lamgui.study.items.listing import Listing
from lamgui.study.items.network_facts import StudyNetworkFacts
from lamgui.study.items.networks import StudyNetwork, networks_of
from lamgui.study.items.pictures import MANIFEST, StudyPicture, pictures_of, write_manifest
from lamgui.study.items.tasks import (
    Bench,
    Failed,
    HardTask,
    MapOrder,
    Mapped,
    MapTask,
    MeasureTask,
    Ranked,
    Task,
)
from lamgui.study.running.measuring import Measuring
from lamgui.study.running.opening import open_networks
from lamgui.study.running.progress import Ended, Pace, StudyProgress
from lamgui.study.stated.shard import WHOLE_STUDY, Shard
from lamgui.study.store.folder import StudyFolder
from lamgui.study.store.index import Counts, StudyIndex
from lamgui.study.store.reports import SHARDS, take_measures, take_reports, write_report
from lamgui.study.workers.crew import Answered, Crew, Lost

ATTEMPTS = 2
"""How often a piece is given to a worker that is ended by it."""

LEAST_TO_JUDGE = 20
"""Items that must be done or failed before a share of failures ends a study."""


@dataclass(frozen=True)
class RunOptions:
    """How a study is run.

    `fail_above` is the share of failed items, 0..1, that ends the run; None for no limit. With `trust` files that are
    programs may run; `code_root` is the folder that their imports start from.
    """

    retry: bool = False
    fail_above: float | None = None
    trust: bool = False
    code_root: Path | None = None


MakeCrew = Callable[[Bench], Crew]


def run_study(
    study: StudyFolder, make_crew: MakeCrew, options: RunOptions | None = None
) -> Generator[StudyProgress, None, Counts]:
    """Compute what is missing; returns what there is in the end. Closing the generator stops, and nothing is lost.

    Raises StudyError for a definition that cannot be, a study that another program runs, a disk that takes nothing, and
    where too much fails.
    """
    with study.locked(), closing(study.writable_index()) as index:
        run = StudyRun(study, index, options or RunOptions())
        yield from run.listed()
        with _at_work(make_crew(run.bench)) as crew:
            yield from run.go(crew)
        return index.counts()


def run_shard(
    study: StudyFolder, make_crew: MakeCrew, shard: Shard, options: RunOptions | None = None
) -> Generator[StudyProgress, None, Counts]:
    """Compute what is missing of one part, without the index: only maps and the part's report are written.

    Parts may run at the same time, on machines that see one folder or copies of it. Raises as `run_study` does.
    """
    with closing(StudyIndex(study.path, writable=True, in_memory=True)) as index:
        report = study.path / SHARDS / f"{shard.name}.jsonl"
        index.put_maps(study.maps_beyond(set()))
        take_measures(index, report)
        run = StudyRun(study, index, options or RunOptions(), shard)
        yield from run.listed()
        with _at_work(make_crew(run.bench)) as crew:
            try:
                yield from run.go(crew)
            finally:
                write_report(index, report)
        return index.counts()


def gather(
    study: StudyFolder, make_crew: MakeCrew, options: RunOptions | None = None
) -> Generator[StudyProgress, None, Counts]:
    """Make the index of what parts of a study have left; no map is computed. Raises as `run_study` does."""
    with study.locked(), closing(study.writable_index()) as index:
        take_reports(index, study.path)
        run = StudyRun(study, index, options or RunOptions())
        yield from run.listed()
        with _at_work(make_crew(run.bench)) as crew:
            yield from run.found_out(crew)
        return index.counts()


@contextmanager
def _at_work(crew: Crew) -> Iterator[Crew]:
    try:
        yield crew
    finally:
        crew.close()


class StudyRun:
    """The steps of a run: what there is, what is not known yet, and what is missing."""

    def __init__(self, study: StudyFolder, index: StudyIndex, options: RunOptions, shard: Shard = WHOLE_STUDY) -> None:
        definition = study.definition()
        self._study, self._definition, self._index, self._options = study, definition, index, options
        networks = networks_of(definition, study.path, options.trust, options.code_root)
        self._networks: dict[str, StudyNetwork] = {one.name: one for one in networks}
        self._listing = Listing(definition, (), networks, shard=shard)
        self._pictures: dict[str, StudyPicture] = {}
        self._done_now = self._failed_now = 0
        self._latest = ""
        self._ended: Ended | None = None
        self._pace = Pace(1)
        self._pending: Counter[str] = Counter()
        self._names: dict[str, Item] = {}
        self._alone: set[str] = set()
        self._counts = Counts(0, 0, 0)
        self._items_of_key: Counter[str] = Counter()

    @property
    def bench(self) -> Bench:
        """What all workers are given."""
        listing = self._listing
        own = {one.own_detector.path for one in listing.settings if one.own_detector is not None}
        detectors = tuple(
            for_this_run(path, self._options.code_root) for path in own if path is not None and self._options.trust
        )
        return Bench(
            self._study.path,
            listing.conditions,
            self._definition.reading,
            listing.settings,
            self._definition.keep,
            self._definition.device,
            detectors,
        )

    def listed(self, writes: bool = True) -> Iterator[StudyProgress]:
        """Read the pictures, and write their list, unless it is that of a part."""
        pictures, shard, networks = [], self._listing.shard, len(self._networks)

        def is_wanted(place: int, count: int) -> bool:
            return shard.has_picture(place, count, networks)

        for picture in pictures_of(self._definition, self._study.path, is_wanted):
            pictures.append(picture)
            yield self.report(f"reading pictures, {len(pictures)}", picture.shown)
        self._listing = replace(self._listing, pictures=tuple(pictures))
        self._pictures = {one.shown: one for one in pictures}
        self._require_named_pictures()
        if shard != WHOLE_STUDY or not writes:
            return
        try:
            write_manifest(self._listing.pictures, self._study.path / MANIFEST)
        except OSError as error:
            message = f"{MANIFEST} cannot be written: {error.strerror or error}."
            raise StudyError(message, "Free some space, or check the permissions of its folder.") from error

    def go(self, crew: Crew) -> Iterator[StudyProgress]:
        """Open networks, rank patches, compute maps, measure what networks made."""
        items = yield from self.found_out(crew)
        yield from self._compute(crew, items)
        yield from self._measure(crew, items)

    def found_out(self, crew: Crew) -> Generator[StudyProgress, None, tuple[Item, ...]]:
        """Find out what the items are, and record them; returns them."""
        self._pace = Pace(crew.size)
        yield from self._open_networks(crew)
        yield from self._rank_pictures(crew)
        items = tuple(self._listing.items())
        self._index.set_items(items)
        self._index.put_shown(self._shown())
        self._record_errors(items)
        return items

    def _require_named_pictures(self) -> None:
        names = {name for one in self._listing.pictures for name in (one.shown, one.name)}
        for rule in self._definition.rules:
            if rule.picture and rule.picture not in names:
                message = f"A patch is stated for the picture {rule.picture!r}, which is none of the study."
                raise StudyError(message, "Name it as pictures.csv does, or leave the patch out.")

    def _open_networks(self, crew: Crew) -> Iterator[StudyProgress]:
        listing = self._listing
        opening = open_networks(
            listing.networks, self._index, crew, listing.facts, listing.errors, listing.networks_to_open
        )
        for opened in opening:
            yield self.report(f"opening networks, {opened} so far")

    def _rank_pictures(self, crew: Crew) -> Iterator[StudyProgress]:
        listing, missing = self._listing, []
        for task in listing.pictures_to_rank():
            known = self._index.hard_patches(task.picture.key, task.judge, task.wanted)
            if known is None:
                missing.append(task)
            else:
                listing.hard[task.picture.shown, task.rule] = known
        tasks: deque[Task] = deque(missing)
        for event in crew.run(tasks):
            match event:
                case Answered(answer=Ranked(task, patches)):
                    listing.hard[task.picture.shown, task.rule] = patches
                    self._index.put_hard_patches(task.picture.key, task.judge, task.wanted, patches)
                case Answered(answer=Failed(shown, reason)):
                    listing.errors[shown] = reason
                case Lost(task=HardTask(picture=picture), reason=reason):
                    listing.errors[picture.shown] = reason
            yield self.report(f"ranking patches, {len(listing.hard)} so far")

    def _compute(self, crew: Crew, items: tuple[Item, ...]) -> Iterator[StudyProgress]:
        wanted = self.wanted(items)
        self._names = {one.key: one for one in items}
        self._items_of_key = Counter(one.key for one in items)
        # Counting them in the index again for every map would cost more than a small map does.
        self._counts = self._index.counts()
        self._pending = Counter(one.network for one in wanted)
        tasks: deque[Task] = deque(self.tasks(wanted))
        yield self.report("computing")
        for event in crew.run(tasks):
            self._ended = None
            match event:
                case Answered(answer=Mapped(key, numbers)):
                    self._index.put_map(key, numbers)
                    self._done_now += 1
                    self._count(done=self._items_of_key[key])
                    self._ended = Ended(key, numbers)
                    self._pace.add(self._finished(key), numbers.elapsed_s)
                case Answered(answer=Failed(key, reason)):
                    self._fail(key, reason)
                case Lost(task=MapTask() as task):
                    tasks.extendleft(reversed(self._after_loss(task, event)))
            yield replace(self.report("computing", self._latest), ended=self._ended)

    def _measure(self, crew: Crew, items: tuple[Item, ...]) -> Iterator[StudyProgress]:
        measuring = Measuring(self._index, self._definition.further_metrics)
        for note in measuring.missing:
            yield self.report("measuring", note=note)
        tasks: deque[Task] = deque(
            MeasureTask(*self._of_pair(pair), tuple(orders)) for pair, orders in measuring.orders(items).items()
        )
        for event in crew.run(tasks):
            again = measuring.take(event)
            if again is not None:
                tasks.appendleft(again)
            yield self.report(measuring.words)
        for note in measuring.failures:
            yield self.report("measuring", note=note)

    def wanted(self, items: tuple[Item, ...]) -> list[Item]:
        """The items that are neither done nor known to fail."""
        failures, done = self._index.failures(), self._index.done()
        open_items = (one for one in items if not one.error and one.key not in done and one.key not in failures)
        # Two networks with the same weights share their maps.
        return list({one.key: one for one in open_items}.values())

    def _record_errors(self, items: tuple[Item, ...]) -> None:
        """Record the items that cannot become a map; where failures are tried again, forget the others."""
        if self._options.retry:
            self._index.forget_failures(one.key for one in items)
        failures = self._index.failures()
        for item in items:
            known = failures.get(item.key)
            if item.error and (known is None or known.reason != item.error):
                self._index.put_failure(item.key, item.error)
                self._failed_now += 1

    def tasks(self, items: Iterable[Item]) -> Iterator[MapTask]:
        """A task for each network and picture."""
        orders: dict[tuple[str, str], list[MapOrder]] = {}
        for one in items:
            assert one.patch is not None
            orders.setdefault((one.network, one.picture), []).append(MapOrder(one.key, one.patch, one.settings))
        for pair, listed in orders.items():
            yield MapTask(*self._of_pair(pair), tuple(listed))

    def _of_pair(self, pair: tuple[str, str]) -> tuple[NetworkEntry, StudyNetworkFacts, StudyPicture]:
        """A network, what is known of it, and a picture, by their names."""
        entry = self._networks[pair[0]].entry
        assert entry is not None
        return entry, self._listing.facts[pair[0]], self._pictures[pair[1]]

    def _after_loss(self, task: MapTask, lost: Lost) -> list[Task]:
        """What is still to be done of a task whose worker was ended: the piece that it was at once more, by itself."""
        left = task.orders[lost.answered :]
        if not left:
            return []
        suspect, others = left[0], left[1:]
        again: list[Task] = [replace(task, orders=others)] if others else []
        if suspect.key in self._alone:
            self._fail(suspect.key, f"{ATTEMPTS} times: {lost.reason}")
            return again
        self._alone.add(suspect.key)
        return [replace(task, orders=(suspect,)), *again]

    def _fail(self, key: str, reason: str) -> None:
        self._index.put_failure(key, reason)
        self._failed_now += 1
        self._count(failed=self._items_of_key[key])
        self._ended = Ended(key, error=reason)
        self._finished(key)
        limit = self._options.fail_above
        if limit is None:
            return
        counts = self._counts
        ended = counts.done + counts.failed
        if ended >= LEAST_TO_JUDGE and counts.failed > limit * ended:
            raise StudyError(
                f"{counts.failed} of {ended} items failed, more than {limit * 100:g} %: the run was ended.",
                "lamgui study status lists why; --retry tries them again.",
            )

    def _count(self, done: int = 0, failed: int = 0) -> None:
        counts = self._counts
        self._counts = replace(counts, done=counts.done + done, failed=counts.failed + failed)

    def _finished(self, key: str) -> str:
        """Count an item as finished; returns its network."""
        item = self._names[key]
        self._pending[item.network] -= 1
        self._latest = f"{item.network}, {item.picture}"
        return item.network

    def report(self, stage: str, latest: str = "", note: str = "") -> StudyProgress:
        """How far the run is."""
        counts = self._counts if stage == "computing" else Counts(0, 0, 0)
        left_s = self._pace.left_s(self._pending.items())
        elapsed_s = self._pace.elapsed_s
        return StudyProgress(stage, counts, self._done_now, self._failed_now, elapsed_s, left_s, latest, note)

    def _shown(self) -> dict[str, object]:
        """What readers of the index show beside the numbers."""
        listing = self._listing
        networks = {
            one.name: {"facts": listing.facts.get(one.name), "axis": one.axis, "step": one.step}
            for one in listing.networks
        }
        return {
            "networks": networks,
            "settings": listing.settings,
            "conditions": listing.conditions,
            "metrics": self._definition.further_metrics,
        }
