"""Pictures on the clipboard, in and out."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import numpy.typing as npt
from PySide6.QtCore import QUrl
from PySide6.QtGui import QClipboard, QImage

from lamgui.imaging.picture import Picture, Pixels
from lamgui.imaging.read import picture_from_pixels
from lamgui.widgets.controls.file_drops import local_files

INCHES_PER_METRE = 1 / 0.0254


def files_on(clipboard: QClipboard) -> list[Path]:
    """Local files that were copied in a file browser."""
    return local_files(clipboard.mimeData())


def files_named_on(clipboard: QClipboard) -> list[Path]:
    """Files whose paths, or file:// addresses, are the lines of the text that was copied; none where any is not."""
    lines = [line.strip().strip("\"'") for line in clipboard.text().splitlines() if line.strip()]
    named = [_path_in(line) for line in lines]
    return [path for path in named if path is not None] if None not in named else []


def picture_on(clipboard: QClipboard) -> Picture | None:
    """The picture that was copied, transparency laid on white, which is said; None where there is none."""
    image = clipboard.image()
    return None if image.isNull() else picture_from_pixels(_pixels_of(image), "Pasted picture")


def put_picture(clipboard: QClipboard, pixels: Pixels, dpi: float | None = None) -> None:
    """Copy uint8 (H, W, 3); with `dpi`, programs that take it paste it in its size."""
    contiguous = np.ascontiguousarray(pixels)
    height, width = contiguous.shape[:2]
    # Copied, because the image uses the memory of the array, and the clipboard outlives the array.
    image = QImage(contiguous.data, width, height, 3 * width, QImage.Format.Format_RGB888).copy()
    if dpi is not None:
        image.setDotsPerMeterX(round(dpi * INCHES_PER_METRE))
        image.setDotsPerMeterY(round(dpi * INCHES_PER_METRE))
    clipboard.setImage(image)


def _path_in(line: str) -> Path | None:
    """The file that a line of text names; None for a relative path and for other text."""
    url = QUrl(line)
    if url.isLocalFile():
        return Path(url.toLocalFile())
    try:
        path = Path(line).expanduser()
    except RuntimeError:
        return None
    return path if path.is_absolute() else None


def _pixels_of(image: QImage) -> npt.NDArray[np.uint8]:
    """RGB, or RGBA where anything is transparent; uint8 (H, W, 3 or 4)."""
    image = image.convertToFormat(QImage.Format.Format_RGBA8888)
    rows = np.frombuffer(image.constBits(), np.uint8).reshape(image.height(), image.bytesPerLine())
    rgba = rows[:, : 4 * image.width()].reshape(image.height(), image.width(), 4).copy()
    return rgba[..., :3] if (rgba[..., 3] == 255).all() else rgba
