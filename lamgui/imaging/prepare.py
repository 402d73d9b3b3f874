"""Make the input of a network, and the original to compare with, out of an opened picture: reduced, or degraded."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from lamgui.base.arrays import Doubles
from lamgui.base.errors import PictureError, SettingsError
from lamgui.imaging.degradation import NO_DEGRADATION, Degradation
from lamgui.imaging.degrade import degraded
from lamgui.imaging.pairs import is_original_size
from lamgui.imaging.picture import Picture, Pixels
from lamgui.imaging.reduce import Reduction, crop_to_multiple, reduce, reduce_values


class Role(StrEnum):
    """What an opened picture is to the network."""

    HR = "hr"
    """The original: it is cropped to a multiple of the scale and reduced; at scale 1 it is degraded."""
    LR = "lr"
    """The network's input as it is; an original to compare with may be given beside it."""


@dataclass(frozen=True, eq=False)
class Prepared:
    """LR input, uint8 (h, w, 3), and the cropped HR original, uint8 (s*h, s*w, 3), where it is known."""

    lr: Pixels
    hr: Pixels | None
    lr_values: Doubles | None = None
    """The LR input before it was rounded to 8 bits, (h, w, 3), 0..1 but for noise; None where the 8 bits are all."""

    @property
    def network_input(self) -> Pixels | Doubles:
        """What a network is given: the values as they were read, or the 8 bits."""
        return self.lr if self.lr_values is None else self.lr_values

    def __post_init__(self) -> None:
        if self.hr is not None and (self.hr.shape[0] % self.lr.shape[0] or self.hr.shape[1] % self.lr.shape[1]):
            raise ValueError(f"HR {self.hr.shape} is no whole multiple of LR {self.lr.shape}: crop it first")


def degradation_in_use(chosen: Degradation, role: Role, scale: int) -> Degradation:
    """What is added to a picture: what was chosen, where it is the clean original of a network of scale 1."""
    return chosen if role is Role.HR and scale == 1 else NO_DEGRADATION


def require_degradable(chosen: Degradation, role: Role, scale: int) -> None:
    """Raise SettingsError for a degradation that would not be used: of an LR picture, or for an enlarging network."""
    if chosen == degradation_in_use(chosen, role, scale):
        return
    if role is Role.LR:
        raise SettingsError(
            f"{chosen.words} was asked for, but the picture is the network's input as it is.",
            "Leave the degradation out, or open the picture as the clean original (HR).",
        )
    raise SettingsError(
        f"{chosen.words} was asked for, but this network enlarges {scale} times: its input is the reduced picture.",
        "Leave the degradation out, or choose a network of scale 1.",
    )


def prepare(
    picture: Picture, role: Role, scale: int, reduction: Reduction, degradation: Degradation = NO_DEGRADATION
) -> Prepared:
    """The LR input of `picture` for a network that enlarges `scale` times, and the original where there is one.

    The original is reduced, or at scale 1 degraded.

    Raises PictureError where an HR picture is too small to leave one LR pixel, or the reference of an LR picture has
    another size; ValueError for a scale below 1.
    """
    if scale < 1:
        raise ValueError(f"scale came as {scale}, wanted a whole number of at least 1")
    require_room(picture, role, scale)
    values = None if picture.values is None else picture.values.unit
    if role is Role.LR:
        reference = None if picture.reference is None else fitted_reference(picture, picture.reference, scale)
        return Prepared(lr=picture.pixels, hr=reference, lr_values=values)
    if scale == 1:
        return _degraded(picture.pixels, values, degradation)
    hr = crop_to_multiple(picture.pixels, scale)
    if values is None:
        return Prepared(lr=reduce(hr, scale, reduction), hr=hr)
    reduced = reduce_values(crop_to_multiple(values, scale), scale, reduction)
    return Prepared(lr=np.floor(reduced * 255 + 0.5).astype(np.uint8), hr=hr, lr_values=reduced)


def _degraded(clean: Pixels, values: Doubles | None, degradation: Degradation) -> Prepared:
    lr, lr_values = degraded(clean, values, degradation)
    return Prepared(lr=lr, hr=clean, lr_values=lr_values)


def fitted_reference(lr: Picture, reference: Picture, scale: int) -> Pixels:
    """The pixels of an LR picture's HR original, `scale` times as large; up to `scale` - 1 more are cut off.

    They are cut at the right and at the bottom, as the original was before it was reduced. Raises PictureError for
    any other size.
    """
    width, height = scale * lr.width, scale * lr.height
    if not is_original_size((reference.width, reference.height), (lr.width, lr.height), scale):
        more = f", or up to {scale - 1} more at the right and at the bottom" if scale > 1 else ""
        raise PictureError(
            f"{reference.name} is {reference.width}x{reference.height}, which is no HR original of {lr.name}, "
            f"{lr.width}x{lr.height}, for a network that enlarges {scale} times: that has {width}x{height} pixels"
            f"{more}.",
            "Choose the original of this picture, or a network of another scale.",
        )
    return reference.pixels[:height, :width]


def cut_in_words(picture: Picture, scale: int) -> str:
    """The sentence that says how much of the HR original of an LR picture is cut off; empty where nothing is."""
    reference = picture.reference
    if reference is None:
        return ""
    right, bottom = reference.width - scale * picture.width, reference.height - scale * picture.height
    if right <= 0 and bottom <= 0:
        return ""
    return (
        f"{reference.name} is larger than {scale} times {picture.name}: {right} columns at its right and {bottom} rows "
        "at its bottom are cut off."
    )


def require_room(picture: Picture, role: Role, scale: int) -> None:
    """Raise PictureError for an HR picture that is too small to leave one LR pixel."""
    if role is Role.HR and min(picture.width, picture.height) < scale:
        raise PictureError(
            f"{picture.name} is {picture.width}x{picture.height}, too small to be reduced {scale} times: "
            f"an HR picture needs at least {scale}x{scale} pixels.",
            "Use a larger picture, or open this one as LR.",
        )
