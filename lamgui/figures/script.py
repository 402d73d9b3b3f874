"""A script of a few lines on the public API that gives the same numbers and figure: "Copy as Python"."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from typing import Any

from lamgui.attribution.detectors.registry import DETECTORS
from lamgui.attribution.options import Options
from lamgui.attribution.path.registry import PATHS
from lamgui.attribution.settings.own_detector import OwnDetector
from lamgui.attribution.settings.settings import Settings
from lamgui.base.plain_values import plain
from lamgui.figures.options import FigureOptions
from lamgui.figures.pixels.contrast import Contrast
from lamgui.imaging.degradation import NO_DEGRADATION, Degradation
from lamgui.imaging.prepare import Role
from lamgui.imaging.reading import AS_USUAL, Reading
from lamgui.imaging.reduce import Reduction
from lamgui.maps.result import Analysis
from lamgui.networks.entry import NetworkEntry


def python_script(
    analyses: Sequence[Analysis], entries: Sequence[NetworkEntry], options: FigureOptions, out_name: str
) -> str:
    """The script that makes these maps, each of the network `entries` has at its place, and saves the figure."""
    lines = ["import lamgui", "from lamgui.api.functions import Comparison", "", "maps = ["]
    for analysis, entry in zip(analyses, entries, strict=True):
        lines.append(f"    lamgui.explain({_arguments(analysis, entry)}),")
    lines += [
        "]",
        "result = Comparison(maps)",
        "for one in result:",
        "    print(one)",
        f"result.save({out_name!r}, {_looks(options)})",
        "",
    ]
    return "\n".join(lines)


def _arguments(analysis: Analysis, entry: NetworkEntry) -> str:
    patch, settings = analysis.pictures.patch_in_picture, analysis.settings
    picture = analysis.picture
    words = [
        repr(str(picture.path) if picture.path is not None else picture.name),
        repr(entry.name if entry.bundled else _file(entry, analysis)),
        f"({patch.x}, {patch.y}, {patch.size})",
    ]
    keywords: dict[str, Any] = {}
    if analysis.role is Role.LR:
        keywords["input"] = "lr"
    elif analysis.reduction is not Reduction.PILLOW:
        keywords["reduce"] = analysis.reduction.value
    keywords |= _degradation(analysis.degradation)
    keywords |= _reading(picture.reading)
    if picture.reference is not None:
        keywords["reference"] = str(picture.reference.path or picture.reference.name)
    # What is usual depends on the steps and the tolerance.
    most_steps = Settings(steps=settings.steps, tolerance=settings.tolerance).most_steps
    usual = vars(Settings()) | {"most_steps": most_steps}
    for field in dataclasses.fields(Settings):
        value = getattr(settings, field.name)
        if value != usual[field.name]:
            keywords |= _setting(settings, field.name, value)
    if not entry.bundled:
        keywords["value_range"] = plain(analysis.network.value_range)
        keywords["scale"] = analysis.network.scale
    return ", ".join([*words, *(f"{name}={value!r}" for name, value in keywords.items())])


def _file(entry: NetworkEntry, analysis: Analysis) -> str:
    """A network's file, with the one of its outputs that is used, and the noise that it is given."""
    output, sigma = analysis.network.output, analysis.network.noise_sigma
    stated = ([f"output={output}"] if output else []) + ([] if sigma is None else [f"sigma={sigma:g}"])
    return "::".join([str(entry.path), *([",".join(stated)] if stated else [])])


def _degradation(degradation: Degradation) -> dict[str, Any]:
    """What was added to the picture, as `explain` takes it."""
    if degradation == NO_DEGRADATION:
        return {}
    seed = {"degradation_seed": degradation.seed} if degradation.seed else {}
    rounding = {"degradation_8bit": True} if degradation.eight_bits else {}
    return {"degradation": degradation.spec, **seed, **rounding}


def _reading(reading: Reading) -> dict[str, Any]:
    """What is not usual of how the picture was read, as `explain` takes it."""
    stated = {field.name: getattr(reading, field.name) for field in dataclasses.fields(Reading)}
    words = {name: value.value if hasattr(value, "value") else value for name, value in stated.items()}
    return {name: word for name, word in words.items() if stated[name] != getattr(AS_USUAL, name)}


def _setting(settings: Settings, name: str, value: Any) -> dict[str, Any]:
    """A field of the settings as `explain` takes it."""
    if isinstance(value, Options):
        kind = DETECTORS[settings.detector] if name == "detector_options" else PATHS[settings.path]
        return {kind.keyword: tuple(value.values().values())}
    if isinstance(value, OwnDetector):
        return {"detector_file": f"{value.path or value.file_name}::{value.function}", "trust": True}
    return {name: value.value if hasattr(value, "value") else value}


def _looks(options: FigureOptions) -> str:
    """The options that are not the usual ones, as keywords."""
    words = [f"layout={options.layout!r}"]
    for field in dataclasses.fields(FigureOptions):
        value = getattr(options, field.name)
        # The script names every map itself.
        if field.name in {"layout", "of_bookmarks"} or value == field.default:
            continue
        if field.name == "columns":
            value = tuple(column.value for column in value)
        if isinstance(value, Contrast):
            value = value.text
        words.append(f"{field.name}={value.value if hasattr(value, 'value') else value!r}")
    return ", ".join(words)
