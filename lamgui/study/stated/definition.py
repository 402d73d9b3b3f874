"""What a study computes: `study.toml`, read into values, or refused with the line and what was probably meant."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, fields
from enum import StrEnum
from pathlib import Path
from typing import Any, Literal

from lamgui.attribution.settings.settings import MAX_SURROUNDINGS, MIN_SURROUNDINGS
from lamgui.attribution.surroundings import PAPER_SURROUNDINGS_PX
from lamgui.base.errors import StudyError
from lamgui.base.file_limits import OWN_STORE
from lamgui.base.plain_values import read_as
from lamgui.base.registry import nearest
from lamgui.files.door import read_bytes
from lamgui.files.toml_text import toml_values
from lamgui.imaging.degradation import Degradation, degradation_from
from lamgui.imaging.prepare import Role
from lamgui.imaging.reading import AS_USUAL, Colours, Reading, levels_from
from lamgui.imaging.reduce import Reduction
from lamgui.metrics.metric import METRICS as PERCEPTUAL
from lamgui.study.stated.patch_rules import PatchRule, rule_from
from lamgui.study.stated.settings_axes import settings_of

DEFINITION = "study.toml"

WHOLE = "whole"


class Keep(StrEnum):
    """What of a finished map stays in the study's folder."""

    MAP = "map"
    """The map and its curves."""
    NUMBERS = "numbers"
    """Its numbers only: a map is computed again when it is looked at."""
    PICTURES = "pictures"
    """The map, and the LR and SR pictures that it belongs to."""


@dataclass(frozen=True)
class Pairs:
    """Pictures of which both sizes exist: `hr` is a pattern of originals, `lr` says where the LR of each lies.

    In `lr`, {name} stands for the name of the original's file without its ending.
    """

    hr: str
    lr: str


@dataclass(frozen=True)
class Series:
    """Checkpoints of one training: a pattern of `files`; the last number of a name is its place on the `axis`."""

    files: str
    axis: str = "step"
    name: str = ""


@dataclass(frozen=True)
class PatchAt:
    """A patch [x, y, size] of one picture, which is named as in the study's list of pictures."""

    picture: str
    patch: tuple[int, int, int]


@dataclass(frozen=True)
class StudyDefinition:
    """What a study computes, as `study.toml` states it: every picture, network, patch and setting with every other.

    `patches` are rules such as "centre:16", patches [x, y, size] of every picture, or tables of picture and patch.
    `surroundings` is the side in LR pixels of what a network is given, or "whole". In `settings`, named as the options
    of `lamgui attribute`, a list of values stands for a map with each. The other words are those of `lamgui attribute`.
    """

    networks: tuple[str | Series, ...]
    pictures: str | tuple[str, ...] = ()
    """Files, patterns, folders, and manifests of test sets (.csv)."""
    pairs: Pairs | None = None
    patches: str | tuple[str | PatchAt | tuple[int, int, int], ...] = "centre:16"
    hard_by: str = ""
    """The network by which patches are hard; empty for the first of the study."""
    surroundings: int | Literal["whole"] = PAPER_SURROUNDINGS_PX
    settings: Mapping[str, Any] = field(default_factory=dict)
    input: Role = Role.HR
    reduce: Reduction = Reduction.PILLOW
    levels: str = "auto"
    page: int | None = None
    bands: tuple[int, int, int] | None = None
    colour: Colours = AS_USUAL.colour
    degradation: str = "none"
    degradation_seed: int = 0
    degradation_8bit: bool = False
    metrics: tuple[str, ...] = ("psnr", "ssim")
    keep: Keep = Keep.MAP
    device: str = "auto"

    def __post_init__(self) -> None:
        if not self.networks:
            raise ValueError("networks is empty: name one at least")
        if bool(self.pictures) == (self.pairs is not None):
            raise ValueError("pictures or pairs must be stated, one of them")
        if not self.patches:
            raise ValueError("patches is empty: name one rule at least, such as centre:16")
        side = self.surroundings
        if side != WHOLE and not MIN_SURROUNDINGS <= int(side) <= MAX_SURROUNDINGS:
            raise ValueError(f"surroundings must be whole, or {MIN_SURROUNDINGS} to {MAX_SURROUNDINGS} LR pixels")
        unknown = [metric for metric in self.metrics if metric not in METRICS]
        if unknown:
            raise ValueError(f"metrics has no {unknown[0]!r}: there are {', '.join(METRICS)}")
        _ = (self.rules, self.all_settings, self.reading, self.degraded_by)

    @property
    def role(self) -> Role:
        """What a picture is to a network: of pairs the LR is given as it is."""
        return self.input if self.pairs is None else Role.LR

    @property
    def picture_patterns(self) -> tuple[str, ...]:
        """The same, one after the other."""
        return (self.pictures,) if isinstance(self.pictures, str) else self.pictures

    @property
    def rules(self) -> tuple[PatchRule, ...]:
        """How the patches of a picture are found."""
        stated = (self.patches,) if isinstance(self.patches, str) else self.patches
        return tuple(
            rule_from(one.patch, one.picture) if isinstance(one, PatchAt) else rule_from(one) for one in stated
        )

    @property
    def all_settings(self) -> tuple[Any, ...]:
        """The settings of each map of a patch, as `Settings`, without those of a detector of the user's own."""
        side = None if self.surroundings == WHOLE else int(self.surroundings)
        return settings_of(self.settings, side)

    @property
    def further_metrics(self) -> tuple[str, ...]:
        """What is measured beside PSNR and SSIM."""
        return tuple(metric for metric in self.metrics if metric not in ALWAYS_MEASURED)

    @property
    def reading(self) -> Reading:
        """How pictures are read."""
        return Reading(levels_from(self.levels), self.page, self.bands, self.colour)

    @property
    def degraded_by(self) -> Degradation:
        """What is added to clean pictures for networks of scale 1."""
        return degradation_from(self.degradation, self.degradation_seed, self.degradation_8bit)


