"""The estimated error of a map: against the true one, and against what is known of the rule."""

from __future__ import annotations

import numpy as np
import pytest
import torch

from lamgui.attribution.integral.map_error import estimate_error
from lamgui.attribution.integral.rules.registry import RULES
from lamgui.attribution.patch import Patch
from tests.attribution.networks import linear_network, picture
from tests.attribution.run import run

PATCH = Patch(9, 7, 6)


def kinked_network(scale: int = 2) -> torch.nn.Module:
    """Two convolutions with a ReLU between them: piecewise linear, as SR networks are."""
    torch.manual_seed(3)
    first, second = torch.nn.Conv2d(3, 24, 3, padding=1), torch.nn.Conv2d(24, 3 * scale**2, 3, padding=1)
    network = torch.nn.Sequential(first, torch.nn.ReLU(), second, torch.nn.PixelShuffle(scale))
    return network.double().eval().requires_grad_(False)


@pytest.mark.parametrize("rule", list(RULES))
@pytest.mark.parametrize("seed", [1, 2, 3])
def test_the_estimate_is_of_the_size_of_the_true_error(rule: str, seed: int) -> None:
    network, lr = kinked_network(), picture(12, 13, seed=seed)
    reference, _ = run(network, lr, PATCH, rule="arc", steps=600)
    attribution, _ = run(network, lr, PATCH, rule=rule, steps=27)
    true = np.linalg.norm(attribution.lam - reference.lam) / np.linalg.norm(reference.lam)
    assert attribution.error is not None
    assert true / 2 < attribution.error.of_map < 4 * true
    assert attribution.diffusion_index is not None
    assert reference.diffusion_index is not None
    assert attribution.error.of_diffusion_index is not None
    assert abs(attribution.diffusion_index - reference.diffusion_index) < 3 * attribution.error.of_diffusion_index


class Thresholded(torch.nn.Module):
    """What is above a threshold, twice as large: on the way from black the gradient changes once."""

    def __init__(self, threshold: float) -> None:
        super().__init__()
        self.threshold = threshold

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        return torch.nn.functional.interpolate(torch.relu(x - self.threshold), scale_factor=2)


@pytest.mark.parametrize("steps", [48, 49, 50])
def test_right_ends_see_a_gradient_that_changes_soon_after_black(steps: int) -> None:
    """The coarser rule begins with one, two or three intervals: with one it misses what changes in the second."""
    threshold, white = 1.75 / steps, torch.ones(3, 12, 13, dtype=torch.float64)
    black, network = "linear-black", Thresholded(threshold)
    attribution, _ = run(network, white, PATCH, detector="intensity", path=black, rule="right", steps=steps)
    true = (attribution.lam.max() - 4 * (1 - threshold)) / attribution.lam.max()
    assert true == pytest.approx(0.75 / (steps - 1))
    assert attribution.error is not None
    assert true / 2 < attribution.error.of_map < 2 * true


def test_a_linear_network_has_no_error() -> None:
    attribution, _ = run(linear_network(2), picture(12, 13), PATCH, detector="intensity", path="blur", steps=12)
    assert attribution.error is not None
    assert attribution.error.of_map < 1e-12
    assert attribution.error.of_diffusion_index == pytest.approx(0.0, abs=1e-9)


def test_few_nodes_tell_nothing_of_their_error() -> None:
    attribution, _ = run(linear_network(2), picture(12, 13), PATCH, steps=5)
    assert attribution.error is None


def test_automatic_steps_end_at_the_first_level_within_the_tolerance() -> None:
    network, lr = kinked_network(), picture(12, 13)
    passes = []
    for tolerance in (0.5, 0.02, 0.001):
        attribution, steps = run(network, lr, PATCH, steps=None, tolerance=tolerance)
        assert attribution.error is not None
        assert attribution.error.of_map <= tolerance or len(steps) == 486
        by_hand, _ = run(network, lr, PATCH, steps=len(steps))
        np.testing.assert_allclose(attribution.lam, by_hand.lam, rtol=1e-8, atol=1e-15)
        np.testing.assert_allclose(attribution.points.cumulative, by_hand.points.cumulative, rtol=1e-8)
        passes.append(len(steps))
    assert passes[0] in {6, 18}
    assert passes == sorted(passes)
    assert passes[-1] > passes[0]


@pytest.mark.parametrize(
    ("lam", "thirds"),
    [
        (np.zeros((1, 2, 2)), [np.ones((1, 2, 2))] * 3),
        (np.full((1, 2, 2), np.nan), [np.ones((1, 2, 2))] * 3),
        (np.ones((1, 2, 2)), []),
    ],
)
def test_what_has_no_norm_or_no_thirds_has_no_estimate(lam: np.ndarray, thirds: list[np.ndarray]) -> None:
    assert estimate_error(lam, thirds) is None


def test_the_estimate_is_half_the_distance_to_the_coarser_map() -> None:
    lam = np.array([[[3.0, 4.0]]])
    thirds = [np.array([[[3.0, 5.0]]]), lam, lam]
    error = estimate_error(lam, thirds)
    assert error is not None
    assert error.of_map == pytest.approx(1 / 5 / 2)
    # Of two values a and b, Gini is (b - a) / 2 (a + b): DI differs by 100 (1/8 - 1/14), in one map of three.
    assert error.of_diffusion_index == pytest.approx(100 * (1 / 8 - 1 / 14) / 3)


def test_the_farthest_of_the_thirds_that_tell_it_counts() -> None:
    lam = np.array([[[3.0, 4.0]]])
    thirds = [lam, np.array([[[3.0, 5.0]]]), np.array([[[3.0, 6.0]]])]
    errors = [estimate_error(lam, thirds, error_thirds) for error_thirds in (1, 2, 3)]
    assert [error and error.of_map for error in errors] == pytest.approx([0.0, 0.1, 0.2])


def test_a_third_without_a_diffusion_index_leaves_the_error_of_the_map() -> None:
    lam = np.array([[[3.0, 4.0]]])
    error = estimate_error(lam, [np.array([[[3.0, 5.0]]]), np.zeros_like(lam), lam])
    assert error is not None
    assert error.of_map == pytest.approx(1 / 5 / 2)
    assert error.of_diffusion_index is None
