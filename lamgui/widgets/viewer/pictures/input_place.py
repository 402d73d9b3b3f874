"""Where in the picture lies what the network was given: all of it, or the surroundings of a patch."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from lamgui.attribution.patch import Patch
from lamgui.attribution.receptive_field import PixelBox
from lamgui.attribution.surroundings import surroundings_box
from lamgui.base.errors import SettingsError
from lamgui.imaging.picture import Pixels
from lamgui.maps.surroundings import Surroundings

OUTSIDE = (72, 74, 78)
"""RGB of where there is no SR and no map: a grey that no colour map holds."""


@dataclass(frozen=True, eq=False)
class InputPlace:
    """The place of SR and map in a picture of width x height LR pixels; without `surroundings` they cover it."""

    width: int = 0
    height: int = 0
    surroundings: Surroundings | None = None

    @property
    def box(self) -> PixelBox:
        """The LR pixels that the network was given."""
        return PixelBox(0, 0, self.width, self.height) if self.surroundings is None else self.surroundings.box

    def frame(self, patch: Patch | None, scale: int) -> PixelBox | None:
        """What the network is given around a patch (SR pixels) that may have been moved since; None for all.

        It is arithmetic on the patch, so that it follows a drag before there is a map. None also where the patch is too
        large for surroundings of this side, which its run says.
        """
        if self.surroundings is None or patch is None:
            return None if self.surroundings is None else self.box
        try:
            return surroundings_box(patch, scale, self.box.size_px[0], self.width, self.height)
        except SettingsError:
            return None

    @property
    def shape(self) -> tuple[int, int]:
        """Height and width of what the network was given, in LR pixels."""
        width, height = self.box.size_px
        return height, width

    def cut(self, pixels: Pixels, factor: int = 1) -> Pixels:
        """The part of a whole picture, (H, W, 3) with `factor` pixels to an LR pixel, that the network was given."""
        return pixels if self.surroundings is None else self.surroundings.cut(pixels, factor)

    def in_picture(self, pixels: Pixels, factor: int, ground: Pixels | None = None) -> Pixels:
        """Pixels of that part at their place in the whole picture: over `ground`, or a grey."""
        if self.surroundings is None:
            return pixels
        grey: Pixels = np.full((self.height * factor, self.width * factor, 3), OUTSIDE, dtype=np.uint8)
        return self.surroundings.pasted(pixels, grey if ground is None else ground, factor)

    def index(self, row: int, column: int, factor: int) -> tuple[int, int] | None:
        """The row and column of that part's arrays at a place of the whole picture; None beyond it."""
        row, column = row - self.box.top * factor, column - self.box.left * factor
        height, width = self.shape
        return (row, column) if 0 <= row < height * factor and 0 <= column < width * factor else None
