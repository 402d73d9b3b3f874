"""From a network's entry to a network: read the file, recognise it, find its conventions, check that it restores."""

from __future__ import annotations

import traceback
from collections.abc import Generator
from dataclasses import dataclass, replace
from typing import Any

from lamgui.base.errors import NetworkError, first_line
from lamgui.base.generators import result_of
from lamgui.networks.architectures._architecture import Configuration
from lamgui.networks.conventions import CHANNELS
from lamgui.networks.entry import NetworkEntry, Question
from lamgui.networks.loading.builders import NetworkBuilder
from lamgui.networks.loading.open import open_in_steps
from lamgui.networks.loading.probe import probe_in_steps
from lamgui.networks.loading.repeat import NOTES, repeats_of
from lamgui.networks.network import Network
from lamgui.networks.user_code.missing import GPU_ADVICE, wants_gpu
from lamgui.networks.value_range import is_possible

FAILS_ADVICE = (
    "The details say where. Where it is the size of the picture, an adapter that pads and crops it helps: a .py file "
    "of a few lines, for which there is a template."
)


@dataclass(frozen=True, eq=False)
class Resolved:
    """A file with every open question decided, and notes on how what it does not state was found."""

    builder: NetworkBuilder
    configuration: Configuration
    notes: tuple[str, ...]
    scales: tuple[int, ...] = ()
    questions: tuple[Question, ...] = ()
    restores: bool = True

    def build(self) -> Network:
        """The network, on the CPU in single precision."""
        return result_of(self.build_in_steps())

    def build_in_steps(self) -> Generator[str, None, Network]:
        """The same a step at a time, with reports in words of what is done."""
        yield "restoring one picture twice"
        network = self.builder.build(self.configuration, self.notes)
        repeats = repeats_of(network)
        notes = (*network.facts.notes, *NOTES[repeats])
        network.facts = replace(
            network.facts,
            notes=notes,
            scales=self.scales,
            questions=self.questions,
            repeats=repeats,
            restores=self.restores,
        )
        return (yield from network.with_field_in_steps())


def load_network(entry: NetworkEntry) -> Network:
    """The network of a file, on the CPU, with all that was found out about it in its facts; see `resolve_in_steps`."""
    return resolve(entry).build()


def resolve(entry: NetworkEntry) -> Resolved:
    """Do all steps of `resolve_in_steps` at once."""
    return result_of(resolve_in_steps(entry))


def resolve_in_steps(entry: NetworkEntry) -> Generator[str, None, Resolved]:
    """Open a network's file, and decide how it is built and fed, a trial a step; reports in words what is done.

    Values that the entry states are used; others are read off the weights, or found by trying on a drawn test
    chart. Weights that restore nothing are loaded nevertheless, with a note. Raises NetworkError for a file that cannot
    be read or is no network that can be built, and for a scale or colour that the network cannot have; TrustNeeded
    for a program that the user has not allowed.
    """
    opened = yield from open_in_steps(entry)
    stated = _stated(opened.configuration, entry)
    notes = [*opened.notes]
    if "value_range" not in stated and (stored := opened.builder.stored_range()) is not None:
        stated["value_range"] = stored
        notes.append(f"values 0..{stored:g}, by the mean colour that the file holds")
    try:
        decided = _with_possible_colours(opened.configuration.decided(stated))
        verdict = yield from probe_in_steps(decided, opened.builder.build)
    except (RuntimeError, ValueError, TypeError, IndexError, AssertionError, KeyError) as error:
        message = f"{entry.path.name} was read, but fails on a test picture: {first_line(error)}."
        advice = GPU_ADVICE if wants_gpu(error) else FAILS_ADVICE
        raise NetworkError(message, advice, "".join(traceback.format_exception(error))) from error
    if len(held := opened.configuration.scales) > 1:
        notes.append(f"holds scales {', '.join(map(str, held))}, of which {verdict.configuration.scale} is used")
    scales = tuple(sorted(held or opened.configuration.undecided.get("scale", (verdict.configuration.scale,))))
    return Resolved(
        opened.builder,
        verdict.configuration,
        (*notes, *verdict.notes),
        scales,
        verdict.questions,
        verdict.restores,
    )


def _with_possible_colours(configuration: Configuration) -> Configuration:
    """The configuration without colours that a stated range rules out."""
    undecided = configuration.undecided
    if "colour" not in undecided or "value_range" in undecided:
        return configuration
    colours = tuple(colour for colour in undecided["colour"] if is_possible(configuration.value_range, colour))
    return replace(configuration, undecided={**undecided, "colour": colours})


def _stated(configuration: Configuration, entry: NetworkEntry) -> dict[str, Any]:
    """The values that the entry states; raises NetworkError for those that the network cannot have."""
    stated: dict[str, Any] = {}
    if entry.colour is not None:
        possible = [colour for colour, channels in CHANNELS.items() if channels == configuration.channels]
        if entry.colour not in possible:
            message = f"{entry.path.name} takes {configuration.channels} channels, which cannot be {entry.colour}."
            raise NetworkError(message, f"Choose {' or '.join(possible)}, or leave the colour open.")
        stated["colour"] = entry.colour
    if entry.value_range is not None:
        open_colours = configuration.undecided.get("colour", (configuration.colour,))
        colours = open_colours if entry.colour is None else (entry.colour,)
        if not any(is_possible(entry.value_range, colour) for colour in colours):
            message = f"{entry.path.name} takes {colours[0]}, whose values cannot be {entry.value_range}."
            raise NetworkError(message, "Choose another range, or leave it open.")
        stated["value_range"] = entry.value_range
    if entry.scale is not None:
        scales = configuration.scales or configuration.undecided.get("scale", (configuration.scale,))
        if entry.scale not in scales:
            listed = " or ".join(map(str, sorted(scales)))
            message = f"{entry.path.name} enlarges by {listed}, but scale {entry.scale} was asked for."
            raise NetworkError(message, f"Ask for {listed}, or choose a checkpoint made for scale {entry.scale}.")
        stated["scale"] = entry.scale
    return stated
