"""Detectors against their formulas, loop by loop."""

from __future__ import annotations

import math

import pytest
import torch

from lamgui.attribution.detector import detect, gradient, intensity
from lamgui.attribution.patch import Patch
from lamgui.errors import SettingsError
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


def test_each_picture_of_a_batch_has_its_own_number() -> None:
    sr = torch.stack([picture(8, 8, seed=1), picture(8, 8, seed=2)])
    together = detect(gradient, sr, Patch(1, 1, 4))
    assert together.tolist() == [float(detect(gradient, sr[k : k + 1], Patch(1, 1, 4))) for k in range(2)]


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
