"""Where the viewer looks: one value that all cells share, and how zooming, panning and fitting change it."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace

MAXIMUM_ZOOM = 160.0
"""Largest zoom, screen pixels per LR pixel: a few dozen pixels fill a cell."""
MAXIMUM_FITTED_ZOOM = 64.0
"""Fitting does not enlarge a picture of very few pixels beyond this."""
SMALLEST_PICTURE_PX = 16.0
"""Zooming out ends where the longer side of the picture is this long on the screen."""


@dataclass(frozen=True)
class Camera:
    """The LR position in the middle of every cell, and the zoom in screen px (device independent) per LR pixel.

    A screen position counts from the middle of a cell, so cells of different sizes stay linked.
    Raises ValueError for a zoom that is not above 0 or a position that is not finite.
    """

    centre_x: float = 0.0
    centre_y: float = 0.0
    zoom: float = 1.0

    def __post_init__(self) -> None:
        if not (math.isfinite(self.zoom) and self.zoom > 0):
            raise ValueError(f"a zoom is above 0 and finite, not {self.zoom}")
        if not (math.isfinite(self.centre_x) and math.isfinite(self.centre_y)):
            raise ValueError(f"a camera looks at a finite position, not ({self.centre_x}, {self.centre_y})")

    def to_lr(self, screen_x: float, screen_y: float) -> tuple[float, float]:
        """The LR position under a screen position."""
        return self.centre_x + screen_x / self.zoom, self.centre_y + screen_y / self.zoom

    def to_screen(self, x: float, y: float) -> tuple[float, float]:
        """The screen position of an LR position."""
        return (x - self.centre_x) * self.zoom, (y - self.centre_y) * self.zoom


@dataclass(frozen=True)
class Look:
    """Where the user looked at an LR picture of a size, to look there again."""

    camera: Camera
    lr_size: tuple[int, int]
    """Width and height."""


def zoomed_at(camera: Camera, factor: float, screen_x: float, screen_y: float, width: int, height: int) -> Camera:
    """Zoomed by `factor` about a screen position, whose LR position stays where it is.

    `width` and `height` are those of the LR picture: the zoom stays within bounds, and the middle on the picture.
    """
    x, y = camera.to_lr(screen_x, screen_y)
    lowest = SMALLEST_PICTURE_PX / max(width, height)
    zoom = min(max(camera.zoom * factor, lowest), MAXIMUM_ZOOM)
    return _kept_on(Camera(x - screen_x / zoom, y - screen_y / zoom, zoom), width, height)


def panned(camera: Camera, screen_dx: float, screen_dy: float, width: int, height: int) -> Camera:
    """The picture of `width` x `height` LR pixels shifted by a screen distance; its middle never leaves it."""
    moved = replace(
        camera,
        centre_x=camera.centre_x - screen_dx / camera.zoom,
        centre_y=camera.centre_y - screen_dy / camera.zoom,
    )
    return _kept_on(moved, width, height)


def fitted(width: int, height: int, room_width: float, room_height: float) -> Camera:
    """The camera that shows all of `width` x `height` LR pixels in a room of a size in screen px."""
    zoom = min(max(room_width, 1.0) / width, max(room_height, 1.0) / height, MAXIMUM_FITTED_ZOOM)
    return Camera(width / 2, height / 2, zoom)


WHOLE_ZOOMS = (1, 2, 3, 4, 6, 8, 12, 16, 24, 32, 48, 64, 96, 128, 192, 256)
"""Screen pixels to a pixel of the SR picture, for steps in which every pixel is of one size."""


def whole_zoom(camera: Camera, steps: int, lr_px: float) -> float:
    """The zoom of the next (1) or the last (-1) whole multiple of SR pixels, or (0) one screen pixel for each.

    `lr_px` is the side of an LR pixel at that: SR pixels of the screen's own size.
    """
    zooms = [times * lr_px for times in WHOLE_ZOOMS if times * lr_px <= MAXIMUM_ZOOM] or [lr_px]
    if steps == 0:
        return zooms[0]
    if steps > 0:
        return next((zoom for zoom in zooms if zoom > camera.zoom * (1 + 1e-9)), zooms[-1])
    return next((zoom for zoom in reversed(zooms) if zoom < camera.zoom * (1 - 1e-9)), zooms[0])


def _kept_on(camera: Camera, width: int, height: int) -> Camera:
    centre_x, centre_y = min(max(camera.centre_x, 0.0), width), min(max(camera.centre_y, 0.0), height)
    return replace(camera, centre_x=centre_x, centre_y=centre_y)
