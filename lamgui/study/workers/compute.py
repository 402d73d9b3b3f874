"""Does the tasks of a study in one process, which loads networks and pictures once."""

from __future__ import annotations

import traceback
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cached_property, partial

from lamgui.attribution.settings.own_detector import OwnDetector
from lamgui.attribution.settings.settings import Precision
from lamgui.base.bounded_cache import BoundedCache
from lamgui.base.code_permission import CodePermission
from lamgui.base.errors import NetworkError, SettingsError, StudyError, UserError
from lamgui.base.escape import one_line
from lamgui.base.generators import result_of
from lamgui.base.memory_limits import STUDY_PICTURES_BYTES
from lamgui.imaging.picture import Picture, Pixels
from lamgui.imaging.prepare import Prepared, prepare, require_degradable
from lamgui.imaging.quality import cut_border_px
from lamgui.maps.analysis import analyse
from lamgui.maps.devices import resolve_device
from lamgui.maps.given_picture import GivenPicture, restore
from lamgui.maps.request import Request, RequestFactory
from lamgui.maps.result import Analysis
from lamgui.maps.sr_cache import SrCache
from lamgui.maps.surroundings import Surroundings, SurroundingsCache
from lamgui.maps.survey.survey import survey
from lamgui.metrics.measure import Meter
from lamgui.metrics.metric import metric_named
from lamgui.metrics.weights import MetricWeights
from lamgui.networks.entry import NetworkEntry
from lamgui.networks.loaded_cache import NetworkCache
from lamgui.networks.network import Network
from lamgui.study.items.crops import Crop
from lamgui.study.items.item import restoration_key
from lamgui.study.items.network_facts import StudyNetworkFacts, facts_for_study
from lamgui.study.items.numbers import numbers_of
from lamgui.study.items.pictures import StudyPicture
from lamgui.study.items.tasks import (
    Answer,
    Bench,
    CropTask,
    Failed,
    HardTask,
    MapOrder,
    Mapped,
    MapTask,
    Measured,
    MeasureOrder,
    MeasureTask,
    Opened,
    OpenTask,
    Ranked,
    Task,
)
from lamgui.study.store.map_files import map_bytes, path_of, write_map

NETWORKS_OPEN = 2
"""A worker goes from network to network; the one before may be asked for once more."""

PSNR_Y = "psnr_y"
"""The name under which PSNR on Y of a restored crop is recorded."""

ENDS_OF_PATH = 2
"""Passes that ΔD needs, by which patches are ranked."""

EVERY_ERROR = (RuntimeError, ValueError, TypeError, ArithmeticError, LookupError, AttributeError, OSError, MemoryError)
"""What code of others raises; one item fails by it, and the study goes on."""


