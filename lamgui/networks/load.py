"""From a network's entry to a network: read the file, recognise it, settle its conventions, check that it restores."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from torch import Tensor

from lamgui.errors import NetworkError
from lamgui.networks.architecture import Architecture, Configuration
from lamgui.networks.checkpoint import read_checkpoint
from lamgui.networks.conventions import CHANNELS
from lamgui.networks.entry import NetworkEntry, NetworkFacts
from lamgui.networks.network import Network
from lamgui.networks.probe import choose
from lamgui.networks.recognise import recognise


def load_network(entry: NetworkEntry) -> Network:
    """The network of a checkpoint, on the CPU, with all that was found out about it in its facts.

    What the entry states is taken; what it leaves open is read off the weights, or found by trying on a drawn
    chart. Weights that restore nothing load all the same, with a note. Raises NetworkError for a file that cannot be
    read or is no network that can be built, and for a scale or colour that the network cannot have.
    """
    checkpoint = read_checkpoint(entry.path)
    found = recognise(checkpoint.layout, entry.path.name)
    own = {key: tensor for key, tensor in checkpoint.tensors.items() if key.startswith(found.prefix)}
    keys = found.configuration.keys
    stripped = {key.removeprefix(found.prefix): tensor for key, tensor in own.items()}
    weights = {keys.get(key, key): tensor for key, tensor in stripped.items()}
    stated, reasons = _stated(found.configuration, entry, found.architecture.stored_range(weights))

    def assemble(configuration: Configuration) -> Network:
        facts = _facts(entry, found.architecture, configuration, checkpoint.sha256)
        return _assembled(found.architecture, configuration, weights, facts)

    verdict = choose(found.configuration.decided(stated), assemble)
    notes = (*checkpoint.notes, *found.notes, *reasons, *verdict.notes)
    return verdict.network.with_notes(notes)


def _stated(
    configuration: Configuration, entry: NetworkEntry, stored_range: float | None
) -> tuple[dict[str, Any], tuple[str, ...]]:
    """What the entry or the weights themselves settle, and notes on what the weights say."""
    stated: dict[str, Any] = {}
    notes: list[str] = []
    if entry.value_range is not None:
        stated["value_range"] = entry.value_range
    elif stored_range is not None:
        stated["value_range"] = stored_range
        notes.append(f"values 0..{stored_range:g}, by the mean colour that the file holds")
    if entry.colour is not None:
        stated["colour"] = _allowed_colour(configuration, entry)
    if entry.scale is not None:
        stated["scale"] = _allowed_scale(configuration, entry)
    if len(configuration.scales) > 1:
        held = ", ".join(map(str, configuration.scales))
        notes.append(f"the file holds scales {held}, of which {stated.get('scale', configuration.scale)} is used")
    return stated, tuple(notes)


def _allowed_colour(configuration: Configuration, entry: NetworkEntry) -> Any:
    if entry.colour is not None and CHANNELS[entry.colour] == configuration.channels:
        return entry.colour
    possible = " or ".join(colour for colour, channels in CHANNELS.items() if channels == configuration.channels)
    message = f"{entry.path.name} takes {configuration.channels} channels, which cannot be {entry.colour}."
    raise NetworkError(message, f"Choose {possible}, or leave the colour open.")


def _allowed_scale(configuration: Configuration, entry: NetworkEntry) -> int:
    possible = configuration.scales or configuration.undecided.get("scale", (configuration.scale,))
    if entry.scale is not None and entry.scale in possible:
        return entry.scale
    listed = " or ".join(map(str, sorted(possible)))
    message = f"{entry.path.name} enlarges by {listed}, but scale {entry.scale} was asked for."
    raise NetworkError(message, f"Ask for {listed}, or choose a checkpoint made for scale {entry.scale}.")


def _assembled(
    architecture: Architecture, configuration: Configuration, weights: Mapping[str, Tensor], facts: NetworkFacts
) -> Network:
    module = architecture.build(configuration)
    constants = configuration.dialect.not_stored
    kept = {key: t for key, t in module.state_dict().items() if constants and key.startswith(constants)}
    module.load_state_dict({**kept, **weights})
    return Network(module, facts, multiple_of=architecture.multiple_of, minimum_px=architecture.minimum_px)


def _facts(entry: NetworkEntry, architecture: Architecture, configuration: Configuration, sha256: str) -> NetworkFacts:
    return NetworkFacts(
        name=entry.name,
        architecture=architecture.name,
        paper=str(architecture.paper),
        year=architecture.paper.year,
        scale=configuration.scale,
        channels=configuration.channels,
        value_range=configuration.value_range,
        colour=configuration.colour,
        parameters=0,
        receptive_field=architecture.receptive_field,
        sha256=sha256,
    )
