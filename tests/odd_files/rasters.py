"""PNG, JPEG, WebP, GIF and rarer kinds: depths, palettes, opacity, profiles, animations, wrong names, damage."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator
from io import BytesIO
from typing import Any

import cv2
import numpy as np
from PIL import Image, ImageCms, features

from lamgui.imaging.decoding.colour_profile import _matrix_profile
from lamgui.imaging.picture import Pixels
from lamgui.imaging.reading import Colours, Reading
from tests.odd_files.odd_file import OddFile

_P3 = (0.3127, 0.329, 0.68, 0.32, 0.265, 0.69, 0.15, 0.06)
_SRGB_CURVE = (2.4, 1 / 1.055, 0.055 / 1.055, 1 / 12.92, 0.04045)
WHITE = "Transparency: laid on white."


def odd_rasters(shown: Pixels) -> Iterator[OddFile]:
    """All of them, of the picture `shown`, uint8 (H, W, 3)."""
    yield from _pngs(shown)
    yield from _profiles(shown)
    yield from _others(shown)
    yield from _floats(shown)
    yield from _misnamed_and_damaged(shown)


def _saved(image: Image.Image, kind: str, **how: Any) -> bytes:
    stream = BytesIO()
    image.save(stream, kind, **how)
    return stream.getvalue()


def _pngs(shown: Pixels) -> Iterator[OddFile]:
    image = Image.fromarray(shown)
    deep = shown.astype(np.uint16) * 257
    yield OddFile("rgb 16.png", "16 bits", _by_opencv(".png", deep), shown, says=("16-bit integers",))
    grey = np.repeat(shown[..., :1], 3, axis=2)
    yield OddFile("grey 16.png", "grey of 16 bits", _saved(Image.fromarray(deep[..., 0]), "PNG"), grey, says=("Grey",))
    yield OddFile("grey 8.png", "grey of 8 bits", _saved(image.getchannel(0), "PNG"), grey, says=("Grey",))
    ones = image.getchannel(0).point(lambda v: 255 * (v > 127), "1")
    black = np.repeat(np.asarray(ones)[..., None] * np.uint8(255), 3, axis=2)
    yield OddFile("1 bit.png", "1 bit", _saved(ones, "PNG"), black, says=("Black and white",))
    palette = image.quantize(32)
    looked_up = np.array(palette.convert("RGB"))
    yield OddFile("palette.png", "palette", _saved(palette, "PNG"), looked_up, says=("Palette",))
    see_through = image.copy()
    see_through.putalpha(128)
    over = np.asarray(np.round(shown * (128 / 255) + 255 * (1 - 128 / 255)), dtype=np.uint8)
    yield OddFile("alpha.png", "opacity", _saved(see_through, "PNG"), over, 1, (WHITE,))
    white = np.full_like(shown, 255)
    clear = image.copy()
    clear.putalpha(0)
    yield OddFile("invisible.png", "all transparent", _saved(clear, "PNG"), white, says=(WHITE,))
    deep_alpha = np.concatenate([deep, np.full_like(deep[..., :1], 32768)], axis=2)
    yield OddFile("alpha 16.png", "16 bits with opacity", _by_opencv(".png", deep_alpha), over, 1, (WHITE,))
    interlaced = _png_by_hand(shown)
    yield OddFile("one IDAT.png", "made by hand", interlaced, shown)
    exif = Image.Exif()
    exif[0x0112] = 8
    sideways = Image.fromarray(np.ascontiguousarray(np.rot90(shown, -1)))
    for kind, suffix in (("PNG", "png"), ("JPEG", "jpg"), ("WEBP", "webp")):
        lossless: dict[str, Any] = {"lossless": True} if kind == "WEBP" else {"quality": 98, "subsampling": 0}
        data = _saved(sideways, kind, exif=exif, **lossless)
        yield OddFile(f"turned.{suffix}", "EXIF orientation 8", data, shown, 12, ("Turned upright",))
    frames = [Image.fromarray(shown), Image.fromarray(shown[::-1].copy())]
    animated = _saved(frames[0], "PNG", save_all=True, append_images=frames[1:], duration=50)
    yield OddFile("animated.png", "APNG", animated, shown, says=("Several frames: the first is shown.",))


def _profiles(shown: Pixels) -> Iterator[OddFile]:
    image, icc = Image.fromarray(shown), _matrix_profile(_SRGB_CURVE, _P3)
    data = _saved(image, "PNG", icc_profile=icc)
    yield OddFile("p3.png", "a profile of Display P3", data, shown, says=("ignored, as the field's own code does",))
    p3, srgb = ImageCms.ImageCmsProfile(BytesIO(icc)), ImageCms.createProfile("sRGB")
    in_srgb = ImageCms.profileToProfile(image, p3, srgb, renderingIntent=ImageCms.Intent.RELATIVE_COLORIMETRIC)
    assert in_srgb is not None
    reading = Reading(colour=Colours.SRGB)
    yield OddFile("p3 as srgb.png", "the same, converted", data, np.array(in_srgb), 1, ("converted to sRGB",), reading)
    plain = _saved(image, "PNG")
    gamma = plain[:33] + _chunk(b"gAMA", struct.pack(">I", 100000)) + plain[33:]
    yield OddFile("gamma 1.png", "gAMA of 1", gamma, shown, says=("Stated gamma of 1/1: ignored",))
    cicp = plain[:33] + _chunk(b"cICP", bytes([9, 16, 0, 1])) + plain[33:]
    yield OddFile("cicp.png", "cICP of BT.2020 with PQ", cicp, shown, says=("cICP BT.2020, PQ: ignored",))
    own = ImageCms.ImageCmsProfile(srgb).tobytes()
    yield OddFile(
        "srgb profile.jpg",
        "sRGB's own profile",
        _saved(image, "JPEG", quality=98, subsampling=0, icc_profile=own),
        shown,
        12,
    )


def _others(shown: Pixels) -> Iterator[OddFile]:
    image = Image.fromarray(shown)
    inks = Image.fromarray(np.concatenate([255 - shown, np.zeros_like(shown[..., :1])], axis=2), "CMYK")
    yield OddFile("cmyk.jpg", "CMYK", _saved(inks, "JPEG", quality=98, subsampling=0), shown, 12, ("CMYK",))
    yield OddFile(
        "progressive.jpg", "progressive", _saved(image, "JPEG", quality=98, subsampling=0, progressive=True), shown, 12
    )
    yield OddFile("a.bmp", "BMP", _saved(image, "BMP"), shown)
    palette = image.quantize(64)
    looked_up = np.array(palette.convert("RGB"))
    yield OddFile("palette.bmp", "BMP with a palette", _saved(palette, "BMP"), looked_up)
    other = Image.fromarray(shown[::-1].copy()).quantize(64)
    gif = _saved(palette, "GIF", save_all=True, append_images=[other], duration=80)
    yield OddFile("animated.gif", "two frames", gif, looked_up, says=("Several frames: the first is shown.",))
    second = np.array(other.convert("RGB"))
    yield OddFile("frame 2.gif", "the second frame", gif, second, says=("frame 2 is shown",), reading=Reading(page=2))
    yield OddFile("lossless.webp", "WebP", _saved(image, "WEBP", lossless=True), shown)
    lossless = [cv2.IMWRITE_JPEG2000_COMPRESSION_X1000, 1000]
    deep = shown.astype(np.uint16) * 257
    yield OddFile(
        "16.jp2", "JPEG 2000 of 16 bits", _by_opencv(".jp2", deep, lossless), shown, says=("16-bit integers",)
    )
    if features.check("avif"):
        avif = _saved(image, "AVIF", quality=100, subsampling="4:4:4")
        yield OddFile("a.avif", "AVIF", avif, shown, 16)
    height, width = shown.shape[:2]
    twelve = np.round(shown / 255 * 4095).astype(">u2")
    header = f"P6 {width} {height} 4095\n".encode()
    yield OddFile("12 bits.ppm", "a white of 4095", header + twelve.tobytes(), shown, says=("4095 is white",))


def _floats(shown: Pixels) -> Iterator[OddFile]:
    height, width = shown.shape[:2]
    light = (shown / 255).astype(np.float32)
    pfm = f"PF\n{width} {height}\n-1.0\n".encode() + light[::-1].tobytes()
    yield OddFile("a.pfm", "PFM, upside down", pfm, shown, 1, ("1 is white",))
    for name, array in (("chw.npy", np.moveaxis(light, 2, 0)), ("hwc.npy", shown), ("double.npy", light.astype("f8"))):
        stream = BytesIO()
        np.save(stream, array)
        yield OddFile(name, "an array", stream.getvalue(), shown, 1)
    yield OddFile(
        "light.hdr", "Radiance HDR", _by_opencv(".hdr", light), shown, 2, ("Linear light of Radiance HDR", "1 is white")
    )


def _misnamed_and_damaged(shown: Pixels) -> Iterator[OddFile]:
    image = Image.fromarray(shown)
    png = _saved(image, "PNG")
    for name, odd in (
        ("really a png.jpg", "wrong suffix"),
        ("no suffix", "no suffix"),
        ("UPPER.PNG", "upper case"),
        ("größe – 图片 📷.png", "a name of many scripts"),
        ("50%_$x$ & 'q' #1.png", "signs in its name"),
        ("=1+1.png", "a name like a formula"),
        (f"{'long ' * 40}.png", "a name of 200 letters"),
    ):
        yield OddFile(name, odd, png, shown)
    yield OddFile("cut.png", "half of a PNG", png[: len(png) // 2], says=("is damaged, cut short",))
    jpeg = _saved(image, "JPEG", quality=95)
    yield OddFile("cut.jpg", "half of a JPEG", jpeg[: len(jpeg) // 2], says=("is damaged, cut short",))
    flipped = bytearray(png)
    flipped[len(png) // 2] ^= 1
    yield OddFile("one bit wrong.png", "a bit was flipped", bytes(flipped), says=("is damaged",))
    yield OddFile("empty.png", "no byte", b"", says=("empty",))
    yield OddFile("a text.png", "a text", b"this is no picture\n" * 9, says=("is not a picture",))
    svg = b'<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>'
    yield OddFile("drawing.svg", "SVG", svg, says=("is not a picture",))
    for name, start, kind, package in (
        ("scene.exr", b"v/1\x01\x02\0\0\0", "OpenEXR", "OpenEXR"),
        ("phone.heic", b"\0\0\0\x18ftypheic\0\0\0\0mif1heic", "HEIC", "pillow-heif"),
        ("canon.cr2", b"II*\0\x10\0\0\0CR\x02\0", "camera RAW", "rawpy"),
        ("canon.cr3", b"\0\0\0\x18ftypcrx \0\0\0\x01crx isom", "camera RAW", "rawpy"),
        ("fuji.raf", b"FUJIFILMCCD-RAW 0201", "camera RAW", "rawpy"),
    ):
        yield OddFile(name, kind, start + bytes(200), says=(f"is {kind}", package, "Convert it"))
    for name, start, kind in (
        ("layers.psd", b"8BPS\0\x01", "Photoshop"),
        ("a.jxl", b"\0\0\0\x0cJXL \r\n\x87\n", "JPEG XL"),
        ("bare.jxl", b"\xff\x0a", "JPEG XL"),
    ):
        yield OddFile(name, kind, start + bytes(200), says=(kind, "Convert it"))


def _by_opencv(suffix: str, numbers: Any, how: list[int] | None = None) -> bytes:
    """Encoded by OpenCV, which takes blue first and opacity last."""
    order = [2, 1, 0, 3][: numbers.shape[2]]
    return cv2.imencode(suffix, np.ascontiguousarray(numbers[..., order]), how or [])[1].tobytes()


def _chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


def _png_by_hand(shown: Pixels) -> bytes:
    """A PNG without any chunk that need not be there."""
    height, width = shown.shape[:2]
    lines = b"".join(b"\0" + line.tobytes() for line in shown)
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    chunks = _chunk(b"IHDR", header) + _chunk(b"IDAT", zlib.compress(lines)) + _chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + chunks
