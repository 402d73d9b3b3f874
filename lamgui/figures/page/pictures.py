"""The pictures of a page as data URIs, each once, without any loss."""

from __future__ import annotations

import base64
import io

import numpy as np
from PIL import Image, features

from lamgui.imaging.picture import Pixels


class PagePictures:
    """Collects uint8 pictures (H, W, 3); the page refers to them by their number."""

    def __init__(self) -> None:
        self._numbers: dict[tuple[tuple[int, ...], bytes], int] = {}
        self.uris: list[str] = []
        """As `data:` addresses."""

    def add(self, pixels: Pixels) -> int:
        """The number of a picture; one that is there already is not stored again."""
        pixels = np.ascontiguousarray(pixels)
        key = (pixels.shape, pixels.tobytes())
        if key not in self._numbers:
            self._numbers[key] = len(self.uris)
            self.uris.append(data_uri(pixels))
        return self._numbers[key]


def data_uri(pixels: Pixels) -> str:
    """Lossless WebP, which takes a quarter less than PNG; PNG where Pillow has no WebP."""
    stream, image = io.BytesIO(), Image.fromarray(pixels)
    kind = "webp" if features.check("webp") else "png"
    if kind == "webp":
        image.save(stream, format="WEBP", lossless=True, quality=70)
    else:
        image.save(stream, format="PNG", optimize=True)
    return f"data:image/{kind};base64,{in_base64(stream.getvalue())}"


def in_base64(data: bytes) -> str:
    """As the page's script reads it."""
    return base64.b64encode(data).decode("ascii")