class Computer:
    """Does one task after the other, on one thread.

    `store` takes the key and the file of each finished map; the usual writes it into the study's folder.
    """

    def __init__(self, bench: Bench, store: Callable[[str, bytes], None] | None = None) -> None:
        self._bench = bench
        self._store = store or self._write
        self._networks = NetworkCache(NETWORKS_OPEN)
        self._pictures: BoundedCache[str, _Held] = BoundedCache(STUDY_PICTURES_BYTES)
        self._requests = RequestFactory(self._permission_for, SrCache(), SurroundingsCache())

    def answers(self, task: Task) -> Iterator[Answer]:
        """What a task gives, piece by piece; what fails is an answer, too."""
        match task:
            case OpenTask():
                yield _answer(task.name, partial(self._opened, task))
            case HardTask():
                yield _answer(task.picture.shown, partial(self._ranked, task))
            case MapTask():
                for order in task.orders:
                    yield _answer(order.key, partial(self._mapped, task, order))
            case MeasureTask():
                for measure in task.orders:
                    yield _answer(measure.restoration, partial(self._measured, task, measure))
            case CropTask():
                for key, crop in task.orders:
                    yield _answer(key, partial(self._restored, task, key, crop))

    def analysis(self, task: MapTask, order: MapOrder) -> Analysis:
        """One map with all that a run knows of it; raises UserError."""
        return result_of(analyse(self._request(task, order)))

    def restored(self, task: MapTask, order: MapOrder) -> Pixels:
        """F(I) alone, of what the network is given for a map, (H, W, 3); raises UserError."""
        return GivenPicture(self._request(task, order)).restored().pixels

    def _opened(self, task: OpenTask) -> Opened:
        return Opened(task.name, facts_for_study(self._networks.get(task.entry).facts))

    def _ranked(self, task: HardTask) -> Ranked:
        bench = self._bench
        network = self._networks.get(task.entry)
        held = self._held(task.picture)
        request = self._requests.survey_request(
            network,
            held.prepared_for(network, bench),
            bench.settings[0],
            bench.device,
            task.size,
            task.count,
            ENDS_OF_PATH,
        )
        width, height = request.sr_size
        if task.size >= min(width, height):
            message = f"Patches of {task.size} do not fit into {width}x{height} SR pixels."
            raise SettingsError(message, "Take smaller patches, or leave the picture out.")
        done = result_of(survey(request))
        if done.failed:
            raise SettingsError(done.note)
        return Ranked(task, tuple(one.patch for one in done.hard))

    def _mapped(self, task: MapTask, order: MapOrder) -> Mapped:
        bench, analysis = self._bench, self.analysis(task, order)
        restoration = self._restoration(task, order, analysis.pictures.surroundings)
        numbers = numbers_of(analysis, restoration)
        self._store(order.key, map_bytes(analysis, numbers, bench.keep))
        return Mapped(order.key, numbers)

    def _write(self, key: str, data: bytes) -> None:
        write_map(data, path_of(self._bench.folder, key))

    def _measured(self, task: MeasureTask, order: MeasureOrder) -> Measured:
        given = GivenPicture(self._request(task, order))
        if self._restoration(task, order, given.surroundings) != order.restoration:
            message = f"What {task.entry.name} is given of {task.picture.shown} is no longer what its map was made of."
            raise StudyError(message, "Run the study again.")
        hr, border_px = given.prepared.hr, cut_border_px(task.facts.scale)
        if hr is None:
            return Measured(order.restoration, tuple((name, None) for name in order.metrics))
        sr = given.restored().pixels
        values = ((name, self._meter.measure(metric_named(name), sr, hr, border_px)) for name in order.metrics)
        return Measured(order.restoration, tuple(values))

    def _restored(self, task: CropTask, key: str, crop: Crop) -> Measured:
        """PSNR of what a network makes of a crop, which is prepared as a picture of its own."""
        bench, network = self._bench, self._network(task.entry, task.facts)
        picture, conditions = crop.cut(self._held(task.picture).picture), bench.conditions
        prepared = prepare(picture, conditions.role, network.scale, conditions.reduction, conditions.degradation)
        _, quality = restore(network, prepared, bench.settings[0], bench.device)
        return Measured(key, ((PSNR_Y, None if quality is None else quality.psnr_y),))

    @cached_property
    def _meter(self) -> Meter:
        return Meter(MetricWeights(), resolve_device(self._bench.device, Precision.FLOAT32))

    def _restoration(
        self, task: MapTask | MeasureTask, order: MapOrder | MeasureOrder, surroundings: Surroundings | None
    ) -> str:
        """The key of what the network makes of what it is given."""
        box = None if surroundings is None else surroundings.box
        return restoration_key(
            task.picture.key,
            task.facts,
            None if box is None else (box.left, box.top, box.right, box.bottom),
            self._bench.settings[order.settings],
            self._bench.conditions,
        )

    def _request(self, task: MapTask | MeasureTask, order: MapOrder | MeasureOrder) -> Request:
        bench, network = self._bench, self._network(task.entry, task.facts)
        held = self._held(task.picture)
        return self._requests.request(
            held.picture,
            network,
            order.patch,
            bench.settings[order.settings],
            bench.conditions.role,
            bench.conditions.reduction,
            bench.device,
            held.prepared_for(network, bench),
            bench.conditions.degradation,
        )

    def _network(self, entry: NetworkEntry, facts: StudyNetworkFacts) -> Network:
        """The network, if it is still the one that the items were listed for."""
        network = self._networks.get(entry)
        if network.facts.sha256 != facts.sha256:
            message = f"{entry.path.name} changed while the study ran."
            raise NetworkError(message, "Run the study again: maps of changed networks are computed anew.")
        return network

    def _held(self, picture: StudyPicture) -> _Held:
        held = self._pictures.get(picture.key)
        if held is None:
            held = _Held(picture.read(self._bench.folder, self._bench.reading))
            self._pictures.put(picture.key, held)
        return held

    def _permission_for(self, own: OwnDetector) -> CodePermission | None:
        return next((one for one in self._bench.detectors if one.file.path == own.path), None)


@dataclass(eq=False)
class _Held:
    """A picture, and what was made of it for each scale: the same objects each time, so that F(I) is found again."""

    picture: Picture
    prepared: dict[int, Prepared] = field(default_factory=dict)

    @property
    def nbytes(self) -> int:
        """Memory of the picture; twice, for what is made of it."""
        return 2 * self.picture.pixels.nbytes

    def prepared_for(self, network: Network, bench: Bench) -> Prepared:
        """The network's input; raises PictureError and SettingsError."""
        conditions = bench.conditions
        require_degradable(conditions.degradation, conditions.role, network.scale)
        if network.scale not in self.prepared:
            self.prepared[network.scale] = prepare(
                self.picture, conditions.role, network.scale, conditions.reduction, conditions.degradation
            )
        return self.prepared[network.scale]


def _answer(what: str, work: Callable[[], Answer]) -> Answer:
    """What work gives; what it raises becomes a failure."""
    try:
        return work()
    except UserError as error:
        return Failed(what, one_line(str(error)))
    except EVERY_ERROR as error:
        last = traceback.extract_tb(error.__traceback__)[-1:]
        place = f", in {last[0].name}" if last else ""
        return Failed(what, one_line(f"{type(error).__name__}: {error}{place}"))
