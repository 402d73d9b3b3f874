"""A NumPy array in a file: read by numpy, which runs nothing of it."""

from __future__ import annotations

from math import prod

import numpy as np

from lamgui.files.npy_array import npy_array, npy_shape
from lamgui.imaging.decoding.raster import Raster, Samples, Unreadable, require_size

_ALLOWED_KINDS = "buif"


def read_npy(data: bytes) -> Raster:
    """The numbers of an array (H, W), (H, W, C) or (C, H, W). Raises Unreadable, and ValueError for damage."""
    shape, dtype = npy_shape(data)
    if dtype.kind not in _ALLOWED_KINDS or dtype.hasobject:
        raise Unreadable(f"holds an array of {dtype}, which is no picture.", "Save numbers.")
    if len(shape) not in (2, 3) or 0 in shape:
        raise Unreadable(
            f"holds an array of shape {'x'.join(map(str, shape))}.",
            "A picture has height and width, and maybe channels.",
        )
    require_size(prod(shape[:2]) if len(shape) == 2 else prod(sorted(shape)[1:]), 1, min(shape) if shape[2:] else 1)
    return raster_of_array(npy_array(data))


def raster_of_array(array: Samples) -> Raster:
    """An array (H, W), (H, W, C) or (C, H, W) as a raster; four channels are opacity last where they come last."""
    if array.dtype.kind not in _ALLOWED_KINDS or array.ndim not in (2, 3) or 0 in array.shape:
        raise Unreadable(f"is an array of {array.dtype} {array.shape}.", "Give numbers: (H, W) or (H, W, channels).")
    native = array.astype(np.uint8) * np.uint8(255) if array.dtype.kind == "b" else array
    native = native.astype(native.dtype.newbyteorder("="))
    if native.ndim == 2:
        return Raster(native[..., None])
    is_first = native.shape[0] in (1, 3) and native.shape[2] not in (1, 3, 4)
    samples = np.moveaxis(native, 0, -1) if is_first else native
    stated = ("Channels first: put last.",) if is_first else ()
    return Raster(np.ascontiguousarray(samples), has_alpha=samples.shape[2] == 4, stated=stated)
