"""Pictures on the clipboard, in and out."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from PySide6.QtGui import QClipboard, QImage

from lamgui.imaging.picture import Picture, Pixels
from lamgui.imaging.read import picture_from_pixels
from lamgui.widgets.controls.file_drops import local_files


def pictures_of(clipboard: QClipboard) -> list[Path]:
    """Local files that were copied in a file browser."""
    return local_files(clipboard.mimeData())


def picture_on(clipboard: QClipboard) -> Picture | None:
    """The picture that was copied, transparency on white; None where there is none."""
    image = clipboard.image()
    return None if image.isNull() else picture_from_pixels(_pixels_of(image), "Pasted picture")


def put_picture(clipboard: QClipboard, pixels: Pixels) -> None:
    """Copy uint8 (H, W, 3)."""
    contiguous = np.ascontiguousarray(pixels)
    height, width = contiguous.shape[:2]
    # Copied, because the image uses the memory of the array, and the clipboard outlives the array.
    clipboard.setImage(QImage(contiguous.data, width, height, 3 * width, QImage.Format.Format_RGB888).copy())


def _pixels_of(image: QImage) -> Pixels:
    image = image.convertToFormat(QImage.Format.Format_RGBA8888)
    rows = np.frombuffer(image.constBits(), np.uint8).reshape(image.height(), image.bytesPerLine())
    rgba = rows[:, : 4 * image.width()].reshape(image.height(), image.width(), 4).astype(np.float64)
    alpha = rgba[..., 3:] / 255.0
    return np.rint(rgba[..., :3] * alpha + 255.0 * (1 - alpha)).astype(np.uint8)
