"""A network is given a picture's numbers as they were read: 16 bits count, in the precision of the run."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
import torch

from lamgui.attribution.patch import Patch
from lamgui.attribution.settings.settings import Precision, Settings
from lamgui.base.generators import result_of
from lamgui.imaging.picture import Picture
from lamgui.imaging.prepare import Role
from lamgui.imaging.read import picture_from_pixels
from lamgui.imaging.reading import LevelRule, Reading
from lamgui.maps.analysis import analyse
from lamgui.maps.cache import key_of_analysis
from lamgui.maps.request import Request
from lamgui.maps.result import Analysis
from lamgui.networks.loading.load import load_network
from tests.imaging.pictures import coloured, sixteen_bit
from tests.small import fsrcnn

PATCH = Patch(40, 30, 12)
SETTINGS = Settings(steps=4, precision=Precision.FLOAT64, detector="intensity")


def analysed(picture: Picture, settings: Settings = SETTINGS, role: Role = Role.LR) -> Analysis:
    return result_of(analyse(Request(picture, load_network(fsrcnn()), PATCH, settings, role, device="cpu")))


def test_in_float64_the_input_is_the_file_s_numbers() -> None:
    numbers = sixteen_bit(32, 24)
    done = analysed(picture_from_pixels(numbers, "deep"))
    network = load_network(fsrcnn())
    luma = network.encode(numbers / 65535, torch.float64)
    with torch.no_grad():
        sr = network.placed("cpu", torch.float64)(luma[None])[0]
    wanted = float(sr[:, PATCH.y : PATCH.y + PATCH.size, PATCH.x : PATCH.x + PATCH.size].sum())
    assert done.curves.objective_input == pytest.approx(wanted, rel=1e-12)
    rounded = analysed(picture_from_pixels(np.floor(numbers / 257 + 0.5).astype(np.uint8), "8 bits"))
    assert done.curves.objective_input != pytest.approx(rounded.curves.objective_input, rel=1e-7)


@pytest.mark.parametrize("role", Role)
def test_16_bits_that_are_8_give_the_map_of_8(role: Role) -> None:
    pixels = coloured(64 if role is Role.LR else 128, 48 if role is Role.LR else 96)
    of_8, of_16 = (
        analysed(picture_from_pixels(one, "p"), role=role) for one in (pixels, pixels.astype(np.uint16) * 257)
    )
    off = np.linalg.norm(of_16.lam - of_8.lam) / np.linalg.norm(of_8.lam)
    # As it was read, to the last digit; reduced, the 8 bits are rounded and the 16 are not.
    assert off < (1e-12 if role is Role.LR else 0.02)
    assert np.array_equal(of_16.pictures.lr, of_8.pictures.lr) or role is Role.HR
    assert (of_16.pictures.quality is None) == (of_8.pictures.quality is None)


def test_surroundings_are_cut_from_the_numbers() -> None:
    numbers = sixteen_bit(32, 24)
    done = analysed(picture_from_pixels(numbers, "deep"), replace(SETTINGS, surroundings=12))
    (x, y), values = done.pictures.lr_origin, done.pictures.lr_values
    assert values is not None
    assert np.array_equal(values, numbers[y : y + 12, x : x + 12] / 65535)


def test_maps_of_two_readings_have_two_keys() -> None:
    numbers = (sixteen_bit(32, 24) >> 4).astype(np.uint16)
    readings = (Reading(), Reading(LevelRule.FULL), Reading((0, 5000)))
    keys = {key_of_analysis(analysed(picture_from_pixels(numbers, "deep", reading))) for reading in readings}
    assert len(keys) == 3
