"""Adapts networks for stereo and video: the picture is one of the frames, the others are files or the picture again."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import torch
from torch import Tensor, nn

from lamgui.base.errors import NetworkError
from lamgui.imaging.read import read_picture
from lamgui.networks.adapters.adapter import Adapter
from lamgui.networks.several_frames import SeveralFrames


class Frames(Adapter, SeveralFrames):
    """Puts a picture at place `at` among `count` frames, counted from 0.

    `others` are the files of the other frames in their order, in the size of the network's input. Where there are none,
    or the picture has another size, as the charts of the probe have, the picture takes their places too; `remarks` say
    so. White is `white`. A run gives all frames as one input, (N, count*C, h, w), for a map of each. Raises
    NetworkError for another number of files, PictureError for what cannot be read.
    """

    def __init__(self, network: nn.Module, count: int, at: int, others: Sequence[str] = (), white: float = 1.0) -> None:
        super().__init__(network)
        if not 0 <= at < count:
            raise NetworkError(f"There is no frame {at} among {count}.", f"They are counted from 0 to {count - 1}.")
        if others and len(others) != count - 1:
            message = f"{len(others)} other frames were given to a network that takes {count} frames."
            raise NetworkError(message, f"Give {count - 1} files, or none: then the picture is repeated.")
        self.count, self.at = count, at
        files = [read_picture(Path(file)) for file in others]
        if len({picture.pixels.shape for picture in files}) > 1:
            raise NetworkError("The other frames are of several sizes.", "Give frames of one size.")
        self.others = tuple(picture.pixels for picture in files)
        self._others: list[Tensor] = [
            torch.from_numpy(pixels.transpose(2, 0, 1) / 255.0 * white).float() for pixels in self.others
        ]
        self.given = tuple(picture.sha256 for picture in files)
        repeated = "the same picture"
        if files:
            names = ", ".join(picture.name for picture in files)
            repeated = f"{names} where the input has {files[0].width}x{files[0].height} pixels, else {repeated}"
        self.remarks = (f"the input is frame {at + 1} of {count}; the other frames are {repeated}",)

    def frames(self, x: Tensor) -> list[Tensor]:
        """All frames, each (N, C, h, w), of a picture (N, C, h, w), or of all of them in (N, count*C, h, w)."""
        if x.shape[1] not in (1, 3):
            return list(x.chunk(self.count, dim=1))
        if self._others and self._others[0].shape[-2:] == x.shape[-2:]:
            others = [other.to(x).expand_as(x) for other in self._others]
        else:
            others = [x.detach()] * (self.count - 1)
        return [*others[: self.at], x, *others[self.at :]]


class Stereo(Frames):
    """A network for stereo: left and right eye are its 6 channels; `eye` is left or right, that of the picture."""

    def __init__(self, network: nn.Module, eye: str = "left", other: str = "", white: float = 1.0) -> None:
        if eye not in ("left", "right"):
            raise NetworkError(f"There is no eye {eye!r}.", "It is left or right.")
        super().__init__(network, 2, int(eye == "right"), (other,) if other else (), white)

    def forward(self, x: Tensor) -> Tensor:
        """(N, 3, h, w) to (N, 3, s*h, s*w)."""
        eyes: Tensor = self.network(torch.cat(self.frames(x), dim=1))
        return eyes[:, 3 * self.at : 3 * self.at + 3]


class Video(Frames):
    """A network for video: it takes (N, count, 3, h, w) and gives all frames, or the one in their middle."""

    def forward(self, x: Tensor) -> Tensor:
        """(N, 3, h, w) to (N, 3, s*h, s*w)."""
        restored: Tensor = self.network(torch.stack(self.frames(x), dim=1))
        return restored[:, self.at] if restored.ndim > x.ndim else restored
