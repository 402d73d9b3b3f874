"""The recipe of a figure: plain values inside it, by which it is made again and compared."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np

from lamgui.attribution.patch import Patch
from lamgui.attribution.settings.settings import Precision, Settings
from lamgui.attribution.settings.values import settings_from, settings_values
from lamgui.base.arrays import Floats
from lamgui.base.errors import PictureError, UserError
from lamgui.base.file_limits import RECIPE_TEXT
from lamgui.base.plain_values import plain, read_as
from lamgui.figures.options import FigureOptions
from lamgui.figures.pixels.contrast import LINEAR
from lamgui.figures.words.columns import FigureColumn
from lamgui.files.json_text import json_values
from lamgui.imaging.colour import Colour
from lamgui.imaging.degradation import NO_DEGRADATION, Degradation
from lamgui.imaging.prepare import Role
from lamgui.imaging.reading import AS_0_1_0, Reading
from lamgui.imaging.reduce import Reduction
from lamgui.maps.result import Analysis
from lamgui.networks.value_range import ValueRange, range_from, white_of

FORMAT = 2
"""Format of the JSON; a program reads formats up to its own."""

FORMAT_OF_0_1_0 = 1
"""Of maps of whole pictures of 8 bits, which older programs go on reading; others they would compute otherwise."""

STUDY = "study"
"""Under which the recipe of a figure of a study says what it shows."""

_OF_OLDER_FIGURES = {"contrast": plain(LINEAR), "outline": True, "opacity": 0.7, "colour_map": "inferno"}
"""The looks of figures from before contrast and outline could be chosen, where these are not stated."""

_COLUMNS_OF_OLDER_FIGURES = {
    "strip": (
        FigureColumn.HR,
        FigureColumn.PATCH_HR,
        FigureColumn.PATCH_SR,
        FigureColumn.LAM,
        FigureColumn.OVERLAY,
        FigureColumn.HEAT_MAP,
    ),
    "grid": (
        FigureColumn.SR,
        FigureColumn.LAM,
        FigureColumn.OVERLAY,
        FigureColumn.CONTOUR,
        FigureColumn.HEAT_MAP,
    ),
}
"""Those that suited a layout before recipes named the fonts."""

FINGERPRINT_SIDE = 8
_TOLERANCE = {Precision.FLOAT32: (1e-2, 0.02), Precision.FLOAT64: (1e-6, 1e-4)}
"""Relative L2 of the map and absolute of DI, by precision: what a map is defined to (it is no finer in float32)."""


@dataclass(frozen=True)
class MapRecipe:
    """All that decided one map, and its numbers: `fingerprint` are 8x8 sums of the signed map, row by row."""

    picture_name: str
    picture_sha256: str
    role: Role
    reduction: Reduction | None
    network_name: str
    architecture: str
    network_sha256: str
    scale: int
    value_range: ValueRange
    colour: Colour
    patch: Patch
    settings: Settings
    device: str
    versions: Mapping[str, str] = field(default_factory=dict, hash=False)
    numbers: Mapping[str, float | None] = field(default_factory=dict, hash=False)
    fingerprint: tuple[float, ...] = ()
    reading: Reading | None = None
    """How the picture was read; None of 8 bits in the usual way, and of what version 0.1.0 read."""

    reference_name: str = ""
    reference_sha256: str | None = None
    """The HR original that an LR picture was measured against; None without one."""

    output: str = ""
    """Which of several outputs of the network; empty where there is one."""

    degradation: Degradation = NO_DEGRADATION
    """What was added to a clean picture."""

    noise_sigma: float | None = None
    """The strength of noise that the network is given beside the picture; None where it is given none."""

    @property
    def needs_format(self) -> bool:
        """Whether a program of 0.1.0 would compute another map of it."""
        is_degraded = self.degradation != NO_DEGRADATION
        is_otherwise = self.settings.surroundings is not None or self.reading is not None
        return is_otherwise or is_degraded or bool(self.output) or self.noise_sigma is not None

    @property
    def reading_again(self) -> Reading:
        """How the picture has to be read for the same numbers."""
        return AS_0_1_0 if self.reading is None else self.reading


@dataclass(frozen=True)
class FigureRecipe:
    """A figure: its maps in order, and its looks."""

    maps: tuple[MapRecipe, ...]
    options: FigureOptions
    fonts: tuple[str, ...] = ()
    """Families that drew it, the first in the place of the one that the options ask for; empty where not recorded."""
    cmyk_profile: tuple[str, str] | None = None
    """Name and sha256 of the profile of a TIFF in CMYK."""

    def to_json(self) -> str:
        """As text; numbers that are not finite are null."""
        values = {
            "program": "lamgui",
            "format": FORMAT if any(one.needs_format for one in self.maps) else FORMAT_OF_0_1_0,
            "options": plain(self.options),
            "fonts": list(self.fonts),
            **({} if self.cmyk_profile is None else {"cmyk_profile": list(self.cmyk_profile)}),
            "maps": [_map_values(one) for one in self.maps],
        }
        return json.dumps(values, allow_nan=False)


def recipe_of(analyses: Sequence[Analysis], options: FigureOptions) -> FigureRecipe:
    """The recipe of the figure of these analyses."""
    return FigureRecipe(tuple(map_recipe_of(analysis) for analysis in analyses), options)


def map_recipe_of(analysis: Analysis) -> MapRecipe:
    """The recipe of a map, with its numbers."""
    network, quality, reference = analysis.network, analysis.pictures.quality, analysis.picture.reference
    return MapRecipe(
        picture_name=analysis.picture.name,
        picture_sha256=analysis.picture.sha256,
        role=analysis.role,
        reduction=analysis.reduction if analysis.role is Role.HR else None,
        network_name=network.name,
        architecture=network.architecture,
        network_sha256=network.sha256,
        scale=network.scale,
        value_range=network.value_range,
        colour=network.colour,
        patch=analysis.pictures.patch_in_picture,
        # What a wider `auto` of another version would change is stated.
        settings=replace(analysis.settings.portable(), kernel_size=analysis.settings.kernel_width),
        device=analysis.device,
        versions=dict(analysis.versions),
        numbers={
            "diffusion_index": _finite(analysis.diffusion_index),
            "effective_pixels": _finite(analysis.effective_pixels),
            "completeness_gap": _finite(analysis.completeness_gap),
            "delta": _finite(analysis.curves.delta),
            "psnr_y": _finite(quality.psnr_y) if quality else None,
        },
        fingerprint=fingerprint(analysis.signed),
        reading=None if analysis.picture.is_plain else analysis.picture.reading,
        reference_name="" if reference is None else reference.name,
        reference_sha256=None if reference is None else reference.sha256,
        output=network.output,
        degradation=analysis.degradation,
        noise_sigma=network.noise_sigma,
    )


def fingerprint(signed: Floats) -> tuple[float, ...]:
    """Sums of a signed map (h, w) over 8x8 blocks, row by row; values that are not finite count as 0."""
    values = np.nan_to_num(np.asarray(signed, dtype=np.float64), nan=0.0, posinf=0.0, neginf=0.0)
    rows = np.array_split(values, FINGERPRINT_SIDE, axis=0)
    return tuple(float(block.sum()) for row in rows for block in np.array_split(row, FINGERPRINT_SIDE, axis=1))


def recipe_from_json(text: str) -> FigureRecipe:
    """Read a recipe, or the settings of a single map as they stand in exported PNGs.

    Raises PictureError for text that is neither, or of a newer format.
    """
    try:
        if len(text) > RECIPE_TEXT.bytes:
            raise ValueError("it is too long to be true")
        values = json_values(text)
        if values.get("program") != "lamgui":
            raise ValueError("another program wrote it")
        require_format(values)
        if STUDY in values:
            raise PictureError(
                "The figure shows a study, which is no single picture with its maps.",
                "lamgui reproduce says whether the study still gives it.",
            )
        if "maps" not in values:
            return FigureRecipe((_map_from(values),), FigureOptions())
        maps = tuple(_map_from(one) for one in values["maps"])
        if not maps:
            raise ValueError("it holds no map")
        profile = values.get("cmyk_profile")
        return FigureRecipe(
            maps,
            _options_from(values),
            tuple(map(str, values.get("fonts", ()))),
            None if profile is None else (str(profile[0]), str(profile[1])),
        )
    except PictureError:
        raise
    except (ValueError, TypeError, KeyError, AttributeError, OverflowError, RecursionError, UserError) as error:
        message = "What the figure says of how it was made cannot be read."
        raise PictureError(message, "It may have been changed by another program.", repr(error)) from error


def require_format(values: Mapping[str, Any]) -> None:
    """Raise PictureError for what a newer program wrote."""
    if (number := int(values.get("format", 0))) > FORMAT:
        raise PictureError(
            f"The figure was made by a newer lamgui (format {number}; this one reads up to {FORMAT}).",
            "Install the newer version, then open it again.",
        )


def _options_from(values: Mapping[str, Any]) -> FigureOptions:
    options = read_as({**_OF_OLDER_FIGURES, **values["options"]}, FigureOptions)
    if options.columns or "fonts" in values:
        return options
    return replace(options, columns=_COLUMNS_OF_OLDER_FIGURES.get(options.layout, ()))


def disagreements(recorded: MapRecipe, again: MapRecipe) -> tuple[str, ...]:
    """Where the numbers of a map made again differ from those recorded, a sentence each; none where they agree."""
    if not recorded.fingerprint and not recorded.numbers:
        return ("no numbers were recorded",)
    map_limit, di_limit = _TOLERANCE[recorded.settings.precision]
    sentences = []
    if recorded.fingerprint and again.fingerprint:
        old, new = np.array(recorded.fingerprint), np.array(again.fingerprint)
        off = float(np.linalg.norm(new - old) / max(float(np.linalg.norm(old)), 1e-30))
        if not off <= map_limit:
            sentences.append(f"the map differs by {off:.2g} (at most {map_limit:g} is expected)")
    old_di, new_di = recorded.numbers.get("diffusion_index"), again.numbers.get("diffusion_index")
    if (old_di is None) != (new_di is None):
        sentences.append(f"DI was {old_di}, now it is {new_di}")
    elif old_di is not None and new_di is not None and not abs(new_di - old_di) <= di_limit:
        sentences.append(f"DI was {old_di:.4f}, now it is {new_di:.4f}")
    return tuple(sentences)


def _map_values(record: MapRecipe) -> dict[str, Any]:
    return {
        "versions": dict(record.versions),
        "picture": {
            "name": record.picture_name,
            "sha256": record.picture_sha256,
            "role": record.role.value,
            "reduction": record.reduction.value if record.reduction else None,
            **({} if record.reading is None else {"reading": plain(record.reading)}),
            **_reference_values(record),
            **({} if record.degradation == NO_DEGRADATION else {"degradation": plain(record.degradation)}),
        },
        "network": {
            "name": record.network_name,
            "architecture": record.architecture,
            "scale": record.scale,
            "sha256": record.network_sha256,
            "range": record.value_range,
            "colour": record.colour.value,
            **({"output": record.output} if record.output else {}),
            **({} if record.noise_sigma is None else {"noise_sigma": record.noise_sigma}),
        },
        "patch": plain(record.patch),
        **settings_values(record.settings),
        "device": record.device,
        "numbers": dict(record.numbers),
        "fingerprint": list(record.fingerprint),
    }


def _reference_values(record: MapRecipe) -> dict[str, Any]:
    if record.reference_sha256 is None:
        return {}
    return {"reference": {"name": record.reference_name, "sha256": record.reference_sha256}}


@dataclass(frozen=True)
class _ReferenceValues:
    name: str
    sha256: str


@dataclass(frozen=True)
class _PictureValues:
    name: str
    sha256: str
    role: Role
    reduction: Reduction | None
    reading: Reading | None = None
    reference: _ReferenceValues | None = None
    degradation: Degradation = NO_DEGRADATION


@dataclass(frozen=True)
class _NetworkValues:
    name: str
    architecture: str
    sha256: str
    scale: int
    range: float | str
    colour: Colour
    output: str = ""
    noise_sigma: float | None = None

    def __post_init__(self) -> None:
        value_range = range_from(self.range)
        if self.scale < 1 or not 0 < white_of(value_range) < math.inf:
            raise ValueError(f"a network of scale {self.scale} and range {self.range} cannot be")


@dataclass(frozen=True)
class _MapValues:
    """A map as it is written, but for its settings, which stand beside these."""

    picture: _PictureValues
    network: _NetworkValues
    patch: Patch
    device: str
    versions: dict[str, str] = field(default_factory=dict)
    numbers: dict[str, float | None] = field(default_factory=dict)
    fingerprint: tuple[float, ...] = ()


def _map_from(values: Mapping[str, Any]) -> MapRecipe:
    stated = read_as(values, _MapValues)
    picture, network, reference = stated.picture, stated.network, stated.picture.reference
    return MapRecipe(
        picture_name=picture.name,
        picture_sha256=picture.sha256,
        role=picture.role,
        reduction=picture.reduction,
        network_name=network.name,
        architecture=network.architecture,
        network_sha256=network.sha256,
        scale=network.scale,
        value_range=range_from(network.range),
        colour=network.colour,
        patch=stated.patch,
        settings=settings_from(values).portable(),
        device=stated.device,
        versions=stated.versions,
        numbers=stated.numbers,
        fingerprint=stated.fingerprint,
        reading=picture.reading,
        reference_name="" if reference is None else reference.name,
        reference_sha256=None if reference is None else reference.sha256,
        output=network.output,
        degradation=picture.degradation,
        noise_sigma=network.noise_sigma,
    )


def _finite(value: float | None) -> float | None:
    return value if value is not None and math.isfinite(value) else None
