"""A cache of maps, as large as memory allows: a patch that was seen before is shown at once."""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass, replace

import psutil

from lamgui.attribution.patch import Patch
from lamgui.attribution.settings.settings import Settings
from lamgui.base.memory_budget import of_cache
from lamgui.base.memory_limits import MAPS_LEAST_BYTES, MAPS_MOST_BYTES, MAPS_SHARE_OF_MACHINE
from lamgui.imaging.colour import Colour
from lamgui.imaging.degradation import NO_DEGRADATION, Degradation
from lamgui.imaging.picture import Picture
from lamgui.imaging.prepare import Role, degradation_in_use
from lamgui.imaging.reduce import Reduction
from lamgui.maps.result import Analysis
from lamgui.networks.entry import NetworkFacts
from lamgui.networks.value_range import ValueRange


@dataclass(frozen=True)
class MapKey:
    """All that decides the numbers of a map: two runs with equal keys give equal maps."""

    picture: str
    """`Picture.key`: the file, and how it was read."""
    role: Role
    reduction: Reduction
    network_sha256: str
    scale: int
    value_range: ValueRange
    colour: Colour
    patch: Patch
    settings: Settings
    device: str
    output: str = ""
    """Which of several outputs of the network."""
    degradation: Degradation = NO_DEGRADATION
    noise_sigma: float | None = None
    """Of the noise that the network is made for, where it is given that."""


def key_of(
    picture: Picture,
    role: Role,
    reduction: Reduction,
    network: NetworkFacts,
    patch: Patch,
    settings: Settings,
    device: str,
    degradation: Degradation = NO_DEGRADATION,
) -> MapKey:
    """The key of a run; `device` is the one that computes, not "auto"."""
    return MapKey(
        picture.key,
        role,
        reduction,
        network.sha256,
        network.scale,
        network.value_range,
        network.colour,
        patch,
        settings.portable(),
        device,
        network.output,
        degradation_in_use(degradation, role, network.scale),
        network.noise_sigma,
    )


def key_of_analysis(analysis: Analysis) -> MapKey:
    """The key of the run that made an analysis."""
    return key_of(
        analysis.picture,
        analysis.role,
        analysis.reduction,
        analysis.network,
        analysis.pictures.patch_in_picture,
        analysis.settings,
        analysis.device,
        analysis.degradation,
    )


class AnalysisCache:
    """Finished analyses by key, of at most `limit_bytes` together; the least recently used are dropped first."""

    def __init__(self, limit_bytes: int | None = None) -> None:
        self._limit_bytes = default_limit_bytes() if limit_bytes is None else limit_bytes
        self._entries: OrderedDict[MapKey, Analysis] = OrderedDict()
        self._bytes = 0

    @property
    def bytes_held(self) -> int:
        """Memory of the cached analyses."""
        return self._bytes

    def get(self, key: MapKey, picture: Picture, network: NetworkFacts) -> Analysis | None:
        """The analysis of that key, under the names that picture and network have now; None where there is none."""
        analysis = self._entries.get(key)
        if analysis is None:
            return None
        self._entries.move_to_end(key)
        if analysis.picture is picture and analysis.network == network:
            return analysis
        return replace(analysis, picture=picture, network=network)

    def facts_of(self, network_sha256: str) -> NetworkFacts | None:
        """What is known of a network by a map of it; None where there is none."""
        return next((a.network for key, a in self._entries.items() if key.network_sha256 == network_sha256), None)

    def devices_of(self, network_sha256: str) -> tuple[str, ...]:
        """The devices that computed maps of a network, each once."""
        return tuple(dict.fromkeys(key.device for key in self._entries if key.network_sha256 == network_sha256))

    def put(self, key: MapKey, analysis: Analysis) -> None:
        """Store an analysis, unless it is larger than the limit."""
        self.forget(key)
        size = size_in_bytes(analysis)
        if size > self._limit_bytes:
            return
        self._entries[key] = analysis
        self._bytes += size
        while self._bytes > self._limit_bytes:
            self.forget(next(iter(self._entries)))

    def forget(self, key: MapKey) -> None:
        """Drop the analysis of a key, if it is cached: the next run computes it."""
        analysis = self._entries.pop(key, None)
        if analysis is not None:
            self._bytes -= size_in_bytes(analysis)


def size_in_bytes(analysis: Analysis) -> int:
    """Memory of an analysis' arrays, with its importance and Σ_c; LR and HR, which it shares with others, do not count.

    SR may be shared too.
    """
    arrays = [analysis.lam, analysis.lam[0], analysis.lam[0], analysis.pictures.sr, analysis.field_mask]
    arrays += [part for f in analysis.frames for part in (f.gamma, f.sr, f.gradient, f.partial)]
    return sum(array.nbytes for array in arrays if array is not None)


def default_limit_bytes() -> int:
    """An eighth of the machine's memory, within bounds."""
    share = int(psutil.virtual_memory().total * MAPS_SHARE_OF_MACHINE)
    return of_cache(min(max(share, MAPS_LEAST_BYTES), MAPS_MOST_BYTES))
