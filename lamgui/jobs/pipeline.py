"""The jobs of maps, as generators on the worker's thread: torch is imported here, and not before."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Generator, Sequence
from dataclasses import replace
from pathlib import Path
from threading import Event
from typing import TYPE_CHECKING

from lamgui.attribution.patch import Patch, patch_in_the_middle
from lamgui.attribution.settings.own_detector import OwnDetector
from lamgui.attribution.settings.settings import Settings
from lamgui.base.errors import NetworkError, PictureError, TrustNeeded
from lamgui.base.generators import map_reports, result_of
from lamgui.base.in_a_thread import in_a_thread
from lamgui.base.memory_limits import NETWORKS_LOADED, PICTURES
from lamgui.imaging.picture import Picture, Pixels
from lamgui.imaging.prepare import Prepared, degradation_in_use, prepare
from lamgui.imaging.read import read_picture
from lamgui.imaging.reading import Reading
from lamgui.imaging.reference import read_with_reference
from lamgui.imaging.save import save_png
from lamgui.maps.cache import AnalysisCache, MapKey, key_of, key_of_analysis
from lamgui.maps.progress import Progress, Stage
from lamgui.maps.request import AUTO, Request, RequestFactory, SurveyRequest
from lamgui.maps.result import Analysis
from lamgui.maps.sr_cache import SrCache
from lamgui.networks.entry import PROGRAM, EarlierWeights, NetworkEntry, NetworkFacts
from lamgui.session.consent import CodeAnswers
from lamgui.session.state import Bookmark, State, Subject

if TYPE_CHECKING:
    from lamgui.attribution.detectors.kind import Detector
    from lamgui.networks.loaded_cache import NetworkCache
    from lamgui.networks.network import Network

SECONDS_PER_BYTE = 1e-6
"""Seconds per byte of a network's file, for one that has not run yet: only the order matters."""

LIKELY_SCALE = 4
"""Scale at which a picture is shown until the network's own is known."""


