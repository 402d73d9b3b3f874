"""The Gabor detector against its formula, place by place, and against gratings of known angle and wavelength."""

from __future__ import annotations

import math

import numpy as np
import numpy.typing as npt
import pytest
import torch

from lamgui.attribution.detectors.detector import detect
from lamgui.attribution.detectors.gabor_filter import Gabor, gabor_kernels
from lamgui.attribution.detectors.kind import Detector
from lamgui.attribution.patch import Patch
from lamgui.attribution.settings.makers import make_detector
from lamgui.attribution.settings.settings import Settings
from lamgui.base.errors import SettingsError
from tests.attribution.networks import picture

ANGLES = (0.0, 30.0, 45.0, 90.0, 135.0)


def written_out(gabor: Gabor) -> npt.NDArray[np.float64]:
    """Both kernels by the formula of the docstring, element by element."""
    reach = math.ceil(gabor.wavelength_px)
    theta, sigma = math.radians(gabor.angle_deg), 0.4 * gabor.wavelength_px
    places = [(v, u) for v in range(-reach, reach + 1) for u in range(-reach, reach + 1)]
    weight = {(v, u): math.exp(-(u * u + v * v) / (2 * sigma**2)) for v, u in places}
    whole = sum(weight.values())
    phase = {(v, u): 2 * math.pi * (u * math.cos(theta) - v * math.sin(theta)) / gabor.wavelength_px for v, u in places}
    mean = sum(weight[place] / whole * math.cos(phase[place]) for place in places)
    kernels = np.zeros((2, 2 * reach + 1, 2 * reach + 1))
    for v, u in places:
        kernels[0, v + reach, u + reach] = 2 * weight[v, u] / whole * (math.cos(phase[v, u]) - mean)
        kernels[1, v + reach, u + reach] = 2 * weight[v, u] / whole * math.sin(phase[v, u])
    return kernels


def grating(side: int, angle_deg: float, wavelength_px: float, phase: float = 0.0) -> torch.Tensor:
    """(1, 1, side, side): the crests follow each other in that direction, counter-clockwise from the right."""
    rows, columns = np.mgrid[:side, :side]
    theta = math.radians(angle_deg)
    along = columns * math.cos(theta) - rows * math.sin(theta)
    return torch.from_numpy(0.5 + 0.3 * np.cos(2 * math.pi * along / wavelength_px + phase))[None, None]


def tuned(gabor: Gabor) -> Detector:
    return make_detector(Settings("gabor", detector_options=gabor))


def a_place(gabor: Gabor, sr: torch.Tensor) -> float:
    """D a place of the filter."""
    size = sr.shape[-1] - 1
    return float(detect(tuned(gabor), sr, Patch(0, 0, size))) / (size - gabor.side_px + 1) ** 2


@pytest.mark.parametrize("gabor", [Gabor(0, 2), Gabor(30, 4), Gabor(145, 3.3), Gabor(180, 6.5)])
def test_the_kernels_are_the_formula(gabor: Gabor) -> None:
    kernels = gabor_kernels(gabor)
    np.testing.assert_allclose(kernels, written_out(gabor), rtol=0, atol=1e-15)
    assert kernels.shape == (2, gabor.side_px, gabor.side_px)
    assert np.abs(kernels.sum(axis=(1, 2))).max() < 1e-15, "brightness is no response"


def test_energy_is_summed_over_the_places_inside_the_patch() -> None:
    gabor, patch, sr = Gabor(35, 2.6), Patch(3, 2, 9), picture(14, 15).numpy()
    kernels, expected = written_out(gabor), 0.0
    for c in range(3):
        for i in range(patch.y, patch.y + patch.size - gabor.side_px + 1):
            for j in range(patch.x, patch.x + patch.size - gabor.side_px + 1):
                under = sr[c, i : i + gabor.side_px, j : j + gabor.side_px]
                expected += math.hypot((under * kernels[0]).sum(), (under * kernels[1]).sum())
    assert float(detect(tuned(gabor), picture(14, 15)[None], patch)) == pytest.approx(expected, rel=1e-12)


