"""Recognise a checkpoint's network by keys and shapes, or name the nearest architecture and the differences."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from dataclasses import dataclass

from lamgui.base.errors import NetworkError
from lamgui.networks.architectures._architecture import Architecture, Configuration, Layout
from lamgui.networks.architectures._registry import ARCHITECTURES
from lamgui.networks.checkpoint.weights import without_prefixes
from lamgui.networks.user_code.template import ADAPTER_ADVICE, ADAPTER_TEMPLATE

SHOWN_DIFFERENCES = 3
LISTED_DIFFERENCES = 60
PICTURE_DIMENSIONS = 4
"""Of the weights of a convolution over pictures: channels out and in, height, width."""

COORDINATES = "imnet."
"""What keys of networks begin with that make a colour of features and a coordinate: LIIF, LTE and their kin."""

BRING_CODE = (
    "For another, its code is missing: open the .py file that defines it and choose these weights for it; on a command "
    "line, say FILE.py::Class::WEIGHTS with --trust."
)
LEAST_RESEMBLANCE = 0.1
"""Share of keys in common below which naming a nearest architecture would mislead."""


@dataclass(frozen=True)
class Recognised:
    """An architecture and its configuration; the network's keys in the file begin with `prefix`."""

    architecture: Architecture
    configuration: Configuration
    prefix: str
    notes: tuple[str, ...]


class NotRecognisedError(NetworkError):
    """No architecture of this program has a file's tensors; `share` of its keys, 0..1, are those of the nearest."""

    share: float = 0.0


@dataclass(frozen=True)
class _Resemblance:
    """How near a layout is to an architecture: the share of keys in common, and the differences."""

    share: float
    name: str
    differences: tuple[str, ...]


def recognise(layout: Layout, file_name: str) -> Recognised:
    """The network whose tensors are those of `layout`, with or without a prefix.

    Raises NetworkError naming the nearest architecture and the first tensors that differ.
    """
    variants = list(without_prefixes(layout))
    for prefix, stripped in variants:
        for architecture in ARCHITECTURES:
            configuration = architecture.detect(stripped)
            if configuration is not None:
                notes = _prefix_notes(prefix, len(layout) - len(stripped))
                return Recognised(architecture, configuration, prefix, notes)
    raise _not_recognised([stripped for _, stripped in variants], file_name)


def _prefix_notes(prefix: str, left_out: int) -> tuple[str, ...]:
    if not prefix:
        return ()
    others = f"; {left_out} other tensors of the file are not used" if left_out else ""
    return (f"keys of the file begin with '{prefix}'{others}",)


def _not_recognised(layouts: list[Layout], file_name: str) -> NetworkError:
    for key, shape in layouts[0].items():
        if len(shape) > PICTURE_DIMENSIONS:
            message = f"{file_name} is a network for volumes or videos: {_stated(key, shape)} works in 3 dimensions."
            return NetworkError(message, "Open a network that takes single pictures.")
    if any(key.startswith(COORDINATES) for layout in layouts for key in layout):
        message = f"{file_name} is a network that takes coordinates beside the picture, as LIIF does."
        return NetworkError(message, f"{BRING_CODE} {ADAPTER_ADVICE}", ADAPTER_TEMPLATE)
    nearest = max(
        (_resemblance(architecture, layout) for layout in layouts for architecture in ARCHITECTURES),
        key=lambda resemblance: resemblance.share,
    )
    supported = ", ".join(architecture.name for architecture in ARCHITECTURES)
    advice = f"Supported are {supported}, of any width and depth. {BRING_CODE}"
    if nearest.share < LEAST_RESEMBLANCE:
        first = "; ".join(_stated(key, shape) for key, shape in list(layouts[0].items())[:SHOWN_DIFFERENCES])
        message = f"{file_name} is not a network that this program can build: its tensors begin {first}."
        return NotRecognisedError(message, advice)
    shown = "; ".join(nearest.differences[:SHOWN_DIFFERENCES])
    more = len(nearest.differences) - SHOWN_DIFFERENCES
    rest = f"; and {more} more" if more > 0 else ""
    message = f"{file_name} is not a network that this program can build. Nearest is {nearest.name}, but {shown}{rest}."
    error = NotRecognisedError(message, advice, "\n".join(nearest.differences[:LISTED_DIFFERENCES]))
    error.share = nearest.share
    return error


def _resemblance(architecture: Architecture, layout: Layout) -> _Resemblance:
    """The best over the dialects, with the sizes read off the layout or those of the example."""
    best = _Resemblance(0.0, architecture.name, ())
    for configuration in (*architecture.readings(layout), *architecture.examples(layout)):
        expected = architecture.layout(configuration)
        renamed = {configuration.keys.get(key, key): (key, shape) for key, shape in layout.items()}
        share = len(expected.keys() & renamed.keys()) / len(expected.keys() | renamed.keys())
        if share > best.share:
            best = _Resemblance(share, architecture.name, tuple(_differences(architecture.name, expected, renamed)))
    return best


def _differences(name: str, expected: Layout, found: dict[str, tuple[str, tuple[int, ...]]]) -> Iterator[str]:
    """In turn a missing tensor, an unknown one, and one of another shape."""
    missing = [f"{_stated(key, shape)} is missing" for key, shape in expected.items() if key not in found]
    unknown = [
        f"{_stated(key, shape)} is unknown to {name}" for ours, (key, shape) in found.items() if ours not in expected
    ]
    misshapen = [
        f"{_stated(key, shape)} should be {_sizes(expected[ours])}"
        for ours, (key, shape) in found.items()
        if expected.get(ours, shape) != shape
    ]
    for together in itertools.zip_longest(missing, unknown, misshapen):
        yield from (difference for difference in together if difference is not None)


def _stated(key: str, shape: tuple[int, ...]) -> str:
    return f"{key} {_sizes(shape)}"


def _sizes(shape: tuple[int, ...]) -> str:
    return "x".join(map(str, shape)) if shape else "(a single number)"
