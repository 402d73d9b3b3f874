"""A clean picture is degraded as the field's code does it: drawn by numpy's old generator, unclipped, unrounded."""

from __future__ import annotations

import io

import numpy as np
import pytest
from PIL import Image

from lamgui.base.errors import SettingsError
from lamgui.imaging.degradation import NO_DEGRADATION, Degradation, DegradationKind, degradation_from
from lamgui.imaging.degrade import degraded, is_grey
from tests.imaging.pictures import coloured

NOISE = Degradation(DegradationKind.NOISE, 25)


@pytest.mark.parametrize("spec", ["noise:25", "grey-noise:12.5", "jpeg:30", "blur:1.6", "none"])
def test_a_degradation_is_stated_as_it_is_read(spec: str) -> None:
    assert degradation_from(spec).spec == spec


@pytest.mark.parametrize(
    "spec", ["", "noise", "noise:", "noise:x", "noise:-1", "noise:256", "noise:nan", "jpeg:0", "jpeg:30.5", "rain:3"]
)
def test_what_is_no_degradation_is_refused(spec: str) -> None:
    with pytest.raises(SettingsError):
        degradation_from(spec)


@pytest.mark.parametrize("seed", [-1, 2**32])
def test_seeds_are_those_of_numpy(seed: int) -> None:
    with pytest.raises(SettingsError, match="is no seed"):
        degradation_from("noise:25", seed)


def test_what_has_no_meaning_tells_no_two_apart() -> None:
    assert degradation_from("none", 3, True) == NO_DEGRADATION
    assert degradation_from("jpeg:30", 3, True) == degradation_from("jpeg:30")
    assert degradation_from("blur:2", 3) == degradation_from("blur:2")
    assert degradation_from("noise:25", 3) != degradation_from("noise:25")


def test_noise_is_drawn_as_kair_draws_it_and_neither_clipped_nor_rounded() -> None:
    clean = coloured(40, 24)
    pixels, values = degraded(clean, None, NOISE)
    np.random.seed(0)
    expected = clean / 255 + np.random.normal(0, 25 / 255, clean.shape)
    assert values is not None
    assert np.array_equal(values, expected)
    assert values.min() < 0
    assert values.max() > 1
    assert np.array_equal(pixels, np.clip(np.rint(expected * 255), 0, 255))


def test_another_seed_gives_other_noise_and_the_generator_of_all_stays_as_it_was() -> None:
    clean = coloured(40, 24)
    np.random.seed(7)
    expected = np.random.random(3)
    np.random.seed(7)
    one, other = (degraded(clean, None, degradation_from("noise:25", seed))[0] for seed in (0, 1))
    assert not np.array_equal(one, other)
    assert np.array_equal(np.random.random(3), expected)


def test_eight_bits_are_all_where_they_are_asked_for() -> None:
    clean = coloured(40, 24)
    pixels, values = degraded(clean, None, Degradation(DegradationKind.NOISE, 25, eight_bits=True))
    assert values is None
    assert np.array_equal(pixels, degraded(clean, None, NOISE)[0])


@pytest.mark.parametrize("kind", [DegradationKind.NOISE, DegradationKind.JPEG, DegradationKind.BLUR])
def test_a_grey_picture_stays_grey(kind: DegradationKind) -> None:
    clean = np.repeat(coloured(40, 24)[..., :1], 3, axis=2)
    pixels, values = degraded(clean, None, Degradation(kind, 20))
    assert is_grey(pixels)
    assert values is None or is_grey(values)


def test_grey_noise_is_the_same_in_every_channel() -> None:
    clean = coloured(40, 24)
    _, values = degraded(clean, None, Degradation(DegradationKind.GREY_NOISE, 25))
    assert values is not None
    # Of sums of magnitude 2: a few units in the last place.
    assert np.ptp(values - clean / 255, axis=2).max() <= 1e-15 * 8


def test_noise_is_added_to_the_values_as_they_were_read() -> None:
    deep = np.full((24, 40, 3), 0.5004)
    deep[0, 0, 0] = 0.1
    pixels = np.rint(deep * 255).astype(np.uint8)
    _, values = degraded(pixels, deep, NOISE)
    assert values is not None
    assert np.array_equal(values, deep + np.random.RandomState(0).normal(0, 25 / 255, deep.shape))


def test_jpeg_is_a_file_read_again() -> None:
    clean = coloured(40, 24)
    pixels, values = degraded(clean, None, Degradation(DegradationKind.JPEG, 30))
    stream = io.BytesIO()
    Image.fromarray(clean).save(stream, "JPEG", quality=30, subsampling=2)
    assert values is None
    assert np.array_equal(pixels, np.array(Image.open(stream)))


def test_a_blurred_point_is_a_gaussian_and_a_blur_of_zero_changes_nothing() -> None:
    clean = np.zeros((41, 41, 3), np.uint8)
    clean[20, 20] = 255
    _, values = degraded(clean, None, Degradation(DegradationKind.BLUR, 1.6))
    assert values is not None
    at = np.arange(-7, 8)
    line = np.exp(-(at**2) / (2 * 1.6**2))
    assert np.allclose(values[13:28, 13:28, 0], np.outer(line, line) / line.sum() ** 2, rtol=0, atol=1e-15)
    _, same = degraded(clean, None, Degradation(DegradationKind.BLUR, 0))
    assert same is not None
    assert np.array_equal(same, clean / 255)


def test_nothing_is_added_where_nothing_is_asked_for() -> None:
    clean = coloured(8, 8)
    pixels, values = degraded(clean, None, NO_DEGRADATION)
    assert pixels is clean
    assert values is None


def test_words_say_strength_seed_and_rounding() -> None:
    assert NO_DEGRADATION.words == ""
    assert NOISE.words == "noise σ 25 of 255 (seed 0, not clipped)"
    assert degradation_from("grey-noise:5", 2, True).words == "grey noise σ 5 of 255 (seed 2, rounded to 8 bits)"
    assert degradation_from("jpeg:30").words == "JPEG of quality 30"
    assert degradation_from("blur:1.6").words == "blur σ 1.6 px (not clipped)"
