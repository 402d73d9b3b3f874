"""All that decides a map or a survey, put together in one place for the window, the command line and the API."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from threading import Event
from typing import TYPE_CHECKING

from lamgui.attribution.measures.ranking import LIST_LENGTH
from lamgui.attribution.measures.survey import NODE_COUNTS
from lamgui.attribution.patch import Patch
from lamgui.attribution.settings.own_detector import OwnDetector
from lamgui.attribution.settings.settings import Settings
from lamgui.base.code_permission import CodePermission
from lamgui.base.memory_limits import SURVEY_BYTES
from lamgui.imaging.degradation import NO_DEGRADATION, Degradation
from lamgui.imaging.picture import Picture
from lamgui.imaging.prepare import Prepared, Role
from lamgui.imaging.reduce import Reduction
from lamgui.maps.sr_cache import SrCache
from lamgui.maps.surroundings import SurroundingsCache

if TYPE_CHECKING:
    from lamgui.attribution.detectors.kind import Detector
    from lamgui.maps.own_detector import DetectorCache
    from lamgui.networks.network import Network

AUTO = "auto"
"""The device that is the fastest here."""

PATIENCE_S = 120.0
"""Time limit of a survey; for a slow network fewer nodes are computed."""


@dataclass(frozen=True, eq=False)
class Request:
    """All that decides an analysis."""

    picture: Picture
    network: Network
    patch: Patch
    settings: Settings
    role: Role = Role.HR
    reduction: Reduction = Reduction.PILLOW
    device: str = AUTO
    prepared: Prepared | None = None
    """The result of `prepare` for this request, if it is there already."""
    own_detector: Detector | None = None
    """The loaded function of `settings.own_detector`, where the settings name one."""
    sr_cache: SrCache | None = None
    """The cache of pictures that earlier runs restored, if any."""
    degradation: Degradation = NO_DEGRADATION
    """What is added to the HR picture for a network of scale 1."""
    surroundings_cache: SurroundingsCache | None = None
    """The parts of pictures that earlier runs were given, if any."""


@dataclass(frozen=True, eq=False)
class SurveyRequest:
    """All that decides a survey, and the ranking of its patches."""

    network: Network
    prepared: Prepared
    settings: Settings
    device: str
    size: int
    """Side of the patches that are ranked, in SR pixels."""
    count: int = LIST_LENGTH
    """Number of patches that are ranked."""
    most_nodes: int = NODE_COUNTS[0]
    """One of NODE_COUNTS."""
    limit_bytes: int = SURVEY_BYTES
    patience_s: float = PATIENCE_S
    stop: Event = field(default_factory=Event)
    sr_cache: SrCache | None = None
    """The cache of what earlier runs found out about the picture, if any."""

    @property
    def sr_size(self) -> tuple[int, int]:
        """Width and height of the SR picture."""
        height, width = self.prepared.lr.shape[:2]
        return width * self.network.scale, height * self.network.scale


class RequestFactory:
    """Makes all requests of a window, a command or a call, and gives each the cache of earlier runs.

    A detector of the user's is loaded once for all; `permission_for` gives their permission for its file where it lies,
    without which none is. Without `sr_cache` no run knows of those before it; `surroundings_cache` has it know of parts
    of pictures, too, which are worth it where several maps are of one part.
    """

    def __init__(
        self,
        permission_for: Callable[[OwnDetector], CodePermission | None] = lambda _: None,
        sr_cache: SrCache | None = None,
        surroundings_cache: SurroundingsCache | None = None,
    ) -> None:
        self._permission_for = permission_for
        self._sr_cache = sr_cache
        self._surroundings_cache = surroundings_cache
        self._cache: DetectorCache | None = None

    def request(
        self,
        picture: Picture,
        network: Network,
        patch: Patch,
        settings: Settings,
        role: Role = Role.HR,
        reduction: Reduction = Reduction.PILLOW,
        device: str = AUTO,
        prepared: Prepared | None = None,
        degradation: Degradation = NO_DEGRADATION,
    ) -> Request:
        """The request of one map; raises as `own_detector` does where the settings name one."""
        own = settings.own_detector
        detector = None if own is None else self.own_detector(own)
        return Request(
            picture,
            network,
            patch,
            settings,
            role,
            reduction,
            device,
            prepared,
            detector,
            self._sr_cache,
            degradation,
            self._surroundings_cache,
        )

    def survey_request(
        self,
        network: Network,
        prepared: Prepared,
        settings: Settings,
        device: str,
        size: int,
        count: int = LIST_LENGTH,
        most_nodes: int = NODE_COUNTS[0],
        stop: Event | None = None,
    ) -> SurveyRequest:
        """The request of one survey, whose detector is not run where it is the user's: theirs is no sum over places."""
        return SurveyRequest(
            network, prepared, settings, device, size, count, most_nodes, stop=stop or Event(), sr_cache=self._sr_cache
        )

    def own_detector(self, own: OwnDetector) -> Detector:
        """The user's function; raises UntrustedDetector where its file may not run, DetectorError where it is none."""
        from lamgui.maps.own_detector import DetectorCache

        if self._cache is None:
            self._cache = DetectorCache()
        return self._cache.get(own, self._permission_for(own))
