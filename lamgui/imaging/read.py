"""Read a picture file of any common kind as RGB, or say in plain words why it cannot be.

Nothing in a file is executed: formats that can carry programs (EPS, SVG, PDF) are not among those read.
"""

from __future__ import annotations

import hashlib
from pathlib import Path
from threading import Event

import numpy as np

from lamgui.base.errors import PictureError
from lamgui.base.file_limits import PICTURE_FILE
from lamgui.files.wanted import Wanted
from lamgui.imaging.decoding.decode import decode
from lamgui.imaging.decoding.develop import develop
from lamgui.imaging.decoding.kinds import KINDS
from lamgui.imaging.decoding.npy import raster_of_array
from lamgui.imaging.decoding.raster import Samples, Unreadable
from lamgui.imaging.picture import Picture
from lamgui.imaging.reading import AS_0_1_0, AS_USUAL, Reading

PICTURE_FILES = Wanted(
    PictureError,
    PICTURE_FILE,
    "a picture",
    KINDS,
    smaller="Crop or reduce the picture first.",
    elsewhere="Check its name and folder, or choose another picture.",
    again="Copy or download it again, or choose another picture.",
)


def read_picture(path: Path, reading: Reading = AS_USUAL, stop: Event | None = None) -> Picture:
    """Open PNG, JPEG, BMP, TIFF, WebP, AVIF, JPEG 2000, PPM, PFM, HDR, NPY or a frame of a GIF as RGB.

    Grey is repeated in all three channels; of more than 8 bits, black and white are those of a bit depth or of the
    reading; transparency is laid on white; CMYK is converted without its profile; a camera's rotation is applied.
    Each of these is stated in `conversions`. Embedded colour profiles are not applied, as in the SR field's own code,
    unless the reading says so.
    Raises PictureError where the picture cannot be read so, or has more than 100 megapixels; ReadStopped after `stop`.
    """
    data = PICTURE_FILES.read(path, stop)
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
