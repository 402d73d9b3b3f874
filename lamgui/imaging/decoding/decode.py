"""Turn the bytes of a picture file into RGB, saying what was converted on the way."""

from __future__ import annotations

import warnings
from collections.abc import Callable, Mapping
from dataclasses import replace
from io import BytesIO

import numpy as np
from PIL import Image, ImageOps
from PIL.ImageFile import ImageFile
from PIL.PngImagePlugin import PngImageFile

from lamgui.imaging.decoding.colour_profile import profile_in, to_srgb
from lamgui.imaging.decoding.develop import Developed, develop, flattened
from lamgui.imaging.decoding.kinds import HDR, JPEG_2000, NPY, PNG, PPM, TIFF, Kind, Opener, kind_of, needs_package
from lamgui.imaging.decoding.netpbm import read_netpbm
from lamgui.imaging.decoding.npy import read_npy
from lamgui.imaging.decoding.radiance import read_radiance
from lamgui.imaging.decoding.raster import Raster, Unreadable, require_size, too_large, turn_stated, turned
from lamgui.imaging.decoding.sixteen_bit import is_deep_png, j2k_bits, png_head, png_levels, png_size, read_by_opencv
from lamgui.imaging.reading import AS_USUAL, Colours, Reading

_ORIENTATION_TAG = 0x0112
_STATED = {
    "1": "Black and white: 1 bit became 0 and 255 in R, G and B.",
    "L": "Grey: repeated in R, G and B.",
    "P": "Palette: each index replaced by its colour.",
    "CMYK": "CMYK: converted to RGB without its colour profile.",
    "YCbCr": "YCbCr: converted to RGB.",
}
_READERS: Mapping[str, Callable[[bytes], Raster | None]] = {
    PPM.name: read_netpbm,
    NPY.name: read_npy,
    HDR.name: read_radiance,
}
"""What reads a kind before Pillow is tried."""
_SUITABLE = {"RGB", "RGBA", "RGBX", "RGBa", "L", "LA", "La", "P", "PA", "1", "CMYK", "YCbCr"}


def decode(data: bytes, reading: Reading = AS_USUAL) -> Developed:
    """RGB, and a sentence for each conversion. Raises Unreadable and MemoryError."""
    kind = kind_of(data)
    try:
        # Pillow warns of odd metadata, and of sizes that are checked here.
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return develop(_raster(data, kind, reading), reading)
    except (Unreadable, MemoryError):
        raise
    except Image.DecompressionBombError as error:
        raise too_large("", error) from error
    # For damaged files the readers raise nearly every kind of exception.
    except Exception as error:
        article = "an" if kind.name[0] in "AN" else "a"
        raise Unreadable(
            f"is damaged, cut short, or {article} {kind.name} of a variant that is not known here.",
            "Copy or download it again, or save it anew as PNG.",
            f"{type(error).__name__}: {error}",
        ) from error


def _raster(data: bytes, kind: Kind, reading: Reading) -> Raster:
    reader = _READERS.get(kind.name)
    deep = None if reader is None else reader(data)
    if deep is not None:
        _require_first(reading, 1)
        return deep
    assert kind.opener is not None
    if kind is TIFF:
        return _of_tiff(data, kind.opener, reading)
    if is_deep_png(data):
        require_size(*png_size(data))
        _verify(data)
        raster = read_by_opencv(data, *png_size(data), png_levels(data))
        with kind.opener(BytesIO(data)) as image:
            upright = _upright(raster, _orientation(image))
            return replace(upright, profile=profile_in(image.info, png_head(data)))
    with kind.opener(BytesIO(data)) as image:
        require_size(image.width, image.height)
        if kind is PNG:
            _verify(data)
        bits = j2k_bits(data) if kind is JPEG_2000 else 8
        if bits > 8 and len(image.getbands()) > 1:
            raster = read_by_opencv(data, *image.size, (0, 2**bits - 1))
            return replace(raster, profile=profile_in(image.info))
        # Pillow scales grey of more than 8 bits to 16.
        deep_grey = png_levels(data) if kind is PNG else (0, 65535) if bits > 8 else None
        return _by_pillow(image, reading, deep_grey, png_head(data) if kind is PNG else b"")


