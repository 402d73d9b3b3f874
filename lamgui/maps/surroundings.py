"""The part of a picture that a network is given around a patch: cut out of the reduced picture, once for all uses."""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TypeVar

import numpy as np
import numpy.typing as npt

from lamgui.attribution.measures.measures import CutSides
from lamgui.attribution.patch import Patch
from lamgui.attribution.receptive_field import PixelBox
from lamgui.attribution.surroundings import surroundings_box
from lamgui.imaging.prepare import Prepared

Value = TypeVar("Value", bound=np.generic)


@dataclass(frozen=True, eq=False)
class Surroundings:
    """The pixels around a patch, and the whole prepared picture that they were cut from."""

    picture: Prepared
    box: PixelBox
    """In LR pixels of the whole picture."""
    scale: int

    @cached_property
    def prepared(self) -> Prepared:
        """The part as if it were a picture of its own. The same object each time."""
        hr, values = self.picture.hr, self.picture.lr_values
        return Prepared(
            self.cut(self.picture.lr),
            None if hr is None else self.cut(hr, self.scale),
            None if values is None else self.cut(values),
        )

    def cut(self, pixels: npt.NDArray[Value], scale: int = 1) -> npt.NDArray[Value]:
        """The part of an array (H, W, ...) of the whole picture with `scale` pixels to an LR pixel."""
        rows = slice(self.box.top * scale, self.box.bottom * scale)
        return np.ascontiguousarray(pixels[rows, self.box.left * scale : self.box.right * scale])

    def pasted(self, pixels: npt.NDArray[Value], ground: npt.NDArray[Value], scale: int = 1) -> npt.NDArray[Value]:
        """`ground`, an array of the whole picture, with an array of the part in its place."""
        whole = ground.copy()
        rows = slice(self.box.top * scale, self.box.bottom * scale)
        whole[rows, self.box.left * scale : self.box.right * scale] = pixels
        return whole

    def patch_within(self, patch: Patch) -> Patch:
        """A patch of the whole SR picture as it lies in the part's."""
        return replace(patch, x=patch.x - self.box.left * self.scale, y=patch.y - self.box.top * self.scale)

    def patch_in_picture(self, patch: Patch) -> Patch:
        """A patch of the part's SR picture as it lies in the whole one's."""
        return replace(patch, x=patch.x + self.box.left * self.scale, y=patch.y + self.box.top * self.scale)

    def box_in_picture(self, box: PixelBox) -> PixelBox:
        """An area of the part, in LR pixels, as it lies in the whole picture."""
        left, top = self.box.left, self.box.top
        return PixelBox(box.left + left, box.top + top, box.right + left, box.bottom + top)

    @property
    def cut_sides(self) -> CutSides:
        """Whether left, top, right and bottom are borders that the cut made: others are the picture's own."""
        height, width = self.picture.lr.shape[:2]
        return self.box.left > 0, self.box.top > 0, self.box.right < width, self.box.bottom < height


def surroundings_of(prepared: Prepared, patch: Patch, scale: int, side_px: int | None) -> Surroundings | None:
    """What a network of this scale is given around a patch (SR pixels); None where that is the whole picture.

    It is where no side is stated, where a side of the picture is under it, and where nothing would be cut. Raises
    SettingsError where the patch does not fit.
    """
    if side_px is None:
        return None
    height, width = prepared.lr.shape[:2]
    box = surroundings_box(patch, scale, side_px, width, height)
    return None if box is None or box.size_px == (width, height) else Surroundings(prepared, box, scale)


class SurroundingsCache:
    """The surroundings cut out last, `capacity` of them: maps of one part share the part, and what is made of it."""

    def __init__(self, capacity: int = 16) -> None:
        self._capacity = capacity
        self._held: OrderedDict[tuple[int, PixelBox, int], Surroundings] = OrderedDict()

    def shared(self, surroundings: Surroundings) -> Surroundings:
        """The same part of the same picture as it was cut before, else this one."""
        # A picture that is held here keeps its identity.
        key = (id(surroundings.picture), surroundings.box, surroundings.scale)
        held = self._held.setdefault(key, surroundings)
        self._held.move_to_end(key)
        while len(self._held) > self._capacity:
            self._held.popitem(last=False)
        return held


def too_small_note(lr_size: tuple[int, int], side_px: int | None) -> str:
    """What a reader must know of a picture of (width, height) LR pixels that is smaller than its surroundings."""
    if side_px is None or min(lr_size) >= side_px:
        return ""
    width, height = lr_size
    return (
        f"The picture has {width}x{height} LR pixels, too few for surroundings of {side_px}x{side_px}: it was used "
        "whole, and its DI does not compare with the paper's Table 1."
    )
