"""From a network's entry to a network: read the file, recognise it, settle its conventions, check that it restores."""

from __future__ import annotations

import traceback
from collections.abc import Generator
from dataclasses import dataclass, replace
from typing import Any

from lamgui.base.errors import NetworkError, first_line
from lamgui.base.generators import finished
from lamgui.networks.architectures._architecture import Configuration
from lamgui.networks.conventions import CHANNELS
from lamgui.networks.entry import NetworkEntry, Question
from lamgui.networks.loading.open import Makings, open_network
from lamgui.networks.loading.probe import choosing
from lamgui.networks.network import Network


@dataclass(frozen=True, eq=False)
class Settled:
    """A file with every open question decided, and how what it does not state was found."""

    makings: Makings
    configuration: Configuration
    notes: tuple[str, ...]
    scales: tuple[int, ...] = ()
    questions: tuple[Question, ...] = ()

    def assembled(self) -> Network:
        """The network, on the CPU in single precision."""
        network = self.makings.assembled(self.configuration, self.notes)
        network.facts = replace(network.facts, scales=self.scales, questions=self.questions)
        return network.with_field()


def load_network(entry: NetworkEntry) -> Network:
    """The network of a file, on the CPU, with all that was found out about it in its facts; see `settling`."""
    return settle(entry).assembled()


def settle(entry: NetworkEntry) -> Settled:
    """Do all steps of `settling` at once."""
    return finished(settling(entry))


def settling(entry: NetworkEntry) -> Generator[None, None, Settled]:
    """Open a network's file, and decide how it is built and fed, a trial a step.

    What the entry states is taken; what it leaves open is read off the weights, or found by trying on a drawn
    chart. Weights that restore nothing load all the same, with a note. Raises NetworkError for a file that cannot
    be read or is no network that can be built, and for a scale or colour that the network cannot have; TrustNeeded
    for a program that the user has not said yes to.
    """
    yield
    opened = open_network(entry)
    yield
    stated = _stated(opened.configuration, entry)
    notes = [*opened.notes]
    if "value_range" not in stated and (stored := opened.makings.stored_range()) is not None:
        stated["value_range"] = stored
        notes.append(f"values 0..{stored:g}, by the mean colour that the file holds")
    try:
        verdict = yield from choosing(opened.configuration.decided(stated), opened.makings.assembled)
    except (RuntimeError, ValueError, TypeError, IndexError) as error:
        message = f"{entry.path.name} was read, but fails on a test picture: {first_line(error)}."
        advice = "Take another checkpoint of it; in code of your own, the details say what fails."
        raise NetworkError(message, advice, "".join(traceback.format_exception(error))) from error
    if len(held := opened.configuration.scales) > 1:
        notes.append(f"holds scales {', '.join(map(str, held))}, of which {verdict.configuration.scale} is used")
    scales = tuple(sorted(held or opened.configuration.undecided.get("scale", (verdict.configuration.scale,))))
    return Settled(opened.makings, verdict.configuration, (*notes, *verdict.notes), scales, verdict.questions)


def _stated(configuration: Configuration, entry: NetworkEntry) -> dict[str, Any]:
    """What the entry settles, which must be possible for the network."""
    stated: dict[str, Any] = {}
    if entry.value_range is not None:
        stated["value_range"] = entry.value_range
    if entry.colour is not None:
        possible = [colour for colour, channels in CHANNELS.items() if channels == configuration.channels]
        if entry.colour not in possible:
            message = f"{entry.path.name} takes {configuration.channels} channels, which cannot be {entry.colour}."
            raise NetworkError(message, f"Choose {' or '.join(possible)}, or leave the colour open.")
        stated["colour"] = entry.colour
    if entry.scale is not None:
        scales = configuration.scales or configuration.undecided.get("scale", (configuration.scale,))
        if entry.scale not in scales:
            listed = " or ".join(map(str, sorted(scales)))
            message = f"{entry.path.name} enlarges by {listed}, but scale {entry.scale} was asked for."
            raise NetworkError(message, f"Ask for {listed}, or choose a checkpoint made for scale {entry.scale}.")
        stated["scale"] = entry.scale
    return stated
