"""A TIFF of any layout gives the very numbers that were written, and says what it takes for black and white."""

from __future__ import annotations

import logging
from collections.abc import Callable
from contextlib import suppress
from io import BytesIO
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import numpy.typing as npt
import pytest
import tifffile
from PIL import Image, ImageCms

from lamgui.base.errors import PictureError
from lamgui.imaging.picture import Picture
from lamgui.imaging.read import read_picture
from lamgui.imaging.reading import LevelRule, Reading
from tests.imaging import tiffs
from tests.imaging.pictures import coloured, sixteen_bit
from tests.imaging.tiffs import DEFLATE, LZW, NONE, PACKBITS, ZSTD, tiff

W, H = 37, 21
Array = npt.NDArray[Any]


@pytest.fixture
def opened(tmp_path: Path) -> Callable[..., Picture]:
    """Writes the bytes of a TIFF to a file, and opens that."""

    def opened(data: bytes, reading: Reading | None = None) -> Picture:
        path = tmp_path / "a.tif"
        path.write_bytes(data)
        return read_picture(path, reading or Reading())

    return opened


def numbers(picture: Picture) -> Array:
    """The picture's numbers as the file stores them."""
    return picture.pixels if picture.values is None else picture.values.numbers


def of_kind(kind: str, channels: int = 3) -> Array:
    """Waves of any type of numbers, over the whole of its range; floating point in 0..1."""
    share = np.concatenate([sixteen_bit(W, H), sixteen_bit(W, H)[::-1]], axis=2)[..., :channels] / 65535
    dtype = np.dtype(kind)
    if dtype.kind == "f":
        return share.astype(dtype)
    limits = np.iinfo(dtype)
    return np.floor(limits.min + share * (float(limits.max) - limits.min)).astype(dtype)


KINDS = ["u1", "u2", "u4", "i1", "i2", "i4", "f2", "f4", "f8"]


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("order", ["<", ">"])
@pytest.mark.parametrize("planar", [False, True])
@pytest.mark.parametrize("cut", [{}, {"strip_rows": 4}, {"tile": 16}], ids=["one strip", "strips", "tiles"])
def test_numbers_are_those_written(
    opened: Callable[..., Picture], kind: str, order: str, planar: bool, cut: dict[str, Any]
) -> None:
    values = of_kind(kind)
    data = tiff(values, order=order, planar=planar, **cut)
    assert np.array_equal(numbers(opened(data, Reading(LevelRule.FULL))), values)


@pytest.mark.parametrize("compression", [NONE, LZW, DEFLATE, PACKBITS, ZSTD])
@pytest.mark.parametrize("cut", [{"strip_rows": 8}, {"tile": 16}], ids=["strips", "tiles"])
@pytest.mark.parametrize(("kind", "predictor"), [("u2", 1), ("u2", 2), ("i2", 2), ("u4", 2), ("f4", 3), ("f8", 3)])
@pytest.mark.parametrize("planar", [False, True])
def test_compression_and_predictors(
    opened: Callable[..., Picture], compression: int, cut: dict[str, Any], kind: str, predictor: int, planar: bool
) -> None:
    values = of_kind(kind)
    data = tiff(values, compression=compression, predictor=predictor, planar=planar, big=planar, **cut)
    assert np.array_equal(numbers(opened(data, Reading(LevelRule.FULL))), values)


def by_opencv(data: bytes) -> Array:
    return np.asarray(cv2.imdecode(np.frombuffer(data, np.uint8), cv2.IMREAD_UNCHANGED))[..., ::-1]


def test_libraries_agree_with_the_writer_of_these_tests() -> None:
    values = of_kind("u2")
    assert np.array_equal(tifffile.imread(BytesIO(tiff(values, tile=16, order=">"))), values)
    assert np.array_equal(
        tifffile.imread(BytesIO(tiff(values, planar=True, big=True, compression=DEFLATE))), np.moveaxis(values, 2, 0)
    )
    with_differences = tiff(values, compression=LZW, predictor=2, strip_rows=5)
    assert np.array_equal(by_opencv(with_differences), values)
    of_floats = tiff(of_kind("f4"), compression=DEFLATE, predictor=3)
    assert np.array_equal(by_opencv(of_floats), of_kind("f4"))
    with Image.open(BytesIO(tiff(values[..., :1] >> 4, bits=12))) as image:
        assert np.array_equal(np.asarray(image), values[..., 0] >> 4)


@pytest.mark.parametrize("planar", [False, True])
def test_what_other_programs_write(opened: Callable[..., Picture], tmp_path: Path, planar: bool) -> None:
    values = of_kind("u2")
    stored = np.moveaxis(values, 2, 0) if planar else values
    path = tmp_path / "b.tif"
    for extra in (
        {"compression": "zlib", "predictor": not planar},
        {"tile": (16, 16)},
        {"bigtiff": True},
        {"byteorder": ">"},
    ):
        tifffile.imwrite(path, stored, photometric="rgb", planarconfig="separate" if planar else "contig", **extra)
        assert np.array_equal(numbers(opened(path.read_bytes())), values), extra


