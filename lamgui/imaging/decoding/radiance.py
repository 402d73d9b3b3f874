"""Radiance HDR: light in floating point, decoded by OpenCV; 1 is white."""

from __future__ import annotations

import re
from dataclasses import replace

from lamgui.imaging.decoding.colour_profile import linear_light
from lamgui.imaging.decoding.raster import Raster, Unreadable
from lamgui.imaging.decoding.sixteen_bit import read_by_opencv

_SIZE = re.compile(rb"\n\n([-+])([XY]) (\d+) ([-+])([XY]) (\d+)\n")
_UPRIGHT = (b"-", b"Y", b"+", b"X")


def read_radiance(data: bytes) -> Raster:
    """The light of R, G and B. Raises Unreadable, and ValueError where no size is stated."""
    found = _SIZE.search(data)
    if found is None:
        raise ValueError("it states no size")
    if (found[1], found[2], found[4], found[5]) != _UPRIGHT:
        raise Unreadable("stores its lines turned, which is not known here.", "Save it anew, or convert it to TIFF.")
    raster = read_by_opencv(data, int(found[6]), int(found[3]), (0, 1))
    return replace(raster, profile=linear_light("Radiance HDR"), stated=())
