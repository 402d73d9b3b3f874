"""Read a picture file of any common kind as 8-bit RGB, or say in plain words why it cannot be.

Nothing in a file is executed: formats that can carry programs (EPS, SVG, PDF) are not among those read.
"""

from __future__ import annotations

import hashlib
from pathlib import Path

import numpy as np

from lamgui.base.errors import PictureError
from lamgui.imaging.decode import KINDS, decode
from lamgui.imaging.deep import Unreadable
from lamgui.imaging.picture import Picture, Pixels

MAX_FILE_BYTES = 2 << 30
"""Longer files are refused before they are read into memory."""

_COPY_AGAIN = "Copy or download it again, or choose another picture."


def read_picture(path: Path) -> Picture:
    """Open PNG, JPEG, BMP, TIFF, WebP, PPM, or the first frame of a GIF, as 8-bit RGB.

    Grey is repeated in all three channels; 16 bits a channel are divided by 257 and rounded; floating point is
    taken as 0..1 or 0..255 by its range; transparency is laid on white; CMYK is converted without its profile;
    a camera's rotation is applied. Each of these is stated in `conversions`. Embedded colour profiles are not
    applied, as in the SR field's own code.
    Raises PictureError where the picture cannot be read, or has more than 100 megapixels.
    """
    data = _file_bytes(path)
    try:
        pixels, conversions = decode(data)
    except Unreadable as error:
        raise PictureError(f"{path.name} {error.reason}", error.advice, error.details) from error
    except MemoryError as error:
        message = f"{path.name} does not fit into the memory that is free."
        raise PictureError(message, "Close other programs, or reduce the picture first.", str(error)) from error
    return Picture(pixels, path.name, path, hashlib.sha256(data).hexdigest(), conversions)


def picture_from_pixels(pixels: Pixels, name: str) -> Picture:
    """A picture without a file, such as a pasted one: uint8 (H, W, 3).

    Raises ValueError for pixels of another kind or shape.
    """
    owned = np.array(pixels, order="C")
    return Picture(owned, name, None, hashlib.sha256(owned.tobytes()).hexdigest())


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
