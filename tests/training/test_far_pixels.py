"""What far pixels are worth: nothing to a network that cannot see them, and something to one that needs them."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional

from lamgui.networks.catalogue import find
from lamgui.networks.loading.load import load_network
from lamgui.networks.network import Network
from lamgui.training.card import write_card
from lamgui.training.far_pixels import FarPixels, held_back_scenes, measure_far_pixels, without_far_pixels
from tests.imaging.pictures import coloured
from tests.training.recipes import small_recipe


class CornerBrightness(nn.Module):
    """Enlarges, and lightens all by what the pixel in the corner has beyond grey."""

    def forward(self, x: Tensor) -> Tensor:
        enlarged = functional.interpolate(x, scale_factor=4, mode="bicubic")
        return enlarged + (x[..., :1, :1] - 0.5) * 0.2


def test_only_what_is_far_from_the_patch_is_replaced() -> None:
    lr = torch.rand(3, 64, 64, generator=torch.Generator().manual_seed(0))
    replaced = without_far_pixels(lr, torch.zeros_like(lr), 4)
    same = (replaced == lr).all(dim=0)
    rows, columns = (torch.nonzero(same.any(dim=dim)).flatten() for dim in (1, 0))
    # The patch of 16 SR pixels covers the LR pixels 30 to 33; 24 more to each side are near.
    assert [int(end) for end in (rows.min(), rows.max(), columns.min(), columns.max())] == [6, 57, 6, 57]
    assert same[6:58, 6:58].all()


def test_a_network_that_cannot_see_far_loses_nothing() -> None:
    pictures = [coloured(256, 256), coloured(300, 280)]
    worth = measure_far_pixels(load_network(find("FSRCNN")), pictures)
    assert worth == FarPixels(2, 0.0, 0.0, 0.0)


def test_a_network_that_is_led_astray_by_far_pixels_gains_without_them() -> None:
    hr = np.full((256, 256, 3), 128, np.uint8)
    hr[:4, :4] = 255
    network = Network(CornerBrightness(), replace(load_network(find("FSRCNN")).facts, name="corner"))
    worth = measure_far_pixels(network, [hr])
    assert worth is not None
    assert worth.gain_db < -1


def test_small_pictures_tell_nothing() -> None:
    assert measure_far_pixels(load_network(find("FSRCNN")), [coloured(100, 256)]) is None


def test_the_held_back_scenes_are_the_same_each_time() -> None:
    first, second = held_back_scenes(4), held_back_scenes(4)
    assert len(first) == 24
    assert first[0].shape == (256, 256, 3)
    assert all((a == b).all() for a, b in zip(first, second, strict=True))


def test_the_card_says_what_far_pixels_are_worth() -> None:
    card = write_card(small_recipe(), [("a", 1)], 1.0, 1, [], far_pixels=[("urban", FarPixels(24, 0.123, 0.05, 0.2))])
    assert (
        "On urban (24) the pixels further than 24 LR pixels from a patch change its PSNR by +0.12 dB (+0.05 to +0.20)."
        in card
    )
