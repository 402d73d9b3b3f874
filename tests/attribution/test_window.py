"""The window of a patch gives the map of the whole picture, inside it, at its borders and in its corners."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
import torch

from lamgui.attribution.integral.integrate import integrate, make_plan
from lamgui.attribution.patch import Patch
from lamgui.attribution.receptive_field import PixelBox
from lamgui.attribution.settings.makers import make_path, make_steps
from lamgui.attribution.settings.settings import Settings
from lamgui.attribution.window import Window, window_of
from lamgui.base.generators import result_of
from lamgui.networks.catalogue import find
from lamgui.networks.loading.load import load_network
from lamgui.networks.network import Network
from tests.attribution.named import gradient


@pytest.fixture(scope="module")
def network() -> Network:
    return load_network(find("FSRCNN"))


def box_of(network: Network, patch: Patch) -> PixelBox:
    """What a patch depends on of an LR picture of 30 x 36."""
    assert network.local_field is not None
    box = network.local_field.box(patch, 30, 36)
    assert box is not None
    return box


@pytest.mark.parametrize(
    "patch", [Patch(72, 64, 8), Patch(0, 0, 8), Patch(135, 111, 8), Patch(0, 60, 9), Patch(71, 110, 8)]
)
def test_the_map_is_that_of_the_whole_picture(network: Network, patch: Patch) -> None:
    lr = torch.rand(3, 30, 36, dtype=torch.float64, generator=torch.Generator().manual_seed(1))
    restore = network.placed("cpu", torch.float64)
    window = window_of(patch, box_of(network, patch), 4)
    assert window.share_of(30, 36) < 0.6
    settings = Settings(steps=5)
    plan = make_plan(restore, make_path(settings, lr), patch, gradient, settings.rule, make_steps(settings))
    whole = result_of(integrate(restore, patch, gradient, plan))
    part = result_of(integrate(restore, patch, gradient, plan, batch=2, window=window))
    peak = np.abs(whole.lam).max()
    np.testing.assert_allclose(part.lam, whole.lam, rtol=0, atol=1e-12 * peak)
    np.testing.assert_allclose(part.points.objective, whole.points.objective, rtol=1e-12)


def test_a_window_that_is_a_pixel_too_small_gives_another_map(network: Network) -> None:
    lr = torch.rand(3, 30, 36, dtype=torch.float64, generator=torch.Generator().manual_seed(1))
    patch, restore = Patch(72, 64, 8), network.placed("cpu", torch.float64)
    settings = Settings(steps=2)
    plan = make_plan(restore, make_path(settings, lr), patch, gradient, settings.rule, make_steps(settings))
    whole = result_of(integrate(restore, patch, gradient, plan))
    box = box_of(network, patch)
    window = window_of(patch, replace(box, left=box.left + 1), 4)
    part = result_of(integrate(restore, patch, gradient, plan, window=window))
    assert np.abs(part.lam - whole.lam).max() > 1e-6 * np.abs(whole.lam).max()


def test_the_patch_lies_in_the_window_where_its_pixels_are() -> None:
    window = window_of(Patch(8, 12, 4), PixelBox(left=1, top=2, right=5, bottom=9), 4)
    assert (window.rows, window.columns) == (slice(2, 9), slice(1, 5))
    assert window.patch == Patch(8 - 4, 12 - 8, 4)


def test_the_share_is_that_of_the_pixels() -> None:
    assert Window(slice(1, 3), slice(2, 5), Patch(0, 0, 1)).share_of(4, 9) == 6 / 36
