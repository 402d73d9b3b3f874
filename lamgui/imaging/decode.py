"""Turn the bytes of a picture file into 8-bit RGB, saying what was converted on the way."""

from __future__ import annotations

import warnings
from collections.abc import Callable
from io import BytesIO

import numpy as np
from PIL import Image, ImageOps
from PIL.BmpImagePlugin import BmpImageFile
from PIL.GifImagePlugin import GifImageFile
from PIL.ImageFile import ImageFile
from PIL.JpegImagePlugin import JpegImageFile
from PIL.PngImagePlugin import PngImageFile
from PIL.PpmImagePlugin import PpmImageFile
from PIL.TiffImagePlugin import TiffImageFile
from PIL.WebPImagePlugin import WebPImageFile

from lamgui.imaging.deep import Unreadable, deep_layout, read_deep, to_8_bit
from lamgui.imaging.picture import Pixels

KINDS = "PNG, JPEG, BMP, TIFF, WebP, PPM or GIF"
MAX_PIXELS = 100_000_000

_ORIENTATION_TAG = 0x0112
_OPENERS: tuple[tuple[tuple[bytes, ...], str, Callable[[BytesIO], ImageFile]], ...] = (
    ((b"\x89PNG\r\n\x1a\n",), "PNG", PngImageFile),
    ((b"\xff\xd8\xff",), "JPEG", JpegImageFile),
    ((b"BM",), "BMP", BmpImageFile),
    ((b"II*\0", b"MM\0*", b"II+\0", b"MM\0+"), "TIFF", TiffImageFile),
    ((b"RIFF",), "WebP", WebPImageFile),
    ((b"P1", b"P2", b"P3", b"P4", b"P5", b"P6", b"Pf"), "PPM", PpmImageFile),
    ((b"GIF87a", b"GIF89a"), "GIF", GifImageFile),
)
"""First bytes, name and reader. Pillow's own `open` would only warn of a huge picture."""

_STATED = {
    "1": "Black and white: 1 bit became 0 and 255 in R, G and B.",
    "L": "Grey: repeated in R, G and B.",
    "P": "Palette: each index replaced by its colour.",
    "CMYK": "CMYK: converted to RGB without its colour profile.",
    "YCbCr": "YCbCr: converted to RGB.",
}
_SUITABLE = {"RGB", "RGBA", "RGBX", "RGBa", "L", "LA", "La", "P", "PA", "1", "CMYK", "YCbCr"}


def decode(data: bytes) -> tuple[Pixels, tuple[str, ...]]:
    """Pixels, uint8 (H, W, 3), and a sentence for each conversion. Raises Unreadable and MemoryError."""
    kind, opener = _recognised(data)
    try:
        # Pillow warns of odd metadata, and of sizes that are checked here.
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return _decoded(data, kind, opener)
    except (Unreadable, MemoryError):
        raise
    except Image.DecompressionBombError as error:
        raise _too_large("", error) from error
    # For damaged files the readers raise nearly every kind of exception.
    except Exception as error:
        raise Unreadable(
            f"is damaged, cut short, or a {kind} of a variant that is not known here.",
            "Copy or download it again, or save it anew as PNG.",
            f"{type(error).__name__}: {error}",
        ) from error


def _recognised(data: bytes) -> tuple[str, Callable[[BytesIO], ImageFile]]:
    for starts, kind, opener in _OPENERS:
        if data.startswith(starts) and (kind != "WebP" or data[8:12] == b"WEBP"):
            return kind, opener
    raise Unreadable(
        "is not a picture of a kind that can be opened, whatever its name ends in.",
        f"Choose a {KINDS} file, or convert it to PNG.",
        f"It begins with the bytes {data[:16]!r}.",
    )


def _decoded(data: bytes, kind: str, opener: Callable[[BytesIO], ImageFile]) -> tuple[Pixels, tuple[str, ...]]:
    layout = deep_layout(data)
    if layout is not None:
        _refuse_large(layout.width, layout.height)
        _verify(data, kind)
        pixels, stated = read_deep(data, layout)
        orientation = layout.orientation or _orientation(opener(BytesIO(data)))
        # OpenCV has applied the rotation of a TIFF, and only of that.
        upright = pixels if kind == "TIFF" else _turned(pixels, orientation)
        return upright, (*stated, *_turn_stated(orientation))
    with opener(BytesIO(data)) as image:
        _refuse_large(image.width, image.height)
        _verify(data, kind)
        orientation = _orientation(image)
        frames = ("Several frames: the first is shown.",) if getattr(image, "is_animated", False) else ()
        image.load()
        pixels, stated = _to_rgb(ImageOps.exif_transpose(image) if orientation != 1 else image)
    return pixels, (*frames, *stated, *_turn_stated(orientation))


def _refuse_large(width: int, height: int) -> None:
    if width * height > MAX_PIXELS:
        raise _too_large(f": {width}x{height} ({width * height / 1e6:.0f} megapixels)")


def _too_large(size: str, cause: Exception | None = None) -> Unreadable:
    limit = f"pictures of at most {MAX_PIXELS / 1e6:.0f} megapixels are opened."
    return Unreadable(f"is too large{size}; {limit}", "Crop or reduce it first.", str(cause or ""))


def _verify(data: bytes, kind: str) -> None:
    """Check the checksums of a PNG, which decoding alone does not."""
    if kind == "PNG":
        PngImageFile(BytesIO(data)).verify()


def _orientation(image: ImageFile) -> int:
    """The camera's rotation, 1 (upright) to 8; damaged metadata does not keep a picture from opening."""
    try:
        value = int(image.getexif().get(_ORIENTATION_TAG, 1))
    except Exception:  # noqa: BLE001, for Pillow's parser of metadata raises what it likes
        return 1
    return value if 1 <= value <= 8 else 1


def _turned(pixels: Pixels, orientation: int) -> Pixels:
    if orientation >= 5:
        pixels = pixels.transpose(1, 0, 2)
    if orientation in (2, 3, 6, 7):
        pixels = pixels[:, ::-1]
    if orientation in (3, 4, 7, 8):
        pixels = pixels[::-1]
    return np.ascontiguousarray(pixels)


def _turn_stated(orientation: int) -> tuple[str, ...]:
    return () if orientation == 1 else (f"Turned upright as its EXIF orientation ({orientation}) says.",)


def _to_rgb(image: Image.Image) -> tuple[Pixels, tuple[str, ...]]:
    mode = image.mode
    if mode.startswith("I") or mode == "F":
        return to_8_bit(np.asarray(image))
    if mode not in _SUITABLE:
        raise Unreadable(f"holds colours of a kind ({mode}) that cannot be shown as RGB.", "Convert it to RGB first.")
    base = mode.rstrip("Aa") if mode not in ("RGBA", "RGBa") else "RGB"
    stated = (_STATED[base],) if base in _STATED else ()
    if image.has_transparency_data:
        rgba = image.convert("RGBA")
        if rgba.getchannel("A").getextrema() != (255, 255):
            stated = (*stated, "Transparency: laid on white.")
        white = Image.new("RGBA", rgba.size, "white")
        return np.array(Image.alpha_composite(white, rgba).convert("RGB")), stated
    return np.array(image.convert("RGB")), stated
