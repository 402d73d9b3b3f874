"""An item of a study for the main view: its picture, network, patch and settings, from the study's own files."""

from __future__ import annotations

from collections.abc import Generator
from dataclasses import dataclass
from pathlib import Path

from lamgui.attribution.patch import Patch
from lamgui.attribution.settings.settings import Settings
from lamgui.base.errors import StudyError
from lamgui.imaging.picture import Picture
from lamgui.networks.entry import NetworkEntry
from lamgui.study.items.item import Conditions
from lamgui.study.items.networks import networks_of
from lamgui.study.items.pictures import MANIFEST, read_manifest
from lamgui.study.store.folder import StudyFolder
from lamgui.study.store.map_files import path_of
from lamgui.study.store.results import StudyResults, StudyRow


@dataclass(frozen=True)
class OpenedItem:
    """What the main view needs for the map of an item; `diffusion_index` is what the study found."""

    study: str
    picture: Picture
    entry: NetworkEntry
    patch: Patch
    settings: Settings
    conditions: Conditions
    diffusion_index: float | None
    is_stored: bool
    """Whether its map lies in the study."""


def open_item(results: StudyResults, row: StudyRow) -> Generator[None, None, OpenedItem]:
    """Read what belongs to an item; raises StudyError, PictureError where the picture is missing or has changed."""
    yield
    folder, conditions = results.folder, results.conditions
    if row.patch is None or conditions is None or row.settings >= len(results.settings):
        raise StudyError(f"{row.network} has no patch of {row.picture}.", row.error)
    return OpenedItem(
        results.name,
        _picture(folder, row.picture),
        _entry(folder, row.network),
        row.patch,
        results.settings[row.settings],
        conditions,
        None if row.numbers is None else row.numbers.diffusion_index,
        path_of(folder, row.key).exists(),
    )


def _picture(folder: Path, shown: str) -> Picture:
    found = next((one for one in read_manifest(folder / MANIFEST) if one.shown == shown), None)
    if found is None:
        raise StudyError(f"{shown} is not in the study's list of pictures.", "Run the study: that makes the list.")
    return found.read(folder, StudyFolder(folder).definition().reading)


def _entry(folder: Path, name: str) -> NetworkEntry:
    networks = networks_of(StudyFolder(folder).definition(), folder)
    entry = next((one.entry for one in networks if one.name == name), None)
    if entry is None:
        raise StudyError(f"The study has no network {name} that can be used.", "Check its name in study.toml.")
    return entry
