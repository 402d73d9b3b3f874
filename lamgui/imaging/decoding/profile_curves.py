"""An ICC profile of curves and a matrix, applied in floating point: Pillow's colour library has 8 bits."""

from __future__ import annotations

import struct
from collections.abc import Callable

import numpy as np

from lamgui.base.arrays import Doubles

_TAGS_AT, _TAG_BYTES = 128, 12
_PARAMETERS = (1, 3, 4, 5, 7)
"""How many numbers the curves of types 0 to 4 have."""

Curve = Callable[[Doubles], Doubles]


def to_xyz(values: Doubles, icc: bytes) -> Doubles | None:
    """XYZ (H, W, 3) for D50 of values 0..1 in a profile's RGB or grey; white is (0.9642, 1, 0.8249).

    None for a profile with tables in place of curves and a matrix, or one that is damaged.
    """
    try:
        tags = _tags(icc)
        if any(name.startswith((b"A2B", b"D2B")) for name in tags):
            return None
        if icc[16:20] == b"GRAY":
            return np.asarray(_curve(tags[b"kTRC"])(values) * np.array([0.9642, 1.0, 0.8249]))
        light = np.stack([_curve(tags[name])(values[..., k]) for k, name in enumerate(_CURVES)], axis=-1)
        columns = np.stack([_xyz(tags[name]) for name in _COLUMNS], axis=1)
    except (KeyError, ValueError, IndexError, struct.error):
        return None
    return np.asarray(light @ columns.T)


_CURVES, _COLUMNS = (b"rTRC", b"gTRC", b"bTRC"), (b"rXYZ", b"gXYZ", b"bXYZ")


def _tags(icc: bytes) -> dict[bytes, bytes]:
    (count,) = struct.unpack_from(">I", icc, _TAGS_AT)
    tags: dict[bytes, bytes] = {}
    for k in range(min(count, len(icc) // _TAG_BYTES)):
        name, start, length = struct.unpack_from(">4sII", icc, _TAGS_AT + 4 + k * _TAG_BYTES)
        tags[name] = icc[start : start + length]
    return tags


def _xyz(tag: bytes) -> Doubles:
    return np.array(struct.unpack_from(">3i", tag, 8)) / 65536


def _curve(tag: bytes) -> Curve:
    """The function of a curve, from values 0..1 to light; raises ValueError for one of an unknown kind."""
    if tag[:4] == b"curv":
        return _sampled(tag)
    (kind,) = struct.unpack_from(">H", tag, 8)
    if tag[:4] != b"para" or kind >= len(_PARAMETERS):
        raise ValueError(f"a curve of kind {tag[:4]!r} {kind}")
    gamma, *rest = np.array(struct.unpack_from(f">{_PARAMETERS[kind]}i", tag, 12)) / 65536
    if kind == 0:
        return lambda values: np.asarray(np.maximum(values, 0) ** gamma)
    a, b = rest[:2]
    # Types 1 and 2 are flat below the place where a·x + b is 0, type 2 with an offset; 3 and 4 are straight there.
    c = rest[2] if kind in (3, 4) else 0.0
    begin = rest[3] if kind in (3, 4) else -b / a
    above = rest[2] if kind == 2 else rest[4] if kind == 4 else 0.0
    below = rest[2] if kind == 2 else rest[5] if kind == 4 else 0.0

    def curve(values: Doubles) -> Doubles:
        bent = np.maximum(a * values + b, 0) ** gamma + above
        return np.where(values >= begin, bent, c * values + below)

    return curve


def _sampled(tag: bytes) -> Curve:
    """A curve as numbers at equal steps, linear between them; one number is an exponent, none is the identity."""
    (count,) = struct.unpack_from(">I", tag, 8)
    numbers = np.frombuffer(tag, ">u2", count, 12).astype(np.float64)
    if count == 0:
        return lambda values: values
    if count == 1:
        return lambda values: np.asarray(np.maximum(values, 0) ** (numbers[0] / 256))
    places = np.linspace(0, 1, count)
    return lambda values: np.interp(values, places, numbers / 65535)
