"""A kind of file is told by its bytes: rarer ones open, and those that do not are named with what reads them."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import cv2
import numpy as np
import pytest
from PIL import Image, features

from lamgui.base.errors import PictureError
from lamgui.imaging.decoding.kinds import _AVIF, _BRANDS, _REFUSED, _STARTS, _WEBP
from lamgui.imaging.read import read_picture
from lamgui.imaging.reading import Colours, Reading
from tests.imaging.pictures import coloured, sixteen_bit

W, H = 40, 30


def refusal(path: Path) -> str:
    with pytest.raises(PictureError) as refused:
        read_picture(path)
    return str(refused.value)


@pytest.mark.skipif(not features.check("avif"), reason="Pillow was built without AVIF")
def test_avif(tmp_path: Path) -> None:
    path = tmp_path / "a.avif"
    Image.fromarray(coloured(W, H)).save(path, quality=100, subsampling="4:4:4")
    assert np.abs(read_picture(path).pixels.astype(int) - coloured(W, H)).mean() < 1.5
    path.write_bytes(path.read_bytes()[:200])
    assert "is damaged, cut short, or an AVIF of a variant" in refusal(path)


@pytest.mark.parametrize("suffix", ["jp2", "j2k"])
def test_jpeg_2000(tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"a.{suffix}"
    Image.fromarray(coloured(W, H)).save(path)
    assert np.array_equal(read_picture(path).pixels, coloured(W, H))


def test_jpeg_2000_of_16_bits_has_them_all(tmp_path: Path) -> None:
    numbers = sixteen_bit(160, 128)
    lossless = [cv2.IMWRITE_JPEG2000_COMPRESSION_X1000, 1000]
    (tmp_path / "a.jp2").write_bytes(cv2.imencode(".jp2", numbers[..., ::-1].copy(), lossless)[1].tobytes())
    picture = read_picture(tmp_path / "a.jp2")
    assert picture.values is not None
    assert np.array_equal(picture.values.numbers, numbers)
    assert picture.values.levels[1] == 65535
    Image.fromarray(numbers[..., 0]).save(tmp_path / "grey.jp2")
    grey = read_picture(tmp_path / "grey.jp2").values
    assert grey is not None
    assert (grey.levels, grey.numbers[..., 0].tolist()) == ((0, 65535), numbers[..., 0].tolist())


def test_a_build_without_a_decoder_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    Image.fromarray(coloured(W, H)).save(tmp_path / "a.jp2")
    monkeypatch.setattr(features, "check", lambda _: False)
    assert "a.jp2 is JPEG 2000, which the installed Pillow was built without." in refusal(tmp_path / "a.jp2")


@pytest.mark.parametrize("binary", [True, False])
@pytest.mark.parametrize("channels", [1, 3])
def test_netpbm_of_any_white(tmp_path: Path, binary: bool, channels: int) -> None:
    numbers = (sixteen_bit(W, H)[..., :channels] >> 4).astype(np.uint16)
    kind = {(True, 1): "P5", (True, 3): "P6", (False, 1): "P2", (False, 3): "P3"}[binary, channels]
    header = f"{kind}\n# a comment\n{W} {H}\n4095\n".encode()
    words = " ".join(str(value) for value in numbers.ravel()).encode()
    (tmp_path / "a.ppm").write_bytes(header + (numbers.astype(">u2").tobytes() if binary else words))
    picture = read_picture(tmp_path / "a.ppm")
    assert np.array_equal(picture.pixels, np.broadcast_to(np.floor(numbers * (255 / 4095) + 0.5), (H, W, 3)))
    (tmp_path / "a.ppm").write_bytes(header + b"1 2 3")
    assert "is damaged, cut short" in refusal(tmp_path / "a.ppm")


@pytest.mark.parametrize("channels", [1, 3])
@pytest.mark.parametrize("order", ["<", ">"])
def test_pfm_is_upright(tmp_path: Path, channels: int, order: str) -> None:
    values = (sixteen_bit(W, H)[..., :channels] / 65535).astype(np.float32)
    header = f"{'PF' if channels == 3 else 'Pf'}\n{W} {H}\n{'-' if order == '<' else ''}1.0\n".encode()
    (tmp_path / "a.pfm").write_bytes(header + values[::-1].astype(f"{order}f4").tobytes())
    picture = read_picture(tmp_path / "a.pfm")
    assert picture.values is not None
    assert np.array_equal(picture.values.numbers, np.broadcast_to(values, (H, W, 3)))
    whole = np.asarray(cv2.imread(str(tmp_path / "a.pfm"), cv2.IMREAD_UNCHANGED)).reshape(H, W, channels)[..., ::-1]
    assert np.array_equal(whole, values)


@pytest.mark.parametrize("version", [(1, 0), (2, 0)])
def test_npy(tmp_path: Path, version: tuple[int, int]) -> None:
    numbers = sixteen_bit(W, H)
    for array in (numbers, np.moveaxis(numbers, 2, 0), np.asfortranarray(numbers), numbers.astype(">u2")):
        with (tmp_path / "a.npy").open("wb") as stream:
            np.lib.format.write_array(stream, array, version=version)
        values = read_picture(tmp_path / "a.npy").values
        assert values is not None
        assert np.array_equal(values.numbers, numbers)
    np.save(tmp_path / "a.npy", coloured(W, H) > 100)
    assert set(np.unique(read_picture(tmp_path / "a.npy").pixels)) == {0, 255}
    np.save(tmp_path / "a.npy", coloured(W, H)[..., 0])
    assert read_picture(tmp_path / "a.npy").conversions == ("Grey: repeated in R, G and B.",)


def test_an_npy_that_holds_a_program_is_not_run(tmp_path: Path) -> None:
    ran = tmp_path / "ran"
    trap = np.empty((4, 4), object)
    trap[:] = Trap(ran)
    np.save(tmp_path / "a.npy", trap, allow_pickle=True)
    assert "holds an array of object, which is no picture" in refusal(tmp_path / "a.npy")
    assert not ran.exists()


class Trap:
    """Unpickled, it makes a folder."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def __reduce__(self) -> tuple[object, tuple[Path]]:
        return Path.mkdir, (self._folder,)


