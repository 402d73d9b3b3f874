"""What a run shows while it goes: arrays and numbers only, free of torch and Qt."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from lamgui.attribution.patch import Patch
from lamgui.base.arrays import Floats
from lamgui.imaging.prepare import Prepared
from lamgui.maps.pictures import Pictures
from lamgui.maps.result import Curves
from lamgui.networks.entry import NetworkFacts


class Stage(StrEnum):
    """What a run is doing."""

    LOADING = "loading"
    """The picture is prepared and the network read."""
    RESTORING = "restoring"
    COARSE = "coarse"
    FULL = "full"


@dataclass(frozen=True, eq=False)
class Progress:
    """A run on its way, from its network's file to its last step: what is None is not known yet."""

    stage: Stage
    step: int = 0
    total: int = 0
    elapsed_s: float = 0.0
    pictures: Pictures | None = None
    curves: Curves | None = None
    partial: Floats | None = None
    """Σ_c of the sum so far, (h, w), signed."""
    device: str = ""
    memory_bytes: int = 0
    activation_bytes: int = 0
    """What a pass is expected to keep in memory; 0 before that is known."""
    free_bytes: int = 0
    """What was free for it."""
    prepared: Prepared | None = None
    """The picture as the network takes it; None where it was prepared before the run."""
    scale: int = 0
    """Of the network, or the likely one until it is loaded; 0 as long as nothing is prepared."""
    facts: NetworkFacts | None = None
    words: str = ""
    """What is being done while the network is loaded; empty where there is nothing to add to the stage."""
    patch: Patch | None = None
    """The patch in use: the one that was asked for, moved inside where the SR picture is smaller."""

    @property
    def remaining_s(self) -> float | None:
        """Seconds left at the pace so far; None before the first step."""
        return None if self.step == 0 else self.elapsed_s / self.step * (self.total - self.step)
