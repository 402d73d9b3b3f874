"""What an architecture declares: its paper, how to build it, and how to read its sizes off a checkpoint."""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field, fields, replace
from functools import cached_property
from typing import Any

import torch
from torch import Tensor, nn

from lamgui.attribution.receptive_field import ReceptiveField
from lamgui.imaging.colour import Colour
from lamgui.networks.value_range import ValueRange, white_of

Layout = Mapping[str, tuple[int, ...]]
"""Shape of every tensor of a checkpoint, by key."""


@dataclass(frozen=True)
class Paper:
    """Where a network was published; `str()` gives the short citation."""

    authors: str
    venue: str
    year: int

    def __str__(self) -> str:
        return f"{self.authors}, {self.venue} {self.year}"


def _nothing_renamed(_layout: Layout) -> Mapping[str, str]:
    return {}


@dataclass(frozen=True)
class Dialect:
    """How one code base names an architecture's tensors, and the arguments that no tensor shows.

    `rename` maps keys of the file to keys of our module; a key that it leaves out stays as it is.
    `arguments` go to the constructor. Tensors whose keys start with `not_stored` are constants of the module.
    """

    name: str
    rename: Callable[[Layout], Mapping[str, str]] = _nothing_renamed
    arguments: Mapping[str, Any] = field(default_factory=dict)
    not_stored: tuple[str, ...] = ()


OWN_NAMES = Dialect("official")

COUNTER = ".num_batches_tracked"
"""End of the key of a batch normalisation's count of training steps: files of before torch 0.4.1 have none."""


def renamed_modules(layout: Layout, modules: Mapping[str, str]) -> Mapping[str, str]:
    """Key map from a map of module paths: `{"shrink.0": "mid_part.0"}` moves its weight and its bias."""
    split = {key: key.rpartition(".") for key in layout}
    return {key: f"{modules[path]}.{leaf}" for key, (path, _, leaf) in split.items() if path in modules}


Rule = tuple[str, str | Callable[[re.Match[str]], str]]
"""A pattern at the start of a key, and what takes the place of what it matches."""


def renamed_by(*rules: Rule) -> Callable[[Layout], Mapping[str, str]]:
    """A key map from patterns: the first of `rules` that matches the start of a key rewrites it, others stay."""

    def rename(layout: Layout) -> Mapping[str, str]:
        renamed: dict[str, str] = {}
        for key in layout:
            for pattern, replacement in rules:
                if found := re.match(pattern, key):
                    start = found.expand(replacement) if isinstance(replacement, str) else replacement(found)
                    renamed[key] = start + key[found.end() :]
                    break
        return renamed

    return rename


def shifted(prefix: str, by: int, suffix: str = "") -> Callable[[re.Match[str]], str]:
    """A replacement: `prefix`, the number that group 1 matched plus `by`, `suffix`."""
    return lambda found: f"{prefix}{int(found[1]) + by}{suffix}"


@dataclass(frozen=True)
class Configuration:
    """All that is needed to build a network and to feed it.

    `arguments` are the constructor's, without scale. `scales` are those that the file holds, any of which can be
    chosen. `receptive_field` and `multiple_of` are stated where the file's variant differs from the architecture.
    `undecided` names what the file does not state (a field of this class or an argument) with its candidates, the
    likeliest first.
    """

    scale: int
    channels: int = 3
    value_range: ValueRange = 1.0
    colour: Colour = Colour.RGB
    arguments: Mapping[str, Any] = field(default_factory=dict)
    scales: tuple[int, ...] = ()
    receptive_field: ReceptiveField | None = None
    multiple_of: int | None = None
    undecided: Mapping[str, tuple[Any, ...]] = field(default_factory=dict)
    dialect: Dialect = OWN_NAMES
    keys: Mapping[str, str] = field(default_factory=dict)

    def candidates(self) -> Iterator[Configuration]:
        """Every way to decide what is undecided, the likeliest first."""
        for values in itertools.product(*self.undecided.values()):
            yield self.decided(dict(zip(self.undecided, values, strict=True)))

    def decided(self, values: Mapping[str, Any]) -> Configuration:
        """This configuration with `values` set and no longer undecided."""
        own = {name: value for name, value in values.items() if name in {f.name for f in fields(self)}}
        arguments = {**self.arguments, **{name: value for name, value in values.items() if name not in own}}
        left = {name: options for name, options in self.undecided.items() if name not in values}
        return replace(self, **own, arguments=arguments, undecided=left)

    def value_of(self, name: str) -> Any:
        """The value of a field or argument that `undecided` names."""
        return self.arguments[name] if name in self.arguments else getattr(self, name)


_SHAPING = ("scale", "channels", "arguments")
"""Fields of a configuration that decide shapes."""


