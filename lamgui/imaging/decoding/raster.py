"""What a picture file stores, as numbers of the file's own kind: not yet black, white and 8 bits."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from lamgui.imaging.decoding.colour_profile import ColourProfile

Samples = npt.NDArray[Any]
"""Integers or floating point, (H, W, C)."""

MAX_PIXELS = 100_000_000
MAX_SAMPLES = 4 * MAX_PIXELS
MAX_BYTES = 2 << 30
"""Limit of the numbers of a picture in memory."""


class Unreadable(Exception):
    """Why the bytes give no picture: `reason` continues a sentence that begins with the file's name."""

    def __init__(self, reason: str, advice: str, details: str = "") -> None:
        super().__init__(f"{reason} {advice}")
        self.reason = reason
        self.advice = advice
        self.details = details


@dataclass(frozen=True, eq=False)
class Raster:
    """The numbers of one page, turned upright, and what the file says of them."""

    samples: Samples
    has_alpha: bool = False
    """Whether the last channel is opacity: of integers, the largest number of their type is opaque; else 1."""
    is_premultiplied: bool = False
    """Whether the colours have been multiplied by the opacity."""
    levels: tuple[float, float] | None = None
    """The numbers that are black and white, where the file states them."""
    white_is_low: bool = False
    """Whether small numbers are bright."""
    profile: ColourProfile | None = None
    """The colour space that the file states, if it is not sRGB and was not converted."""
    pages: int = 1
    """How many pages or frames the file has."""
    has_profile: bool = False
    """Whether the file states a colour space that is not sRGB, applied or not."""
    stated: tuple[str, ...] = ()
    """A sentence for each conversion so far."""


def require_size(width: int, height: int, channels: int = 1, bytes_each: int = 1) -> None:
    """Refuse a picture of more than 100 megapixels, or more numbers or bytes than are opened; raises Unreadable."""
    if width * height > MAX_PIXELS:
        raise too_large(f": {width}x{height} ({width * height / 1e6:.0f} megapixels)")
    if width * height * channels > MAX_SAMPLES:
        raise Unreadable(
            f"is too large: {width}x{height} with {channels} bands; {MAX_SAMPLES / 1e6:.0f} million numbers are "
            "opened at most.",
            "Crop it, or save three of its bands.",
        )
    if width * height * channels * bytes_each > MAX_BYTES:
        raise Unreadable(
            f"is too large: {width}x{height} with {channels} numbers of {bytes_each} bytes each; "
            f"{MAX_BYTES >> 30} GiB of numbers are opened at most.",
            "Crop it, or save it as 16 bits.",
        )


def too_large(size: str, cause: Exception | None = None) -> Unreadable:
    """The refusal of a picture that is too large, whose size is `size`, if that is known."""
    limit = f"pictures of at most {MAX_PIXELS / 1e6:.0f} megapixels are opened."
    return Unreadable(f"is too large{size}; {limit}", "Crop or reduce it first.", str(cause or ""))


def turned(samples: Samples, orientation: int) -> Samples:
    """Samples (H, W, C) turned upright, of a camera that was held as EXIF's `orientation`, 1 to 8, says."""
    if orientation >= 5:
        samples = samples.transpose(1, 0, 2)
    if orientation in (2, 3, 6, 7):
        samples = samples[:, ::-1]
    if orientation in (3, 4, 7, 8):
        samples = samples[::-1]
    return np.ascontiguousarray(samples)


def turn_stated(orientation: int) -> tuple[str, ...]:
    """The sentence that says so."""
    return () if orientation == 1 else (f"Turned upright as its EXIF orientation ({orientation}) says.",)
