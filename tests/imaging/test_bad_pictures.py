"""Whatever is no usable picture is refused with a message that names it and says what to do."""

from __future__ import annotations

import os
import zlib
from collections.abc import Callable
from contextlib import suppress
from io import BytesIO
from pathlib import Path

import cv2
import numpy as np
import numpy.typing as npt
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image

from lamgui.base.errors import PictureError
from lamgui.base.file_limits import PICTURE_FILE
from lamgui.imaging.read import read_picture
from tests.imaging.pictures import coloured, sixteen_bit
from tests.imaging.tiffs import DEFLATE, LZW, ZSTD, tiff

LOG_LUV = 32845


def refusal(path: Path) -> PictureError:
    with pytest.raises(PictureError) as refused:
        read_picture(path)
    return refused.value


def as_npy(numbers: npt.NDArray[np.uint16]) -> bytes:
    stream = BytesIO()
    np.save(stream, numbers)
    return stream.getvalue()


def by_pillow(kind: str) -> Callable[[npt.NDArray[np.uint16]], bytes]:
    def written(numbers: npt.NDArray[np.uint16]) -> bytes:
        stream = BytesIO()
        Image.fromarray((numbers >> 8).astype(np.uint8)).save(stream, format=kind)
        return stream.getvalue()

    return written


RARER: dict[str, Callable[[npt.NDArray[np.uint16]], bytes]] = {
    "planar tiles": lambda numbers: tiff(numbers, planar=True, tile=16, compression=DEFLATE, predictor=2, big=True),
    "LZW strips": lambda numbers: tiff(numbers, strip_rows=5, compression=LZW, predictor=2, order=">"),
    "zstd floats": lambda numbers: tiff((numbers / 65535).astype(np.float32), compression=ZSTD, predictor=3),
    "12 bits": lambda numbers: tiff(numbers >> 4, bits=12),
    "NPY": as_npy,
    "PFM": lambda numbers: b"PF\n%d %d\n-1.0\n" % numbers.shape[1::-1] + (numbers / 65535).astype("<f4").tobytes(),
    "16-bit PPM": lambda numbers: b"P6\n%d %d\n65535\n" % numbers.shape[1::-1] + numbers.astype(">u2").tobytes(),
    "JPEG2000": by_pillow("JPEG2000"),
}


def encoded(kind: str, width: int = 40, height: int = 30) -> bytes:
    """A picture as the bytes of one of the kinds; `deep` ones hold 16 bits a channel."""
    if kind in RARER:
        return RARER[kind](sixteen_bit(width, height))
    if kind.startswith("deep "):
        return bytes(cv2.imencode(f".{kind[5:].lower()}", sixteen_bit(width, height))[1])
    stream = BytesIO()
    Image.fromarray(coloured(width, height)).save(stream, format=kind)
    return stream.getvalue()


KINDS = ["PNG", "JPEG", "BMP", "TIFF", "WEBP", "PPM", "GIF", "deep PNG", "deep TIFF"]


def test_missing(tmp_path: Path) -> None:
    path = tmp_path / "no such ß.png"
    assert str(refusal(path)) == f"There is no file {path}. Check its name and folder, or choose another picture."


def test_a_folder(tmp_path: Path) -> None:
    assert str(refusal(tmp_path)) == f"{tmp_path} is a folder, not a picture. Open a picture that lies inside it."


def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    path = tmp_path / "pipe.png"
    os.mkfifo(path)
    assert f"{path} is a device or a pipe, not a file. Open a file: PNG, JPEG" in str(refusal(path))


def test_unreadable(locked_folder: Path) -> None:
    path = locked_folder / "locked.png"
    said = refusal(path)
    assert str(said) == f"{path} may not be read: permission was denied. Ask its owner for the right to read it."
    assert "Permission denied" in said.details


def test_empty(tmp_path: Path) -> None:
    (tmp_path / "void.png").touch()
    said = str(refusal(tmp_path / "void.png"))
    assert said == "void.png is empty (0 bytes). Copy or download it again, or choose another picture."


def test_a_name_that_the_system_cannot_take(tmp_path: Path) -> None:
    assert "too long" in str(refusal(tmp_path / ("n" * 300)))
    assert "null" in str(refusal(tmp_path / "a\0b.png"))


