"""Make the maps of a figure again from what it says of itself, and compare the numbers."""

from __future__ import annotations

from collections.abc import Generator, Mapping
from dataclasses import dataclass
from pathlib import Path

from lamgui.base.generators import map_reports
from lamgui.figures.locate import entry_of, settings_of
from lamgui.figures.recipe import FigureRecipe, disagreements, map_recipe_of
from lamgui.imaging.picture import Picture
from lamgui.imaging.read import read_picture
from lamgui.imaging.reduce import Reduction
from lamgui.maps.analysis import analyse
from lamgui.maps.request import RequestFactory
from lamgui.maps.result import Analysis, Progress
from lamgui.networks.entry import NetworkEntry
from lamgui.networks.loading.load import load_network
from lamgui.networks.network import Network


@dataclass(frozen=True, eq=False)
class Remade:
    """The maps made again, and for each where its numbers differ from those recorded."""

    analyses: tuple[Analysis, ...]
    differences: tuple[tuple[str, ...], ...]

    @property
    def agrees(self) -> bool:
        """Whether all numbers are as they were."""
        return not any(self.differences)


def reproduce(
    recipe: FigureRecipe, files: Mapping[str, Path], device: str = "auto", trust: bool = False
) -> Generator[tuple[str, Progress], None, Remade]:
    """Compute every map of a figure; `files` has its pictures, networks and detectors by sha256.

    `trust` is the user's word that a detector of theirs may run, without which it is not.
    Yields the name of the network and how far it is. Raises UserError for what the user can mend.
    """
    pictures: dict[str, Picture] = {}
    networks: dict[NetworkEntry, Network] = {}
    requests = RequestFactory(lambda _: trust)
    analyses = []
    for one in recipe.maps:
        if one.picture_sha256 not in pictures:
            pictures[one.picture_sha256] = read_picture(files[one.picture_sha256])
        entry = entry_of(one, files[one.network_sha256])
        if entry not in networks:
            networks[entry] = load_network(entry)
        request = requests.request(
            pictures[one.picture_sha256],
            networks[entry],
            one.patch,
            settings_of(one, files),
            one.role,
            one.reduction or Reduction.PILLOW,
            device,
        )
        analyses.append((yield from _of_network(one.network_name, analyse(request))))
    made = [map_recipe_of(analysis) for analysis in analyses]
    return Remade(tuple(analyses), tuple(disagreements(*pair) for pair in zip(recipe.maps, made, strict=True)))


def _of_network(
    name: str, running: Generator[Progress, None, Analysis]
) -> Generator[tuple[str, Progress], None, Analysis]:
    return map_reports(running, lambda progress: (name, progress))