def _no_stored_range(_weights: Mapping[str, Tensor]) -> float | None:
    return None


@dataclass(frozen=True)
class Architecture:
    """A lineage of networks that one file of `architectures` implements.

    `landmarks` are 4-dimensional tensors that every member has, under our names; `read_off` turns a layout that
    has them into a configuration, or None. `value_ranges` and `colours` (by number of channels) are the
    conventions seen in released files, the likeliest first; `stored_range` reads the range off weights that show it.
    The module takes pictures whose sides are multiples of `multiple_of` and at least `minimum_px`.
    """

    name: str
    paper: Paper
    build: Callable[[Configuration], nn.Module]
    read_off: Callable[[Layout], Configuration | None]
    example: Configuration
    landmarks: tuple[str, ...]
    receptive_field: ReceptiveField
    dialects: tuple[Dialect, ...] = (OWN_NAMES,)
    multiple_of: int = 1
    minimum_px: int = 1
    value_ranges: tuple[float, ...] = (1.0, 255.0)
    colours: Mapping[int, tuple[Colour, ...]] = field(
        default_factory=lambda: {3: (Colour.RGB,), 1: (Colour.Y, Colour.GREY)},
    )
    stored_range: Callable[[Mapping[str, Tensor]], float | None] = _no_stored_range

    def detect(self, layout: Layout) -> Configuration | None:
        """The configuration whose tensors are exactly those of `layout`, in any dialect; None if there is none.

        Counts of training steps, which nothing depends on, may be missing.
        """
        for configuration in self.readings(layout):
            renamed = {configuration.keys.get(key, key): shape for key, shape in layout.items()}
            wanted = self.layout(configuration)
            counted = {key: shape for key, shape in wanted.items() if key.endswith(COUNTER) and key not in renamed}
            if {**renamed, **counted} == wanted:
                return configuration
        return None

    def readings(self, layout: Layout) -> Iterator[Configuration]:
        """The configuration of `layout` in each dialect whose landmarks it has; other tensors may still differ."""
        if any(0 in shape for shape in layout.values()):
            return
        for dialect in self.dialects:
            try:
                keys = dialect.rename(layout)
                renamed = {keys.get(key, key): shape for key, shape in layout.items()}
                if not all(len(renamed.get(key, ())) == 4 for key in self.landmarks):
                    continue
                read = self.read_off(renamed)
            except (LookupError, ArithmeticError, ValueError):
                # A tensor beside the landmarks is missing, or is of a shape that no member has.
                continue
            if read is not None and read.channels in self.colours:
                yield self._completed(read, dialect, keys)

    def examples(self, layout: Layout) -> Iterator[Configuration]:
        """The example with the names of each dialect: what to compare with a `layout` without the landmarks."""
        for dialect in self.dialects:
            with suppress(ValueError):
                yield self._completed(self.example, dialect, dialect.rename(layout))

    def layout(self, configuration: Configuration) -> Layout:
        """Shapes of the tensors, under our names, that a file of this configuration stores.

        Empty where no module can be built with its sizes.
        """
        is_example = all(getattr(configuration, name) == getattr(self.example, name) for name in _SHAPING)
        shapes = self._example_shapes if is_example else self._shapes(configuration)
        constants = configuration.dialect.not_stored
        return {key: shape for key, shape in shapes.items() if not (constants and key.startswith(constants))}

    @cached_property
    def _example_shapes(self) -> Layout:
        return self._shapes(self.example)

    def _shapes(self, configuration: Configuration) -> Layout:
        try:
            with torch.device("meta"):
                tensors = self.build(configuration).state_dict()
        except (ValueError, RuntimeError, ArithmeticError, LookupError):
            return {}
        return {key: tuple(tensor.shape) for key, tensor in tensors.items()}

    def _completed(self, read: Configuration, dialect: Dialect, keys: Mapping[str, str]) -> Configuration:
        colours = self.colours[read.channels]
        return replace(
            read,
            value_range=self.value_ranges[0],
            colour=colours[0],
            arguments={**read.arguments, **dialect.arguments},
            undecided={**read.undecided, "value_range": self.value_ranges, "colour": colours},
            dialect=dialect,
            keys=keys,
        )


def building(network: Callable[..., nn.Module], *fields: str) -> Callable[[Configuration], nn.Module]:
    """A builder that calls `network` with the configuration's arguments and those of its `fields`.

    As `value_range` it is given the value of white.
    """

    def build(configuration: Configuration) -> nn.Module:
        known = {"value_range": white_of(configuration.value_range)}
        stated = {name: known[name] if name in known else getattr(configuration, name) for name in fields}
        return network(**{**stated, **configuration.arguments})

    return build
