"""A survey against the detector itself, patch by patch, and the α that it takes."""

from __future__ import annotations

import numpy as np
import pytest
import torch

from lamgui.attribution.detectors.detector import STRIP_ELEMENTS, detect, summed_density
from lamgui.attribution.detectors.gabor_filter import Gabor
from lamgui.attribution.measures.survey import NODE_COUNTS, Survey, box_sums, coarse_to_fine
from lamgui.attribution.patch import Patch
from lamgui.attribution.path.equal_pieces import equal_pieces
from lamgui.attribution.path.path import LENGTH_GRID
from lamgui.attribution.path.registry import PATHS
from lamgui.attribution.settings.makers import make_density, make_detector, make_path
from lamgui.attribution.settings.settings import Settings
from tests.attribution.named import PLAIN, terms
from tests.attribution.networks import picture, smooth_network

ALPHAS = (0.0, 0.4, 1.0)


def surveyed(detector: str, dtype: torch.dtype) -> tuple[Survey, torch.Tensor]:
    """The survey of a picture of 18x22 SR pixels, and F(γ(α)) of its nodes, (3, 3, 18, 22)."""
    restore = smooth_network(2).to(dtype)
    with torch.no_grad():
        sr = restore(make_path(Settings(), picture(9, 11).to(dtype)).at(ALPHAS))
    survey = Survey((), ())
    for k in (0, 2, 1):
        survey = survey.with_node(ALPHAS[k], summed_density(terms(detector), 1, sr[k]))
    return survey, sr


@pytest.mark.parametrize("detector", PLAIN)
@pytest.mark.parametrize(("dtype", "tolerance"), [(torch.float64, 1e-12), (torch.float32, 1e-5)])
def test_every_patch_of_every_size_has_the_d_of_the_detector(
    detector: str, dtype: torch.dtype, tolerance: float
) -> None:
    survey, sr = surveyed(detector, dtype)
    assert survey.alpha == ALPHAS
    for size in (1, 2, 5, 16, 17):
        delta = survey.delta(size)
        assert delta.shape == (18 - size, 22 - size)
        for y, x in np.ndindex(delta.shape):
            patch = Patch(x, y, size)
            expected = detect(make_detector(Settings(detector)), sr, patch).double().numpy()
            np.testing.assert_allclose(survey.objective(patch), expected, rtol=tolerance, atol=tolerance)
            scale = np.abs(expected).max()
            assert delta[y, x] == pytest.approx(expected[2] - expected[0], rel=tolerance, abs=tolerance * scale)


def test_strips_join_without_a_seam() -> None:
    tall = torch.rand(3, 400, 1024)
    assert tall.numel() > STRIP_ELEMENTS
    density = terms("gradient")
    np.testing.assert_array_equal(summed_density(density, 1, tall), density(tall[None])[0].sum(dim=0).numpy())


@pytest.mark.parametrize("gabor", [Gabor(30, 2), Gabor(90, 2.5)])
def test_a_gabor_filter_is_summed_over_the_places_inside_the_patch(gabor: Gabor) -> None:
    """5 and 7 pixels wide; patches that are smaller than the filter have no D."""
    settings = Settings(detector="gabor", detector_options=gabor)
    sr = torch.stack([picture(20, 24, seed=seed) for seed in (1, 2)])
    found = make_density(settings)
    assert found is not None
    density, side_px = found
    low, high = (summed_density(density, side_px, one) for one in sr)
    survey = Survey((0.0, 1.0), (low, high), side_px)
    for size in (side_px, side_px + 1, 12, 19):
        delta = survey.delta(size)
        assert delta.shape == (20 - size, 24 - size)
        for y, x in np.ndindex(delta.shape):
            patch = Patch(x, y, size)
            expected = detect(make_detector(settings), sr, patch).numpy()
            np.testing.assert_allclose(survey.objective(patch), expected, rtol=1e-12)
            assert delta[y, x] == pytest.approx(expected[1] - expected[0], rel=1e-9, abs=1e-9)
    assert survey.delta(side_px - 1).size == 0
    assert not survey.holds(Patch(0, 0, side_px - 1))
    assert not survey.holds(Patch(4, 0, 20))
    assert summed_density(density, side_px, sr[0, :, :side_px]).size == 0


def test_box_sums_are_sums_over_boxes_and_none_where_none_fits() -> None:
    plane = np.random.default_rng(1).random((7, 9))
    for size in (1, 3, 7):
        sums = [[plane[y : y + size, x : x + size].sum() for x in range(10 - size)] for y in range(8 - size)]
        np.testing.assert_allclose(box_sums(plane, size), sums, rtol=1e-13)
    assert box_sums(plane, 8).size == 0


def test_box_sums_of_a_large_plane_of_float32_keep_small_patches_apart() -> None:
    """A running sum in float32 would have lost the patch at the far corner."""
    plane = np.full((1500, 2000), 0.5, np.float32)
    plane[-1, -1] = 0.5 + 1e-4
    sums = box_sums(plane, 4)
    assert sums[-1, -1] - sums[0, 0] == pytest.approx(1e-4, rel=1e-3)


def test_a_patch_outside_and_a_delta_without_ends_are_refused() -> None:
    survey, _ = surveyed("gradient", torch.float32)
    assert survey.holds(Patch(4, 0, 17))
    assert not survey.holds(Patch(5, 0, 17))
    with pytest.raises(ValueError, match="surveyed"):
        survey.objective(Patch(5, 0, 17))
    with pytest.raises(ValueError, match="ends"):
        Survey(survey.alpha[:2], survey.densities[:2]).delta(4)
    with pytest.raises(ValueError, match="rise"):
        survey.with_node(0.4, survey.densities[0])


def test_nodes_are_spread_evenly_at_any_time() -> None:
    for count in NODE_COUNTS:
        order = coarse_to_fine(count)
        assert sorted(order) == list(range(count))
        assert order[:2] == (0, count - 1)
        for fewer in (n for n in NODE_COUNTS if n <= count):
            gaps = np.diff(sorted(order[:fewer]))
            assert set(gaps) == {(count - 1) // (fewer - 1)}


@pytest.mark.parametrize("name", list(PATHS))
def test_nodes_cut_the_path_into_equal_pieces(name: str) -> None:
    path = make_path(Settings(path=name), picture(12, 12))
    alphas = equal_pieces(LENGTH_GRID, path.lengths, 8).tolist()
    assert alphas[0] == 0.0
    assert alphas[-1] == 1.0
    np.testing.assert_allclose(path.distances(alphas[:-1], alphas[1:]), path.lengths[-1] / 8, rtol=0.05)
    assert equal_pieces(LENGTH_GRID, path.lengths, 16)[::2].tolist() == pytest.approx(alphas)


def test_a_path_that_does_not_move_is_cut_into_equal_steps() -> None:
    assert equal_pieces(LENGTH_GRID, np.zeros_like(LENGTH_GRID), 2).tolist() == [0.0, 0.5, 1.0]
