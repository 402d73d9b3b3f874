"""What some detectors are told beside their name: a Gabor filter's angle and wavelength, a function of the user's."""

from __future__ import annotations

import math
from dataclasses import dataclass
from pathlib import Path

from lamgui.base.errors import SettingsError

MIN_WAVELENGTH_PX, MAX_WAVELENGTH_PX = 2.0, 64.0
"""Shorter waves do not exist on a grid of pixels; longer ones need patches that nobody looks at."""

MAX_ANGLE_DEG = 180.0
HASH_LETTERS = 12
"""Of a sha256 in words."""


@dataclass(frozen=True)
class Gabor:
    """A wave under a Gaussian: stripes of `wavelength_px` SR pixels that follow each other in direction `angle_deg`.

    0 degrees points right, so that the stripes stand upright; 90 points up. Both phases of the wave count, so that 0
    and 180 degrees are the same.
    """

    angle_deg: float = 0.0
    wavelength_px: float = 4.0

    def __post_init__(self) -> None:
        if not math.isfinite(self.angle_deg) or not 0 <= self.angle_deg <= MAX_ANGLE_DEG:
            raise SettingsError(
                f"The Gabor filter's angle is {self.angle_deg:g} degrees.", f"Choose 0 to {MAX_ANGLE_DEG:g}."
            )
        if not MIN_WAVELENGTH_PX <= self.wavelength_px <= MAX_WAVELENGTH_PX:
            raise SettingsError(
                f"The Gabor filter's wavelength is {self.wavelength_px:g} SR pixels.",
                f"Choose {MIN_WAVELENGTH_PX:g} to {MAX_WAVELENGTH_PX:g}.",
            )

    @property
    def reach_px(self) -> int:
        """How far the filter goes from its middle pixel, along each side: one wavelength."""
        return math.ceil(self.wavelength_px)

    @property
    def side_px(self) -> int:
        """Side of the filter, which is also the smallest patch that it fits into."""
        return 2 * self.reach_px + 1

    @property
    def words(self) -> str:
        """What it is tuned to."""
        return f"{self.angle_deg:g}°, wavelength {self.wavelength_px:g} SR px"

    def require_room(self, patch_px: int) -> None:
        """Raise SettingsError where a patch of this side does not hold the filter once."""
        if self.side_px > patch_px:
            longest = longest_wavelength_px(patch_px)
            shorter = f", or a wavelength of at most {longest:g}" if longest >= MIN_WAVELENGTH_PX else ""
            raise SettingsError(
                f"A Gabor filter of wavelength {self.wavelength_px:g} SR pixels is {self.side_px} pixels wide, "
                f"but the patch only {patch_px}.",
                f"Take a patch of at least {self.side_px}{shorter}.",
            )


def longest_wavelength_px(patch_px: int) -> float:
    """The longest wave whose filter fits into a patch of this side; less than is allowed where none does."""
    return min(MAX_WAVELENGTH_PX, float((patch_px - 1) // 2))


@dataclass(frozen=True)
class OwnDetector:
    """A function of a .py file of the user's, by name and by the hash of the file that was seen.

    `path` is where the file lies on this machine; None where a figure named the detector and it was not found yet.
    """

    function: str
    file_name: str
    sha256: str
    path: Path | None = None

    def __post_init__(self) -> None:
        if not self.function.isidentifier():
            raise SettingsError(
                f"{self.function!r} is no name of a function.", "Say which function of the file is the detector."
            )

    @property
    def words(self) -> str:
        """Which function it is, and the beginning of its file's hash."""
        return f"{self.function} of {self.file_name}, sha256 {self.sha256[:HASH_LETTERS]}"
