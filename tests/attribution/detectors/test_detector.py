"""Detectors against their formulas, loop by loop."""

from __future__ import annotations

import math

import pytest
import torch

from lamgui.attribution.detectors.detector import detect
from lamgui.attribution.detectors.kind import Detector
from lamgui.attribution.patch import Patch
from lamgui.attribution.settings.makers import make_detector
from lamgui.attribution.settings.settings import Settings
from lamgui.base.errors import SettingsError
from tests.attribution.named import PLAIN, gradient, horizontal_difference, intensity, vertical_difference
from tests.attribution.networks import picture


def test_gradient_is_the_sum_of_root_squared_forward_differences() -> None:
    sr, patch = picture(11, 12), Patch(3, 2, 5)
    expected = 0.0
    for c in range(3):
        for i in range(patch.y, patch.y + patch.size):
            for j in range(patch.x, patch.x + patch.size):
                s = sr[c]
                expected += math.sqrt((s[i, j] - s[i + 1, j]) ** 2 + (s[i, j] - s[i, j + 1]) ** 2)
    assert float(detect(gradient, sr[None], patch)) == pytest.approx(expected, rel=1e-12)


def test_intensity_is_the_sum_over_the_patch_alone() -> None:
    sr, patch = picture(11, 12), Patch(3, 2, 5)
    assert float(detect(intensity, sr[None], patch)) == pytest.approx(float(sr[:, 2:7, 3:8].sum()))


@pytest.mark.parametrize(("detector", "down", "right"), [(vertical_difference, 1, 0), (horizontal_difference, 0, 1)])
def test_signed_differences_are_summed_one_by_one(detector: Detector, down: int, right: int) -> None:
    sr, patch = picture(11, 12).numpy(), Patch(3, 2, 5)
    expected = 0.0
    for c in range(3):
        for i in range(patch.y, patch.y + patch.size):
            for j in range(patch.x, patch.x + patch.size):
                expected += sr[c, i, j] - sr[c, i + down, j + right]
    assert float(detect(detector, picture(11, 12)[None], patch)) == pytest.approx(expected, rel=1e-12)


def test_of_signed_differences_only_the_ends_are_left() -> None:
    sr, patch = picture(11, 12), Patch(3, 2, 5)
    rows, columns = slice(2, 7), slice(3, 8)
    vertical = float(sr[:, 2, columns].sum() - sr[:, 7, columns].sum())
    horizontal = float(sr[:, rows, 3].sum() - sr[:, rows, 8].sum())
    assert float(detect(vertical_difference, sr[None], patch)) == pytest.approx(vertical, rel=1e-12)
    assert float(detect(horizontal_difference, sr[None], patch)) == pytest.approx(horizontal, rel=1e-12)


EVERY = [Settings(name) for name in PLAIN] + [Settings("gabor")]


@pytest.mark.parametrize("settings", EVERY, ids=lambda settings: settings.detector)
def test_each_picture_of_a_batch_has_its_own_number(settings: Settings) -> None:
    detector, patch = make_detector(settings), Patch(1, 1, 10)
    sr = torch.stack([picture(14, 14, seed=1), picture(14, 14, seed=2)])
    alone = [float(detect(detector, sr[k : k + 1], patch)) for k in range(2)]
    assert detect(detector, sr, patch).tolist() == pytest.approx(alone, rel=1e-12)


@pytest.mark.parametrize("settings", EVERY, ids=lambda settings: settings.detector)
def test_the_slope_is_that_of_finite_differences(settings: Settings) -> None:
    detector, patch, step = make_detector(settings), Patch(2, 1, 9), 1e-6
    sr = picture(13, 13)[None].requires_grad_(True)
    (slope,) = torch.autograd.grad(detect(detector, sr, patch).sum(), sr)
    for c, i, j in ((0, 1, 2), (1, 5, 6), (2, 9, 10), (0, 10, 7), (1, 4, 11), (2, 0, 0), (0, 10, 11)):
        ends = []
        for sign in (1, -1):
            moved = sr.detach().clone()
            moved[0, c, i, j] += sign * step
            ends.append(float(detect(detector, moved, patch)))
        assert float(slope[0, c, i, j]) == pytest.approx((ends[0] - ends[1]) / (2 * step), abs=1e-7), (c, i, j)


def test_the_gradient_detector_is_differentiable_where_the_patch_is_flat() -> None:
    sr = torch.full((1, 3, 8, 8), 0.5, dtype=torch.float64)
    sr[..., 5] = 0.7
    sr.requires_grad_(True)
    (slope,) = torch.autograd.grad(detect(gradient, sr, Patch(1, 1, 5)).sum(), sr)
    assert torch.isfinite(slope).all()
    assert slope[0, 0, 2].tolist() == [0, 0, 0, 0, -1, 2, -1, 0]


@pytest.mark.parametrize("patch", [Patch(3, 0, 5), Patch(0, 4, 4)])
def test_a_patch_whose_margin_leaves_the_picture_is_refused(patch: Patch) -> None:
    with pytest.raises(SettingsError, match="8x8"):
        detect(gradient, torch.zeros(1, 3, 8, 8), patch)
