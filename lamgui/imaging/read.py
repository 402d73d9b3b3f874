"""Read a picture file of any common kind as RGB, or say in plain words why it cannot be.

Nothing in a file is executed: formats that can carry programs (EPS, SVG, PDF) are not among those read.
"""

from __future__ import annotations

import hashlib
from pathlib import Path

import numpy as np

from lamgui.base.errors import PictureError
from lamgui.imaging.decode import decode
from lamgui.imaging.develop import develop
from lamgui.imaging.kinds import KINDS
from lamgui.imaging.npy import raster_of_array
from lamgui.imaging.picture import Picture
from lamgui.imaging.raster import Samples, Unreadable
from lamgui.imaging.reading import AS_0_1_0, AS_USUAL, Reading

MAX_FILE_BYTES = 2 << 30
"""Longer files are refused before they are read into memory."""

_COPY_AGAIN = "Copy or download it again, or choose another picture."


def read_picture(path: Path, reading: Reading = AS_USUAL) -> Picture:
    """Open PNG, JPEG, BMP, TIFF, WebP, AVIF, JPEG 2000, PPM, PFM, NPY or a frame of a GIF as RGB.

    Grey is repeated in all three channels; of more than 8 bits, black and white are those of a bit depth or of the
    reading; transparency is laid on white; CMYK is converted without its profile; a camera's rotation is applied.
    Each of these is stated in `conversions`. Embedded colour profiles are not applied, as in the SR field's own code,
    unless the reading says so.
    Raises PictureError where the picture cannot be read so, or has more than 100 megapixels.
    """
    data = _file_bytes(path)
    try:
        read = decode(data, reading)
    except Unreadable as error:
        raise PictureError(f"{path.name} {error.reason}", error.advice, error.details) from error
    except MemoryError as error:
        message = f"{path.name} does not fit into the memory that is free."
        raise PictureError(message, "Close other programs, or reduce the picture first.", str(error)) from error
    is_usual = reading == AS_0_1_0 and read.is_of_8_bits
    stated = AS_USUAL if is_usual else reading
    sha256 = hashlib.sha256(data).hexdigest()
    return Picture(read.pixels, path.name, path, sha256, read.stated, stated, read.values, read.offers)


def picture_from_pixels(numbers: Samples, name: str, reading: Reading = AS_USUAL) -> Picture:
    """A picture without a file, such as a pasted one: (H, W) or (H, W, C), usually uint8 RGB.

    Raises PictureError for numbers that are none, ValueError for an array of another shape or kind.
    """
    owned = np.array(numbers, order="C")
    try:
        read = develop(raster_of_array(owned), reading)
    except Unreadable as error:
        raise PictureError(f"{name} {error.reason}", error.advice, error.details) from error
    sha256 = hashlib.sha256(owned.tobytes()).hexdigest()
    return Picture(read.pixels, name, None, sha256, read.stated, reading, read.values)


def _file_bytes(path: Path) -> bytes:
    try:
        if path.is_dir():
            raise PictureError(f"{path} is a folder, not a picture.", "Open a picture that lies inside it.")
        if path.exists() and not path.is_file():
            raise PictureError(f"{path} is a device or a pipe, not a file.", f"Open a file: {KINDS}.")
        if (size := path.stat().st_size) > MAX_FILE_BYTES:
            message = f"{path.name} has {size / 2**30:.1f} GiB; files of at most {MAX_FILE_BYTES >> 30} GiB are opened."
            raise PictureError(message, "Crop or reduce the picture first.")
        data = path.read_bytes()
    except FileNotFoundError as error:
        message = f"There is no file {path}."
        raise PictureError(message, "Check its name and folder, or choose another picture.", str(error)) from error
    except PermissionError as error:
        message, advice = f"{path} may not be read: permission was denied.", "Ask its owner for the right to read it."
        raise PictureError(message, advice, str(error)) from error
    except (OSError, ValueError) as error:
        raise PictureError(f"{path} could not be read: {error}.", _COPY_AGAIN, str(error)) from error
    if not data:
        raise PictureError(f"{path.name} is empty (0 bytes).", _COPY_AGAIN)
    return data
