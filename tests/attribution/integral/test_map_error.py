"""The estimated error of a map: against the true one, and against what is known of the rule."""

from __future__ import annotations

import numpy as np
import pytest
import torch

from lamgui.attribution.integral.map_error import INDEX_SHARE, estimate_error
from lamgui.attribution.integral.rules.calibration import Calibration
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


@pytest.mark.parametrize("rule", list(RULES))
def test_the_error_bars_hold_and_are_no_wider_than_a_few_times_the_error(rule: str) -> None:
    """What the calibration promises of real networks, here of a small one with kinks on many pictures."""
    network, found = kinked_network(), []
    for seed in range(12):
        lr = picture(12, 13, seed=seed)
        reference, _ = run(network, lr, PATCH, rule="arc", steps=300)
        attribution, _ = run(network, lr, PATCH, rule=rule, steps=20)
        error, index, exact = attribution.error, attribution.diffusion_index, reference.diffusion_index
        assert error is not None
        assert error.of_diffusion_index is not None
        assert index is not None
        assert exact is not None
        true = np.linalg.norm(attribution.lam - reference.lam) / np.linalg.norm(attribution.lam)
        found.append((error.of_map / true, error.of_diffusion_index / abs(index - exact)))
    of_map, of_index = np.array(found).T
    assert np.mean(of_map >= 1) >= 0.9
    assert np.mean(of_index >= 1) >= 0.9
    assert np.median(of_map) < 3


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
    reference, _ = run(network, lr, PATCH, steps=600)
    passes = []
    for tolerance in (0.5, 0.02, 0.001):
        attribution, steps = run(network, lr, PATCH, steps=None, tolerance=tolerance, most_steps=486)
        assert attribution.error is not None
        assert attribution.error.of_map <= tolerance or len(steps) == 486
        alphas = [step.alpha for step in steps]
        assert len({*alphas}) == len(alphas), "no node is taken twice"
        assert list(attribution.points.alpha) == sorted(alphas), "all of them count in the map"
        true = np.linalg.norm(attribution.lam - reference.lam) / np.linalg.norm(attribution.lam)
        assert true <= max(tolerance, attribution.error.of_map)
        passes.append(len(steps))
    assert passes[0] == 7
    assert passes == sorted(passes)
    assert passes[-1] > passes[0]


@pytest.mark.parametrize("rule", list(RULES))
@pytest.mark.parametrize("most", [54, 60])
def test_automatic_steps_never_take_more_passes_than_their_most(rule: str, most: int) -> None:
    _, steps = run(kinked_network(), picture(12, 13), PATCH, rule=rule, steps=None, tolerance=0.001, most_steps=most)
    assert len(steps) == most


@pytest.mark.parametrize(
    ("lam", "thirds"),
    [
        (np.zeros((1, 2, 2)), [np.ones((1, 2, 2))] * 3),
        (np.full((1, 2, 2), np.nan), [np.ones((1, 2, 2))] * 3),
        (np.ones((1, 2, 2)), []),
    ],
)
def test_what_has_no_norm_or_no_thirds_has_no_estimate(lam: np.ndarray, thirds: list[np.ndarray]) -> None:
    assert estimate_error(lam, thirds, Calibration(1.0, 1.0)) is None


def test_the_error_is_what_the_calibration_makes_of_how_far_the_thirds_lie_apart() -> None:
    lam = np.array([[[3.0, 4.0]]])
    thirds = [np.array([[[3.0, 5.0]]]), lam, np.array([[[5.0, 4.0]]])]
    error = estimate_error(lam, thirds, Calibration(0.5, 2.0))
    assert error is not None
    apart = np.sqrt((1 + 0 + 4) / 3) / 5
    assert error.of_map == pytest.approx(0.5 * apart)
    # Of two values a and b, Gini is |b - a| / 2 (a + b), and DI 100 less 100 times that.
    index, *others = (100 * (1 - gini) for gini in (1 / 14, 1 / 8, 1 / 14, 1 / 18))
    scatter = np.sqrt(np.mean([(other - index) ** 2 for other in others]))
    assert error.of_diffusion_index == pytest.approx(2.0 * np.hypot(scatter, INDEX_SHARE * index * apart))


def test_di_that_agree_by_chance_leave_the_share_of_the_map() -> None:
    lam = np.array([[[3.0, 4.0]]])
    error = estimate_error(lam, [np.array([[[6.0, 8.0]]])] * 3, Calibration(1.0, 1.0))
    assert error is not None
    assert error.of_map == pytest.approx(1.0)
    assert error.of_diffusion_index == pytest.approx(INDEX_SHARE * 100 * (1 - 1 / 14))


def test_a_third_without_a_diffusion_index_leaves_the_error_of_the_map() -> None:
    lam = np.array([[[3.0, 4.0]]])
    error = estimate_error(lam, [np.array([[[3.0, 5.0]]]), np.zeros_like(lam), lam], Calibration(1.0, 1.0))
    assert error is not None
    assert error.of_map == pytest.approx(np.sqrt((1 + 25) / 3) / 5)
    assert error.of_diffusion_index is None