def test_an_npy_that_states_more_than_it_has_or_what_is_no_picture(tmp_path: Path) -> None:
    stream = BytesIO()
    np.lib.format.write_array_header_1_0(stream, {"descr": "<f8", "fortran_order": False, "shape": (40000, 40000)})
    (tmp_path / "a.npy").write_bytes(stream.getvalue() + bytes(100))
    assert "a.npy is damaged, cut short" in refusal(tmp_path / "a.npy")
    np.save(tmp_path / "a.npy", np.zeros((2, 3, 4, 5)))
    assert "holds an array of shape 2x3x4x5" in refusal(tmp_path / "a.npy")
    np.save(tmp_path / "a.npy", np.zeros((2, 3), complex))
    assert "complex128, which is no picture" in refusal(tmp_path / "a.npy")


def test_a_frame_of_an_animation_can_be_chosen(tmp_path: Path) -> None:
    frames = [Image.fromarray(p).quantize(16) for p in (coloured(W, H), coloured(W, H)[::-1])]
    frames[0].save(tmp_path / "a.gif", save_all=True, append_images=frames[1:])
    second = read_picture(tmp_path / "a.gif", Reading(page=2))
    assert np.array_equal(second.pixels, np.asarray(frames[1].convert("RGB")))
    assert second.conversions[0] == "2 frames: frame 2 is shown."
    with pytest.raises(PictureError, match=r"has 2 pages: there is no page 3"):
        read_picture(tmp_path / "a.gif", Reading(page=3))


