"""Black and white are those of a bit depth or the user's, never of the content; version 0.1.0's stay what they were."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import pytest
from PIL import Image

from lamgui.base.errors import PictureError, SettingsError
from lamgui.imaging.read import picture_from_pixels, read_picture
from lamgui.imaging.reading import AS_0_1_0, AS_USUAL, LevelRule, Reading, bands_from, levels_from, levels_in_words
from tests.imaging.pictures import coloured, sixteen_bit
from tests.imaging.tiffs import tiff


def levels(values: npt.NDArray[Any], reading: Reading = AS_USUAL) -> tuple[float, float]:
    """Black and white of an array."""
    picture = picture_from_pixels(values, "array", reading)
    return (0, 255) if picture.values is None else picture.values.levels


def to(high: float, dtype: str) -> npt.NDArray[Any]:
    return np.linspace(0, high, 60).reshape(4, 5, 3).astype(dtype)


@pytest.mark.parametrize(
    ("high", "dtype", "white"),
    [
        (247, "i4", 255),
        (256, "u2", 1023),
        (1023, "u2", 1023),
        (3805, "u2", 4095),
        (4096, "u2", 16383),
        (16384, "u2", 65535),
        (65535, "i4", 65535),
        (32767, "i2", 32767),
        (247, "f4", 255),
        (0.9, "f4", 1),
        (1.4, "f8", 1),
        (3.9, "f4", 1),
        (247.4, "f4", 255),
    ],
)
def test_auto_is_the_least_depth_that_holds_the_maximum(high: float, dtype: str, white: float) -> None:
    values = to(high, dtype)
    if high == 247 and dtype == "f4":
        values = np.floor(values)
    assert levels(values) == (0, white)
    # Half as bright a content of the same depth has the same levels: nothing is stretched.
    assert levels(values * np.dtype(dtype).type(1)) == levels(values)


def test_a_darker_picture_of_one_depth_has_the_same_levels() -> None:
    assert levels(to(4000, "u2")) == levels(to(2100, "u2")) == (0, 4095)


def test_full_scale_and_own_levels() -> None:
    full = Reading(LevelRule.FULL)
    assert levels(to(3805, "u2"), full) == (0, 65535)
    assert levels(to(3805, "i2"), full) == (-32768, 32767)
    assert levels(to(0.4, "f4"), full) == (0, 1)
    picture = picture_from_pixels(np.array([[[100, 200, 300]]], np.uint16), "array", Reading((100, 300)))
    assert picture.pixels.tolist() == [[[0, 128, 255]]]
    negative = picture_from_pixels(np.array([[[100, 200, 300]]], np.uint16), "array", Reading((300, 100)))
    assert negative.pixels.tolist() == [[[255, 128, 0]]]
    assert "300 is black, 100 is white (own levels)." in negative.conversions[0]


def test_own_levels_of_8_bits_too(tmp_path: Path) -> None:
    Image.fromarray(coloured(9, 8)).save(tmp_path / "a.png")
    picture = read_picture(tmp_path / "a.png", Reading((16, 235)))
    wanted = np.clip((coloured(9, 8) - 16.0) / 219, 0, 1)
    assert picture.values is not None
    assert np.allclose(picture.values.unit, wanted, atol=1e-15)
    assert np.array_equal(picture.pixels, np.floor(255 * wanted + 0.5))
    assert picture.conversions[-1] == "Values outside of that: clipped."


def test_negative_numbers_of_a_small_type_are_its_full_scale_and_of_a_large_one_refused() -> None:
    assert levels(np.array([[[-5, 0, 5]]], np.int16)) == (-32768, 32767)
    with pytest.raises(PictureError, match=r"holds values from -5 to 5; wanted are 0 to 65535.*\(levels\)"):
        levels(np.array([[[-5, 0, 5]]], np.int32))
    assert levels(np.array([[[-5, 0, 5]]], np.int32), Reading((-5, 5))) == (-5, 5)


def test_a_depth_that_the_file_states_is_taken(tmp_path: Path) -> None:
    path = tmp_path / "a.tif"
    values = (sixteen_bit(9, 8) >> 8).astype(np.uint16)
    for data, white in (
        (tiff(values, bits=10), 1023),
        (tiff(values, tags={281: (3, (4095,) * 3)}), 4095),
        (tiff(values), 255),
    ):
        path.write_bytes(data)
        opened = read_picture(path).values
        assert opened is not None
        assert opened.levels == (0, white)


def test_0_1_0_read_to_8_bits_by_its_own_rule(tmp_path: Path) -> None:
    path = tmp_path / "a.tif"
    values = (sixteen_bit(9, 8) >> 4).astype(np.uint16)
    path.write_bytes(tiff(values))
    old = read_picture(path, AS_0_1_0)
    assert np.array_equal(old.pixels, np.floor(values / 257 + 0.5))
    assert old.values is None
    assert old.conversions == ("16 bits a channel: divided by 257 and rounded.",)
    assert old.reading == AS_0_1_0
    assert old.key != read_picture(path).key
    path.write_bytes(tiff((values / 1024).astype(np.float32)))
    assert "taken as 0..255 and rounded" in read_picture(path, AS_0_1_0).conversions[0]


def test_8_bits_are_the_same_picture_by_either_rule(tmp_path: Path) -> None:
    Image.fromarray(coloured(9, 8)).save(tmp_path / "a.png")
    old, new = read_picture(tmp_path / "a.png", AS_0_1_0), read_picture(tmp_path / "a.png")
    assert (old.key, old.reading) == (new.key, new.reading) == (new.sha256, AS_USUAL)


def test_the_key_tells_readings_apart(tmp_path: Path) -> None:
    path = tmp_path / "a.tif"
    path.write_bytes(tiff(sixteen_bit(9, 8), coloured(9, 8).astype(np.uint16)))
    readings = [
        AS_USUAL,
        AS_0_1_0,
        Reading(LevelRule.FULL),
        Reading((0, 4095)),
        Reading(page=2),
        Reading(bands=(3, 2, 1)),
    ]
    assert len({read_picture(path, reading).key for reading in readings}) == len(readings)
    assert len({read_picture(path, reading).sha256 for reading in readings}) == 1


def test_levels_and_bands_in_words() -> None:
    for text in ("auto", "full", "0,4095", "-1.5,2.25"):
        assert levels_in_words(levels_from(text)) == text
    assert bands_from("3,2,1") == (3, 2, 1)
    for wrong in ("", "0", "1,1", "a,b", "nan,1", "0,inf", "1,2,3"):
        with pytest.raises(SettingsError):
            levels_from(wrong)
    for wrong in ("1,2", "0,1,2", "a,b,c", "1.5,2,3"):
        with pytest.raises(SettingsError):
            bands_from(wrong)
    with pytest.raises(SettingsError, match="no page 0"):
        Reading(page=0)
