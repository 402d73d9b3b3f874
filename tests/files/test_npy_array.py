"""An array is made of the bytes that are there, whatever the header says of them."""

from __future__ import annotations

import io
from typing import Literal

import numpy as np
import pytest

from lamgui.files.npy_array import npy_array


def written(array: np.ndarray[tuple[int, ...], np.dtype[np.generic]]) -> bytes:
    stream = io.BytesIO()
    np.save(stream, array)
    return stream.getvalue()


@pytest.mark.parametrize("order", ["C", "F"])
@pytest.mark.parametrize("dtype", ["u1", "<f4", ">f8", "?", "<i8"])
def test_arrays_come_back(order: Literal["C", "F"], dtype: str) -> None:
    array = np.arange(24).reshape(2, 3, 4).astype(dtype, order=order)
    again = npy_array(written(array))
    assert again.dtype == array.dtype
    np.testing.assert_array_equal(again, array)


@pytest.mark.parametrize(
    ("there", "written_over"),
    [(b"(3,)", b"(4,)"), (b"(3,)", b"(-3,"), (b"'<f8'", b"'|O'  "), (b"(3,)", b"((((")],
    ids=["more than there is", "fewer than none", "objects", "no header"],
)
def test_other_headers_are_refused(there: bytes, written_over: bytes) -> None:
    data = written(np.arange(3.0)).replace(there, written_over)
    with pytest.raises(ValueError, match=r"\w"):
        npy_array(data)
