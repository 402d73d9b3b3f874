"""A strip or tile of a TIFF from its compressed bytes to numbers: decompressed, unpacked, predictor undone."""

from __future__ import annotations

import struct
from dataclasses import dataclass
from io import BytesIO

import numpy as np
from PIL.TiffImagePlugin import TiffImageFile

from lamgui.imaging.decoding.raster import Samples, Unreadable

NONE = 1
OF_BYTES = frozenset({5, 8, 32773, 32946, 34925, 50000})
"""LZW, deflate, PackBits, deflate of old, LZMA and zstd: what they hold need not be known to unpack them."""

_NO_PREDICTOR, _DIFFERENCES, _OF_FLOATS = 1, 2, 3
_REVERSED = bytes(int(f"{byte:08b}"[::-1], 2) for byte in range(256))
_WHOLE_BYTES = (8, 16, 32, 64)
_BITS_AT_ONCE = 1 << 26


@dataclass(frozen=True)
class SegmentLayout:
    """How the numbers of every strip and tile of a page are stored."""

    bits: int
    kind: str
    """u, i or f, as numpy names unsigned, signed and floating point."""
    byte_order: str
    """< or >."""
    compression: int
    predictor: int
    bits_reversed: bool

    @property
    def dtype(self) -> np.dtype[np.generic]:
        """The smallest type of numbers that holds them, in this machine's byte order."""
        size = next(size for size in (1, 2, 4, 8) if size * 8 >= self.bits)
        return np.dtype(f"{self.kind}{size}")

    def row_bytes(self, count: int) -> int:
        """Length of a row of so many numbers: rows begin at whole bytes."""
        return -(-count * self.bits // 8)


def decoded(data: bytes, rows: int, columns: int, channels: int, layout: SegmentLayout) -> Samples:
    """The numbers of a segment, (rows, columns, channels). Raises Unreadable, and what Pillow raises for damage."""
    row_bytes = layout.row_bytes(columns * channels)
    raw = _decompressed(data, row_bytes, rows, layout)
    if len(raw) < row_bytes * rows:
        raise ValueError(f"a strip or tile has {len(raw)} bytes, wanted {row_bytes * rows}")
    lines = np.frombuffer(raw, np.uint8, row_bytes * rows).reshape(rows, row_bytes)
    if layout.predictor == _OF_FLOATS:
        return _floats_undone(lines, columns, channels, layout)
    numbers = _unpacked(lines, columns * channels, layout).reshape(rows, columns, channels)
    if layout.predictor == _DIFFERENCES:
        unsigned = numbers.view(f"u{numbers.dtype.itemsize}")
        return np.cumsum(unsigned, axis=1, dtype=unsigned.dtype).view(numbers.dtype)
    if layout.predictor != _NO_PREDICTOR:
        raise Unreadable(f"uses a predictor ({layout.predictor}) that is not known here.", "Save it as PNG.")
    return numbers


def _decompressed(data: bytes, row_bytes: int, rows: int, layout: SegmentLayout) -> bytes:
    if layout.compression == NONE:
        return data.translate(_REVERSED) if layout.bits_reversed else data
    # libtiff, which comes with Pillow, is given the bytes as a grey picture, whatever numbers they hold.
    with TiffImageFile(BytesIO(_as_grey_tiff(data, row_bytes, rows, layout))) as image:
        return image.tobytes()


def _as_grey_tiff(data: bytes, width: int, height: int, layout: SegmentLayout) -> bytes:
    """A TIFF of one strip of 8-bit grey."""
    tags = {
        256: width, 257: height, 258: 8, 259: layout.compression, 262: 1, 266: 2 if layout.bits_reversed else 1,
        273: 8, 277: 1, 278: height, 279: len(data),
    }  # fmt: skip
    padded = data + bytes(len(data) % 2)
    entries = b"".join(struct.pack("<HHII", tag, 4, 1, value) for tag, value in tags.items())
    directory = struct.pack("<H", len(tags)) + entries + bytes(4)
    return b"II*\0" + struct.pack("<I", 8 + len(padded)) + padded + directory


def _unpacked(lines: Samples, count: int, layout: SegmentLayout) -> Samples:
    """Numbers (rows, count) of bytes (rows, bytes), in this machine's order."""
    rows, bits = len(lines), layout.bits
    if bits in _WHOLE_BYTES:
        stored = np.dtype(f"{layout.byte_order}{layout.kind}{bits // 8}")
        return lines.view(stored).astype(layout.dtype)
    if bits == 24 and layout.kind != "f":
        order = (0, 1, 2) if layout.byte_order == ">" else (2, 1, 0)
        high, middle, low = np.moveaxis(lines.reshape(rows, count, 3)[..., order].astype(np.uint32), 2, 0)
        packed: Samples = high << 16 | middle << 8 | low
    elif bits <= 32 and layout.kind != "f":
        # A byte for each bit: a few rows at a time.
        together = max(1, _BITS_AT_ONCE // (lines.shape[1] * 8))
        parts = [_of_bits(lines[top : top + together], count, bits) for top in range(0, rows, together)]
        packed = np.concatenate(parts)
    else:
        raise Unreadable(f"holds numbers of {bits} bits, which are not known here.", "Save it as a 16-bit PNG.")
    if layout.kind == "i":
        # The sign is the first bit: up to the top, and down again with it.
        up = 32 - bits
        return ((packed << up).view(np.int32) >> up).astype(layout.dtype)
    return packed.astype(layout.dtype)


def _of_bits(lines: Samples, count: int, bits: int) -> Samples:
    """Numbers, uint32 (rows, count), whose bits follow each other, the highest first."""
    ones = np.unpackbits(lines, axis=1)[:, : count * bits].reshape(len(lines), count, bits)
    packed: Samples = np.zeros((len(lines), count), np.uint32)
    for place in range(bits):
        packed = packed << 1 | ones[..., place]
    return packed


def _floats_undone(lines: Samples, columns: int, channels: int, layout: SegmentLayout) -> Samples:
    """Floating point whose bytes were sorted by significance, and stored as differences along a row."""
    if layout.kind != "f" or layout.bits not in _WHOLE_BYTES:
        raise Unreadable("uses a predictor of floating point for other numbers.", "Save it as PNG.")
    rows, size = len(lines), layout.bits // 8
    summed = np.cumsum(lines.reshape(rows, -1, channels), axis=1, dtype=np.uint8)
    planes = summed.reshape(rows, size, columns * channels).transpose(0, 2, 1)
    numbers = np.ascontiguousarray(planes).view(f">f{size}").astype(layout.dtype)
    return numbers.reshape(rows, columns, channels)
