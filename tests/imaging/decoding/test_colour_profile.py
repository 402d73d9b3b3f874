"""A colour space that is not sRGB is said and ignored, or converted: colours then are those that it states."""

from __future__ import annotations

import struct
from io import BytesIO
from pathlib import Path

import cv2
import numpy as np
import pytest
from PIL import Image, ImageCms
from PIL.PngImagePlugin import PngInfo

from lamgui.imaging.decoding.colour_profile import _matrix_profile
from lamgui.imaging.decoding.profile_curves import to_xyz
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
    assert converted.conversions == ("Colour profile stated: converted to sRGB.",)
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
        assert converted.values is not None
        assert "Colour profile stated: converted to sRGB." in converted.conversions
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


def curve_of(kind: str) -> tuple[bytes, np.ndarray]:
    """A tag of a curve, and what it makes of 0, 1/1000, ..., 1."""
    places = np.linspace(0, 1, 1001)
    if kind == "table":
        numbers = np.rint(65535 * np.linspace(0, 1, 64) ** 1.8).astype(">u2")
        return b"curv" + struct.pack(">II", 0, 64) + numbers.tobytes(), np.interp(
            places, np.linspace(0, 1, 64), numbers / 65535
        )
    if kind == "exponent":
        return b"curv" + struct.pack(">IIH", 0, 1, 0x0240), places**2.25
    if kind == "identity":
        return b"curv" + struct.pack(">II", 0, 0), places
    parameters = [round(65536 * one) for one in (2.4, 0.9, 0.1, 0.05, 0.04, 0.02, 0.001)]
    bent = (0.9 * places + 0.1) ** 2.4
    straight = 0.05 * places
    count, wanted = {
        "para 1": (3, bent),
        "para 2": (4, bent + 0.05),
        "para 3": (5, np.where(places >= 0.04, bent, straight)),
        "para 4": (7, np.where(places >= 0.04, bent + 0.02, straight + 0.001)),
    }[kind]
    return b"para" + struct.pack(f">IHH{count}i", 0, int(kind[-1]), 0, *parameters[:count]), wanted


@pytest.mark.parametrize("kind", ["table", "exponent", "identity", "para 1", "para 2", "para 3", "para 4"])
def test_curves_of_every_kind(kind: str) -> None:
    tag, wanted = curve_of(kind)
    icc = bytearray(_matrix_profile((1.0,), P3))
    # The grey curve, at the end of the file.
    icc[16:20] = b"GRAY"
    at = icc.index(b"rTRC")
    icc[at : at + 12] = struct.pack(">4sII", b"kTRC", len(icc), len(tag))
    xyz = to_xyz(np.linspace(0, 1, 1001)[:, None, None] * np.ones(3), bytes(icc + tag))
    assert xyz is not None
    # Parameters are multiples of 1/65536.
    assert np.abs(xyz[:, 0, 1] - wanted).max() < 1e-4


def test_16_bits_stay_16_bits(path: Path) -> None:
    """A ramp of all grey levels keeps each of them, and colours are those of the 8-bit conversion."""
    ramp = np.repeat(np.arange(65536, dtype=np.uint16).reshape(256, 256, 1), 3, axis=2)
    icc = _matrix_profile((1 / 1.8 * 3.24,), P3)
    path = path.with_suffix(".tif")
    path.write_bytes(tiff(ramp, tags={34675: (7, tuple(icc))}))
    values = read_picture(path, SRGB).values
    assert values is not None
    assert len(np.unique(values.unit[..., 1])) > 60000
    assert np.all(np.diff(values.unit[..., 1].ravel()) >= 0)


def test_tables_in_place_of_curves_are_converted_in_8_bits_and_it_is_said(path: Path) -> None:
    icc = bytearray(_matrix_profile(SRGB_CURVE, P3))
    at = icc.index(b"wtpt")
    icc[at : at + 4] = b"A2B9"
    assert to_xyz(np.zeros((1, 1, 3)), bytes(icc)) is None
    path = path.with_suffix(".tif")
    path.write_bytes(tiff(in_p3(coloured(W, H)).astype(np.uint16) * 257, tags={34675: (7, tuple(icc))}))
    converted = read_picture(path, SRGB)
    assert "Colour profile stated: converted to sRGB in 8 bits." in converted.conversions
    assert converted.values is None
