"""Every common kind of picture opens as RGB, and each conversion on the way is stated."""

from __future__ import annotations

import hashlib
import zlib
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import numpy.typing as npt
import pytest
from PIL import Image

from lamgui.imaging.read import picture_from_pixels, read_picture
from tests.imaging.pictures import coloured, sixteen_bit

GREY = "Grey: repeated in R, G and B."
SIXTEEN = "65535 is white (auto, 16 bits)."
WHITE = "Transparency: laid on white."
W, H = 24, 16


def rounded(levels: npt.NDArray[Any], peak: float) -> npt.NDArray[np.uint8]:
    return np.floor(levels.astype(np.float64) * 255 / peak + 0.5).astype(np.uint8)


def opencv_writes(path: Path, values: npt.NDArray[Any]) -> Path:
    """RGB or RGBA as OpenCV writes it, which keeps 16 bits and floating point."""
    bgr = values[..., [2, 1, 0, 3][: values.shape[2]]]
    plain = [cv2.IMWRITE_TIFF_COMPRESSION, 1] if path.suffix == ".tiff" else []
    path.write_bytes(cv2.imencode(path.suffix, bgr, plain)[1].tobytes())
    return path


@pytest.mark.parametrize("suffix", ["png", "bmp", "tiff", "ppm", "webp", "jpg"])
def test_rgb_opens_as_it_is(tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"a.{suffix}"
    Image.fromarray(coloured(W, H)).save(path, lossless=True)
    picture = read_picture(path)
    if suffix == "jpg":
        assert np.abs(picture.pixels.astype(int) - coloured(W, H)).mean() < 20
    else:
        assert np.array_equal(picture.pixels, coloured(W, H))
    assert picture.conversions == ()
    assert (picture.name, picture.path) == (path.name, path)
    assert picture.sha256 == hashlib.sha256(path.read_bytes()).hexdigest()


@pytest.mark.parametrize("compression", ["tiff_lzw", "tiff_adobe_deflate", "packbits"])
def test_compressed_tiff(tmp_path: Path, compression: str) -> None:
    Image.fromarray(coloured(W, H)).save(tmp_path / "a.tif", compression=compression)
    assert np.array_equal(read_picture(tmp_path / "a.tif").pixels, coloured(W, H))


def test_the_kind_is_told_by_the_bytes_not_by_the_name(tmp_path: Path) -> None:
    path = tmp_path / "ein Bild, 街 (1).jpeg"
    Image.fromarray(coloured(W, H)).save(path, format="PNG")
    assert np.array_equal(read_picture(path).pixels, coloured(W, H))


def test_pixels_are_one_s_own_to_write_on(tmp_path: Path) -> None:
    Image.fromarray(coloured(W, H)).save(tmp_path / "a.png")
    pixels = read_picture(tmp_path / "a.png").pixels
    assert pixels.flags.writeable
    assert pixels.flags.c_contiguous


def test_grey_and_one_bit(tmp_path: Path) -> None:
    grey = Image.fromarray(coloured(W, H)[..., 0])
    grey.save(tmp_path / "grey.png")
    grey.convert("1").save(tmp_path / "bit.png")
    opened, bits = read_picture(tmp_path / "grey.png"), read_picture(tmp_path / "bit.png")
    assert np.array_equal(opened.pixels, np.repeat(coloured(W, H)[..., :1], 3, axis=2))
    assert opened.conversions == (GREY,)
    assert set(np.unique(bits.pixels)) == {0, 255}
    assert bits.conversions == ("Black and white: 1 bit became 0 and 255 in R, G and B.",)


def test_palette_and_the_first_frame_of_a_gif(tmp_path: Path) -> None:
    first, second = (Image.fromarray(p).quantize(16) for p in (coloured(W, H), coloured(W, H)[::-1]))
    first.save(tmp_path / "a.gif", save_all=True, append_images=[second])
    first.save(tmp_path / "a.png")
    palette = "Palette: each index replaced by its colour."
    for name, stated in (("a.png", (palette,)), ("a.gif", ("Several frames: the first is shown.", palette))):
        picture = read_picture(tmp_path / name)
        assert np.array_equal(picture.pixels, np.asarray(first.convert("RGB")))
        assert picture.conversions == stated


@pytest.mark.parametrize(("mode", "stated"), [("RGBA", (WHITE,)), ("LA", (GREY, WHITE))])
def test_alpha_is_laid_on_white(tmp_path: Path, mode: str, stated: tuple[str, ...]) -> None:
    rgb = Image.fromarray(coloured(W, H)).convert(mode[:-1])
    alpha = Image.fromarray(np.tile(np.linspace(0, 255, W).astype(np.uint8), (H, 1)))
    rgba = rgb.copy()
    rgba.putalpha(alpha)
    assert rgba.mode == mode
    rgba.save(tmp_path / "a.png")
    picture = read_picture(tmp_path / "a.png")
    share = np.asarray(alpha)[..., None] / 255
    wanted = np.asarray(rgb.convert("RGB")) * share + 255 * (1 - share)
    assert np.abs(picture.pixels - wanted).max() <= 1
    assert picture.conversions == stated


def test_alpha_that_hides_nothing_is_not_mentioned(tmp_path: Path) -> None:
    Image.fromarray(coloured(W, H)).convert("RGBA").save(tmp_path / "a.png")
    picture = read_picture(tmp_path / "a.png")
    assert np.array_equal(picture.pixels, coloured(W, H))
    assert picture.conversions == ()


def test_a_transparent_colour_of_a_palette_becomes_white(tmp_path: Path) -> None:
    indexed = Image.fromarray(coloured(W, H)).quantize(8)
    indexed.save(tmp_path / "a.png", transparency=0)
    picture = read_picture(tmp_path / "a.png")
    assert (picture.pixels[np.asarray(indexed) == 0] == 255).all()
    assert picture.conversions[-1] == WHITE


def test_cmyk(tmp_path: Path) -> None:
    cmyk = Image.fromarray(coloured(W, H)).convert("CMYK")
    cmyk.save(tmp_path / "a.tif")
    cmyk.save(tmp_path / "a.jpg", quality=100)
    for name, tolerance in (("a.tif", 0), ("a.jpg", 8)):
        picture = read_picture(tmp_path / name)
        assert np.abs(picture.pixels.astype(int) - coloured(W, H)).mean() <= tolerance
        assert picture.conversions == ("CMYK: converted to RGB without its colour profile.",)


@pytest.mark.parametrize("suffix", ["png", "tiff", "pgm"])
def test_sixteen_bit_grey(tmp_path: Path, suffix: str) -> None:
    values = sixteen_bit(W, H)[..., 0]
    Image.fromarray(values).save(tmp_path / f"a.{suffix}")
    picture = read_picture(tmp_path / f"a.{suffix}")
    assert np.array_equal(picture.pixels, np.repeat(rounded(values, 65535)[..., None], 3, axis=2))
    assert picture.conversions[0].endswith("65535 is white (as the file says)." if suffix == "pgm" else SIXTEEN)
    assert picture.conversions[1:] == (GREY,)


@pytest.mark.parametrize("suffix", [".png", ".tiff"])
def test_sixteen_bit_rgb_is_rounded_not_cut(tmp_path: Path, suffix: str) -> None:
    values = sixteen_bit(W, H)
    picture = read_picture(opencv_writes(tmp_path / f"a{suffix}", values))
    assert np.array_equal(picture.pixels, rounded(values, 65535))
    assert not np.array_equal(picture.pixels, values >> 8)
    (said,) = picture.conversions
    assert said == f"16-bit integers, {values.min()} to {values.max()}: 0 is black, {SIXTEEN}"


def test_sixteen_bit_alpha_is_laid_on_white(tmp_path: Path) -> None:
    rgb = sixteen_bit(W, H)
    alpha = np.tile(np.linspace(0, 65535, W).astype(np.uint16), (H, 1))[..., None]
    picture = read_picture(opencv_writes(tmp_path / "a.png", np.concatenate([rgb, alpha], axis=2)))
    share = alpha / 65535
    wanted = rgb / 257 * share + 255 * (1 - share)
    assert np.abs(picture.pixels - wanted).max() <= 0.501
    assert picture.conversions[0].endswith(SIXTEEN)
    assert picture.conversions[1:] == (WHITE,)


@pytest.mark.parametrize("peak", [1.0, 255.0])
@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_floating_point_rgb_tiff(tmp_path: Path, peak: float, dtype: type[np.floating[Any]]) -> None:
    values: npt.NDArray[Any] = (sixteen_bit(W, H) / 65535 * peak).astype(dtype)
    picture = read_picture(opencv_writes(tmp_path / "a.tiff", values))
    assert np.array_equal(picture.pixels, rounded(values, peak))
    assert f"0 is black, {peak:g} is white (auto)." in picture.conversions[0]


@pytest.mark.parametrize("peak", [1.0, 255.0])
def test_floating_point_grey_tiff(tmp_path: Path, peak: float) -> None:
    values = (sixteen_bit(W, H)[..., 0] / 65535 * peak).astype(np.float32)
    Image.fromarray(values).save(tmp_path / "a.tiff")
    picture = read_picture(tmp_path / "a.tiff")
    assert np.array_equal(picture.pixels[..., 1], rounded(values, peak))
    assert picture.conversions[1] == GREY


def test_double_precision_grey_tiff_which_pillow_alone_does_not_read(tmp_path: Path) -> None:
    values = sixteen_bit(W, H)[..., 0] / 65535
    (tmp_path / "a.tiff").write_bytes(cv2.imencode(".tiff", values)[1].tobytes())
    picture = read_picture(tmp_path / "a.tiff")
    assert np.array_equal(picture.pixels[..., 1], rounded(values, 1))
    assert picture.conversions[1] == GREY


def test_floating_point_a_little_outside_is_clipped_and_says_so(tmp_path: Path) -> None:
    values = np.linspace(-0.1, 1.2, W * H, dtype=np.float32).reshape(H, W)
    Image.fromarray(values).save(tmp_path / "a.tiff")
    picture = read_picture(tmp_path / "a.tiff")
    assert np.array_equal(picture.pixels[..., 0], rounded(np.clip(values, 0, 1), 1))
    assert picture.conversions == (
        "Floating point, -0.1 to 1.2: 0 is black, 1 is white (auto).",
        "Values outside of that: clipped.",
        GREY,
    )


UNDO = {
    1: lambda p: p,
    2: lambda p: p[:, ::-1],
    3: lambda p: p[::-1, ::-1],
    4: lambda p: p[::-1],
    5: lambda p: p.transpose(1, 0, 2),
    6: lambda p: np.rot90(p, 1),
    7: lambda p: np.rot90(p, 2).transpose(1, 0, 2),
    8: lambda p: np.rot90(p, -1),
}
"""How a camera held that way stores an upright picture."""


@pytest.mark.parametrize("orientation", UNDO)
@pytest.mark.parametrize("name", ["a.png", "a.tiff", "a.webp", "deep.png", "deep.tiff"])
def test_a_turned_camera_s_picture_is_upright(tmp_path: Path, name: str, orientation: int) -> None:
    path = tmp_path / name
    stored = np.ascontiguousarray(UNDO[orientation](coloured(W, H)))
    exif = Image.Exif()
    exif[0x0112] = orientation
    if name == "deep.png":
        path.write_bytes(png_with_exif(opencv_writes(path, stored.astype(np.uint16) * 257), exif))
    elif name == "deep.tiff":
        path.write_bytes(tiff_with_orientation(opencv_writes(path, stored.astype(np.uint16) * 257), orientation))
    else:
        Image.fromarray(stored).save(path, exif=exif, lossless=True)
    picture = read_picture(path)
    assert np.array_equal(picture.pixels, coloured(W, H))
    turned = f"Turned upright as its EXIF orientation ({orientation}) says."
    assert (turned in picture.conversions) == (orientation != 1)


def png_with_exif(path: Path, exif: Image.Exif) -> bytes:
    """The PNG at `path` with a metadata chunk after its header."""
    body = b"eXIf" + exif.tobytes()[6:]
    chunk = (len(body) - 4).to_bytes(4, "big") + body + zlib.crc32(body).to_bytes(4, "big")
    data = path.read_bytes()
    return data[:33] + chunk + data[33:]


def tiff_with_orientation(path: Path, orientation: int) -> bytes:
    """The little-endian TIFF at `path` with a new directory at its end, in which tag 274 is `orientation`."""
    data = path.read_bytes()
    at = int.from_bytes(data[4:8], "little")
    count = int.from_bytes(data[at : at + 2], "little")
    entries = {data[i : i + 2]: data[i : i + 12] for i in range(at + 2, at + 2 + 12 * count, 12)}
    tag = (274).to_bytes(2, "little")
    entries[tag] = tag + b"\3\0\1\0\0\0" + orientation.to_bytes(4, "little")
    ordered = sorted(entries.values(), key=lambda entry: int.from_bytes(entry[:2], "little"))
    directory = len(ordered).to_bytes(2, "little") + b"".join(ordered) + bytes(4)
    return data[:4] + len(data).to_bytes(4, "little") + data[8:] + directory


def test_damaged_exif_does_not_keep_a_picture_from_opening(tmp_path: Path) -> None:
    Image.fromarray(coloured(W, H)).save(tmp_path / "a.png", exif=b"Exif\0\0MM\0*\0\0\0\x08\xff\xff\x01\x12")
    Image.fromarray(coloured(W, H)).save(tmp_path / "b.png", exif=b"Exif\0\0nonsense")
    for name in ("a.png", "b.png"):
        assert np.array_equal(read_picture(tmp_path / name).pixels, coloured(W, H))


def test_one_pixel_opens(tmp_path: Path) -> None:
    Image.fromarray(coloured(1, 1)).save(tmp_path / "a.png")
    assert read_picture(tmp_path / "a.png").pixels.shape == (1, 1, 3)


def test_a_pasted_picture_has_no_path_and_its_own_pixels() -> None:
    pixels = coloured(W, H)
    picture = picture_from_pixels(pixels, "pasted")
    assert (picture.name, picture.path, picture.conversions) == ("pasted", None, ())
    assert picture.sha256 == hashlib.sha256(pixels.tobytes()).hexdigest()
    pixels[:] = 0
    assert picture.pixels.any()