def test_a_file_larger_than_any_picture_is_not_read(tmp_path: Path) -> None:
    path = tmp_path / "huge.tiff"
    with path.open("wb") as stream:
        stream.truncate(PICTURE_FILE.bytes + 2**29)
    said = str(refusal(path))
    assert said == "huge.tiff has 2.5 GiB; files of at most 2.0 GiB are opened. Crop or reduce the picture first."


@pytest.mark.parametrize(
    "content", [b"just text\n", b"<svg></svg>", b"%!PS-Adobe-3.0 EPSF\n", b"%PDF-1.7", b"RIFF\0\0\0\0WAVE", b"\0"]
)
def test_not_a_picture_whatever_its_name(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "notes.png").write_bytes(content)
    said = refusal(tmp_path / "notes.png")
    assert "notes.png is not a picture of a kind that can be opened" in str(said)
    assert "Choose a PNG, JPEG, BMP, TIFF, WebP, PPM or GIF file, or convert it to PNG." in str(said)
    assert repr(content[:16]) in said.details


@pytest.mark.parametrize("share", [0.02, 0.3, 0.6, 0.9, 0.98])
@pytest.mark.parametrize("kind", [*KINDS, *(kind for kind in RARER if kind != "JPEG2000")])
def test_cut_short(tmp_path: Path, kind: str, share: float) -> None:
    whole = encoded(kind)
    path = tmp_path / "half of it"
    path.write_bytes(whole)
    read_picture(path)
    path.write_bytes(whole[: max(12, int(len(whole) * share))])
    said = refusal(path)
    assert "half of it " in str(said)
    assert said.details
    assert "Copy or download it again" in str(said) or "Save it as" in str(said)


