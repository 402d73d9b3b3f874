"""The values of a session as plain JSON values, and back; what is unknown or impossible is refused."""

from __future__ import annotations

import dataclasses
import os
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from lamgui.attribution.patch import Patch
from lamgui.attribution.receptive_field import AxisField, ReceptiveField, TheoreticalField
from lamgui.attribution.settings.settings import Settings
from lamgui.attribution.settings.values import settings_from, settings_values
from lamgui.imaging.colour import Colour
from lamgui.imaging.picture import Picture
from lamgui.imaging.prepare import Role
from lamgui.imaging.reduce import Reduction
from lamgui.networks.catalogue import bundled
from lamgui.networks.entry import NetworkEntry, NetworkFacts, Question, Tried
from lamgui.session.state import Bookmark, ColourMap, PaneContent, RowsOf, State, View

Plain = dict[str, Any]
Find = Callable[[str], Path | None]
"""Where the file with a sha256 lies, if that is known."""


def state_values(state: State, hashes: Mapping[Path, str]) -> Plain:
    """A state; its picture is named by its hash, its networks by path and, where it is known, hash."""
    networks = state.networks
    return {
        "picture": None if state.picture is None else state.picture.sha256,
        "role": state.role.value,
        "reduction": state.reduction.value,
        "networks": [network_values(entry, hashes.get(entry.path)) for entry in networks],
        "focus": None if state.network is None else networks.index(state.network),
        "hidden": [k for k, entry in enumerate(networks) if entry in state.hidden],
        "patch": patch_values(state.patch),
        "settings": settings_values(state.settings),
        "device": state.device,
        "bookmarks": [bookmark_values(bookmark) for bookmark in state.bookmarks],
        "rows": state.rows.value,
    }


def state_from(values: Mapping[str, Any], picture: Picture | None, find: Find) -> State:
    """The state; `find` says where a file lies that moved, by its sha256."""
    networks = tuple(network_from(one, find) for one in values["networks"])
    focus = values["focus"]
    hidden = frozenset(networks[int(k)] for k in values["hidden"])
    return State(
        picture=picture,
        role=Role(values["role"]),
        reduction=Reduction(values["reduction"]),
        network=None if focus is None else networks[int(focus)],
        patch=patch_from(values["patch"]),
        settings=found_settings(settings_from(values["settings"]), find),
        device=str(values["device"]),
        compared=networks if len(networks) > 1 else (),
        hidden=hidden,
        bookmarks=tuple(bookmark_from(one, find) for one in values["bookmarks"]),
        rows=RowsOf(values["rows"]),
    )


def view_from(values: Mapping[str, Any]) -> View:
    """How results were shown."""
    return View(
        panes=tuple(PaneContent(name) for name in values["panes"]),
        colour_map=ColourMap(values["colour_map"]),
        opacity=float(values["opacity"]),
        signed=bool(values["signed"]),
        contour=bool(values["contour"]),
        share=float(values["share"]),
        common_scale=bool(values["common_scale"]),
        consensus=bool(values["consensus"]),
        hover_curve=bool(values.get("hover_curve", True)),
        receptive_field=bool(values.get("receptive_field", False)),
    )


def found_settings(settings: Settings, find: Find) -> Settings:
    """The settings with the user's detector where its file lies now."""
    own = settings.own_detector
    if own is None or (own.path is not None and is_there(own.path)):
        return settings
    return dataclasses.replace(settings, own_detector=dataclasses.replace(own, path=find(own.sha256) or own.path))


def patch_values(patch: Patch | None) -> Plain | None:
    """A patch, or none."""
    return None if patch is None else dataclasses.asdict(patch)


def patch_from(values: Mapping[str, Any] | None) -> Patch | None:
    """A patch, or none."""
    return None if values is None else Patch(int(values["x"]), int(values["y"]), int(values["size"]))


