"""The Gabor filter: how much of one angle and wavelength a patch holds; numpy alone, so that the window draws it."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from lamgui.attribution.options import NumberOption, Options, option
from lamgui.base.arrays import Doubles
from lamgui.base.errors import SettingsError

SIGMA_PER_WAVELENGTH = 0.4
"""σ of the envelope in wavelengths; where the filter ends, one wavelength from its middle, the envelope is 0.04."""

ANGLE = NumberOption(
    label="Angle θ",
    flag="gabor-angle",
    subject="The Gabor filter's angle",
    unit="degrees",
    default=0.0,
    low=0.0,
    high=180.0,
    step=15.0,
    tooltip="Direction in which the stripes of the Gabor filter follow each other: 0° to the right, 90° upwards.",
    help="direction in which the stripes of the Gabor filter follow each other; 0 is right, 90 up",
    suffix="°",
    metavar="DEGREES",
    decimals=1,
)
WAVELENGTH = NumberOption(
    label="Wave λ",
    flag="gabor-wavelength",
    subject="The Gabor filter's wavelength",
    unit="SR pixels",
    default=4.0,
    # Shorter waves do not exist on a grid of pixels; longer ones need patches larger than is usual.
    low=2.0,
    high=64.0,
    step=0.5,
    tooltip="Wavelength, from stripe to stripe, in SR pixels. The filter is 2⌈λ⌉ + 1 pixels wide and must fit into the "
    "patch.",
    help="of the Gabor filter, in SR pixels",
    suffix=" SR px",
    metavar="PX",
)


@dataclass(frozen=True)
class Gabor(Options):
    """A wave under a Gaussian: stripes of `wavelength_px` SR pixels that follow each other in direction `angle_deg`.

    0 degrees points right, so that the stripes stand upright; 90 points up. Both phases of the wave count, so that 0
    and 180 degrees are the same.
    """

    angle_deg: float = option(ANGLE)
    wavelength_px: float = option(WAVELENGTH)

    @classmethod
    def largest(cls, name: str, patch_px: int) -> float:
        """The longest wave whose filter fits into a patch of this side; the angle is free."""
        most = super().largest(name, patch_px)
        return min(most, float((patch_px - 1) // 2)) if name == "wavelength_px" else most

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
        """Angle and wavelength, short."""
        return f"{self.angle_deg:g}°, wavelength {self.wavelength_px:g} SR px"

    @property
    def sentence(self) -> str:
        """Angle and wavelength, in a sentence."""
        return f"at {self.angle_deg:g} degrees, wavelength {self.wavelength_px:g} SR pixels"

    def require_room(self, patch_px: int) -> None:
        """Raise SettingsError where a patch of this side does not hold the filter once."""
        if self.side_px > patch_px:
            longest = self.largest("wavelength_px", patch_px)
            shorter = f", or a wavelength of at most {longest:g}" if longest >= WAVELENGTH.low else ""
            raise SettingsError(
                f"A Gabor filter of wavelength {self.wavelength_px:g} SR pixels is {self.side_px} pixels wide, "
                f"but the patch only {patch_px}.",
                f"Take a patch of at least {self.side_px}{shorter}.",
            )


def gabor_kernels(gabor: Gabor) -> Doubles:
    """Both phases of the filter, (2, side, side): rows go down, columns to the right.

    With u the columns and v the rows from the middle, -reach <= u, v <= reach = ceil(λ), t = u cos θ - v sin θ
    (v counts down, angles go counter-clockwise) and the envelope w = exp(-(u² + v²) / (2 (0.4 λ)²)) divided by its
    sum:

    even = 2 w (cos(2π t / λ) - m) with m = Σ w cos(2π t / λ), and odd = 2 w sin(2π t / λ).

    Both sum to 0, so that brightness alone is no response; to a grating of the filter's own angle and wavelength and
    of amplitude a, the root of the sum of their squared responses is about a, wherever its crests are.
    """
    offsets = np.arange(-gabor.reach_px, gabor.reach_px + 1, dtype=np.float64)
    u, v = offsets[None, :], offsets[:, None]
    angle, sigma = np.deg2rad(gabor.angle_deg), SIGMA_PER_WAVELENGTH * gabor.wavelength_px
    phase = 2 * np.pi * (u * np.cos(angle) - v * np.sin(angle)) / gabor.wavelength_px
    envelope = np.exp(-(u**2 + v**2) / (2 * sigma**2))
    envelope /= envelope.sum()
    even = envelope * (np.cos(phase) - (envelope * np.cos(phase)).sum())
    return 2 * np.stack([even, envelope * np.sin(phase)])
