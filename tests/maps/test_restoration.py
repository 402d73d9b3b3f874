"""Networks that keep a picture's size: maps, measures and records at scale 1, with a degradation of the picture."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import torch
from torch import nn

from lamgui.attribution.detectors.gradient import gradient_length
from lamgui.attribution.patch import Patch
from lamgui.attribution.receptive_field import PixelBox
from lamgui.attribution.settings.settings import Precision, Settings
from lamgui.imaging.colour import Colour
from lamgui.imaging.degradation import NO_DEGRADATION, Degradation, degradation_from
from lamgui.imaging.prepare import Role, prepare
from lamgui.imaging.quality import measure_quality
from lamgui.imaging.read import picture_from_pixels
from lamgui.imaging.reduce import Reduction
from lamgui.maps.analysis import analyse
from lamgui.maps.cache import key_of, key_of_analysis
from lamgui.maps.request import Request
from lamgui.maps.result import Analysis
from lamgui.networks.loading.probe_chart import drawn_chart
from lamgui.networks.network import Network
from tests.networks.denoisers import denoiser
from tests.networks.test_network import network_of
from tests.small import enlarging, run_to_end

PATCH, NOISE = Patch(20, 16, 12), degradation_from("noise:25")
SETTINGS = Settings(steps=16, precision=Precision.FLOAT64)


def restored(network: Network, degradation: Degradation = NOISE, settings: Settings = SETTINGS) -> Analysis:
    """The map of a patch of the chart, 96x96 pixels."""
    picture = picture_from_pixels(drawn_chart(), "chart")
    return run_to_end(analyse(Request(picture, network, PATCH, settings, device="cpu", degradation=degradation)))[1]


def test_the_network_is_given_the_noise_unclipped_and_is_measured_against_the_clean_picture(tmp_path: Path) -> None:
    analysis = restored(denoiser(tmp_path))
    pictures, clean = analysis.pictures, drawn_chart()
    assert analysis.degradation == NOISE
    assert pictures.scale == 1
    assert pictures.sr.shape == pictures.lr.shape == clean.shape
    assert pictures.hr is not None
    assert np.array_equal(pictures.hr, clean)
    assert pictures.lr_values is not None
    assert pictures.lr_values.min() < 0
    assert analysis.lam.shape == (3, 96, 96)
    # No border is cut from pictures that keep their size.
    assert pictures.quality == measure_quality(pictures.sr, clean, 0)
    assert pictures.quality is not None
    assert pictures.quality.psnr_rgb > measure_quality(pictures.lr, clean, 0).psnr_rgb + 3
    assert abs(analysis.completeness_gap) < 0.05
    assert analysis.diffusion_index is not None


def test_a_patch_of_what_changes_nothing_is_of_its_own_pixels() -> None:
    """In pixels of the input: the patch, and the row and column beyond it that differences reach into."""
    analysis = restored(network_of(nn.Identity(), scale=1))
    assert analysis.measured_box == PixelBox(20, 16, 33, 29)
    baseline = analysis.curves.objective_baseline
    clean = torch.from_numpy(drawn_chart().transpose(2, 0, 1) / 255.0)
    noisy = clean + torch.from_numpy(np.random.RandomState(0).normal(0, 25 / 255, (96, 96, 3)).transpose(2, 0, 1))
    of_patch = noisy[None, :, 16:29, 20:33]
    assert analysis.curves.objective_input == pytest.approx(float(gradient_length(of_patch).sum()), rel=1e-12)
    assert baseline < analysis.curves.objective_input


@pytest.mark.parametrize("spec", ["jpeg:30", "blur:1.6", "grey-noise:25", "none"])
def test_every_degradation_makes_a_map_and_a_record(spec: str, tmp_path: Path) -> None:
    degradation = degradation_from(spec)
    analysis = restored(denoiser(tmp_path), degradation)
    assert analysis.diffusion_index is not None
    assert ("degradation" in analysis.provenance()["picture"]) == (spec != "none")


def test_surroundings_are_cut_from_the_noisy_picture(tmp_path: Path) -> None:
    # Nodes of the rule do not depend on how the path moves in the part.
    network, settings = denoiser(tmp_path), replace(SETTINGS, rule="midpoint")
    whole = restored(network, settings=settings)
    part = restored(network, settings=replace(settings, surroundings=32))
    assert part.lr_size == (32, 32)
    left, top = part.pictures.lr_origin
    assert whole.pictures.lr_values is not None
    assert part.pictures.lr_values is not None
    assert np.array_equal(part.pictures.lr_values, whole.pictures.lr_values[top : top + 32, left : left + 32])
    # The denoiser reaches 3 px and the blur 5, so that the border of the part matters to neither.
    assert np.allclose(part.lam, whole.lam[:, top : top + 32, left : left + 32], rtol=0, atol=1e-12)


def test_the_degradation_is_part_of_the_key_where_it_is_used(tmp_path: Path) -> None:
    analysis = restored(denoiser(tmp_path))
    of_noise = key_of_analysis(analysis)
    assert of_noise != key_of_analysis(replace(analysis, degradation=NO_DEGRADATION))
    assert of_noise != key_of_analysis(replace(analysis, degradation=replace(NOISE, seed=1)))
    picture, enlarged = analysis.picture, enlarging().facts
    place = (picture, Role.HR, Reduction.PILLOW, enlarged, PATCH, SETTINGS, "cpu")
    assert key_of(*place, NOISE) == key_of(*place)


def test_nothing_is_added_to_what_is_reduced_or_is_the_input_itself() -> None:
    picture = picture_from_pixels(drawn_chart(), "chart")
    for role, scale in ((Role.HR, 2), (Role.LR, 1)):
        plain, with_noise = (prepare(picture, role, scale, Reduction.PILLOW, one) for one in (NO_DEGRADATION, NOISE))
        assert np.array_equal(plain.lr, with_noise.lr)
        assert with_noise.lr_values is None


def test_one_channel_gets_weaker_noise_and_the_map_says_so(tmp_path: Path) -> None:
    grey = network_of(nn.Identity(), scale=1, colour=Colour.GREY)
    assert any("grey noise" in note for note in restored(grey).notes)
    assert restored(grey, degradation_from("grey-noise:25")).notes == ()
    assert restored(denoiser(tmp_path)).notes == ()