def bookmark_values(bookmark: Bookmark) -> Plain:
    """A bookmark."""
    return {
        "name": bookmark.name,
        "patch": patch_values(bookmark.patch),
        "picture_name": bookmark.picture_name,
        "picture_sha256": bookmark.picture_sha256,
        "path": None if bookmark.path is None else os.fspath(bookmark.path),
        "role": bookmark.role.value,
    }


def bookmark_from(values: Mapping[str, Any], find: Find) -> Bookmark:
    """A bookmark; its picture may have moved."""
    patch = patch_from(values["patch"])
    if patch is None:
        raise ValueError("a bookmark without a patch")
    sha256 = str(values["picture_sha256"])
    stored = None if values["path"] is None else Path(str(values["path"]))
    path = stored if stored is None or is_there(stored) else find(sha256) or stored
    return Bookmark(str(values["name"]), patch, str(values["picture_name"]), sha256, path, Role(values["role"]))


def network_values(entry: NetworkEntry, sha256: str | None) -> Plain:
    """A network's entry."""
    return {
        "sha256": sha256,
        "name": entry.name,
        "path": os.fspath(entry.path),
        "bundled": entry.bundled,
        "value_range": entry.value_range,
        "colour": None if entry.colour is None else entry.colour.value,
        "scale": entry.scale,
    }


def network_from(values: Mapping[str, Any], find: Find) -> NetworkEntry:
    """A network's entry; a bundled one is where this program has it, another may have moved."""
    path, sha256 = Path(str(values["path"])), values["sha256"]
    own = next((entry for entry in bundled() if entry.name == values["name"]), None)
    if values["bundled"] and own is not None:
        return own
    if not is_there(path) and sha256 is not None:
        path = find(str(sha256)) or path
    white, colour, scale = values["value_range"], values["colour"], values["scale"]
    return NetworkEntry(
        str(values["name"]),
        path,
        bool(values["bundled"]),
        None if white is None else float(white),
        None if colour is None else Colour(colour),
        None if scale is None else int(scale),
    )


def facts_values(facts: NetworkFacts) -> Plain:
    """What is known of a network."""
    return dataclasses.asdict(facts)


def facts_from(values: Mapping[str, Any]) -> NetworkFacts:
    """What is known of a network."""
    return NetworkFacts(
        name=str(values["name"]),
        architecture=str(values["architecture"]),
        paper=str(values["paper"]),
        year=None if values["year"] is None else int(values["year"]),
        scale=int(values["scale"]),
        channels=int(values["channels"]),
        value_range=float(values["value_range"]),
        colour=Colour(values["colour"]),
        parameters=int(values["parameters"]),
        receptive_field=ReceptiveField(values["receptive_field"]),
        sha256=str(values["sha256"]),
        notes=tuple(str(note) for note in values["notes"]),
        scales=tuple(int(scale) for scale in values.get("scales", ())),
        questions=tuple(_question_from(question) for question in values.get("questions", ())),
        theoretical_field=_field_from(values.get("theoretical_field")),
    )


def _question_from(values: Mapping[str, Any]) -> Question:
    tried = tuple(
        Tried(one["value"], float(one["psnr_db"]), float(one["gain_db"]))
        for one in values["tried"]
        if isinstance(one["value"], int | float | str)
    )
    return Question(str(values["name"]), tried)


def _field_from(values: Mapping[str, Any] | None) -> TheoreticalField | None:
    """A theoretical receptive field; files of older programs have none."""
    if values is None:
        return None
    return TheoreticalField(
        ReceptiveField(values["kind"]),
        None if values["paper_px"] is None else int(values["paper_px"]),
        int(values["paper_rate"]),
        _reach_from(values["rows"]),
        _reach_from(values["columns"]),
        tuple(str(reason) for reason in values["because"]),
    )


def _reach_from(values: Mapping[str, Any] | None) -> AxisField | None:
    if values is None:
        return None
    first, last = (tuple(int(px) for px in values[name]) for name in ("first", "last"))
    return AxisField(first, last, int(values["support_px"]))


def is_there(path: Path) -> bool:
    """Whether a file lies there; also of names that the system refuses."""
    try:
        return path.is_file()
    except (OSError, ValueError):
        return False