def test_a_planar_file_opens_the_same_each_time(opened: Callable[..., Picture]) -> None:
    values = sixteen_bit(W, H)
    one, other = (opened(tiff(values, planar=True, compression=DEFLATE)) for _ in range(2))
    assert np.array_equal(one.pixels, other.pixels)
    assert np.array_equal(one.pixels, np.floor(values / 257 + 0.5))


@pytest.mark.parametrize("bits", [*range(1, 17), 20, 24, 31, 32])
@pytest.mark.parametrize("channels", [1, 3])
def test_any_number_of_bits(opened: Callable[..., Picture], bits: int, channels: int) -> None:
    white = 2**bits - 1
    values = (
        np.floor(of_kind("f8", channels) * 1.02 * white)
        .clip(0, white)
        .astype("u1" if bits <= 8 else "u2" if bits <= 16 else "u4")
    )
    values[0, 0], values[0, 1] = 0, white
    for planar in {False, channels > 1}:
        picture = opened(tiff(values, bits=bits, planar=planar), Reading((0, white)) if bits > 16 else None)
        wanted = np.floor(values * (255 / white) + 0.5)
        assert np.abs(picture.pixels - np.broadcast_to(wanted, picture.pixels.shape)).max() <= (bits > 24)
        assert set(picture.pixels[0, 0]) == {0}
        assert set(picture.pixels[0, 1]) == {255}


def test_numbers_with_signs_of_odd_bits(opened: Callable[..., Picture]) -> None:
    values = (of_kind("i2") >> 4).astype(np.int16)
    picture = opened(tiff(values, bits=12), Reading((-2048, 2047)))
    assert np.array_equal(numbers(picture), values)


@pytest.mark.parametrize("bits", [1, 2, 4, 8, 12, 16])
def test_white_is_the_least_number_where_the_file_says_so(opened: Callable[..., Picture], bits: int) -> None:
    white = 2**bits - 1
    values = np.round(of_kind("f8", 1) * white).astype("u1" if bits <= 8 else "u2")
    negative = opened(tiff(values, bits=bits, photometric=0))
    positive = opened(tiff(white - values, bits=bits, photometric=1))
    if bits == 16:
        positive = opened(tiff(white - values, bits=bits, photometric=1), Reading(LevelRule.FULL))
    assert np.abs(negative.pixels.astype(int) - positive.pixels).max() <= 1
    assert negative.pixels[0, 0, 0] == round(255 * (1 - values[0, 0, 0] / white))


def test_bits_may_be_in_reverse(opened: Callable[..., Picture]) -> None:
    values = of_kind("u2")
    assert np.array_equal(numbers(opened(tiff(values, reversed_bits=True))), values)
    assert np.array_equal(numbers(opened(tiff(values, reversed_bits=True, compression=LZW))), values)


