"""Whether a loaded network restores a picture twice in the same way: always, with a seed, or never."""

from __future__ import annotations

from dataclasses import replace

import torch

from lamgui.networks.entry import Repeats
from lamgui.networks.network import Network
from lamgui.networks.noise import SameNoise, agree
from lamgui.networks.placed import Forward

SIDE_PX = 24
"""Side of the picture that is restored twice."""

NOTES = {
    Repeats.ALWAYS: (),
    Repeats.SEEDED: ("draws random numbers: two passes over one picture differ, unless they begin with the same seed",),
    Repeats.NEVER: ("draws random numbers from a generator of its own: two passes over one picture differ",),
}
"""The note on it among the network's facts."""


def repeats_of(network: Network) -> Repeats:
    """Compares two passes over one picture, and where they differ two more that begin with one seed."""
    placed = network.placed("cpu", torch.float32)
    rows = torch.linspace(0.2, 0.8, SIDE_PX)
    picture = (rows[:, None] * rows.flip(0)[None, :]).expand(1, network.facts.channels, -1, -1)
    if _repeats(placed, picture):
        return Repeats.ALWAYS
    seeded = replace(placed, module=SameNoise(placed.module, seed=0))
    return Repeats.SEEDED if _repeats(seeded, picture) else Repeats.NEVER


def _repeats(restore: Forward, picture: torch.Tensor) -> bool:
    with torch.no_grad():
        return agree(restore(picture), restore(picture))
