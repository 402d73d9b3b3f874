"""The window of a patch gives the map of the whole picture, inside it, at its borders and in its corners."""

from __future__ import annotations

import numpy as np
import pytest
import torch

from lamgui.attribution.integral.integrate import integrate, make_plan
from lamgui.attribution.patch import Patch
from lamgui.attribution.path.path import make_path
from lamgui.attribution.settings.settings import Settings
from lamgui.attribution.window import FieldMargin, Window, window_of
from lamgui.base.generators import result_of
from lamgui.networks.catalogue import find
from lamgui.networks.loading.load import load_network
from lamgui.networks.network import Network
from tests.attribution.named import gradient


@pytest.fixture(scope="module")
def network() -> Network:
    return load_network(find("FSRCNN"))


@pytest.mark.parametrize(
    "patch", [Patch(72, 64, 8), Patch(0, 0, 8), Patch(135, 111, 8), Patch(0, 60, 9), Patch(71, 110, 8)]
)
def test_the_map_is_that_of_the_whole_picture(network: Network, patch: Patch) -> None:
    lr = torch.rand(3, 30, 36, dtype=torch.float64, generator=torch.Generator().manual_seed(1))
    restore = network.placed("cpu", torch.float64)
    field_margin = network.field_margin(restore, lr)
    assert field_margin is not None
    window = window_of(patch, field_margin, 4, 30, 36)
    assert window.share_of(30, 36) < 0.6
    settings = Settings(steps=5)
    plan = make_plan(restore, make_path(settings, lr), patch, gradient, settings.rule, settings.steps)
    whole = result_of(integrate(restore, patch, gradient, plan))
    part = result_of(integrate(restore, patch, gradient, plan, batch=2, window=window))
    peak = np.abs(whole.lam).max()
    np.testing.assert_allclose(part.lam, whole.lam, rtol=0, atol=1e-12 * peak)
    np.testing.assert_allclose(part.points.objective, whole.points.objective, rtol=1e-12)


def test_a_window_that_is_a_pixel_too_small_gives_another_map(network: Network) -> None:
    lr = torch.rand(3, 30, 36, dtype=torch.float64, generator=torch.Generator().manual_seed(1))
    patch, restore = Patch(72, 64, 8), network.placed("cpu", torch.float64)
    settings = Settings(steps=2)
    plan = make_plan(restore, make_path(settings, lr), patch, gradient, settings.rule, settings.steps)
    whole = result_of(integrate(restore, patch, gradient, plan))
    part = result_of(integrate(restore, patch, gradient, plan, window=window_of(patch, FieldMargin(24, 24), 4, 30, 36)))
    assert np.abs(part.lam - whole.lam).max() > 1e-6 * np.abs(whole.lam).max()


def test_every_pixel_that_reaches_the_patch_or_its_margin_is_in() -> None:
    window = window_of(Patch(8, 12, 4), FieldMargin(before_px=2, after_px=5), 4, 20, 20)
    for row in range(20):
        reaches = 4 * row - 2 <= 12 + 4 and 4 * row + 3 + 5 >= 12
        assert reaches == (window.rows.start <= row < window.rows.stop)
    assert window.patch == Patch(8 - 4 * window.columns.start, 12 - 4 * window.rows.start, 4)


def test_a_sight_less_than_the_own_cell_is_refused() -> None:
    with pytest.raises(ValueError, match="its own cell"):
        FieldMargin(-1, 0)


def test_the_share_is_that_of_the_pixels() -> None:
    assert Window(slice(1, 3), slice(2, 5), Patch(0, 0, 1)).share_of(4, 9) == 6 / 36
