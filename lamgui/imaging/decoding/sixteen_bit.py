"""PNG and JPEG 2000 of more than 8 bits a channel, which Pillow would cut to 8: decoded by OpenCV."""

from __future__ import annotations

import cv2
import numpy as np

from lamgui.imaging.decoding.raster import Raster, Unreadable, require_size

_PNG_DEPTH, _PNG_COLOUR, _PNG_GREY = 24, 25, 0
_RGB_OF_BGR = {3: [2, 1, 0], 4: [2, 1, 0, 3]}
PNG_START = b"\x89PNG\r\n\x1a\n"
_J2K_SIZE = b"\xff\x4f\xff\x51"
"""The marker of a codestream, and of the sizes that follow it."""


def is_deep_png(data: bytes) -> bool:
    """Whether it is a PNG of 16 bits with several channels."""
    return (
        len(data) > _PNG_COLOUR
        and data.startswith(b"\x89PNG")
        and data[_PNG_DEPTH] == 16
        and data[_PNG_COLOUR] != _PNG_GREY
    )


def png_size(data: bytes) -> tuple[int, int]:
    """Width and height of a PNG."""
    return int.from_bytes(data[16:20], "big"), int.from_bytes(data[20:24], "big")


def j2k_bits(data: bytes) -> int:
    """Bits of the first channel of a JPEG 2000 picture; 8 where they are not found."""
    at = data.find(_J2K_SIZE)
    return (data[at + 42] & 0x7F) + 1 if at >= 0 and at + 42 < len(data) else 8


def read_by_opencv(data: bytes, width: int, height: int, levels: tuple[float, float] | None) -> Raster:
    """The numbers, of a size that the header states. Raises Unreadable."""
    require_size(width, height)
    # OpenCV prints warnings about a file; what matters is in the error below.
    level = cv2.utils.logging.getLogLevel()
    cv2.utils.logging.setLogLevel(cv2.utils.logging.LOG_LEVEL_SILENT)
    try:
        values = cv2.imdecode(np.frombuffer(data, np.uint8), cv2.IMREAD_UNCHANGED)
    finally:
        cv2.utils.logging.setLogLevel(level)
    if values is None or values.shape[:2] != (height, width):
        raise Unreadable(
            "cannot be decoded: it is damaged, or stores more than 8 bits a channel in a way that is not known here.",
            "Save it as an 8-bit or 16-bit PNG.",
            "OpenCV's imdecode gave nothing.",
        )
    samples = np.atleast_3d(values)
    channels = _RGB_OF_BGR.get(samples.shape[2])
    ordered = samples if channels is None else samples[..., channels]
    return Raster(ordered, has_alpha=ordered.shape[2] == 4, levels=levels)


def png_levels(data: bytes) -> tuple[float, float] | None:
    """Black and white of a PNG of 16 bits that says how many of them count: those are scaled to all 16."""
    return (0, 65535) if b"sBIT" in png_head(data) else None


def png_head(data: bytes) -> bytes:
    """What stands before the pixels of a PNG."""
    return data[: max(0, data.find(b"IDAT"))]
