"""A colour space that is not sRGB is said and ignored, or converted: colours then are those that it states."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import cv2
import numpy as np
import pytest
from PIL import Image, ImageCms
from PIL.PngImagePlugin import PngInfo

from lamgui.imaging.colour_profile import _matrix_profile
from lamgui.imaging.picture import Pixels
from lamgui.imaging.read import read_picture
from lamgui.imaging.reading import Colours, Reading
from tests.imaging.pictures import coloured
from tests.imaging.tiffs import tiff

W, H = 24, 16
SRGB = Reading(colour=Colours.SRGB)
P3 = (0.3127, 0.329, 0.68, 0.32, 0.265, 0.69, 0.15, 0.06)
SRGB_CURVE = (2.4, 1 / 1.055, 0.055 / 1.055, 1 / 12.92, 0.04045)
TO_P3 = np.array([[0.822462, 0.177538, 0.0], [0.033194, 0.966806, 0.0], [0.017083, 0.072397, 0.910520]])
"""Linear sRGB to linear Display P3, as published in W3C's CSS Color 4."""


def linear(values: np.ndarray) -> np.ndarray:
    return np.where(values <= 0.04045, values / 12.92, ((values + 0.055) / 1.055) ** 2.4)


def curved(values: np.ndarray) -> np.ndarray:
    return np.where(values <= 0.0031308, values * 12.92, 1.055 * np.clip(values, 0, None) ** (1 / 2.4) - 0.055)


def in_p3(pixels: Pixels) -> Pixels:
    """sRGB colours as Display P3 stores them."""
    return np.asarray(np.round(255 * curved(linear(pixels / 255) @ TO_P3.T)), dtype=np.uint8)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "a.png"


@pytest.mark.parametrize("suffix", ["png", "jpg", "tif", "webp"])
def test_a_profile_is_said_and_ignored_unless_it_is_to_be_converted(tmp_path: Path, suffix: str) -> None:
    path, icc = tmp_path / f"a.{suffix}", _matrix_profile(SRGB_CURVE, P3)
    Image.fromarray(in_p3(coloured(W, H))).save(path, icc_profile=icc, lossless=True, quality=100, subsampling=0)
    ignored, converted = read_picture(path), read_picture(path, SRGB)
    assert np.abs(ignored.pixels.astype(int) - in_p3(coloured(W, H))).max() <= (4 if suffix == "jpg" else 0)
    assert ignored.conversions == ("Colour profile stated: ignored, as the field's own code does.",)
    # Two roundings to 8 bits, which the steep start of the curve enlarges.
    off = np.abs(converted.pixels.astype(int) - coloured(W, H))
    assert off.mean() < 2 if suffix == "jpg" else off.max() <= 3
    assert converted.conversions == ("Colour profile stated: converted to sRGB in 8 bits.",)
    assert (ignored.is_plain, converted.is_plain) == (True, False)
    assert converted.key != ignored.key


def test_srgb_s_own_profile_is_not_mentioned(path: Path) -> None:
    srgb = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    Image.fromarray(coloured(W, H)).save(path, icc_profile=srgb)
    for reading in (Reading(), SRGB):
        picture = read_picture(path, reading)
        assert np.array_equal(picture.pixels, coloured(W, H))
        assert picture.conversions == ()


def test_a_damaged_profile_is_said_and_ignored(path: Path) -> None:
    Image.fromarray(coloured(W, H)).save(path, icc_profile=b"no profile at all" * 20)
    for reading in (Reading(), SRGB):
        picture = read_picture(path, reading)
        assert np.array_equal(picture.pixels, coloured(W, H))
        assert picture.conversions == ("A damaged colour profile: ignored, as the field's own code does.",)


def with_chunk(path: Path, name: bytes, data: bytes) -> None:
    text = PngInfo()
    text.add(name, data)
    Image.fromarray(in_p3(coloured(W, H))).save(path, pnginfo=text)


def test_cicp(path: Path) -> None:
    with_chunk(path, b"cICP", bytes([12, 13, 0, 1]))
    assert read_picture(path).conversions == ("cICP Display P3: ignored, as the field's own code does.",)
    assert np.abs(read_picture(path, SRGB).pixels.astype(int) - coloured(W, H)).max() <= 3
    with_chunk(path, b"cICP", bytes([9, 16, 0, 1]))
    for reading in (Reading(), SRGB):
        assert read_picture(path, reading).conversions == ("cICP BT.2020, PQ: ignored, as the field's own code does.",)
    with_chunk(path, b"cICP", bytes([1, 13, 0, 1]))
    assert read_picture(path).conversions == ()


def test_gamma(path: Path) -> None:
    with_chunk(path, b"gAMA", (100000).to_bytes(4, "big"))
    assert read_picture(path).conversions == ("Stated gamma of 1/1: ignored, as the field's own code does.",)
    wanted = np.round(255 * curved(in_p3(coloured(W, H)) / 255))
    assert np.abs(read_picture(path, SRGB).pixels - wanted).max() <= 1
    with_chunk(path, b"gAMA", (45455).to_bytes(4, "big"))
    assert read_picture(path).conversions == ()


def test_16_bits_are_converted_too(tmp_path: Path) -> None:
    deep, icc = in_p3(coloured(W, H)).astype(np.uint16) * 257, _matrix_profile(SRGB_CURVE, P3)
    values = tuple(icc)
    path = tmp_path / "a.tif"
    for data in (tiff(deep, tags={34675: (7, values)}), tiff(deep, planar=True, tile=16, tags={34675: (7, values)})):
        path.write_bytes(data)
        converted = read_picture(path, SRGB)
        assert np.abs(converted.pixels.astype(int) - coloured(W, H)).max() <= 3
        assert converted.values is None
        assert "Colour profile stated: ignored, as the field's own code does." in read_picture(path).conversions
    png = cv2.imencode(".png", deep[..., ::-1])[1].tobytes()
    stream = BytesIO()
    Image.new("RGB", (1, 1)).save(stream, "PNG", icc_profile=icc)
    whole = stream.getvalue()
    at = whole.index(b"iCCP") - 4
    chunk = whole[at : at + 12 + int.from_bytes(whole[at : at + 4], "big")]
    path.write_bytes(png[:33] + chunk + png[33:])
    assert np.abs(read_picture(path, SRGB).pixels.astype(int) - coloured(W, H)).max() <= 3


def test_a_grey_profile(path: Path) -> None:
    icc = bytearray(_matrix_profile((1.0,), P3))
    icc[16:20] = b"GRAY"
    at = icc.index(b"rTRC")
    icc[at : at + 4] = b"kTRC"
    grey = coloured(W, H)[..., 0]
    Image.fromarray(grey).save(path, icc_profile=bytes(icc))
    wanted = np.round(255 * curved(grey / 255))
    converted = read_picture(path, SRGB).pixels
    assert np.abs(converted - wanted[..., None]).max() <= 1
