"""What a run shows while it goes: arrays and numbers only, free of torch and Qt."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from lamgui.attribution.patch import Patch
from lamgui.base.arrays import Floats
from lamgui.base.wording import seconds_in_words
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
    """Passes of the present level and those before it."""
    elapsed_s: float = 0.0
    pictures: Pictures | None = None
    curves: Curves | None = None
    partial: Floats | None = None
    """Σ_c of the sum so far, (h, w), signed."""
    device: str = ""
    memory_bytes: int = 0
    activation_bytes: int = 0
    """What the run is expected to hold at most, beside the program; 0 before that is known."""
    free_bytes: int = 0
    """What it may take: the share of what was free when it began, or what the budget leaves."""
    prepared: Prepared | None = None
    """The picture as the network takes it; None where it was prepared before the run."""
    scale: int = 0
    """Of the network, or the likely one until it is loaded; 0 as long as nothing is prepared."""
    facts: NetworkFacts | None = None
    words: str = ""
    """What is being done while the network is loaded; empty where there is nothing to add to the stage."""
    patch: Patch | None = None
    """The patch in use: the one that was asked for, moved inside where the SR picture is smaller."""
    most: int = 0
    """Passes of the whole run at most, where steps are found automatically; 0 where it is known how many there are."""

    @property
    def remaining_s(self) -> float | None:
        """Seconds left of the present level at the pace so far; None before the first step."""
        return None if self.step == 0 else self.elapsed_s / self.step * (self.total - self.step)

    @property
    def remaining_at_most_s(self) -> float | None:
        """Seconds left of the whole run at that pace if every level is needed; None before the first step."""
        return None if self.step == 0 else self.elapsed_s / self.step * (max(self.total, self.most) - self.step)

    @property
    def passes_in_words(self) -> str:
        """How many of how many passes are done: "34 of 54 passes", "6 of 18 to 54 passes" where levels may follow."""
        most = f" to {self.most}" if self.most > self.total else ""
        return f"{self.step} of {self.total}{most} passes"

    @property
    def left_in_words(self) -> str:
        """How long the run still takes, as "2.1 s left", or "1.2 s to 9.5 s left"; empty before that is known."""
        least, most = self.remaining_s, self.remaining_at_most_s
        if not least and not most:
            return ""
        most_words = "" if most is None else seconds_in_words(most)
        if not least:
            return f"at most {most_words} left"
        least_words = seconds_in_words(least)
        return f"{least_words} left" if self.most <= self.total else f"{least_words} to {most_words} left"
