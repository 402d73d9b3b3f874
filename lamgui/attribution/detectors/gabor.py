"""The Gabor filter as an array, by numpy alone: the same for the detector and for the picture of it in the window."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from lamgui.attribution.settings.detector_values import Gabor

SIGMA_PER_WAVELENGTH = 0.4
"""Of the envelope; where the filter ends, one wavelength from its middle, the envelope has fallen to 0.04."""


def gabor_kernels(gabor: Gabor) -> npt.NDArray[np.float64]:
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
