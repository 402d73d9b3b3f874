"""What kind of file some bytes are: those that can be opened, and those that can be named only."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from io import BytesIO

from PIL import features
from PIL.AvifImagePlugin import AvifImageFile
from PIL.BmpImagePlugin import BmpImageFile
from PIL.GifImagePlugin import GifImageFile
from PIL.ImageFile import ImageFile
from PIL.Jpeg2KImagePlugin import Jpeg2KImageFile
from PIL.JpegImagePlugin import JpegImageFile
from PIL.PngImagePlugin import PngImageFile
from PIL.PpmImagePlugin import PpmImageFile
from PIL.TiffImagePlugin import TiffImageFile
from PIL.WebPImagePlugin import WebPImageFile

from lamgui.imaging.decoding.raster import Unreadable

KINDS = "PNG, JPEG, BMP, TIFF, WebP, PPM or GIF"
"""The kinds that people have most, for messages; docs/pictures.md lists all."""

Opener = Callable[[BytesIO], ImageFile]


@dataclass(frozen=True)
class Kind:
    """A kind of file: its name, and Pillow's reader. Pillow's own `open` would only warn of a huge picture."""

    name: str
    opener: Opener | None = None
    """None for what Pillow does not read."""
    feature: str | None = None
    """What Pillow must have been built with."""


NPY = Kind("NPY")
HDR = Kind("Radiance HDR")
TIFF = Kind("TIFF", TiffImageFile)
PNG = Kind("PNG", PngImageFile)
PPM = Kind("PPM", PpmImageFile)
JPEG_2000 = Kind("JPEG 2000", Jpeg2KImageFile, "jpg_2000")
_WEBP = Kind("WebP", WebPImageFile)
_AVIF = Kind("AVIF", AvifImageFile, "avif")

_STARTS: tuple[tuple[tuple[bytes, ...], Kind], ...] = (
    ((b"\x89PNG\r\n\x1a\n",), PNG),
    ((b"\xff\xd8\xff",), Kind("JPEG", JpegImageFile)),
    ((b"BM",), Kind("BMP", BmpImageFile)),
    ((b"II*\0", b"MM\0*", b"II+\0", b"MM\0+"), TIFF),
    ((b"P1", b"P2", b"P3", b"P4", b"P5", b"P6", b"Pf", b"PF"), PPM),
    ((b"GIF87a", b"GIF89a"), Kind("GIF", GifImageFile)),
    ((b"\0\0\0\x0cjP  \r\n\x87\n", b"\xff\x4f\xff\x51"), JPEG_2000),
    ((b"\x93NUMPY",), NPY),
    ((b"#?RADIANCE", b"#?RGBE"), HDR),
)

_REFUSED: tuple[tuple[tuple[bytes, ...], str, str], ...] = (
    ((b"v/1\x01",), "OpenEXR", "OpenEXR"),
    ((b"\0\0\0\x0cJXL \r\n\x87\n", b"\xff\x0a"), "JPEG XL", "pillow-jxl-plugin"),
    ((b"8BPS",), "Photoshop PSD", "psd-tools"),
    ((b"FUJIFILMCCD-RAW", b"IIU\0", b"IIRO", b"IIRS", b"MMOR", b"FOVb"), "camera RAW", "rawpy"),
)
"""First bytes, name, and a package of PyPI that reads it."""

_BRANDS = {b"heic": "HEIC", b"heix": "HEIC", b"hevc": "HEIC", b"heim": "HEIC", b"mif1": "HEIC", b"msf1": "HEIC"}
_AVIF_BRANDS = (b"avif", b"avis")


def kind_of(data: bytes) -> Kind:
    """The kind, by the first bytes alone; raises Unreadable for what cannot be opened."""
    kind = _recognised(data)
    if kind.feature is not None and not features.check(kind.feature):
        raise Unreadable(f"is {kind.name}, which the installed Pillow was built without.", "Convert it to PNG.")
    return kind


def _recognised(data: bytes) -> Kind:
    if data[4:8] == b"ftyp":
        return _of_brand(data)
    if data[8:10] == b"CR" and data.startswith(b"II*\0"):
        raise needs_package("camera RAW", "rawpy")
    if data.startswith(b"RIFF") and data[8:12] == b"WEBP":
        return _WEBP
    for starts, kind in _STARTS:
        if data.startswith(starts):
            return kind
    for starts, name, package in _REFUSED:
        if data.startswith(starts):
            raise needs_package(name, package)
    raise Unreadable(
        "is not a picture of a kind that can be opened, whatever its name ends in.",
        f"Choose a {KINDS} file, or convert it to PNG.",
        f"It begins with the bytes {data[:16]!r}.",
    )


def needs_package(name: str, package: str) -> Unreadable:
    """The refusal of a kind that another package converts."""
    return Unreadable(
        f"is {name}, which is not opened here.",
        f"Convert it to TIFF or PNG, with ImageMagick (magick FILE FILE.png) or in Python with {package} "
        f"(pip install {package}).",
    )


def _of_brand(data: bytes) -> Kind:
    """AVIF, HEIC and a camera's files all begin alike, and name their brands after that."""
    length = min(int.from_bytes(data[:4], "big"), 256)
    brands = [data[at : at + 4] for at in (8, *range(16, length, 4))]
    if any(brand in _AVIF_BRANDS for brand in brands):
        return _AVIF
    if brands[0] == b"crx ":
        raise needs_package("camera RAW", "rawpy")
    named = next((_BRANDS[brand] for brand in brands if brand in _BRANDS), None)
    if named is not None:
        raise needs_package(named, "pillow-heif")
    raise Unreadable("is a film, or not a picture that can be opened.", f"Choose a {KINDS} file.")
