"""Pictures of more than 8 bits a channel: 16-bit and floating point, reduced to 8 bits by stated rules."""

from __future__ import annotations

from dataclasses import dataclass
from io import BytesIO
from typing import Any

import cv2
import numpy as np
import numpy.typing as npt
from PIL.TiffImagePlugin import ImageFileDirectory_v2

from lamgui.imaging.picture import Pixels

_WIDTH, _HEIGHT, _BITS, _PHOTOMETRIC, _ORIENTATION, _SAMPLES = 256, 257, 258, 262, 274, 277
_SAMPLE_FORMAT, _FLOATING = 339, 3
_GREY_OR_RGB = (0, 1, 2)
_PNG_DEPTH, _PNG_COLOUR, _PNG_GREY = 24, 25, 0
_OVERSHOOT = 0.5
"""Share of the peak by which floats may leave 0..peak and be clipped: resampling rings by that much."""


class Unreadable(Exception):
    """Why the bytes give no picture: `reason` continues a sentence that begins with the file's name."""

    def __init__(self, reason: str, advice: str, details: str = "") -> None:
        super().__init__(f"{reason} {advice}")
        self.reason = reason
        self.advice = advice
        self.details = details


@dataclass(frozen=True)
class DeepLayout:
    """Sides in pixels of a file that Pillow would cut to 8 bits, or not read at all.

    `orientation` is EXIF's, 1 to 8, or None where it lies in metadata that Pillow does read.
    """

    width: int
    height: int
    orientation: int | None = None


def deep_layout(data: bytes) -> DeepLayout | None:
    """The layout of a PNG or TIFF with several channels of more than 8 bits, or a floating-point one of 64."""
    if data.startswith(b"\x89PNG") and data[_PNG_DEPTH : _PNG_DEPTH + 1] == b"\x10":
        width, height = (int.from_bytes(data[at : at + 4], "big") for at in (16, 20))
        return None if data[_PNG_COLOUR] == _PNG_GREY else DeepLayout(width, height)
    if not data.startswith((b"II", b"MM")):
        return None
    tags = _tiff_tags(data)
    bits = max(np.atleast_1d(tags.get(_BITS, 1)))
    several = tags.get(_SAMPLES, 1) >= 3 or (bits == 64 and _FLOATING in tags.get(_SAMPLE_FORMAT, ()))
    if bits <= 8 or not several or tags.get(_PHOTOMETRIC) not in _GREY_OR_RGB:
        return None
    orientation = tags.get(_ORIENTATION, 1)
    return DeepLayout(tags[_WIDTH], tags[_HEIGHT], orientation if orientation in range(1, 9) else 1)


def read_deep(data: bytes, layout: DeepLayout) -> tuple[Pixels, tuple[str, ...]]:
    """Pixels, uint8 (H, W, 3), of a TIFF turned upright, and what was converted. Raises Unreadable."""
    # OpenCV prints warnings about a file; what matters is in the error below.
    level = cv2.utils.logging.getLogLevel()
    cv2.utils.logging.setLogLevel(cv2.utils.logging.LOG_LEVEL_SILENT)
    try:
        values = cv2.imdecode(np.frombuffer(data, np.uint8), cv2.IMREAD_UNCHANGED)
    finally:
        cv2.utils.logging.setLogLevel(level)
    if values is None or sorted(values.shape[:2]) != sorted((layout.height, layout.width)):
        raise Unreadable(
            "cannot be decoded: it is damaged, or stores more than 8 bits a channel in a way that is not known here.",
            "Save it as an 8-bit or 16-bit PNG.",
            "OpenCV's imdecode gave nothing.",
        )
    channels = {3: [2, 1, 0], 4: [2, 1, 0, 3]}.get(values.shape[2] if values.ndim == 3 else 1)
    return to_8_bit(values if channels is None else values[..., channels])


def to_8_bit(values: npt.NDArray[Any]) -> tuple[Pixels, tuple[str, ...]]:
    """Grey (H, W), RGB or RGBA (H, W, 3 or 4), of integers or floating point, as uint8 (H, W, 3).

    Integers up to 65535 are divided by 257. Floating point is taken as 0..1 where nothing passes 1.5, else as
    0..255; what lies a little outside is clipped. Both are rounded. Raises Unreadable for values beyond that,
    and for NaN or infinite ones.
    """
    if np.issubdtype(values.dtype, np.floating):
        return _floating_to_8_bit(values)
    _refuse_outside(values, 0, 65535, "0 to 65535")
    pixels, stated = _three_channels(values, 65535)
    return pixels, ("16 bits a channel: divided by 257 and rounded.", *stated)


def _floating_to_8_bit(values: npt.NDArray[Any]) -> tuple[Pixels, tuple[str, ...]]:
    bad = int(values.size - np.count_nonzero(np.isfinite(values)))
    if bad:
        raise Unreadable(
            f"holds values that are not numbers (NaN or infinite): {bad} of {values.size}.",
            "Replace them with values from 0 to 1 or from 0 to 255, and save it again.",
        )
    low, high = float(values.min()), float(values.max())
    peak = 1.0 if high <= 1 + _OVERSHOOT else 255.0
    _refuse_outside(values, -_OVERSHOOT * peak, (1 + _OVERSHOOT) * peak, "0 to 1 or 0 to 255")
    clipped = (f"Values outside 0..{peak:g}: clipped.",) if low < 0 or high > peak else ()
    pixels, stated = _three_channels(np.clip(values, 0, peak), peak)
    taken = f"Floating point, {low:.4g} to {high:.4g}: taken as 0..{peak:g} and rounded to 8 bits."
    return pixels, (taken, *clipped, *stated)


def _refuse_outside(values: npt.NDArray[Any], lowest: float, highest: float, wanted: str) -> None:
    low, high = float(values.min()), float(values.max())
    if low < lowest or high > highest:
        raise Unreadable(
            f"holds values from {low:.6g} to {high:.6g}; wanted are {wanted}.", "Scale its values, or save it as PNG."
        )


def _three_channels(values: npt.NDArray[Any], peak: float) -> tuple[Pixels, tuple[str, ...]]:
    levels = values.astype(np.float32) * np.float32(255 / peak)
    stated: tuple[str, ...] = ()
    if levels.ndim == 3 and levels.shape[2] == 4:
        alpha = levels[..., 3:] / 255
        if float(alpha.min()) < 1:
            stated = ("Transparency: laid on white.",)
        levels = levels[..., :3] * alpha + 255 * (1 - alpha)
    pixels = np.floor(levels + np.float32(0.5)).astype(np.uint8)
    if pixels.ndim == 2:
        return np.repeat(pixels[..., None], 3, axis=2), ("Grey: repeated in R, G and B.",)
    return pixels, stated


def _tiff_tags(data: bytes) -> dict[int, Any]:
    header = data[:16] if data[2:4] in (b"+\0", b"\0+") else data[:8]
    directory = ImageFileDirectory_v2(header)
    stream = BytesIO(data)
    stream.seek(directory.next)
    directory.load(stream)
    return dict(directory)
