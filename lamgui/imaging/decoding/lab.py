"""L*a*b* of a TIFF, with its white of D50, as sRGB."""

from __future__ import annotations

import numpy as np

from lamgui.base.arrays import Doubles
from lamgui.imaging.decoding.raster import Samples

_WHITE_D50 = np.array([0.9642, 1.0, 0.8249])
_FROM_XYZ_D50 = np.array(
    [[3.1338561, -1.6168667, -0.4906146], [-0.9787684, 1.9161415, 0.0334540], [0.0719453, -0.2289914, 1.4052427]]
)
"""XYZ with a white of D50 to linear sRGB, by Bradford's adaptation to D65 (Lindbloom)."""

_EPSILON, _KAPPA = 216 / 24389, 24389 / 27


def lab_to_srgb(stored: Samples, is_offset: bool) -> Samples:
    """sRGB, float64 (H, W, 3), 0..1, of L*a*b* of 8 or 16 bits, or floating point in its own units.

    With `is_offset` a* and b* have 128 added, as in ICC's encoding; else they are signed.
    """
    lab = _in_its_units(stored, is_offset)
    y = (lab[..., 0] + 16) / 116
    xyz = np.stack([y + lab[..., 1] / 500, y, y - lab[..., 2] / 200], axis=-1)
    cubed = xyz**3
    linear = np.where(cubed > _EPSILON, cubed, (116 * xyz - 16) / _KAPPA) * _WHITE_D50 @ _FROM_XYZ_D50.T
    linear = np.clip(linear, 0, 1)
    return np.asarray(np.where(linear <= 0.0031308, 12.92 * linear, 1.055 * linear ** (1 / 2.4) - 0.055))


def _in_its_units(stored: Samples, is_offset: bool) -> Doubles:
    """L* 0..100, a* and b* around 0."""
    values = stored.astype(np.float64)
    if stored.dtype.kind == "f":
        return values
    per_unit = 256.0 if stored.dtype.itemsize == 2 else 1.0
    largest = 255.0 * per_unit if is_offset or per_unit == 1 else 65535.0
    if is_offset:
        colours = values[..., 1:] / per_unit - 128
    else:
        signed = stored[..., 1:].astype(np.int16 if per_unit > 1 else np.int8)
        colours = signed.astype(np.float64) / per_unit
    return np.concatenate([values[..., :1] * (100 / largest), colours], axis=-1)