def test_a_palette(opened: Callable[..., Picture]) -> None:
    indices = (coloured(W, H)[..., :1] // 16).astype(np.uint8)
    colours = coloured(16, 1)[0]
    entries = tuple(int(v) * 257 for v in colours.T.ravel())
    for tile in (None, 16):
        picture = opened(tiff(indices, bits=4, photometric=3, tags={320: (3, entries)}, tile=tile))
        assert np.array_equal(picture.pixels, colours[indices[..., 0]])
    large = coloured(256, 256).reshape(-1, 3)
    wide = (of_kind("u2", 1)).astype(np.uint16)
    picture = opened(tiff(wide, photometric=3, tags={320: (3, tuple(int(v) * 257 for v in large.T.ravel()))}))
    assert np.array_equal(picture.pixels, large[wide[..., 0]])
    assert picture.conversions == ("Palette: each index replaced by its colour.",)


@pytest.mark.parametrize("kind", ["u1", "u2"])
@pytest.mark.parametrize("planar", [False, True])
def test_cmyk(opened: Callable[..., Picture], kind: str, planar: bool) -> None:
    inks = of_kind(kind, 4)
    picture = opened(tiff(inks, photometric=5, planar=planar))
    shares = 1 - inks / np.iinfo(kind).max
    wanted = 255 * shares[..., :3] * shares[..., 3:]
    assert np.abs(picture.pixels - wanted).max() <= 1
    assert picture.conversions[0] == "CMYK: converted to RGB without its colour profile."


@pytest.mark.parametrize("photometric", [8, 9])
@pytest.mark.parametrize("bits", [8, 16])
def test_lab_is_what_the_colour_library_makes_of_it(
    opened: Callable[..., Picture], photometric: int, bits: int
) -> None:
    rgb = Image.fromarray(coloured(W, H))
    lab_profile, srgb = ImageCms.createProfile("LAB", 5003), ImageCms.createProfile("sRGB")
    lab = ImageCms.profileToProfile(rgb, srgb, lab_profile, outputMode="LAB")
    assert lab is not None
    # numpy is given Pillow's LAB as a TIFF holds it: a* and b* are signed.
    stored = np.asarray(lab).astype(np.uint16)
    light, signed = stored[..., :1], stored[..., 1:].astype(np.uint8).view(np.int8).astype(int)
    values = np.concatenate([light, signed + (128 if photometric == 9 else 0)], axis=2)
    if bits == 16:
        values = np.concatenate(
            [np.round(light * ((65280 if photometric == 9 else 65535) / 255)), values[..., 1:] * 256], axis=2
        )
    values = values.astype(np.int64) & (2**bits - 1)
    picture = opened(tiff(values.astype(f"u{bits // 8}"), photometric=photometric))
    # Lab of 8 bits is coarse: a step of it is up to 12 levels of a dark channel of a saturated colour.
    assert np.abs(picture.pixels.astype(int) - coloured(W, H)).max() <= 12
    assert np.abs(picture.pixels.astype(int) - coloured(W, H)).mean() < 1.2
    assert "L*a*b*: converted to sRGB." in picture.conversions[0]


def test_the_first_page_is_shown_and_another_can_be_chosen(opened: Callable[..., Picture]) -> None:
    for pages in (
        [sixteen_bit(W, H), of_kind("u2"), sixteen_bit(9, 8)],
        [coloured(W, H), of_kind("u1"), coloured(9, 8)],
    ):
        data = tiff(*pages)
        for number, values in enumerate(pages, start=1):
            picture = opened(data, Reading(page=number))
            assert np.array_equal(numbers(picture), values)
            assert picture.conversions[0] == f"3 pages: page {number} is shown."
        assert np.array_equal(opened(data).pixels, opened(data, Reading(page=1)).pixels)
        with pytest.raises(PictureError, match=r"a.tif has 3 pages: there is no page 4\. Choose another one\."):
            opened(data, Reading(page=4))
    assert np.array_equal(numbers(opened(tiff(of_kind("u2")), Reading(page=1))), of_kind("u2"))


def test_of_four_bands_three_are_shown(opened: Callable[..., Picture]) -> None:
    for kind in ("u1", "u2"):
        values = of_kind(kind, 4)
        data = tiff(values, photometric=1, tags={338: (3, (0, 0, 0))})
        picture, chosen = opened(data), opened(data, Reading(bands=(4, 2, 1)))
        assert np.array_equal(numbers(picture), values[..., :3])
        assert np.array_equal(numbers(chosen), values[..., [3, 1, 0]])
        assert "4 bands: 1, 2 and 3 are R, G and B." in picture.conversions
        assert "4 bands: 4, 2 and 1 are R, G and B." in chosen.conversions
        with pytest.raises(PictureError, match="has 4 bands: there is no band 5"):
            opened(data, Reading(bands=(1, 2, 5)))


def test_alpha_that_is_multiplied_in_and_one_that_is_not(opened: Callable[..., Picture]) -> None:
    rgb, alpha = of_kind("u2") // 2, np.full((H, W, 1), 32768, np.uint16)
    share = 32768 / 65535
    for kind, wanted in ((2, rgb / 65535 * share + 1 - share), (1, rgb / 65535 + 1 - share)):
        picture = opened(tiff(np.concatenate([rgb, alpha], axis=2), tags={338: (3, (kind,))}), Reading(LevelRule.FULL))
        assert np.abs(picture.pixels - 255 * np.clip(wanted, 0, 1)).max() <= 0.51
        assert picture.conversions[-1] == "Transparency: laid on white."


@pytest.mark.parametrize("orientation", range(1, 9))
def test_turned_upright_once(opened: Callable[..., Picture], orientation: int) -> None:
    data = tiff(of_kind("u2"), planar=True, tags={274: (3, (orientation,))})
    plain = tiff(of_kind("u1"), tags={274: (3, (orientation,))})
    assert np.abs(opened(data).pixels.astype(int) - opened(plain).pixels).max() <= 1


def test_a_camera_s_raw_file_is_no_thumbnail(opened: Callable[..., Picture]) -> None:
    with pytest.raises(PictureError, match=r"is camera RAW, which is not opened here.*rawpy"):
        opened(tiff(of_kind("u1"), tags={50706: (4, (1,))}))


def test_a_compression_without_its_package_is_named(opened: Callable[..., Picture]) -> None:
    with pytest.raises(PictureError, match=r"\(LERC\).*not unpacked here.*lamgui\[tiff\]"):
        opened(tiff(of_kind("u2"), tags={259: (3, (34887,))}))


@pytest.mark.parametrize("tag", [256, 257, 258, 259, 273, 277, 278, 279, 284, 317, 339])
@pytest.mark.parametrize("value", [0, 1, 7, 65535])
def test_a_tag_that_lies_is_a_sentence(
    opened: Callable[..., Picture], tag: int, value: int, caplog: pytest.LogCaptureFixture
) -> None:
    data = tiff(of_kind("u2"), compression=LZW, predictor=2, tags={tag: (3, (value,))})
    with caplog.at_level(logging.WARNING), suppress(PictureError):
        assert opened(data).pixels.dtype == np.uint8
    assert not caplog.records


def test_the_tests_know_their_own_compressions() -> None:
    assert {tiffs.LZW, tiffs.DEFLATE, tiffs.PACKBITS, tiffs.ZSTD} == {5, 8, 32773, 50000}
