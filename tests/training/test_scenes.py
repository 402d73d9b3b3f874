"""Procedural scenes: seeded, of two colours, one direction, coarse on one side and too fine for the LR on the other."""

from __future__ import annotations

import numpy as np

from lamgui.imaging.reduce import reduce
from lamgui.training.crops import CropSampler
from lamgui.training.scenes import draw_stripes
from tests.imaging.pictures import coloured
from tests.training.recipes import small_recipe


def test_the_same_seed_draws_the_same_scene() -> None:
    first, second, other = (draw_stripes(64, np.random.default_rng(seed)) for seed in (3, 3, 4))
    assert first.shape == (64, 64, 3)
    assert np.array_equal(first, second)
    assert not np.array_equal(first, other)


def test_a_scene_has_stripes_that_a_reduction_cannot_hold() -> None:
    """Power above the LR picture's highest frequency, which smooth pictures lack."""
    random = np.random.default_rng(5)
    shares = []
    for _ in range(8):
        luma = draw_stripes(256, random).mean(axis=2)
        power = np.abs(np.fft.fft2(luma - luma.mean())) ** 2
        frequency = np.maximum(*np.abs(np.meshgrid(np.fft.fftfreq(256), np.fft.fftfreq(256))))
        shares.append(power[frequency > 1 / 8].sum() / power.sum())
    assert min(shares) > 0.02


def test_a_share_of_the_crops_are_scenes() -> None:
    pictures = [np.full((64, 64, 3), 7, np.uint8)]
    for share, least, most in ((0.0, 0, 0), (0.5, 60, 140), (1.0, 200, 200)):
        lr, hr = CropSampler(pictures, small_recipe(crops=200, scenes=share)).draw()
        scenes = [k for k in range(200) if hr[k].min() != hr[k].max()]
        assert least <= len(scenes) <= most
        for k in scenes[:3]:
            pixels = np.ascontiguousarray((hr[k] * 255).round().byte().numpy().transpose(1, 2, 0))
            assert np.array_equal(reduce(pixels, 4), (lr[k] * 255).round().byte().numpy().transpose(1, 2, 0))


def test_recipes_without_scenes_draw_what_they_drew() -> None:
    pictures = [coloured(60, 40)]
    plain, none = (CropSampler(pictures, small_recipe(**extra)) for extra in ({}, {"scenes": 0.0}))
    assert all(bool((a == b).all()) for a, b in zip(plain.draw(), none.draw(), strict=True))
