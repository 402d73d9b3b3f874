"""TIFFs of every layout, written by the tests themselves from the specification, independently of what reads them."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Mapping
from io import BytesIO
from itertools import pairwise
from typing import Any

import numpy as np
import numpy.typing as npt
from PIL import Image
from PIL.TiffImagePlugin import TiffImageFile

NONE, LZW, DEFLATE, PACKBITS, ZSTD = 1, 5, 8, 32773, 50000
_PILLOWS = {LZW: "tiff_lzw", PACKBITS: "packbits", ZSTD: "zstd"}
_FORMATS = {"u": 1, "i": 2, "f": 3}
_LETTERS = {1: "B", 3: "H", 4: "I", 7: "B"}
Array = npt.NDArray[Any]


def tiff(
    *pages: Array,
    bits: int | None = None,
    photometric: int | None = None,
    planar: bool = False,
    tile: int | None = None,
    strip_rows: int | None = None,
    compression: int = NONE,
    predictor: int = 1,
    order: str = "<",
    big: bool = False,
    reversed_bits: bool = False,
    tags: Mapping[int, tuple[int, tuple[int, ...]]] | None = None,
) -> bytes:
    """The bytes of a TIFF with these pages, (H, W, C).

    `tags` are more of them: type (1, 3, 4 or 7) and values by number.
    """
    body = bytearray(16 if big else 8)
    links = []
    for values in pages:
        depth = bits or values.dtype.itemsize * 8
        height, width, channels = values.shape
        rows, columns = (tile, tile) if tile else (strip_rows or height, width)
        planes = [values[..., c : c + 1] for c in range(channels)] if planar else [values]
        offsets, lengths = [], []
        for plane in planes:
            for top in range(0, height, rows):
                for left in range(0, width, columns):
                    part = plane[top : top + rows, left : left + columns]
                    if tile:
                        short = (rows - part.shape[0], columns - part.shape[1])
                        part = np.pad(part, ((0, short[0]), (0, short[1]), (0, 0)), mode="edge")
                    data = _compressed(_packed(part, depth, predictor, order), compression)
                    offsets.append(len(body))
                    lengths.append(len(data))
                    body += data if not reversed_bits else bytes(int(f"{byte:08b}"[::-1], 2) for byte in data)
        body += bytes(len(body) % 2)
        entries: dict[int, tuple[int, tuple[int, ...]]] = {
            256: (4, (width,)), 257: (4, (height,)), 258: (3, (depth,) * channels), 259: (3, (compression,)),
            262: (3, (photometric if photometric is not None else 2 if channels >= 3 else 1,)),
            277: (3, (channels,)), 284: (3, (2 if planar else 1,)), 317: (3, (predictor,)),
            339: (3, (_FORMATS[values.dtype.kind],) * channels), 266: (3, (2 if reversed_bits else 1,)),
            324 if tile else 273: (4, tuple(offsets)), 325 if tile else 279: (4, tuple(lengths)),
            **({322: (4, (columns,)), 323: (4, (rows,))} if tile else {278: (4, (rows,))}),
            **(tags or {}),
        }  # fmt: skip
        links.append(_directory(body, entries, order, big))
    pointer = "Q" if big else "I"
    start = b"II" if order == "<" else b"MM"
    header = start + (
        struct.pack(order + "HHHQ", 43, 8, 0, links[0][0]) if big else struct.pack(order + "HI", 42, links[0][0])
    )
    body[: len(header)] = header
    for (_, link), (at, _) in pairwise(links):
        body[link : link + struct.calcsize(pointer)] = struct.pack(order + pointer, at)
    return bytes(body)


def _directory(
    body: bytearray, entries: dict[int, tuple[int, tuple[int, ...]]], order: str, big: bool
) -> tuple[int, int]:
    """Append a directory; returns where it begins, and where the place of the next one stands."""
    pointer, room = ("Q", 8) if big else ("I", 4)
    packed = []
    for tag, (kind, values) in sorted(entries.items()):
        data = struct.pack(order + _LETTERS[kind] * len(values), *values)
        if len(data) > room:
            place, data = len(body), data + bytes(len(data) % 2)
            body += data
            data = struct.pack(order + pointer, place)
        packed.append(struct.pack(f"{order}HH{pointer}", tag, kind, len(values)) + data.ljust(room, b"\0"))
    at = len(body)
    body += struct.pack(order + ("Q" if big else "H"), len(packed)) + b"".join(packed)
    link = len(body)
    body += bytes(room)
    return at, link


def _packed(part: Array, bits: int, predictor: int, order: str) -> bytes:
    rows, columns, channels = part.shape
    if predictor == 2:
        unsigned = part.view(f"u{part.dtype.itemsize}")
        part = np.diff(unsigned, axis=1, prepend=np.zeros_like(unsigned[:, :1])).view(part.dtype)
    if predictor == 3:
        size = part.dtype.itemsize
        flat = np.ascontiguousarray(part).reshape(rows, columns * channels)
        in_bytes = flat.astype(f">f{size}").view(np.uint8).reshape(rows, columns * channels, size)
        planes = in_bytes.transpose(0, 2, 1).reshape(rows, -1, channels)
        return np.diff(planes, axis=1, prepend=np.zeros_like(planes[:, :1])).astype(np.uint8).tobytes()
    if bits == part.dtype.itemsize * 8:
        return part.astype(f"{order}{part.dtype.str[1:]}").tobytes()
    if bits == 24:
        whole = part.astype(f"{order}u4").tobytes()
        four = np.frombuffer(whole, np.uint8).reshape(-1, 4)
        return (four[:, :3] if order == "<" else four[:, 1:]).tobytes()
    lines = np.ascontiguousarray(part).reshape(rows, columns * channels).astype(np.int64)
    return b"".join(_line("".join(f"{value & (1 << bits) - 1:0{bits}b}" for value in line)) for line in list(lines))


def _line(digits: str) -> bytes:
    padded = digits.ljust(-(-len(digits) // 8) * 8, "0")
    return int(padded, 2).to_bytes(len(padded) // 8, "big")


def _compressed(data: bytes, compression: int) -> bytes:
    if compression == NONE:
        return data
    if compression == DEFLATE:
        return zlib.compress(data)
    stream = BytesIO()
    # Pillow writes grey in one strip of our choice.
    Image.frombytes("L", (len(data), 1), data).save(stream, "TIFF", compression=_PILLOWS[compression])
    written = stream.getvalue()
    with TiffImageFile(BytesIO(written)) as image:
        at, length = image.tag_v2[273][0], image.tag_v2[279][0]
    return written[at : at + length]
