"""A page of a TIFF that Pillow would cut to 8 bits, or not open: tags by tifffile, numbers as they are stored."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from io import BytesIO
from typing import Any

import numpy as np
from tifffile import TiffFile, TiffFileError, TiffPage

from lamgui.imaging.decoding.colour_profile import profile_of_icc
from lamgui.imaging.decoding.lab import lab_to_srgb
from lamgui.imaging.decoding.raster import Raster, Samples, Unreadable, require_size, turn_stated, turned
from lamgui.imaging.decoding.tiff_segments import NONE, OF_BYTES, SegmentLayout, decoded

_MIN_IS_WHITE, _MIN_IS_BLACK, _RGB, _PALETTE, _CMYK = 0, 1, 2, 3, 5
_LABS = {8: "CIE L*a*b*", 9: "ICC L*a*b*"}
_KINDS = {1: "u", 2: "i", 3: "f", 4: "u"}
_MAX_SAMPLE, _ORIENTATION, _COLOUR_MAP, _SAMPLE_FORMAT, _BITS = 281, 274, 320, 339, 258
_ICC, _MAKE, _DNG_VERSION = 34675, 271, 50706
_SENSORS = (32803, 34892)
_PLANES = 2
_OPACITIES = (1, 2)
"""Kinds of a further channel that are opacity: multiplied into the colours already, or not."""


class TiffPages:
    """The pages of a TIFF; raises TiffFileError, ValueError and the like for what is none."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        with _quietly():
            self._file = TiffFile(BytesIO(data))
            self.count = len(self._file.pages)
        if self.count == 0:
            raise TiffFileError("it has no page")

    def page(self, number: int) -> TiffPage:
        """The page of a number from 1 on; raises Unreadable where there is none."""
        if not 1 <= number <= self.count:
            pages = "one page" if self.count == 1 else f"{self.count} pages"
            raise Unreadable(f"has {pages}: there is no page {number}.", "Choose another one.")
        with _quietly():
            page = self._file.pages[number - 1]
        if not isinstance(page, TiffPage) or not page.imagewidth or not page.imagelength:
            raise TiffFileError("a page has no size")
        require_size(page.imagewidth, page.imagelength, page.samplesperpixel)
        return page

    def raster(self, page: TiffPage) -> Raster:
        """The numbers of a page, and what its tags say of them. Raises Unreadable, and much else for damage."""
        with _quietly():
            return _raster(page, _samples(page, self._data))


def is_for_pillow(page: TiffPage) -> bool:
    """Whether Pillow reads a page as it is: 8 bits or less, of a colour space that it knows."""
    usual = page.photometric not in _LABS and page.samplesperpixel <= 4 and page.imagedepth == 1
    grey_of_one = page.photometric not in (_MIN_IS_WHITE, _MIN_IS_BLACK) or page.samplesperpixel <= 2
    return _bits(page) in (1, 2, 4, 8) and _kind(page) == "u" and usual and grey_of_one


def is_raw(page: TiffPage) -> bool:
    """Whether it is a camera's raw file: its first page is a thumbnail, or holds the sensor's colours."""
    photometric = int(page.photometric)
    is_thumbnail = bool(page.subifds) and page.subfiletype == 1 and page.tags.valueof(_MAKE) is not None
    return photometric in _SENSORS or page.tags.valueof(_DNG_VERSION) is not None or is_thumbnail


def orientation_of(page: TiffPage) -> int:
    """EXIF's orientation, 1 to 8."""
    value = page.tags.valueof(_ORIENTATION)
    return value if isinstance(value, int) and 1 <= value <= 8 else 1


def _samples(page: TiffPage, data: bytes) -> Samples:
    """The stored numbers, (H, W, C)."""
    if page.imagedepth != 1:
        raise Unreadable(f"is a volume of {page.imagedepth} slices.", "Save one of them as a picture.")
    if page.compression not in (NONE, *OF_BYTES):
        return _of_another_compression(page)
    layout = SegmentLayout(
        _bits(page), _kind(page), page.parent.byteorder, page.compression, page.predictor, page.fillorder == 2
    )
    height, width, channels = page.imagelength, page.imagewidth, page.samplesperpixel
    require_size(width, height, channels, layout.dtype.itemsize)
    is_planar = page.planarconfig == _PLANES and channels > 1
    together = 1 if is_planar else channels
    columns = page.tilewidth if page.is_tiled else width
    rows = page.tilelength if page.is_tiled else min(page.rowsperstrip, height)
    if columns < 1 or rows < 1 or columns * rows * together > 2 * max(width * height * channels, 1 << 20):
        raise ValueError(f"tiles of {columns}x{rows} in a picture of {width}x{height}")
    places = [
        (plane, top, left)
        for plane in range(channels if is_planar else 1)
        for top in range(0, height, rows)
        for left in range(0, width, columns)
    ]
    if len(places) > min(len(page.dataoffsets), len(page.databytecounts)):
        raise ValueError(f"{len(places)} strips or tiles are needed, {len(page.dataoffsets)} are there")
    samples = np.empty((height, width, channels), layout.dtype)
    for (plane, top, left), at, length in zip(places, page.dataoffsets, page.databytecounts, strict=False):
        if length < 1 or at + length > len(data):
            raise ValueError("a strip or tile lies beyond the end of the file")
        inside = rows if page.is_tiled else min(rows, height - top)
        part = decoded(data[at : at + length], inside, columns, together, layout)
        part = part[: height - top, : width - left]
        channel = slice(plane, plane + 1) if is_planar else slice(None)
        samples[top : top + part.shape[0], left : left + part.shape[1], channel] = part
    return samples