def _of_tiff(data: bytes, opener: Opener, reading: Reading) -> Raster:
    """By Pillow where it reads all that there is; pages that tifffile cannot find may be known to Pillow too."""
    # Opened by few, and slow to import.
    from tifffile import TiffFileError

    from lamgui.imaging.decoding.tiff import TiffPages, is_for_pillow, is_raw

    try:
        pages = TiffPages(data)
        page = pages.page(reading.page or 1)
    except (TiffFileError, ValueError, TypeError, LookupError, OSError):
        with opener(BytesIO(data)) as image:
            require_size(image.width, image.height)
            return _by_pillow(image, reading)
    if is_raw(page):
        raise needs_package("camera RAW", "rawpy")
    several = () if pages.count == 1 else (f"{pages.count} pages: page {reading.page or 1} is shown.",)
    if not is_for_pillow(page) or reading.bands is not None:
        return _of_page(pages.raster(page), pages.count, several)
    try:
        with opener(BytesIO(data)) as image:
            return _of_page(_by_pillow(image, reading), pages.count, several)
    except (SyntaxError, OSError, ValueError, KeyError) as unknown:
        try:
            return _of_page(pages.raster(page), pages.count, several)
        except (Unreadable, MemoryError):
            raise
        except Exception:  # noqa: BLE001, for what Pillow said of it is as good
            raise unknown from None


def _of_page(raster: Raster, pages: int, several: tuple[str, ...]) -> Raster:
    return replace(raster, pages=pages, stated=(*several, *raster.stated))


def _upright(raster: Raster, orientation: int) -> Raster:
    return replace(raster, samples=turned(raster.samples, orientation), stated=turn_stated(orientation))


def _by_pillow(
    image: ImageFile, reading: Reading, levels: tuple[float, float] | None = None, head: bytes = b""
) -> Raster:
    """A page or frame as Pillow gives it; `levels` are those of 16 bits, where the file states them.

    `head` is that of a PNG.
    """
    frames = getattr(image, "n_frames", 1)
    _require_first(reading, frames)
    stated: tuple[str, ...] = ()
    if getattr(image, "is_animated", False) and image.format != "TIFF":
        stated = (
            ("Several frames: the first is shown.",)
            if reading.page is None
            else (f"{frames} frames: frame {reading.page} is shown.",)
        )
    if reading.page is not None:
        image.seek(reading.page - 1)
    orientation = _orientation(image)
    image.load()
    profile = profile_in(image.info, head)
    upright: Image.Image = ImageOps.exif_transpose(image) if orientation != 1 else image
    mode = upright.mode
    if mode.startswith("I") or mode == "F":
        samples, turn = np.asarray(upright)[..., None], turn_stated(orientation)
        return Raster(samples, levels=levels, profile=profile, pages=frames, stated=(*stated, *turn))
    if mode not in _SUITABLE:
        raise Unreadable(f"holds colours of a kind ({mode}) that cannot be shown as RGB.", "Convert it to RGB first.")
    base = mode.rstrip("Aa") if mode not in ("RGBA", "RGBa") else "RGB"
    converted, has_profile = (_STATED[base],) if base in _STATED else (), profile is not None
    if mode == "CMYK" and profile is not None and profile.space == "CMYK":
        if reading.colour is Colours.SRGB:
            upright, converted = to_srgb(upright, profile), (profile.converted,)
        profile = None
    pixels, on_white = flattened(upright)
    said = (*stated, *converted, *on_white, *turn_stated(orientation))
    return Raster(pixels, profile=profile, pages=frames, has_profile=has_profile, stated=said)


def _require_first(reading: Reading, count: int) -> None:
    """Refuse a page that is not there."""
    if reading.page is not None and reading.page > count:
        pages = "one page" if count == 1 else f"{count} pages"
        raise Unreadable(f"has {pages}: there is no page {reading.page}.", "Choose another one.")


def _verify(data: bytes) -> None:
    """Check the checksums of a PNG, which decoding alone does not."""
    PngImageFile(BytesIO(data)).verify()


def _orientation(image: ImageFile) -> int:
    """The camera's rotation, 1 (upright) to 8; damaged metadata does not keep a picture from opening."""
    try:
        value = int(image.getexif().get(_ORIENTATION_TAG, 1))
    except Exception:  # noqa: BLE001, for Pillow's parser of metadata raises what it likes
        return 1
    return value if 1 <= value <= 8 else 1
