"""What is added to a clean picture for a network that keeps a picture's size: noise, blur, or the traces of JPEG."""

from __future__ import annotations

import math
from dataclasses import dataclass
from enum import StrEnum

from lamgui.base.errors import SettingsError

LARGEST_SEED = 2**32 - 1


class DegradationKind(StrEnum):
    """How a picture is degraded."""

    NONE = "none"
    NOISE = "noise"
    """Gaussian, drawn for R, G and B apart; in a grey picture, whose channels are equal, the same in all three."""
    GREY_NOISE = "grey-noise"
    """Gaussian, the same in R, G and B: for networks that take one channel."""
    JPEG = "jpeg"
    BLUR = "blur"


NOISES = frozenset({DegradationKind.NOISE, DegradationKind.GREY_NOISE})
LIMITS = {
    DegradationKind.NONE: (0.0, 0.0),
    DegradationKind.NOISE: (0.0, 255.0),
    DegradationKind.GREY_NOISE: (0.0, 255.0),
    DegradationKind.JPEG: (1.0, 100.0),
    DegradationKind.BLUR: (0.0, 50.0),
}
"""Of the strength: σ of noise in levels of 0..255, quality of JPEG, σ of blur in pixels."""


@dataclass(frozen=True)
class Degradation:
    """A degradation and its strength; equal ones give equal pictures.

    `strength` is σ of the noise in levels of 0..255, the quality of JPEG, or σ of the blur in pixels. `seed` is what
    the noise is drawn with. With `eight_bits` noisy and blurred values are clipped and rounded to 8 bits, as files of
    them are; else they are what the network gets. Raises SettingsError for numbers that cannot be.
    """

    kind: DegradationKind = DegradationKind.NONE
    strength: float = 0.0
    seed: int = 0
    eight_bits: bool = False

    def __post_init__(self) -> None:
        low, high = LIMITS[self.kind]
        is_whole = self.kind is not DegradationKind.JPEG or self.strength == int(self.strength)
        if not (math.isfinite(self.strength) and low <= self.strength <= high and is_whole):
            kind = "A whole number" if self.kind is DegradationKind.JPEG else "A number"
            raise SettingsError(
                f"{self.strength:g} is no strength of {self.kind}.", f"{kind} from {low:g} to {high:g} is."
            )
        if not 0 <= self.seed <= LARGEST_SEED:
            raise SettingsError(f"{self.seed} is no seed.", f"Whole numbers from 0 to {LARGEST_SEED} are.")
        # What has no meaning for a kind must not tell equal degradations apart.
        object.__setattr__(self, "strength", float(self.strength))
        if self.kind not in NOISES:
            object.__setattr__(self, "seed", 0)
        if self.kind in (DegradationKind.NONE, DegradationKind.JPEG):
            object.__setattr__(self, "eight_bits", False)

    @property
    def spec(self) -> str:
        """As `degradation_from` reads it, without seed and rounding: noise:25."""
        return self.kind.value if self.kind is DegradationKind.NONE else f"{self.kind}:{self.strength:.10g}"

    @property
    def words(self) -> str:
        """For captions, such as "noise σ 25 of 255 (seed 0, not clipped)"; empty for none."""
        match self.kind:
            case DegradationKind.NONE:
                return ""
            case DegradationKind.JPEG:
                return f"JPEG of quality {self.strength:.10g}"
            case DegradationKind.BLUR:
                return f"blur σ {self.strength:.10g} px ({self._rounding})"
            case _:
                name = "noise" if self.kind is DegradationKind.NOISE else "grey noise"
                return f"{name} σ {self.strength:.10g} of 255 (seed {self.seed}, {self._rounding})"

    @property
    def _rounding(self) -> str:
        return "rounded to 8 bits" if self.eight_bits else "not clipped"


NO_DEGRADATION = Degradation()


def degradation_from(text: str, seed: int = 0, eight_bits: bool = False) -> Degradation:
    """The degradation that `noise:25`, `grey-noise:25`, `jpeg:30`, `blur:1.6` or `none` states.

    Raises SettingsError for anything else.
    """
    name, _, number = text.strip().partition(":")
    try:
        kind = DegradationKind(name)
        strength = 0.0 if kind is DegradationKind.NONE and not number else float(number)
    except ValueError as error:
        raise SettingsError(
            f"{text!r} is no degradation.", "It is noise:25, grey-noise:25, jpeg:30, blur:1.6 or none."
        ) from error
    return Degradation(kind, strength, seed, eight_bits)
