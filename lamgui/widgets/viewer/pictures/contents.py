"""What a cell can show: its pictures and its map, and an image of each, made when it is first needed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

import numpy as np

from lamgui.attribution.measures.measures import difference, heat_map
from lamgui.base.arrays import Floats
from lamgui.figures.pixels.map_picture import coloured_map, ground_of, overlaid_map
from lamgui.figures.pixels.render import (
    colour_importance,
    error_map,
)
from lamgui.imaging.picture import Pixels
from lamgui.maps.surroundings import Surroundings
from lamgui.session.state import PaneContent, View
from lamgui.widgets.viewer.pictures.image import PaneImage
from lamgui.widgets.viewer.pictures.input_place import InputPlace

MAPS = (PaneContent.MAP, PaneContent.OVERLAY, PaneContent.HEAT_MAP, PaneContent.DIFFERENCE)
AT_SR = (PaneContent.SR, PaneContent.HR, PaneContent.ERROR)
"""Contents that have a pixel for each SR pixel."""
OF_INPUT = (PaneContent.SR, PaneContent.ERROR, *MAPS)
"""Contents of what the network was given: of all of the picture, or of the surroundings of a patch."""


@dataclass(frozen=True)
class Quantity:
    """What the map of a cell holds, multiplied by `times`, where that is no LAM."""

    name: str
    times: float
    unit: str
    """Behind a value, with a blank before it."""


class Contents:
    """The pictures and the map of a cell, and how they are shown.

    SR and map of the surroundings of a patch are shown, and read, at their place in the picture.
    """

    def __init__(self) -> None:
        self.lr: Pixels | None = None
        self.place = InputPlace()
        """Where SR and map lie."""
        self.scale = 1
        self.signed: Floats | None = None
        self.view = View()
        self._pictures: dict[PaneContent, Pixels] = {}
        self._images: dict[PaneContent, PaneImage] = {}
        self._own_peak = 0.0
        self._common_peak: float | None = None
        self._reference: Floats | None = None
        self._against: Floats | None = None
        """The difference to that map."""
        self._difference_peak: float | None = None
        self._grey: PaneImage | None = None
        self._heat: Floats | None = None

    @property
    def own_peak(self) -> float:
        """The absolute value of this map that its contrast shows in full."""
        return self._own_peak

    @property
    def grey_input(self) -> PaneImage | None:
        """The input as maps lie over it: what there is to see before there is a map."""
        if self._grey is None and self.lr is not None:
            self._grey = PaneImage(ground_of(self.lr, self.view), 1)
        return self._grey

    @property
    def own_quantity(self) -> Quantity | None:
        """What its map holds; None for a LAM."""
        return None

    @property
    def difference_peak(self) -> float:
        """The absolute difference to the map of the row in focus that its contrast shows in full, a share of the sum.

        0 without one.
        """
        return 0.0 if self.difference is None else self.view.contrast.peak_of(self.difference)

    @property
    def scale_of_difference(self) -> float | None:
        """The difference that is shown in full, a share of the sum; None where none is compared."""
        if self._reference is None or (self.is_reference and self._difference_peak is None):
            return None
        return self.difference_peak if self._difference_peak is None else self._difference_peak

    @property
    def is_reference(self) -> bool:
        """Whether its own map is the one that others are compared with."""
        return self.signed is not None and self.signed is self._reference

    @property
    def difference(self) -> Floats | None:
        """The importance less that of the row in focus, each as shares of its sum; None where that cannot be."""
        signed, reference = self.signed, self._reference
        if signed is None or reference is None or signed is reference or signed.shape != reference.shape:
            return None
        if self._against is None:
            self._against = difference(np.abs(signed), np.abs(reference))
        return self._against

    @property
    def error(self) -> Floats | None:
        """|SR − HR|, (H, W) in 8-bit levels; None where one of them is not known."""
        sr, hr = self._pictures.get(PaneContent.SR), self._pictures.get(PaneContent.HR)
        return None if sr is None or hr is None else error_map(sr, self.place.cut(hr, self.scale))

    def heat_map(self, signed: Floats) -> Floats:
        """The density of the importance of its map, (h, w)."""
        if self._heat is None:
            self._heat = heat_map(np.nan_to_num(np.abs(signed), nan=0.0, posinf=0.0))
        return self._heat

    @property
    def peak(self) -> float:
        """The absolute value that is shown in full: of its own map, or that of all cells."""
        return self._own_peak if self._common_peak is None else self._common_peak

    @property
    def lr_size(self) -> tuple[int, int]:
        """Width and height of the LR picture; (0, 0) without one."""
        return (0, 0) if self.lr is None else (int(self.lr.shape[1]), int(self.lr.shape[0]))

    @property
    def scale_of_words(self) -> int | None:
        """The scale by which its pictures are called; None before there is one."""
        return None if self.lr is None else self.scale

    @property
    def hr(self) -> Pixels | None:
        """The HR picture, where it is known."""
        return self._pictures.get(PaneContent.HR)

    @property
    def sr_size(self) -> tuple[int, int]:
        """Width and height that the SR picture has or will have."""
        width, height = self.lr_size
        return width * self.scale, height * self.scale

    def picture(self, content: PaneContent) -> Pixels | None:
        """The input, SR or HR; None for another kind, and where it is not known."""
        return self._pictures.get(content)

    def show_pictures(
        self, lr: Pixels | None, sr: Pixels | None, hr: Pixels | None, scale: int, around: Surroundings | None = None
    ) -> bool:
        """Set the pictures; returns whether any is another. A map of another LR picture or part of it is dropped.

        Where the network was given no more than what is `around` the patch, SR is of that. Raises ValueError where SR
        or HR is not `scale` times the size of its LR.
        """
        place = InputPlace() if lr is None else InputPlace(lr.shape[1], lr.shape[0], around)
        by_content = {PaneContent.INPUT: lr, PaneContent.SR: sr, PaneContent.HR: hr}
        pictures = {content: pixels for content, pixels in by_content.items() if pixels is not None}
        _require_sizes(pictures, place, scale)
        is_moved = place.box != self.place.box
        if scale == self.scale and not is_moved and all(self._pictures.get(c) is pictures.get(c) for c in by_content):
            return False
        if is_moved:
            self._forget_images(OF_INPUT)
        if any(self._pictures.get(c) is not pictures.get(c) for c in (PaneContent.SR, PaneContent.HR)):
            self._images.pop(PaneContent.ERROR, None)
        for content in by_content:
            if self._pictures.get(content) is not pictures.get(content) or scale != self.scale:
                self._images.pop(content, None)
        is_other = lr is not self.lr
        if is_other:
            self._grey = None
            for content in (PaneContent.OVERLAY, PaneContent.CONTOUR):
                self._images.pop(content, None)
            is_other = lr is None or self.lr is None or not np.array_equal(lr, self.lr)
        self.lr, self.scale, self._pictures, self.place = lr, scale, pictures, place
        if (is_other or is_moved) and self.signed is not None:
            self.show_map(None)
        return True

    def show_map(self, signed: Floats | None) -> bool:
        """Set Σ_c of an attribution, (h, w) of what the network was given; returns whether it is another.

        Raises ValueError for another shape.
        """
        if signed is not None and (self.lr is None or signed.shape != self.place.shape):
            raise ValueError(f"a map of {signed.shape} does not belong to an LR picture of {self.place.shape}")
        if signed is self.signed:
            return False
        self.signed, self._heat, self._against = signed, None, None
        self._own_peak = 0.0 if signed is None else self.view.contrast.peak_of(signed)
        self._forget_maps()
        return True

    def show_common_peak(self, peak: float | None) -> bool:
        """Colour the map by the peak of all cells, or (None) by its own; returns whether that changed anything."""
        changed, self._common_peak = peak != self._common_peak, peak
        if changed:
            self._forget_maps()
        return changed

    def show_reference(self, signed: Floats | None) -> bool:
        """Set the map of the row in focus, to which this one is compared; returns whether it is another."""
        changed, self._reference = signed is not self._reference, signed
        if changed:
            self._against = None
            self._images.pop(PaneContent.DIFFERENCE, None)
        return changed

    def show_difference_peak(self, peak: float) -> bool:
        """Colour the difference by the largest of all cells, a share of the sum; returns whether it is another."""
        changed, self._difference_peak = peak != self._difference_peak, peak
        if changed:
            self._images.pop(PaneContent.DIFFERENCE, None)
        return changed

    def show_view(self, view: View) -> None:
        """Set colours, opacity and sign."""
        before, self.view = self.view, view
        if before.contrast != view.contrast and self.signed is not None:
            self._own_peak = view.contrast.peak_of(self.signed)
        if _colouring(before) != _colouring(view):
            self._grey = None
            self._forget_maps()
            self._images.pop(PaneContent.ERROR, None)

    def image(self, content: PaneContent) -> PaneImage | None:
        """The image of a kind of picture; None as long as there is none."""
        if content not in self._images:
            pixels = self._pixels(content)
            if pixels is None:
                return self.grey_input if content is PaneContent.OVERLAY else None
            enlarged = self.scale if content in AT_SR else 1
            if content in OF_INPUT:
                pixels = self.place.in_picture(pixels, enlarged, self._ground(content))
            self._images[content] = PaneImage(pixels, enlarged)
        return self._images[content]

    def holds(self, x: float, y: float) -> bool:
        """Whether an LR position lies in the picture."""
        width, height = self.lr_size
        return 0 <= x < width and 0 <= y < height

    def _pixels(self, content: PaneContent) -> Pixels | None:
        if content is PaneContent.CONTOUR:
            return self.lr
        if content is PaneContent.ERROR:
            error = self.error
            return None if error is None else colour_importance(error, self.view.colour_map)
        if content not in MAPS:
            return self._pictures.get(content)
        lr = None if self.lr is None else self.place.cut(self.lr)
        if self.signed is None or lr is None:
            return None
        return self._map_pixels(content, self.signed, lr)

    def _map_pixels(self, content: PaneContent, signed: Floats, lr: Pixels) -> Pixels | None:
        if content is PaneContent.DIFFERENCE:
            difference, peak = self.difference, self._difference_peak
            return None if difference is None else overlaid_map(lr, difference, self._signed_view, peak)
        if content is PaneContent.HEAT_MAP:
            return colour_importance(self.heat_map(signed), self.view.colour_map)
        return self._overlaid(lr, signed) if content is PaneContent.OVERLAY else self._coloured_map(signed)

    def _overlaid(self, lr: Pixels, signed: Floats) -> Pixels:
        return overlaid_map(lr, signed, self.view, self.peak)

    def _coloured_map(self, signed: Floats) -> Pixels:
        return coloured_map(signed, self.view, self.peak)

    def _ground(self, content: PaneContent) -> Pixels | None:
        """What lies around the surroundings of a patch: the input, in grey where there is a map over it."""
        if self.lr is None or content not in (PaneContent.OVERLAY, PaneContent.DIFFERENCE):
            return None
        return ground_of(self.lr, self.view if content is PaneContent.OVERLAY else self._signed_view)

    @property
    def _signed_view(self) -> View:
        """As differences are coloured: about 0, whatever the map is."""
        return replace(self.view, signed=True)

    def _forget_maps(self) -> None:
        self._forget_images(MAPS)

    def _forget_images(self, contents: Iterable[PaneContent]) -> None:
        for content in contents:
            self._images.pop(content, None)


def _colouring(view: View) -> tuple[object, ...]:
    return view.colour_map, view.opacity, view.signed, view.contrast


def _require_sizes(pictures: Mapping[PaneContent, Pixels], place: InputPlace, scale: int) -> None:
    """Raise ValueError for a picture that is not of its LR's size, or so many times that."""
    for content, pixels in pictures.items():
        factor = 1 if content is PaneContent.INPUT else scale
        height, width = place.shape if content is PaneContent.SR else (place.height, place.width)
        if pixels.shape[:2] != (height * factor, width * factor):
            raise ValueError(f"the {content} picture is {pixels.shape}, not {factor} times the size of the LR picture")
