"""An array from the bytes of a NumPy file, whose header is compared with them before anything is made."""

from __future__ import annotations

from io import BytesIO
from math import prod
from typing import Any

import numpy as np
import numpy.typing as npt


def npy_shape(data: bytes) -> tuple[tuple[int, ...], np.dtype[Any]]:
    """Shape and type that the header states; raises ValueError where there is none, or the bytes are fewer."""
    shape, _, dtype, start = _header(data)
    if prod(shape) * dtype.itemsize > len(data) - start:
        raise ValueError(f"{prod(shape)} numbers are stated, and the file ends before")
    return shape, dtype


def npy_array(data: bytes) -> npt.NDArray[Any]:
    """The array, of plain numbers; raises ValueError for anything else. It cannot be written to."""
    shape, dtype = npy_shape(data)
    _, by_columns, _, start = _header(data)
    if dtype.hasobject or dtype.kind not in "buifc":
        raise ValueError(f"{dtype} are no plain numbers")
    numbers = np.frombuffer(data, dtype, prod(shape), start)
    return numbers.reshape(shape[::-1]).T if by_columns else numbers.reshape(shape)


def _header(data: bytes) -> tuple[tuple[int, ...], bool, np.dtype[Any], int]:
    stream = BytesIO(data)
    try:
        major, _ = np.lib.format.read_magic(stream)
        read_header = np.lib.format.read_array_header_1_0 if major == 1 else np.lib.format.read_array_header_2_0
        shape, by_columns, dtype = read_header(stream)
    except ValueError:
        raise
    # The header is an expression of Python: its parser raises nearly every kind of exception.
    except Exception as error:
        raise ValueError(f"its header cannot be read: {error}") from error
    if any(not isinstance(side, int) or side < 0 for side in shape):
        raise ValueError(f"no array has the shape {shape}")
    return shape, by_columns, dtype, stream.tell()
