"""A figure as it was drawn at some resolution, and the size that its file has at another. Free of matplotlib."""

from __future__ import annotations

from dataclasses import dataclass

from lamgui.imaging.picture import Pixels


@dataclass(frozen=True, eq=False)
class DrawnFigure:
    """Pixels uint8 (H, W, 3) of a page of `size_in` inches, width first."""

    pixels: Pixels
    size_in: tuple[float, float]
    notes: tuple[str, ...] = ()
    """What the user should know of it, a sentence each."""

    def file_size_px(self, dpi: int) -> tuple[int, int]:
        """Width and height of its PNG or TIFF at a resolution; matplotlib drops the last part of a pixel."""
        width_in, height_in = self.size_in
        # 1.39 in at 300 dpi are 416.99999999999994 here, and 417 in the file.
        return int(width_in * dpi + 1e-6), int(height_in * dpi + 1e-6)
