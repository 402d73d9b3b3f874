"""What the worker runs for the window, as generators: torch is imported here, on its thread, and not before."""

from __future__ import annotations

from collections.abc import Callable, Generator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from lamgui.attribution.patch import Patch
from lamgui.imaging.picture import Picture
from lamgui.imaging.prepare import Prepared, prepare
from lamgui.imaging.read import read_picture
from lamgui.networks.entry import NetworkEntry, NetworkFacts
from lamgui.result import Analysis, Progress
from lamgui.state import State

if TYPE_CHECKING:
    from lamgui.networks.network import Network
    from lamgui.networks.shelf import NetworkShelf

DEFAULT_PATCH_PX = 16
"""Side of the patch that a picture starts with, in SR pixels: the paper's."""

LIKELY_SCALE = 4
"""Scale at which a picture is shown until the network has told its own."""


@dataclass(frozen=True, eq=False)
class Report:
    """All that a run has found so far; a later report holds what an earlier one said."""

    prepared: Prepared
    scale: int
    facts: NetworkFacts | None = None
    patch: Patch | None = None
    """The patch in use: the state's, moved inside where the SR picture is smaller."""
    progress: Progress | None = None


class Pipeline:
    """The jobs of the window; loaded networks and the prepared picture are kept between them."""

    def __init__(self) -> None:
        self._shelf: NetworkShelf | None = None
        self._scales: dict[Path, int] = {}
        self._kept: tuple[tuple[object, ...], Prepared] | None = None

    def open_picture(self, path: Path) -> Generator[None, None, Picture]:
        """Read a picture; raises PictureError."""
        yield
        return read_picture(path)

    def load_network(self, entry: NetworkEntry) -> Generator[None, None, NetworkFacts]:
        """Load a network so that the next run finds it ready; raises NetworkError."""
        yield
        return self._network(entry).facts

    def list_devices(self) -> Generator[None, None, tuple[tuple[str, str], ...]]:
        """Names and labels of the devices, `auto` first."""
        yield
        from lamgui.devices import AUTO, available_devices

        devices = available_devices()
        return ((AUTO, f"Auto ({devices[0].label})"), *((d.name, d.label) for d in devices))

    def forget_network(self, entry: NetworkEntry) -> Generator[None, None, None]:
        """Give back the memory of a network that was removed."""
        yield
        self._networks().forget(entry)

    def save(
        self, analysis: Analysis, path: Path, write: Callable[[Analysis, Path], None]
    ) -> Generator[None, None, Path]:
        """Write an analysis with `write`, which raises SaveError; returns where."""
        yield
        write(analysis, path)
        return path

    def run(self, state: State) -> Generator[Report, None, Analysis]:
        """Prepare the picture, load the network, analyse; the picture is reported before torch is imported."""
        if state.picture is None or state.network is None:
            raise ValueError("a run needs a picture and a network")
        scale = state.network.scale or self._scales.get(state.network.path, LIKELY_SCALE)
        report = Report(self._prepared(state.picture, state, scale), scale)
        yield report
        network = self._network(state.network)
        if network.scale != scale:
            report = Report(self._prepared(state.picture, state, network.scale), network.scale)
        patch = fitted_patch(state.patch, report.prepared, network.scale)
        report = replace(report, facts=network.facts, patch=patch)
        yield report

        from lamgui.analysis import Request, analyse

        request = Request(
            state.picture,
            network,
            patch,
            state.settings,
            state.role,
            state.reduction,
            state.device,
            coarse_first=True,
            prepared=report.prepared,
        )
        running = analyse(request)
        while True:
            try:
                progress = next(running)
            except StopIteration as finished:
                analysis: Analysis = finished.value
                return analysis
            yield replace(report, progress=progress)

    def _prepared(self, picture: Picture, state: State, scale: int) -> Prepared:
        """The same object as long as nothing about it changes, so that the window can tell."""
        key = (picture, state.role, scale, state.reduction)
        if self._kept is None or self._kept[0] != key:
            self._kept = (key, prepare(picture, state.role, scale, state.reduction))
        return self._kept[1]

    def _network(self, entry: NetworkEntry) -> Network:
        network = self._networks().get(entry)
        self._scales[entry.path] = network.scale
        return network

    def _networks(self) -> NetworkShelf:
        from lamgui.networks.shelf import NetworkShelf

        if self._shelf is None:
            self._shelf = NetworkShelf()
        return self._shelf


def fitted_patch(patch: Patch | None, prepared: Prepared, scale: int) -> Patch:
    """The patch kept inside the SR picture; without one, a patch in the middle. Raises SettingsError without room."""
    height, width = (side * scale for side in prepared.lr.shape[:2])
    if patch is None:
        middle = Patch(
            max(0, (width - DEFAULT_PATCH_PX) // 2), max(0, (height - DEFAULT_PATCH_PX) // 2), DEFAULT_PATCH_PX
        )
        return middle.kept_inside(width, height)
    return patch.kept_inside(width, height)