class Pipeline:
    """The jobs of the window; loaded networks, prepared and restored pictures are cached between them."""

    def __init__(self, cache: AnalysisCache | None = None, answers: CodeAnswers | None = None) -> None:
        self._network_cache: NetworkCache | None = None
        self._cache = cache or AnalysisCache()
        self._answers = answers or CodeAnswers()
        self._facts: dict[Path, NetworkFacts] = {}
        self._elapsed_s: dict[Path, float] = {}
        self._entries: OrderedDict[tuple[object, ...], Prepared] = OrderedDict()
        self._pictures: OrderedDict[str, Picture] = OrderedDict()
        self.sr_cache = SrCache()
        """SR pictures of whole LR pictures, for every job that would restore one."""
        self._requests = RequestFactory(lambda own: self._answers.permission_for(own.path), self.sr_cache)

    def open_picture(self, path: Path, reference: Path | None = None) -> Generator[None, None, Picture]:
        """Read a picture, with its HR original if there is one; raises PictureError."""
        yield
        return (yield from in_a_thread(lambda _: read_with_reference(path, reference)))

    def read_again(self, picture: Picture, reading: Reading, reference: Path | None) -> Generator[None, None, Picture]:
        """Read the file of a picture again, with its HR original if there is one; raises PictureError.

        The picture must have a path.
        """
        yield
        path = picture.path
        assert path is not None
        return (yield from in_a_thread(lambda _: read_with_reference(path, reference, reading)))

    def open_bookmark(self, bookmark: Bookmark) -> Generator[None, None, Picture]:
        """The picture of a bookmark; raises PictureError where its file is missing or has changed."""
        yield
        return self._bookmarked(bookmark)

    def load_network(self, entry: NetworkEntry) -> Generator[str, None, NetworkFacts]:
        """Load a network into the cache, reporting in words what is done; raises NetworkError."""
        yield "reading its file"
        if entry.earlier is not None:
            return self._stored_facts(entry.earlier)
        network = yield from self._loading(entry)
        return network.facts

    def list_devices(self) -> Generator[None, None, tuple[tuple[str, str], ...]]:
        """Names and labels of the devices, `auto` first."""
        yield
        from lamgui.maps.devices import available_devices

        devices = available_devices()
        return ((AUTO, f"Auto ({devices[0].label})"), *((d.name, d.label) for d in devices))

    def load_detector(self, own: OwnDetector) -> Generator[None, None, OwnDetector]:
        """Load and try a detector of the user's, and cache it for the next run.

        Raises UntrustedDetector where the user has not accepted its file; DetectorError where it is no detector.
        """
        yield
        self._requests.own_detector(own)
        return own

    def is_permitted(self, path: Path) -> bool:
        """Whether the user permitted the file at that path to run code; it may have changed since."""
        return self._answers.permission_for(path) is not None

    def forget_network(self, entry: NetworkEntry) -> Generator[None, None, None]:
        """Free the memory of a removed network, and ask again before its code runs.

        Its maps stay cached: where the removal is undone, none is computed again.
        """
        yield
        self._networks().forget(entry)
        self._facts.pop(entry.path, None)
        self._answers.forget(entry.path)

    def save(
        self, analysis: Analysis, path: Path, write: Callable[[Analysis, Path], None]
    ) -> Generator[None, None, Path]:
        """Write an analysis with `write`, which raises SaveError; returns where."""
        yield
        write(analysis, path)
        return path

    def save_pixels(self, pixels: Pixels, path: Path) -> Generator[None, None, Path]:
        """Write a picture as PNG; returns where. Raises SaveError."""
        yield
        save_png(path, pixels, {})
        return path

    def run(self, state: State, fresh: bool = False) -> Generator[Progress, None, Analysis]:
        """Prepare the picture, load the network, analyse; the picture is reported before torch is imported.

        A cached map is returned without being computed again, except with `fresh`.
        """
        if state.picture is None or state.network is None:
            raise ValueError("a run needs a picture and a network")
        if state.network.earlier is not None:
            return self._stored(state, state.network.earlier)
        picture = state.picture
        facts = self._facts.get(state.network.path)
        scale = state.network.scale or (LIKELY_SCALE if facts is None else facts.scale)
        prepared = self._prepared(picture, state, scale)
        progress = Progress(Stage.LOADING, prepared=prepared, scale=scale)
        yield progress
        loading = self._loading(state.network)
        network = yield from map_reports(loading, lambda words: replace(progress, words=words))
        if network.scale != scale:
            prepared = self._prepared(picture, state, network.scale)
        patch = fitted_patch(state.patch, prepared, network.scale)

        def with_found(progress: Progress) -> Progress:
            return replace(progress, prepared=prepared, scale=network.scale, facts=network.facts, patch=patch)

        yield with_found(Progress(Stage.LOADING))

        from lamgui.maps.devices import resolve_device

        device = resolve_device(state.device, state.settings.precision)
        key = _key(state, network.facts, patch, device)
        cached = None if fresh else self._cache.get(key, picture, network.facts)
        if cached is not None:
            return cached
        from lamgui.maps.analysis import analyse

        analysis = yield from map_reports(analyse(self._request(state, network, prepared, patch)), with_found)
        self._cache.put(key, analysis)
        self._elapsed_s[state.network.path] = analysis.elapsed_s
        return analysis

    def _stored(self, state: State, weights: EarlierWeights) -> Analysis:
        """The map that came with a session, of weights that are not there; raises NetworkError where there is none."""
        assert state.picture is not None
        facts = self._stored_facts(weights)
        patch = fitted_patch(state.patch, self._prepared(state.picture, state, facts.scale), facts.scale)
        for device in self._cache.devices_of(facts.sha256):
            analysis = self._cache.get(_key(state, facts, patch, device), state.picture, facts)
            if analysis is not None:
                return analysis
        raise _not_there(weights)

    def _stored_facts(self, weights: EarlierWeights) -> NetworkFacts:
        facts = self._cache.facts_of(weights.sha256)
        if facts is None:
            raise _not_there(weights)
        return facts

    def cache_picture(self, picture: Picture) -> None:
        """Cache a picture, so that its bookmarks find it, even if it was pasted."""
        self._pictures[picture.sha256] = picture
        self._pictures.move_to_end(picture.sha256)
        while len(self._pictures) > PICTURES:
            self._pictures.popitem(last=False)

    def cache_analyses(self, analyses: Sequence[Analysis]) -> None:
        """Cache the maps of a session file, so that they need no run."""
        for analysis in analyses:
            key = key_of_analysis(analysis)
            held = self._cache.get(key, analysis.picture, analysis.network)
            known = analysis
            if held is not None and not held.is_from_file:
                # This process has computed it too: the memory stays that of its own run.
                known = replace(analysis, peak_memory_bytes=held.peak_memory_bytes, is_from_file=False)
            self._cache.put(key, known)
            self.cache_picture(analysis.picture)

    def picture_of(self, sha256: str) -> Picture | None:
        """A cached picture."""
        return self._pictures.get(sha256)

    def opened(self, state: State, subject: Subject) -> State:
        """The state with the picture of the subject's bookmark; raises PictureError where it is missing or changed."""
        bookmark = subject.bookmark
        if bookmark is None or (state.picture is not None and state.picture.sha256 == bookmark.picture_sha256):
            return state
        return replace(state, picture=self._bookmarked(bookmark))

    def restorer(self, state: State) -> tuple[Network, Prepared]:
        """The network in focus, loaded, and the picture prepared for it; raises NetworkError and PictureError."""
        if state.picture is None or state.network is None:
            raise ValueError("a picture and a network are needed")
        network = self.network_of(state.network)
        return network, self._prepared(state.picture, state, network.scale)

    def request(self, state: State) -> Request:
        """The request of the state's map, with the network loaded; raises UserError."""
        network, prepared = self.restorer(state)
        return self._request(state, network, prepared, fitted_patch(state.patch, prepared, network.scale))

    def survey_request(self, state: State, size: int, stop: Event) -> SurveyRequest:
        """The request of the survey of the state's picture, with the network loaded; raises UserError."""
        network, prepared = self.restorer(state)
        return self._requests.survey_request(network, prepared, state.settings, state.device, size, stop=stop)

    def network_of(self, entry: NetworkEntry) -> Network:
        """The network of an entry, loaded; raises NetworkError."""
        return result_of(self._loading(entry))

    def detector_of(self, settings: Settings) -> Detector:
        """The detector that settings name; raises as `load_detector` does where it is the user's."""
        from lamgui.attribution.settings.makers import make_detector

        own = settings.own_detector
        return make_detector(settings, None if own is None else self._requests.own_detector(own))

    def expected_s(self, state: State) -> float:
        """A rough estimate of the time of a run of the state's network: by its last run, else by its file's size."""
        if state.network is None:
            return 0.0
        last_s = self._elapsed_s.get(state.network.path)
        if last_s is not None:
            return last_s
        try:
            return state.network.path.stat().st_size * SECONDS_PER_BYTE
        except OSError:
            return 0.0

    def _request(self, state: State, network: Network, prepared: Prepared, patch: Patch) -> Request:
        assert state.picture is not None
        return self._requests.request(
            state.picture,
            network,
            patch,
            state.settings,
            state.role,
            state.reduction,
            state.device,
            prepared,
            state.degradation,
        )

    def _prepared(self, picture: Picture, state: State, scale: int) -> Prepared:
        """The prepared picture; the same object as long as it stays equal: the window compares by identity."""
        degradation = degradation_in_use(state.degradation, state.role, scale)
        key = (picture, state.role, scale, state.reduction, degradation)
        if key not in self._entries:
            self._entries[key] = prepare(picture, state.role, scale, state.reduction, degradation)
        self._entries.move_to_end(key)
        while len(self._entries) > PICTURES:
            self._entries.popitem(last=False)
        return self._entries[key]

    def _bookmarked(self, bookmark: Bookmark) -> Picture:
        """The picture of a bookmark, read once."""
        in_memory = self._pictures.get(bookmark.picture_sha256)
        if in_memory is not None:
            return in_memory
        if bookmark.path is None:
            message = f"The picture {bookmark.picture_name} of the bookmark {bookmark.name} was pasted and is gone."
            raise PictureError(message, "Open or paste it again, or remove the bookmark.")
        picture = read_picture(bookmark.path)
        if picture.sha256 != bookmark.picture_sha256:
            message = f"{bookmark.path.name} is no longer the picture of the bookmark {bookmark.name}."
            raise PictureError(message, "Bring back the old file, or bookmark the patch anew.")
        self.cache_picture(picture)
        return picture

    def _loading(self, entry: NetworkEntry) -> Generator[str, None, Network]:
        """The loaded network, a step at a time, with reports in words of what is done.

        A program runs only where the user has accepted it before.
        """
        if entry.earlier is not None:
            raise _not_there(entry.earlier)
        try:
            network = yield from self._networks().get_in_steps(entry)
        except TrustNeeded:
            code = self._answers.find(entry.path)
            if code is None:
                raise
            network = yield from self._networks().get_in_steps(replace(entry, own_code=code))
        self._facts[entry.path] = network.facts
        return network

    def _networks(self) -> NetworkCache:
        from lamgui.networks.loaded_cache import NetworkCache

        if self._network_cache is None:
            self._network_cache = NetworkCache(NETWORKS_LOADED)
        return self._network_cache


def _key(state: State, facts: NetworkFacts, patch: Patch, device: str) -> MapKey:
    """The key of a state's map on a device; needs a picture."""
    assert state.picture is not None
    return key_of(state.picture, state.role, state.reduction, facts, patch, state.settings, device, state.degradation)


def _not_there(weights: EarlierWeights) -> NetworkError:
    version = f"{PROGRAM} {weights.version}" if weights.version else "another version"
    return NetworkError(
        f"These are the weights of {weights.name} that came with {version}: this version has no file of them.",
        f"Stored maps of them are shown; to compute others, install {version}, or open its file.",
        f"sha256 {weights.sha256}",
    )


def fitted_patch(patch: Patch | None, prepared: Prepared, scale: int) -> Patch:
    """The patch, moved inside the SR picture; without one, a patch in the middle. Raises SettingsError without room."""
    height, width = (side * scale for side in prepared.lr.shape[:2])
    return (patch or patch_in_the_middle(width, height)).moved_inside(width, height)
