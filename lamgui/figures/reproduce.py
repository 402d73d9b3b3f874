"""Make the maps of a figure again from its recipe, and compare the numbers."""

from __future__ import annotations

from collections.abc import Callable, Generator, Mapping
from dataclasses import dataclass
from pathlib import Path

from lamgui.attribution.settings.own_detector import OwnDetector
from lamgui.base.code_permission import CodePermission
from lamgui.base.generators import map_reports, result_of
from lamgui.figures.layouts.kind import Shows
from lamgui.figures.layouts.registry import LAYOUTS
from lamgui.figures.locate import entry_of, read_again, settings_of
from lamgui.figures.recipe import FigureRecipe, disagreements, map_recipe_of
from lamgui.imaging.picture import Picture
from lamgui.imaging.reading import Reading
from lamgui.imaging.reduce import Reduction
from lamgui.maps.analysis import analyse
from lamgui.maps.progress import Progress
from lamgui.maps.request import RequestFactory
from lamgui.maps.restoring import with_frames_restored, with_points_between
from lamgui.maps.result import Analysis
from lamgui.networks.entry import NetworkEntry
from lamgui.networks.loading.load import load_network
from lamgui.networks.network import Network

NONE_NAMED: Mapping[str, NetworkEntry] = {}


@dataclass(frozen=True, eq=False)
class Remade:
    """The maps made again, and for each where its numbers differ from those recorded."""

    analyses: tuple[Analysis, ...]
    differences: tuple[tuple[str, ...], ...]

    @property
    def agrees(self) -> bool:
        """Whether all numbers agree with the recipe."""
        return not any(self.differences)


def reproduce(
    recipe: FigureRecipe,
    files: Mapping[str, Path],
    device: str = "auto",
    permission_for: Callable[[OwnDetector], CodePermission | None] = lambda _: None,
    frames: int = 0,
    entries: Mapping[str, NetworkEntry] = NONE_NAMED,
) -> Generator[tuple[str, Progress], None, Remade]:
    """Compute every map of a figure; `files` has its pictures, networks and detectors by sha256.

    `entries` are networks that the user names, by their hash: of code, whose hash is that of no file alone.
    `permission_for` gives the permission to run a detector of the user's. In so many `frames` of the path F(γ(α)) is
    restored, for a page or an animation. Yields the name of the network and its progress. Raises UserError for errors
    that the user can put right.
    """
    pictures: dict[tuple[str, Reading, str | None], Picture] = {}
    networks: dict[NetworkEntry, Network] = {}
    requests = RequestFactory(permission_for)
    analyses = []
    for record in recipe.maps:
        picture = (record.picture_sha256, record.reading_again, record.reference_sha256)
        if picture not in pictures:
            pictures[picture] = read_again(record, files)
        entry = entry_of(record, entries.get(record.network_sha256) or files[record.network_sha256])
        if entry not in networks:
            networks[entry] = load_network(entry)
        request = requests.request(
            pictures[picture],
            networks[entry],
            record.patch,
            settings_of(record, files),
            record.role,
            record.reduction or Reduction.PILLOW,
            device,
            degradation=record.degradation,
        )
        analysis = yield from _of_network(record.network_name, analyse(request))
        if LAYOUTS[recipe.options.layout].shows is Shows.PATHS:
            analysis = result_of(with_points_between(request, analysis))
        if frames:
            analysis = result_of(with_frames_restored(request.network, analysis, request.device, frames))
        analyses.append(analysis)
    made = [map_recipe_of(analysis) for analysis in analyses]
    return Remade(tuple(analyses), tuple(disagreements(*pair) for pair in zip(recipe.maps, made, strict=True)))


def _of_network(
    name: str, running: Generator[Progress, None, Analysis]
) -> Generator[tuple[str, Progress], None, Analysis]:
    return map_reports(running, lambda progress: (name, progress))
