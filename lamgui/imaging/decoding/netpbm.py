"""PPM and PGM of more than 8 bits, whose white is stated, and PFM, which is floating point and upside down."""

from __future__ import annotations

import re

import numpy as np

from lamgui.imaging.decoding.raster import Raster, require_size

_HEADER = re.compile(rb"(P[2356fF])" + rb"(?:\s|#[^\n]*\n)+(-?[0-9.]+)" * 3 + rb"\s")
_CHANNELS = {b"P2": 1, b"P3": 3, b"P5": 1, b"P6": 3, b"Pf": 1, b"PF": 3}


def read_netpbm(data: bytes) -> Raster | None:
    """The numbers of a file that Pillow would cut to 8 bits, or not read; None of any other. Raises ValueError."""
    found = _HEADER.match(data)
    if found is None:
        return None
    kind, width, height = found[1], int(found[2]), int(found[3])
    is_floating = kind in (b"Pf", b"PF")
    if not is_floating and int(found[4]) <= 255:
        return None
    require_size(width, height)
    shape = (height, width, _CHANNELS[kind])
    if is_floating:
        order = "<" if float(found[4]) < 0 else ">"
        values = np.frombuffer(data, f"{order}f4", int(np.prod(shape)), found.end()).reshape(shape)
        return Raster(values[::-1].astype(np.float32))
    if kind in (b"P2", b"P3"):
        words = data[found.end() :].split(maxsplit=int(np.prod(shape)))
        values = np.array(words[: int(np.prod(shape))], dtype=np.uint16).reshape(shape)
    else:
        values = np.frombuffer(data, ">u2", int(np.prod(shape)), found.end()).reshape(shape).astype(np.uint16)
    return Raster(values, levels=(0, int(found[4])))