@pytest.mark.parametrize(
    ("start", "name", "package"),
    [
        (b"v/1\x01\x02\0\0\0", "OpenEXR", "OpenEXR"),
        (b"\0\0\0\x0cJXL \r\n\x87\n", "JPEG XL", "pillow-jxl-plugin"),
        (b"\xff\x0a", "JPEG XL", "pillow-jxl-plugin"),
        (b"8BPS\0\x01", "Photoshop PSD", "psd-tools"),
        (b"\0\0\0\x18ftypheic\0\0\0\0mif1heic", "HEIC", "pillow-heif"),
        (b"\0\0\0\x18ftypmif1\0\0\0\0mif1heic", "HEIC", "pillow-heif"),
        (b"\0\0\0\x18ftypcrx \0\0\0\x01crx isom", "camera RAW", "rawpy"),
        (b"II*\0\x10\0\0\0CR\x02\0", "camera RAW", "rawpy"),
        (b"FUJIFILMCCD-RAW 0201", "camera RAW", "rawpy"),
    ],
)
def test_what_is_not_opened_is_named_with_what_reads_it(tmp_path: Path, start: bytes, name: str, package: str) -> None:
    (tmp_path / "a.png").write_bytes(start + bytes(64))
    said = refusal(tmp_path / "a.png")
    assert f"a.png is {name}, which is not opened here." in said
    assert f"pip install {package}" in said


def test_radiance_hdr_is_light_of_which_1_is_white(tmp_path: Path) -> None:
    path, light = tmp_path / "a.hdr", (coloured(W, H) / 255 * 2).astype(np.float32)
    path.write_bytes(cv2.imencode(".hdr", light[..., ::-1].copy())[1].tobytes())
    picture = read_picture(path)
    assert picture.values is not None
    # A number has 8 bits, and the exponent of the largest of its pixel.
    assert np.abs(picture.values.numbers - light).max() <= 2 / 128
    assert np.abs(picture.pixels - np.clip(light * 255, 0, 255)).max() <= 255 / 64
    said = "Linear light of Radiance HDR: ignored, as the field's own code does."
    assert picture.conversions[0] == said
    assert picture.conversions[1].endswith(": 0 is black, 1 is white (as the file says).")
    assert picture.conversions[2] == "Values outside of that: clipped."
    curved = read_picture(path, Reading(colour=Colours.SRGB))
    assert curved.values is not None
    shares = np.clip(picture.values.numbers.astype(np.float64), 0, 1)
    wanted = np.where(shares <= 0.0031308, shares * 12.92, 1.055 * shares ** (1 / 2.4) - 0.055)
    # The matrices of a profile have 16 bits behind the point.
    assert np.abs(curved.values.unit - wanted).max() < 1e-3
    whole = path.read_bytes()
    for damaged in (whole[: len(whole) // 2], b"#?RADIANCE\n\n", whole.replace(b"-Y", b"+Y")):
        path.write_bytes(damaged)
        assert "a.hdr" in refusal(path)


def test_a_film_is_no_picture(tmp_path: Path) -> None:
    (tmp_path / "a.png").write_bytes(b"\0\0\0\x18ftypisom\0\0\0\0isommp42" + bytes(64))
    assert "is a film, or not a picture that can be opened" in refusal(tmp_path / "a.png")


def test_the_documentation_lists_every_kind_that_is_recognised() -> None:
    text = (Path(__file__).parents[3] / "docs" / "pictures.md").read_text(encoding="utf-8")
    cells = [row.split("|")[1:4] for row in text.splitlines() if row.startswith("| ")][1:]
    opened = {name.strip() for kind, read, _ in cells if read.strip() for name in kind.split(",")}
    refused = {name.strip() for kind, read, _ in cells if not read.strip() for name in kind.split(",")}
    known = {kind.name for _, kind in _STARTS} | {_WEBP.name, _AVIF.name}
    assert known <= opened
    assert {name for _, name, _ in _REFUSED} | set(_BRANDS.values()) <= refused
    assert opened - known == {"PGM", "PBM", "PFM"}