def test_nothing_outside_the_patch_matters() -> None:
    sr = picture(20, 20)[None].requires_grad_(True)
    (slope,) = torch.autograd.grad(detect(tuned(Gabor(20, 3)), sr, Patch(4, 5, 8)).sum(), sr)
    inside = torch.zeros(20, 20, dtype=torch.bool)
    inside[5:13, 4:12] = True
    assert torch.all(slope[..., ~inside] == 0)
    assert torch.all(slope[..., inside] != 0)


@pytest.mark.parametrize("wavelength", [3.0, 4.0, 6.0])
@pytest.mark.parametrize("angle", ANGLES)
def test_a_grating_of_its_own_kind_is_worth_its_amplitude_in_every_phase(angle: float, wavelength: float) -> None:
    for phase in np.linspace(0, math.pi, 7):
        response = a_place(Gabor(angle, wavelength), grating(25, angle, wavelength, float(phase)))
        assert response == pytest.approx(0.3, rel=4e-3)


@pytest.mark.parametrize("angle", ANGLES)
def test_other_angles_and_wavelengths_are_worth_less(angle: float) -> None:
    gabor = Gabor(angle, 4)
    own = a_place(gabor, grating(25, angle, 4))
    for other in (angle - 20, angle + 20):
        assert a_place(gabor, grating(25, other, 4)) < 0.75 * own
    for wavelength in (3, 5.5):
        assert a_place(gabor, grating(25, angle, wavelength)) < 0.85 * own
    assert a_place(gabor, grating(25, angle + 90, 4)) < 0.05 * own


def test_0_and_180_degrees_are_the_same() -> None:
    sr = picture(14, 15)[None]
    at_0, at_180 = (float(detect(tuned(Gabor(angle, 3)), sr, Patch(0, 0, 9))) for angle in (0, 180))
    assert at_0 == pytest.approx(at_180, rel=1e-12)


@pytest.mark.parametrize("dtype", [torch.float32, torch.float64])
def test_a_flat_place_has_no_slope_though_the_arithmetic_rounds(dtype: torch.dtype) -> None:
    sr = torch.full((1, 3, 31, 31), 0.3, dtype=dtype)
    sr[..., 20:] = 0.7
    sr.requires_grad_(True)
    (slope,) = torch.autograd.grad(detect(tuned(Gabor(30, 3)), sr, Patch(0, 0, 30)).sum(), sr)
    assert torch.isfinite(slope).all()
    assert torch.all(slope[..., : 20 - 2 * 3] == 0), "the filter reaches 3 pixels, twice"
    assert torch.all(slope[..., 20 + 2 * 3 :] == 0)
    assert slope.abs().max() > 0.1


def test_float32_is_float64_to_its_precision() -> None:
    sr, gabor = picture(40, 40)[None], Gabor(70, 5)
    exact, quick = (float(detect(tuned(gabor), one, Patch(1, 2, 30))) for one in (sr, sr.float()))
    assert quick == pytest.approx(exact, rel=1e-5)


def test_a_patch_that_is_too_small_says_what_would_do() -> None:
    sr = picture(20, 20)[None]
    with pytest.raises(SettingsError, match=r"6 SR pixels is 13 pixels wide, but the patch only 12.*at least 13, .* 5"):
        detect(tuned(Gabor(0, 6)), sr, Patch(0, 0, 12))
    detect(tuned(Gabor(0, 6)), sr, Patch(0, 0, 13))
    detect(tuned(Gabor(0, 5)), sr, Patch(0, 0, 12))
    with pytest.raises(SettingsError, match=r"at least 5\.$"):
        detect(tuned(Gabor(0, 2)), sr, Patch(0, 0, 4))


@pytest.mark.parametrize(
    ("angle", "wavelength", "said"),
    [(-1, 4, "0 to 180"), (181, 4, "0 to 180"), (math.nan, 4, "0 to 180"), (0, 1.9, "2 to 64"), (0, math.nan, "2 to")],
)
def test_values_out_of_range_are_refused(angle: float, wavelength: float, said: str) -> None:
    with pytest.raises(SettingsError, match=said):
        Gabor(angle, wavelength)
