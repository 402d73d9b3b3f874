"""Make the LR input of a network, and the HR picture to compare with, out of an opened picture."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from lamgui.base.errors import PictureError
from lamgui.imaging.picture import Picture, Pixels
from lamgui.imaging.reduce import Reduction, crop_to_multiple, reduce


class Role(StrEnum):
    """What an opened picture is to the network."""

    HR = "hr"
    """The original: it is cropped to a multiple of the scale and reduced."""
    LR = "lr"
    """The network's input as it is; there is no original to compare with."""


@dataclass(frozen=True, eq=False)
class Prepared:
    """LR input, uint8 (h, w, 3), and the cropped HR original, uint8 (s*h, s*w, 3), where it is known."""

    lr: Pixels
    hr: Pixels | None

    def __post_init__(self) -> None:
        if self.hr is not None and (self.hr.shape[0] % self.lr.shape[0] or self.hr.shape[1] % self.lr.shape[1]):
            raise ValueError(f"HR {self.hr.shape} is no whole multiple of LR {self.lr.shape}: crop it first")


def prepare(picture: Picture, role: Role, scale: int, reduction: Reduction) -> Prepared:
    """The LR input, and with role HR the original, of `picture` for a network that enlarges `scale` times.

    Raises PictureError where an HR picture is too small to leave one LR pixel, ValueError for a scale below 1.
    """
    if scale < 1:
        raise ValueError(f"scale came as {scale}, wanted a whole number of at least 1")
    require_room(picture, role, scale)
    if role is Role.LR:
        return Prepared(lr=picture.pixels, hr=None)
    hr = crop_to_multiple(picture.pixels, scale)
    return Prepared(lr=reduce(hr, scale, reduction), hr=hr)


def require_room(picture: Picture, role: Role, scale: int) -> None:
    """Raise PictureError for an HR picture that is too small to leave one LR pixel."""
    if role is Role.HR and min(picture.width, picture.height) < scale:
        raise PictureError(
            f"{picture.name} is {picture.width}x{picture.height}, too small to be reduced {scale} times: "
            f"an HR picture needs at least {scale}x{scale} pixels.",
            "Use a larger picture, or open this one as LR.",
        )