def _of_another_compression(page: TiffPage) -> Samples:
    """The numbers, by tifffile alone; it needs the package imagecodecs for nearly all of these."""
    name = getattr(page.compression, "name", str(page.compression))
    try:
        samples = page.asarray()
    except (ValueError, KeyError, ImportError, NotImplementedError) as error:
        raise Unreadable(
            f"is compressed in a way ({name}) that is not unpacked here.",
            "Install the package imagecodecs (pip install 'lamgui[tiff]'), or save it without compression or as PNG.",
            str(error),
        ) from error
    if samples.ndim == 2:
        return samples[..., None]
    return np.moveaxis(samples, 0, -1) if page.planarconfig == _PLANES else samples


def _raster(page: TiffPage, samples: Samples) -> Raster:
    icc = page.tags.valueof(_ICC)
    raster = _without_profile(page, samples)
    # CMYK and L*a*b* have become RGB.
    is_converted = int(page.photometric) in (_CMYK, *_LABS)
    return raster if is_converted or not isinstance(icc, bytes) else replace(raster, profile=profile_of_icc(icc))


def _without_profile(page: TiffPage, samples: Samples) -> Raster:
    orientation, bits = orientation_of(page), _bits(page)
    upright, stated = turned(samples, orientation), turn_stated(orientation)
    colours, photometric = upright.shape[2], int(page.photometric)
    opacity = next((kind for kind in page.extrasamples[-1:] if kind in _OPACITIES), None)
    if photometric == _RGB and colours == 4 and not page.extrasamples:
        opacity = _OPACITIES[1]
    if photometric == _PALETTE:
        return Raster(_looked_up(upright, page, bits), stated=("Palette: each index replaced by its colour.", *stated))
    if photometric == _CMYK and colours >= 4:
        said = "CMYK: converted to RGB without its colour profile."
        return Raster(_without_black(upright[..., :4], bits), levels=(0, 1), stated=(said, *stated))
    if photometric in _LABS and colours >= 3:
        said = f"{_LABS[photometric]}: converted to sRGB."
        rgb = lab_to_srgb(upright[..., :3], is_offset=photometric == 9)
        return Raster(rgb, levels=(0, 1), stated=(said, *stated))
    if photometric not in (_MIN_IS_WHITE, _MIN_IS_BLACK, _RGB):
        name = getattr(page.photometric, "name", photometric)
        raise Unreadable(f"holds colours of a kind ({name}) that cannot be shown as RGB.", "Convert it to RGB first.")
    is_reversed = photometric == _MIN_IS_WHITE
    if bits < 8 and _kind(page) == "u":
        return Raster(upright, levels=(0, 2**bits - 1), white_is_low=is_reversed, stated=stated)
    return Raster(
        upright,
        has_alpha=opacity is not None and colours > 1,
        is_premultiplied=opacity == _OPACITIES[0],
        levels=_stated_levels(page, bits, upright.dtype),
        white_is_low=is_reversed,
        stated=stated,
    )


def _stated_levels(page: TiffPage, bits: int, dtype: np.dtype[Any]) -> tuple[float, float] | None:
    """Black and white where the depth is that of the numbers, or the file's largest number is that of a depth."""
    if dtype.kind != "u" or dtype == np.uint8:
        return None
    if bits < dtype.itemsize * 8:
        return 0, 2**bits - 1
    largest = page.tags.valueof(_MAX_SAMPLE)
    largest = max(np.atleast_1d(largest)) if largest is not None else 0
    is_depth = largest > 255 and (int(largest) + 1).bit_count() == 1
    return (0, int(largest)) if is_depth and largest < np.iinfo(dtype).max else None


def _looked_up(indices: Samples, page: TiffPage, bits: int) -> Samples:
    """Colours of a palette, uint8 (H, W, 3): the upper 8 of its 16 bits, as Pillow takes them."""
    entries = np.asarray(page.tags.valueof(_COLOUR_MAP), np.uint32).reshape(3, -1)
    if indices.shape[2] != 1 or entries.shape[1] != 2**bits:
        raise ValueError("the palette does not fit")
    return (entries >> 8).astype(np.uint8).T[indices[..., 0]]


def _without_black(inks: Samples, bits: int) -> Samples:
    """RGB, 0..1, of cyan, magenta, yellow and black."""
    shares = 1 - inks.astype(np.float32) / (1 if inks.dtype.kind == "f" else 2**bits - 1)
    return np.asarray(shares[..., :3] * shares[..., 3:])


def _bits(page: TiffPage) -> int:
    """Bits of a number; raises Unreadable where channels differ."""
    bits = {int(one) for one in np.atleast_1d(page.tags.valueof(_BITS, default=1))}
    if len(bits) > 1:
        raise Unreadable(f"has channels of different depths ({sorted(bits)} bits).", "Save it as PNG.")
    return bits.pop()


def _kind(page: TiffPage) -> str:
    """Unsigned, signed or floating point, as numpy's letter; raises Unreadable for complex numbers."""
    formats = {int(one) for one in np.atleast_1d(page.tags.valueof(_SAMPLE_FORMAT, default=1))}
    if len(formats) > 1 or not formats <= set(_KINDS):
        raise Unreadable("holds complex or mixed numbers.", "Save one part of them as a picture.")
    return _KINDS[formats.pop()]


@contextmanager
def _quietly() -> Iterator[None]:
    """A context in which tifffile does not print what it finds odd: what matters is raised."""
    log = logging.getLogger("tifffile")
    was, log.disabled = log.disabled, True
    try:
        yield
    finally:
        log.disabled = was
