"""Bicubic enlargement of a part of a picture: what is had without a network."""

from __future__ import annotations

import numpy as np
from PIL import Image

from lamgui.imaging.picture import Pixels


def bicubic_part(lr: Pixels, scale: int, x: int, y: int, width: int, height: int) -> Pixels:
    """The part of an LR picture's bicubic enlargement (Pillow's) at column x, row y, in SR pixels; it must lie inside.

    The same values as those of the whole enlargement: pixels around the part are taken in.
    """
    box = (x / scale, y / scale, (x + width) / scale, (y + height) / scale)
    part = Image.fromarray(lr).resize((width, height), Image.Resampling.BICUBIC, box=box)
    return np.asarray(part, dtype=np.uint8)
