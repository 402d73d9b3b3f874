"""From what a figure says of itself back to a state: the picture, networks, patches and settings that made it."""

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
from lamgui.session.state import Bookmark, RowsOf, State


def state_from(recipe: FigureRecipe, picture: Picture, files: Mapping[str, Path], before: State) -> State:
    """The state that shows what the figure shows; the device stays that of `before`.

    `picture` is that of the first map, `files` has the paths of networks, other pictures and detectors by sha256.
    """
    maps = recipe.maps
    networks = tuple(dict.fromkeys(_entry(one, files) for one in maps))
    marked = tuple(dict.fromkeys(_bookmark(one, number, files) for number, one in enumerate(maps, start=1)))
    places = {(mark.picture_sha256, mark.patch) for mark in marked}
    several_places = len(places) > 1
    bookmarks = tuple(mark for mark in marked if _is_new(mark, before.bookmarks)) if several_places else ()
    first = maps[0]
    settings = settings_of(first, files)
    if LAYOUTS[recipe.options.layout].shows is Shows.PATHS:
        settings = replace(settings, path=Settings().path)
    return replace(
        before,
        picture=picture,
        role=first.role,
        reduction=first.reduction or before.reduction,
        network=networks[0],
        compared=networks if len(networks) > 1 else (),
        hidden=frozenset(),
        patch=first.patch,
        settings=settings,
        bookmarks=(*before.bookmarks, *bookmarks),
        rows=RowsOf.BOOKMARKS if several_places else RowsOf.NETWORKS,
    )


def _entry(one: MapRecipe, files: Mapping[str, Path]) -> NetworkEntry:
    path = files[one.network_sha256]
    for entry in bundled():
        if entry.path == path:
            return entry
    return entry_of(one, path)


def _bookmark(one: MapRecipe, number: int, files: Mapping[str, Path]) -> Bookmark:
    path = files.get(one.picture_sha256)
    return Bookmark(f"Patch {number}", one.patch, one.picture_name, one.picture_sha256, path, one.role)


def _is_new(mark: Bookmark, known: tuple[Bookmark, ...]) -> bool:
    return all((mark.picture_sha256, mark.patch) != (other.picture_sha256, other.patch) for other in known)
