"""Crops: LR and HR show the same place, in all eight orientations, and the same seed draws the same ones."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import torch
from PIL import Image

from lamgui.base.errors import PictureError
from lamgui.imaging.picture import Pixels
from lamgui.training.crops import CropSampler, read_folder
from tests.imaging.pictures import coloured, noise
from tests.training.recipes import small_recipe


def _ramps(width: int = 96, height: int = 64) -> Pixels:
    """Red rises with the column and green with the row, so that a pixel's colour says where it is."""
    row, column = np.mgrid[:height, :width]
    return np.stack([column * 2, row * 3, np.full_like(row, 77)], axis=2).astype(np.uint8)


def test_lr_and_hr_show_the_same_place() -> None:
    recipe = small_recipe(crops=40)
    lr, hr = CropSampler([_ramps()], recipe).draw()
    assert (lr.shape, hr.shape, lr.dtype, hr.dtype) == ((40, 3, 6, 6), (40, 3, 24, 24), torch.float32, torch.float32)
    of_blocks = hr.reshape(40, 3, 6, 4, 6, 4).mean(dim=(3, 5))
    # An LR pixel covers 8 levels of red and 12 of green; at the border bicubic is off by one or two.
    assert float((lr - of_blocks).abs().max()) * 255 < 2.5
    assert torch.all(torch.round(lr[:, 2] * 255) == 77)


def test_crops_come_from_everywhere_in_all_eight_orientations() -> None:
    _, hr = CropSampler([_ramps()], small_recipe(crops=400)).draw()
    levels = torch.round(hr * 255)
    columns = levels[:, 0].amin(dim=(1, 2))
    rows = levels[:, 1].amin(dim=(1, 2))
    assert set((columns / 8).tolist()) == set(range(19))
    assert set((rows / 12).tolist()) == set(range(11))
    slopes = {
        tuple(
            np.sign(
                [p[0, 0, 1] - p[0, 0, 0], p[0, 1, 0] - p[0, 0, 0], p[1, 0, 1] - p[1, 0, 0], p[1, 1, 0] - p[1, 0, 0]]
            )
        )
        for p in levels.numpy()
    }
    assert len(slopes) == 8


def test_the_same_seed_draws_the_same_crops_and_its_state_goes_on() -> None:
    pictures = [coloured(60, 40), noise(50, 50)]
    first, second = (CropSampler(pictures, small_recipe()) for _ in range(2))
    assert torch.equal(first.draw()[1], second.draw()[1])
    second.random.bit_generator.state = first.random.bit_generator.state
    for _ in range(3):
        assert all(torch.equal(a, b) for a, b in zip(first.draw(), second.draw(), strict=True))
    other = CropSampler(pictures, small_recipe(seed=4))
    assert not torch.equal(other.draw()[1], CropSampler(pictures, small_recipe()).draw()[1])


def test_large_pictures_are_drawn_more_often() -> None:
    black, white = np.zeros((40, 40, 3), np.uint8), np.full((40, 120, 3), 255, np.uint8)
    lr, _ = CropSampler([black, white], small_recipe(crops=1000)).draw()
    assert float(lr[:, 0, 0, 0].mean()) == pytest.approx(0.75, abs=0.05)


def test_pictures_are_also_used_smaller() -> None:
    white = np.full((48, 48, 3), 255, np.uint8)
    striped = white.copy()
    striped[:, ::2] = 0
    whole, shrunk = (
        CropSampler([striped], small_recipe(crops=60, shrink_hr=shares)).draw()[1] for shares in ((1.0,), (1.0, 0.5))
    )
    grey = ((shrunk > 0.2) & (shrunk < 0.8)).float().mean(dim=(1, 2, 3))
    assert not ((whole > 0) & (whole < 1)).any()
    # Half the width leaves stripes of two pixels no contrast; a quarter of the crops' places are in the small one.
    assert 0.05 < float((grey > 0.5).float().mean()) < 0.5


def test_pictures_that_are_too_small_are_left_out() -> None:
    sampler = CropSampler([np.zeros((23, 90, 3), np.uint8), np.full((27, 25, 3), 255, np.uint8)], small_recipe())
    assert all(bool((sampler.draw()[1] == 1).all()) for _ in range(5))
    with pytest.raises(ValueError, match="no picture is large enough for crops of 6 LR pixels"):
        CropSampler([noise(23, 90)], small_recipe())


def test_a_folder_is_read_in_the_order_of_its_names(tmp_path: Path) -> None:
    for name, width in (("b.png", 2), ("a.BMP", 1), ("ç 3.jpg", 3)):
        Image.fromarray(noise(width, 5)).save(tmp_path / name)
    Image.fromarray(noise(9, 9)).convert("L").save(tmp_path / "grey.png")
    (tmp_path / "notes.txt").write_text("no picture")
    pictures = read_folder(tmp_path)
    assert [picture.shape for picture in pictures] == [(5, 1, 3), (5, 2, 3), (9, 9, 3), (5, 3, 3)]
    assert np.array_equal(pictures[1], noise(2, 5))


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("nothing", None, r"nothing is no folder. Give a folder of pictures"),
        ("home", None, r"home holds no pictures. Give a folder with .bmp, .jpeg, .jpg, .png files"),
        ("", b"not a picture", r"broken.png"),
    ],
)
def test_a_folder_that_cannot_be_used_is_named(tmp_path: Path, name: str, content: bytes | None, said: str) -> None:
    if content:
        (tmp_path / "broken.png").write_bytes(content)
    with pytest.raises(PictureError, match=said):
        read_folder(tmp_path / name)
