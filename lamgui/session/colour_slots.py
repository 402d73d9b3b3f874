"""Which network has which of the comparison's colours: given at the first tick, whatever is sorted or hidden later."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from lamgui.networks.entry import NetworkEntry

SLOTS = 12
"""As many as there are colours that can be told apart."""

BySlot = tuple[NetworkEntry | None, ...]
"""Networks by the slot of their colour; None where a slot is free."""


def with_slots(by_slot: BySlot, ticked: Sequence[NetworkEntry]) -> BySlot:
    """The networks by slot, those that are ticked among them; all that have one keep theirs while there are slots.

    Where all slots are taken, a new network takes the first whose network is not ticked.
    """
    in_use = {entry.path for entry in ticked}
    for entry in ticked:
        slot = slot_of(by_slot, entry)
        if slot >= SLOTS:
            slot = next((k for k, other in enumerate(by_slot) if other is None or other.path not in in_use), slot)
        by_slot = (*by_slot[:slot], entry, *by_slot[slot + 1 :])
    return by_slot


def slot_of(by_slot: BySlot, network: NetworkEntry) -> int:
    """The slot of a network, by its file: names and conventions may change; the first free one if it has none."""
    paths = [None if entry is None else entry.path for entry in by_slot]
    return paths.index(network.path) if network.path in paths else [*paths, None].index(None)


def at_slots(networks: Iterable[tuple[NetworkEntry, int]]) -> BySlot:
    """The networks at the slots that are stated for them; the first of several at one slot."""
    stated: dict[int, NetworkEntry] = {}
    for network, slot in networks:
        stated.setdefault(slot, network)
    return tuple(stated.get(slot) for slot in range(1 + max(stated, default=-1)))
