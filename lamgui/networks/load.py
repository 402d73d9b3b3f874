"""From a network's entry to a network: read the file, recognise it, settle its conventions, check that it restores."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from lamgui.errors import NetworkError
from lamgui.networks.architecture import Configuration
from lamgui.networks.assemble import Parts
from lamgui.networks.checkpoint import read_checkpoint
from lamgui.networks.conventions import CHANNELS
from lamgui.networks.entry import NetworkEntry
from lamgui.networks.network import Network
from lamgui.networks.probe import choose
from lamgui.networks.recognise import recognise


@dataclass(frozen=True, eq=False)
class Settled:
    """A checkpoint with every open question decided, and how what the file does not state was found."""

    parts: Parts
    configuration: Configuration
    notes: tuple[str, ...]

    def assembled(self) -> Network:
        """The network, on the CPU in single precision."""
        return self.parts.assembled(self.configuration, self.notes)


def load_network(entry: NetworkEntry) -> Network:
    """The network of a checkpoint, on the CPU, with all that was found out about it in its facts; see `settle`."""
    return settle(entry).assembled()


def settle(entry: NetworkEntry) -> Settled:
    """Read and recognise a checkpoint, and decide how it is built and fed.

    What the entry states is taken; what it leaves open is read off the weights, or found by trying on a drawn
    chart. Weights that restore nothing load all the same, with a note. Raises NetworkError for a file that cannot
    be read or is no network that can be built, and for a scale or colour that the network cannot have.
    """
    checkpoint = read_checkpoint(entry.path)
    found = recognise(checkpoint.layout, entry.path.name)
    parts = Parts(entry.name, found, checkpoint)
    stated = _stated(found.configuration, entry)
    notes = [*checkpoint.notes, *found.notes]
    if "value_range" not in stated and (stored := parts.stored_range()) is not None:
        stated["value_range"] = stored
        notes.append(f"values 0..{stored:g}, by the mean colour that the file holds")
    verdict = choose(found.configuration.decided(stated), parts.assembled)
    if len(held := found.configuration.scales) > 1:
        notes.append(f"holds scales {', '.join(map(str, held))}, of which {verdict.configuration.scale} is used")
    return Settled(parts, verdict.configuration, (*notes, *verdict.notes))


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
