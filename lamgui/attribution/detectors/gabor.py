"""The Gabor detector: stripes of one angle and wavelength, in any phase."""

from __future__ import annotations

from lamgui.attribution.detectors.gabor_filter import Gabor, gabor_kernels
from lamgui.attribution.detectors.kind import Density, DetectorKind


def _energy(gabor: Gabor) -> Density:
    from lamgui.attribution.detectors.gabor_energy import GaborEnergy

    return GaborEnergy(gabor)


DETECTOR = DetectorKind(
    name="gabor",
    title="Gabor",
    formula="D = Σ √(even² + odd²): stripes of one angle and wavelength, in any phase.",
    density_of=_energy,
    options=Gabor,
    filters=gabor_kernels,
    filters_tooltip="The Gabor filter as it is, a block a pixel, in its two phases. D sums the root of both squared "
    "responses over all places inside the patch.",
)
