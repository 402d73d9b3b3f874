"""The values of a session as plain JSON values, and back; unknown or impossible values are refused."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from lamgui.attribution.patch import Patch
from lamgui.attribution.settings.settings import Settings
from lamgui.attribution.settings.values import settings_from, settings_values
from lamgui.base.plain_values import plain, read_as
from lamgui.files.presence import is_there
from lamgui.imaging.colour import Colour
from lamgui.imaging.degradation import NO_DEGRADATION, Degradation
from lamgui.imaging.picture import Picture
from lamgui.imaging.prepare import Role
from lamgui.imaging.reduce import Reduction
from lamgui.networks.catalogue import bundled, bundled_sha256, earlier_weights
from lamgui.networks.entry import EarlierWeights, NetworkEntry
from lamgui.networks.value_range import ValueRange
from lamgui.session.state import Bookmark, PaneContent, RowsOf, State, View

Plain = dict[str, Any]
Find = Callable[[str], Path | None]
"""Where the file with a sha256 lies, if that is known."""


@dataclass(frozen=True)
class StateRecord:
    """A state as it is written: its picture is named by its key, focus and hidden are places among the networks."""

    picture: str | None
    role: Role
    reduction: Reduction
    networks: tuple[Any, ...]
    focus: int | None
    hidden: tuple[int, ...]
    patch: Patch | None
    settings: Plain
    device: str
    bookmarks: tuple[Any, ...]
    rows: RowsOf
    coloured: tuple[Any, ...] = ()
    """The networks by the slot of their colour; files of 0.1.0 have none: slots in the order of the rows."""
    degradation: Degradation = NO_DEGRADATION


def state_values(state: State, hashes: Mapping[Path, str]) -> Plain:
    """A state; its networks by path and, where it is known, hash."""
    networks = state.networks
    values: Plain = plain(
        StateRecord(
            picture=None if state.picture is None else state.picture.key,
            role=state.role,
            reduction=state.reduction,
            networks=tuple(network_record(entry, hashes.get(entry.path)) for entry in networks),
            focus=None if state.network is None else networks.index(state.network),
            hidden=tuple(k for k, entry in enumerate(networks) if entry in state.hidden),
            patch=state.patch,
            settings=settings_values(state.settings),
            device=state.device,
            bookmarks=state.bookmarks,
            rows=state.rows,
            coloured=tuple(e and network_record(e, hashes.get(e.path)) for e in state.coloured),
            degradation=state.degradation,
        )
    )
    return values


def state_from(values: Any, pictures: Mapping[str, Picture], find: Find) -> State:
    """The state, with its picture from `pictures`, by key; `find` locates a file that has moved, by its sha256."""
    record = read_as(values, StateRecord)
    networks = tuple(network_from(network, find) for network in record.networks)
    return State(
        picture=None if record.picture is None else pictures.get(record.picture),
        role=record.role,
        reduction=record.reduction,
        network=None if record.focus is None else networks[record.focus],
        patch=record.patch,
        settings=found_settings(settings_from(record.settings), find),
        device=record.device,
        compared=networks if len(networks) > 1 else (),
        hidden=frozenset(networks[k] for k in record.hidden),
        bookmarks=tuple(bookmark_from(bookmark, find) for bookmark in record.bookmarks),
        rows=record.rows,
        coloured=tuple(network and network_from(network, find) for network in record.coloured),
        degradation=record.degradation,
    )


def view_from(values: Any) -> View:
    """A view as it was written, by older versions too."""
    return read_as(with_content(values), View)


def with_content(view: Any) -> Any:
    """The values of a view that older versions wrote with several pictures side by side: the first is that of all."""
    if not isinstance(view, dict) or "content" in view or not isinstance(view.get("panes"), list):
        return view
    known = [content for content in view["panes"][:1] if content in list(PaneContent)]
    return {**view, "content": known[0]} if known else view


def found_settings(settings: Settings, find: Find) -> Settings:
    """The settings, with the present path of the user's detector."""
    own = settings.own_detector
    if own is None or (own.path is not None and is_there(own.path)):
        return settings
    return replace(settings, own_detector=replace(own, path=find(own.sha256) or own.path))


def bookmark_from(values: Any, find: Find) -> Bookmark:
    """A bookmark; its picture may have moved."""
    bookmark = read_as(values, Bookmark)
    if bookmark.path is None or is_there(bookmark.path):
        return bookmark
    return replace(bookmark, path=find(bookmark.picture_sha256) or bookmark.path)


@dataclass(frozen=True)
class NetworkRecord:
    """A network's entry as it is written, without permission for its code, so that no file can bring that along."""

    sha256: str | None
    name: str
    path: Path
    bundled: bool
    value_range: ValueRange | None
    colour: Colour | None
    scale: int | None
    output: str | None = None
    noise_sigma: float | None = None


def network_record(entry: NetworkEntry, sha256: str | None) -> NetworkRecord:
    """The record of a network, with its file's hash where that is known."""
    if entry.earlier is not None:
        weights = entry.earlier
        return NetworkRecord(
            weights.sha256, weights.name, entry.path, True, entry.value_range, entry.colour, entry.scale
        )
    return NetworkRecord(
        sha256,
        entry.name,
        entry.path,
        entry.bundled,
        entry.value_range,
        entry.colour,
        entry.scale,
        entry.output,
        entry.noise_sigma,
    )


def network_from(values: Any, find: Find) -> NetworkEntry:
    """A network's entry; a bundled one is that of this program, another may have moved.

    Bundled weights that this version no longer has are never taken for those of today.
    """
    record = read_as(values, NetworkRecord)
    own = next((entry for entry in bundled() if entry.name == record.name), None)
    if record.bundled:
        if record.sha256 is not None and record.sha256 != bundled_sha256(record.name):
            return _earlier(record, record.sha256, find)
        if own is not None:
            return own
    path = record.path
    if record.sha256 is not None and not is_there(path):
        path = find(record.sha256) or path
    return NetworkEntry(
        record.name,
        path,
        record.bundled,
        record.value_range,
        record.colour,
        record.scale,
        output=record.output,
        noise_sigma=record.noise_sigma,
    )


def _earlier(record: NetworkRecord, sha256: str, find: Find) -> NetworkEntry:
    """Weights of another version: read from where they still lie, else known by their stored maps alone."""
    weights = earlier_weights(sha256) or EarlierWeights(record.name, sha256, "")
    path = find(sha256)
    if path is not None:
        return NetworkEntry(weights.label, path, False, record.value_range, record.colour, record.scale)
    nowhere = Path(f"{sha256}{record.path.suffix}")
    return NetworkEntry(weights.label, nowhere, False, record.value_range, record.colour, record.scale, earlier=weights)
