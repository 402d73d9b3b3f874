"""What the user picked for a new study, as the text of its study.toml."""

from __future__ import annotations

from collections.abc import Generator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from lamgui.attribution.detectors.registry import DETECTORS
from lamgui.attribution.path.registry import PATHS
from lamgui.attribution.settings.settings import Settings
from lamgui.attribution.settings.values import settings_values
from lamgui.attribution.surroundings import PAPER_SURROUNDINGS_PX
from lamgui.base.errors import StudyError
from lamgui.imaging.degradation import NO_DEGRADATION, Degradation
from lamgui.imaging.prepare import Role
from lamgui.imaging.reduce import Reduction
from lamgui.networks.entry import NetworkEntry
from lamgui.networks.user_code.words import SEPARATOR
from lamgui.networks.value_range import NamedRange
from lamgui.session.state import Bookmark
from lamgui.study.stated.definition import WHOLE, Keep, definition_from
from lamgui.study.stated.new import text_of
from lamgui.study.stated.patterns import shown_in
from lamgui.study.stated.settings_axes import DETECTOR_FILE
from lamgui.study.store.folder import new_study

SUFFIX = ".study"


@dataclass(frozen=True)
class StudyChoices:
    """A study as it was put together: `pictures` are files and folders, `patches` rules such as "hard:3:16".

    `bookmarks` are patches of their own pictures, beside those of the rules. `surroundings` is a side in LR pixels,
    None for the whole picture. The rest is how the session reads and prepares pictures, and with which settings.
    """

    folder: Path
    pictures: tuple[Path, ...]
    networks: tuple[NetworkEntry, ...]
    patches: tuple[str, ...] = ()
    bookmarks: tuple[Bookmark, ...] = ()
    surroundings: int | None = PAPER_SURROUNDINGS_PX
    settings: Settings = field(default_factory=Settings)
    role: Role = Role.HR
    reduction: Reduction = Reduction.PILLOW
    degradation: Degradation = NO_DEGRADATION
    keep: Keep = Keep.MAP


def make_study(choices: StudyChoices) -> Generator[None, None, Path]:
    """Make the folder of a study; returns where. Raises StudyError, also where there is one."""
    yield
    values = definition_of(choices)
    definition_from(values)
    return new_study(choices.folder, text_of(values)).path


def definition_of(choices: StudyChoices) -> dict[str, Any]:
    """The values of study.toml; what is as usual is left out. Raises StudyError where something is missing."""
    folder = choices.folder
    marked = [one for one in choices.bookmarks if one.path is not None]
    pictures = dict.fromkeys((*choices.pictures, *(one.path for one in marked if one.path is not None)))
    for missing, what in ((not pictures, "pictures"), (not choices.networks, "networks")):
        if missing:
            raise StudyError(f"The study has no {what} yet.", f"Add {what} first.")
    if not choices.patches and not marked:
        raise StudyError("The study has no patches yet.", "Choose the centre, hard patches, a grid or bookmarks.")
    patches: list[Any] = list(choices.patches)
    for bookmark in marked:
        assert bookmark.path is not None
        place = [bookmark.patch.x, bookmark.patch.y, bookmark.patch.size]
        patches.append({"picture": shown_in(folder, bookmark.path), "patch": place})
    values: dict[str, Any] = {
        "pictures": [shown_in(folder, path) for path in pictures],
        "networks": [network_words(entry, folder) for entry in choices.networks],
        "patches": patches,
    }
    if choices.surroundings != PAPER_SURROUNDINGS_PX:
        values["surroundings"] = choices.surroundings or WHOLE
    values |= _reading(choices)
    if choices.keep is not Keep.MAP:
        values["keep"] = choices.keep.value
    if settings := stated_settings(choices.settings):
        values["settings"] = settings
    return values


def network_words(entry: NetworkEntry, folder: Path) -> str:
    """A network as study.toml names it: a bundled one by its name, another by its file and what is stated of it."""
    if entry.bundled:
        return entry.name
    parts = [shown_in(folder, entry.path)]
    code = entry.own_code
    if code is not None and (code.name or code.weights is not None):
        arguments = ", ".join(f"{name}={value}" if name else value for name, value in code.arguments)
        parts.append(f"{code.name}({arguments})" if arguments else code.name)
        parts += [] if code.weights is None else [shown_in(folder, code.weights)]
    stated = {
        "range": None if entry.value_range is None else _range_words(entry.value_range),
        "channels": None if entry.colour is None else entry.colour.value,
        "scale": entry.scale,
        "output": entry.output,
        "sigma": None if entry.noise_sigma is None else f"{entry.noise_sigma:.10g}",
        "strict": "no" if code is not None and not code.strict else None,
        "name": _named(entry),
    }
    words = ",".join(f"{name}={value}" for name, value in stated.items() if value is not None)
    return SEPARATOR.join([*parts, *([words] if words else [])])


def stated_settings(settings: Settings) -> dict[str, Any]:
    """The settings as the table `[settings]` states them; those that are as usual are left out."""
    usual, values = settings_values(Settings()), settings_values(settings)
    values.pop("surroundings", None)
    own = values.pop("own_detector", None)
    stated = {name: value for name, value in values.items() if value is not None and usual.get(name) != value}
    for keyword in (DETECTORS[settings.detector].keyword, PATHS[settings.path].keyword):
        # Options are stated whole: an empty table would leave them to the usual.
        if not values.get(keyword):
            stated.pop(keyword, None)
    if own is not None and settings.own_detector is not None:
        if settings.own_detector.path is None:
            raise StudyError("The file of the detector is not there.", "Choose another detector first.")
        stated[DETECTOR_FILE] = f"{settings.own_detector.path}{SEPARATOR}{settings.own_detector.function}"
    return stated


def _reading(choices: StudyChoices) -> dict[str, Any]:
    values: dict[str, Any] = {}
    if choices.role is not Role.HR:
        values["input"] = choices.role.value
    if choices.reduction is not Reduction.PILLOW:
        values["reduce"] = choices.reduction.value
    if choices.degradation != NO_DEGRADATION:
        values["degradation"] = choices.degradation.spec
        values["degradation_seed"] = choices.degradation.seed
        values["degradation_8bit"] = choices.degradation.eight_bits
    return values


def _range_words(value_range: float | NamedRange) -> str:
    return value_range.value if isinstance(value_range, NamedRange) else f"{value_range:g}"


def _named(entry: NetworkEntry) -> str | None:
    """The name, where it is another than that of the file; one that the form cannot hold is left to the file."""
    file = entry.path if entry.own_code is None or entry.own_code.weights is None else entry.own_code.weights
    if entry.name == file.stem or any(sign in entry.name for sign in (",", "=", SEPARATOR)):
        return None
    return entry.name