ALWAYS_MEASURED = ("psnr", "ssim")
"""Of every restored picture that has an original."""

METRICS = (*ALWAYS_MEASURED, *(metric.name for metric in PERCEPTUAL))
"""What restored pictures are measured by."""


def read_definition(path: Path) -> StudyDefinition:
    """Read `study.toml`; raises StudyError, which names the line and what was probably meant."""
    try:
        values = toml_values(path)
    except OSError as error:
        message = f"{path} cannot be read: {error.strerror or error}."
        raise StudyError(message, "A study is a folder with study.toml in it; lamgui study new makes one.") from error
    except (ValueError, tomllib.TOMLDecodeError) as error:
        raise StudyError(f"{path} is no TOML that can be read: {error}.", "Mend that line.") from error
    return definition_from(values, str(path), text_in(path).splitlines())


def text_in(path: Path) -> str:
    """The text of `study.toml`; raises StudyError where it cannot be read."""
    try:
        return read_bytes(path, OWN_STORE.bytes).decode("utf-8", "replace")
    except OSError as error:
        raise StudyError(f"{path} cannot be read: {error.strerror or error}.", "Check its permissions.") from error


def definition_from(
    values: Mapping[str, Any], where: str = DEFINITION, lines: list[str] | None = None
) -> StudyDefinition:
    """The definition of plain values; raises StudyError for unknown names and for values that cannot be."""
    text = lines or []
    for name, known, table in _names_in(values):
        if name not in known:
            near = nearest(name, known)
            meant = f"Did you mean {near}?" if near else f"There are {', '.join(known)}."
            raise StudyError(f"{where}{_line_of(name, text)}: there is no {name!r}{table}.", meant)
    try:
        return read_as(dict(values), StudyDefinition)
    except ValueError as error:
        reason = str(error).rstrip(".")
        named = next((name for name in values if re.search(rf"\b{re.escape(name)}\b", reason)), "")
        raise StudyError(f"{where}{_line_of(named, text)}: {reason}.", _ADVICE) from error


_ADVICE = "docs/studies.md lists what study.toml can say."


def _names_in(values: Mapping[str, Any]) -> Iterator[tuple[str, tuple[str, ...], str]]:
    """Every name, the names that are known there, and in which table it stands, in words."""
    known = tuple(field.name for field in fields(StudyDefinition))
    yield from ((name, known, "") for name in values)
    tables: tuple[tuple[str, type[Any]], ...] = (("pairs", Pairs), ("networks", Series), ("patches", PatchAt))
    for name, kind in tables:
        stated = values.get(name)
        known = tuple(field.name for field in fields(kind))
        for table in stated if isinstance(stated, list) else [stated]:
            if isinstance(table, Mapping):
                yield from ((inner, known, f" in {name}") for inner in table)


def _line_of(name: str, lines: list[str]) -> str:
    """Where a name is stated, as ", line 3"; empty where that is not found."""
    pattern = re.compile(rf"(^|[\s,{{\[.]){re.escape(name)}\s*(=|\]|\.)") if name else None
    found = next((k for k, line in enumerate(lines, 1) if pattern is not None and pattern.search(line)), None)
    return "" if found is None else f", line {found}"
