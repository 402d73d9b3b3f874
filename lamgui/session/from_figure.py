"""From a figure's recipe back to a state: the picture, networks, patches and settings that made it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from lamgui.attribution.settings.settings import Settings
from lamgui.figures.layouts.kind import Shows
from lamgui.figures.layouts.registry import LAYOUTS
from lamgui.figures.locate import entry_of, settings_of
from lamgui.figures.recipe import FigureRecipe, MapRecipe
from lamgui.imaging.picture import Picture
from lamgui.networks.catalogue import bundled
from lamgui.networks.entry import NetworkEntry
from lamgui.session.colour_slots import at_slots
from lamgui.session.state import Bookmark, RowsOf, State


def state_from(recipe: FigureRecipe, picture: Picture, files: Mapping[str, Path], before: State) -> State:
    """The state that shows the maps of the figure; the device stays that of `before`.

    `picture` is that of the first map, `files` has the paths of networks, other pictures and detectors by sha256.
    """
    maps = recipe.maps
    networks = tuple(dict.fromkeys(_entry(map_recipe, files) for map_recipe in maps))
    bookmarked = tuple(
        dict.fromkeys(_bookmark(map_recipe, number, files) for number, map_recipe in enumerate(maps, start=1))
    )
    places = {(mark.picture_sha256, mark.patch) for mark in bookmarked}
    several_places = len(places) > 1
    bookmarks = tuple(mark for mark in bookmarked if _is_new(mark, before.bookmarks)) if several_places else ()
    first = maps[0]
    settings = settings_of(first, files)
    if LAYOUTS[recipe.options.layout].shows is Shows.PATHS:
        settings = replace(settings, path=Settings().path)
    return replace(
        before,
        picture=picture,
        role=first.role,
        reduction=first.reduction or before.reduction,
        degradation=first.degradation,
        network=networks[0],
        compared=networks if len(networks) > 1 else (),
        hidden=frozenset(),
        patch=first.patch,
        settings=settings,
        bookmarks=(*before.bookmarks, *bookmarks),
        rows=RowsOf.BOOKMARKS if several_places else RowsOf.NETWORKS,
        coloured=at_slots(
            (_entry(map_recipe, files), recipe.options.slot(number)) for number, map_recipe in enumerate(maps)
        )
        if len(networks) > 1
        else (),
    )


def _entry(map_recipe: MapRecipe, files: Mapping[str, Path]) -> NetworkEntry:
    path = files[map_recipe.network_sha256]
    for entry in bundled():
        if entry.path == path:
            return entry
    return entry_of(map_recipe, path)


def _bookmark(map_recipe: MapRecipe, number: int, files: Mapping[str, Path]) -> Bookmark:
    path = files.get(map_recipe.picture_sha256)
    return Bookmark(
        f"Patch {number}", map_recipe.patch, map_recipe.picture_name, map_recipe.picture_sha256, path, map_recipe.role
    )


def _is_new(mark: Bookmark, bookmarks: tuple[Bookmark, ...]) -> bool:
    return all((mark.picture_sha256, mark.patch) != (other.picture_sha256, other.patch) for other in bookmarks)