@pytest.mark.parametrize("kind", ["PNG", "deep PNG"])
def test_a_png_with_one_wrong_bit(tmp_path: Path, kind: str) -> None:
    data = bytearray(encoded(kind))
    data[len(data) // 2] ^= 1
    (tmp_path / "flip.png").write_bytes(data)
    assert "flip.png is damaged, cut short" in str(refusal(tmp_path / "flip.png"))


def large_png() -> bytes:
    header = b"IHDR" + (20000).to_bytes(4, "big") * 2 + bytes([8, 2, 0, 0, 0])
    return b"\x89PNG\r\n\x1a\n\0\0\0\r" + header + zlib.crc32(header).to_bytes(4, "big") + b"\0\0\x10\0IDAT"


def large_deep_png() -> bytes:
    data = bytearray(large_png())
    data[24] = 16
    return bytes(data)


def large_jpeg() -> bytes:
    data = bytearray(encoded("JPEG"))
    at = data.index(b"\xff\xc0")
    data[at + 5 : at + 9] = (20000).to_bytes(2, "big") * 2
    return bytes(data)


def large_tiff(kind: str) -> bytes:
    data = bytearray(encoded(kind))
    at = int.from_bytes(data[4:8], "little")
    for entry in range(at + 2, at + 2 + 12 * int.from_bytes(data[at : at + 2], "little"), 12):
        if int.from_bytes(data[entry : entry + 2], "little") in (256, 257):
            data[entry + 2 : entry + 12] = b"\4\0\1\0\0\0" + (20000).to_bytes(4, "little")
    return bytes(data)


def large_bmp() -> bytes:
    data = bytearray(encoded("BMP"))
    data[18:26] = (20000).to_bytes(4, "little") * 2
    return bytes(data)


@pytest.mark.parametrize(
    "make",
    [
        large_png,
        large_deep_png,
        large_jpeg,
        lambda: large_tiff("TIFF"),
        lambda: large_tiff("deep TIFF"),
        large_bmp,
        lambda: b"P6 20000 20000 255\n",
        lambda: b"GIF89a" + (20000).to_bytes(2, "little") * 2 + bytes(3) + b"," + bytes(20),
    ],
    ids=["PNG", "deep PNG", "JPEG", "TIFF", "deep TIFF", "BMP", "PPM", "GIF"],
)
def test_too_large_is_told_from_the_header_alone(tmp_path: Path, make: Callable[[], bytes]) -> None:
    (tmp_path / "wall").write_bytes(make())
    assert str(refusal(tmp_path / "wall")) == (
        "wall is too large: 20000x20000 (400 megapixels); pictures of at most 100 megapixels are opened. "
        "Crop or reduce it first."
    )


def test_more_numbers_than_are_opened_are_refused_before_any_is_unpacked(tmp_path: Path) -> None:
    values = np.zeros((2, 2, 3), np.float64)
    for tags, why in (
        ({256: (4, (9000,)), 257: (4, (10000,))}, "2 GiB of numbers are opened at most"),
        ({256: (4, (9000,)), 257: (4, (10000,)), 277: (3, (40,))}, "400 million numbers are opened at most"),
    ):
        (tmp_path / "wall.tif").write_bytes(tiff(values, tags=tags))
        assert why in str(refusal(tmp_path / "wall.tif"))


def test_a_webp_too_large_for_its_own_reader(tmp_path: Path) -> None:
    data = bytearray(encoded("WEBP"))
    at = data.index(b"VP8 ") + 14
    data[at : at + 4] = (16000).to_bytes(2, "little") * 2
    (tmp_path / "wall.webp").write_bytes(data)
    said = str(refusal(tmp_path / "wall.webp"))
    assert "wall.webp is too large" in said
    assert "at most 100 megapixels are opened. Crop or reduce it first." in said


def test_just_not_too_large_opens_without_a_warning(tmp_path: Path) -> None:
    # More than Pillow's own limit of 89 megapixels, which it tells in a warning; warnings fail a test.
    Image.new("1", (10000, 9999)).save(tmp_path / "wide.tiff", compression="group4")
    assert read_picture(tmp_path / "wide.tiff").pixels.shape == (9999, 10000, 3)


@pytest.mark.parametrize("channels", [1, 3])
def test_nan_and_infinity_are_counted(tmp_path: Path, channels: int) -> None:
    values = np.full((4, 5, 3), 0.5, np.float32)
    values[0, :3, 0] = [np.nan, np.inf, -np.inf]
    stored = values if channels == 3 else values[..., 0]
    (tmp_path / "holes.tiff").write_bytes(cv2.imencode(".tiff", stored, [cv2.IMWRITE_TIFF_COMPRESSION, 1])[1].tobytes())
    assert str(refusal(tmp_path / "holes.tiff")) == (
        f"holes.tiff holds values that are not numbers (NaN or infinite): 3 of {20 * channels}. "
        "Replace them with values from 0 to 1 or from 0 to 255, and save it again."
    )


@pytest.mark.parametrize("high", [1000.0, -3.0])
def test_floating_point_of_another_range(tmp_path: Path, high: float) -> None:
    Image.fromarray(np.linspace(0, high, 20, dtype=np.float32).reshape(4, 5)).save(tmp_path / "depth.tiff")
    said = str(refusal(tmp_path / "depth.tiff"))
    assert said.startswith(f"depth.tiff holds values from {min(0, high):g} to {max(0, high):g}; wanted are 0 to 1 or 0")
    assert said.endswith("State which are black and white (levels), or scale its values.")


def test_integers_of_another_range(tmp_path: Path) -> None:
    Image.fromarray(np.array([[0, 70000]], np.int32)).save(tmp_path / "counts.tiff")
    assert "counts.tiff holds values from 0 to 70000; wanted are 0 to 65535." in str(refusal(tmp_path / "counts.tiff"))


def test_colours_that_are_not_rgb(tmp_path: Path) -> None:
    (tmp_path / "light.tiff").write_bytes(tiff(coloured(4, 4), photometric=LOG_LUV))
    said = str(refusal(tmp_path / "light.tiff"))
    assert said == "light.tiff holds colours of a kind (LOGLUV) that cannot be shown as RGB. Convert it to RGB first."


@settings(max_examples=250, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(kind=st.sampled_from([*KINDS, *RARER]), data=st.data())
def test_no_damage_raises_anything_else(tmp_path: Path, kind: str, data: st.DataObject) -> None:
    """Wrong bytes anywhere, then cut anywhere: a picture comes out, or the one error that the window shows."""
    damaged = bytearray(encoded(kind, 12, 9))
    for _ in range(data.draw(st.integers(1, 4))):
        damaged[data.draw(st.integers(0, len(damaged) - 1))] = data.draw(st.integers(0, 255))
    path = tmp_path / "damaged"
    path.write_bytes(damaged[: data.draw(st.integers(1, len(damaged)))])
    with suppress(PictureError):
        assert read_picture(path).pixels.dtype == np.uint8
