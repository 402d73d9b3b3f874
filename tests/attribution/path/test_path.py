"""Paths: both ends, the blur against an independent convolution, speed and length."""

from __future__ import annotations

import numpy as np
import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import ndimage

from lamgui.attribution.path.blur_path import gaussian
from lamgui.attribution.path.path import SPEED_GRID, path_length, path_speed
from lamgui.attribution.path.registry import PATHS
from lamgui.attribution.settings.makers import make_path
from lamgui.attribution.settings.settings import Settings
from tests.attribution.networks import picture


@pytest.mark.parametrize("path", list(PATHS))
def test_the_end_of_the_path_is_exactly_the_input(path: str) -> None:
    lr = picture(7, 9).float()
    assert torch.equal(make_path(Settings(path=path), lr).at([1.0])[0], lr)


@settings(max_examples=30, deadline=None)
@given(
    height=st.integers(1, 20),
    width=st.integers(1, 20),
    sigma=st.floats(1e-3, 6),
    reach=st.integers(0, 9),
    alpha=st.floats(0, 0.99),
)
def test_the_blur_is_a_gaussian_that_reflects_at_the_border(
    height: int, width: int, sigma: float, reach: int, alpha: float
) -> None:
    lr = picture(height, width)
    blurred = make_path(Settings(sigma=sigma, kernel_size=2 * reach + 1), lr).at([alpha])[0].numpy()
    offsets = np.arange(-reach, reach + 1)
    with np.errstate(over="ignore"):
        weights = np.exp(-(offsets[:, None] ** 2 + offsets[None, :] ** 2) / (2 * (sigma * (1 - alpha)) ** 2))
    padded = np.pad(lr.numpy(), ((0, 0), (reach, reach), (reach, reach)), mode="reflect")
    full = ndimage.convolve(padded, (weights / weights.sum())[None], mode="constant")
    np.testing.assert_allclose(blurred, full[:, reach : reach + height, reach : reach + width], atol=1e-12)


def test_sigma_zero_is_the_identity() -> None:
    assert gaussian(0.0, 5).tolist() == [0, 0, 1, 0, 0]
    assert gaussian(1e-9, 5).tolist() == [0, 0, 1, 0, 0]


def test_linear_paths_run_from_their_baselines() -> None:
    lr = picture(8, 8)
    blurred = make_path(Settings(), lr).at([0.0])[0]
    torch.testing.assert_close(make_path(Settings(path="linear-blur"), lr).at([0.25])[0], 0.75 * blurred + 0.25 * lr)
    torch.testing.assert_close(make_path(Settings(path="linear-black"), lr).at([0.25])[0], 0.25 * lr)


def test_the_speed_of_a_straight_line_is_constant_and_its_length_the_distance() -> None:
    lr = picture(8, 8)
    path = make_path(Settings(path="linear-black"), lr)
    root_mean_square = float(lr.square().mean().sqrt())
    np.testing.assert_allclose(path_speed(path, [0.0, 0.3, 1.0]), root_mean_square, rtol=1e-9)
    assert path_length(path, [0.0, 0.5, 1.0]) == pytest.approx(np.array([0, 0.5, 1]) * float(lr.norm()))


def test_the_blur_path_stands_still_at_its_end_and_its_length_is_the_integral_of_its_speed() -> None:
    lr = picture(16, 16)
    path = make_path(Settings(), lr)
    alphas = np.linspace(0, 1, 401)
    speed = path_speed(path, alphas.tolist())
    assert speed[-1] < 1e-3 * speed.max()
    length = path_length(path, alphas.tolist())[-1] / np.sqrt(lr.numel())
    assert np.trapezoid(speed, alphas) == pytest.approx(length, rel=1e-3)


@pytest.mark.parametrize(("sigma", "kernel_size"), [(1.2, 11), (0.5, 5), (2.0, 13), (3.0, 25)])
@pytest.mark.parametrize("size", [(1, 7), (9, 4), (40, 33)])
def test_distances_are_those_of_the_blurred_pictures(sigma: float, kernel_size: int, size: tuple[int, int]) -> None:
    path = make_path(Settings(sigma=sigma, kernel_size=kernel_size), picture(*size))
    begins, ends = [0.0, 0.3, 0.49, 0.9], [1.0, 0.31, 0.5, 0.2]
    expected = (path.at(ends) - path.at(begins)).flatten(1).norm(dim=1).numpy()
    np.testing.assert_allclose(path.distances(begins, ends), expected, rtol=1e-9, atol=1e-12)


def test_products_are_summed_over_strips(monkeypatch: pytest.MonkeyPatch) -> None:
    lr = picture(40, 33)
    whole = make_path(Settings(), lr).distances([0.0], [1.0])
    monkeypatch.setattr("lamgui.attribution.path.blur_span.AT_ONCE", 3 * 33 * 7)
    assert make_path(Settings(), lr).distances([0.0], [1.0]) == pytest.approx(whole, rel=1e-12)


@pytest.mark.parametrize("name", list(PATHS))
def test_a_part_of_a_path_is_the_path_of_the_whole_there(name: str) -> None:
    path = make_path(Settings(path=name), picture(30, 20))
    rows, columns = slice(0, 11), slice(13, 20)
    part = path.within(rows, columns)
    torch.testing.assert_close(part.at([0.0, 0.4, 1.0]), path.at([0.0, 0.4, 1.0])[..., rows, columns])
    torch.testing.assert_close(part.lr, path.lr[..., rows, columns])


def test_the_speed_on_the_grid_is_that_of_the_path_and_falls_to_nothing_where_the_blur_ends() -> None:
    path = make_path(Settings(), picture(12, 12))
    speed = path_speed(path, SPEED_GRID.tolist())
    apart = 1e-4
    for k in (8, 32, 50):
        low, high = path.at([SPEED_GRID[k] - apart, SPEED_GRID[k] + apart])
        assert speed[k] == pytest.approx(float((high - low).square().mean().sqrt()) / (2 * apart), rel=1e-2)
    assert speed[-1] < 1e-6 * speed.max()
