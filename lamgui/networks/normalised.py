"""Networks whose values are -1..1 or those of ImageNet, as functions of values 0..1."""

from __future__ import annotations

import torch
from torch import Tensor, nn

from lamgui.imaging.colour import Colour
from lamgui.networks.value_range import NamedRange, ValueRange, is_possible

IMAGENET_MEAN: tuple[float, ...] = (0.485, 0.456, 0.406)
IMAGENET_STD: tuple[float, ...] = (0.229, 0.224, 0.225)
"""Of R, G and B, 0..1, as torchvision's classifiers take them."""


Moments = tuple[tuple[float, ...], tuple[float, ...]]
"""Mean and standard deviation of each channel, or one for all."""

SIGNED: Moments = ((0.5,), (0.5,))


class Normalised(nn.Module):
    """A module that takes and gives (value - mean) / std, as a function of values 0..1.

    `given` and `made` are the mean and std of its input and output, of each channel, or one for all. `like` has the
    device and precision of the pictures.
    """

    mean: Tensor
    std: Tensor
    made_mean: Tensor
    made_std: Tensor

    def __init__(self, module: nn.Module, given: Moments, made: Moments, like: Tensor) -> None:
        super().__init__()
        self.module = module
        for name, numbers in (("mean", given[0]), ("std", given[1]), ("made_mean", made[0]), ("made_std", made[1])):
            tensor = torch.tensor(numbers, dtype=like.dtype, device=like.device)
            self.register_buffer(name, tensor[None, :, None, None])

    def forward(self, x: Tensor) -> Tensor:
        """(N, C, h, w) to (N, C, s*h, s*w), 0..1."""
        restored: Tensor = self.module((x - self.mean) / self.std)
        return restored * self.made_std + self.made_mean

    def train(self, mode: bool = True) -> Normalised:
        """Exported programs refuse to change their mode, which is that of evaluation."""
        self.training = mode
        return self


class NormalisedFrames(Normalised):
    """The same for a module that takes several frames, (N, T*C, h, w), or the picture alone."""

    def forward(self, x: Tensor) -> Tensor:
        """To (N, C, s*h, s*w), 0..1."""
        frames = x.shape[1] // self.mean.shape[1] if self.mean.shape[1] > 1 else 1
        mean, std = (tensor.repeat(1, frames, 1, 1) for tensor in (self.mean, self.std))
        restored: Tensor = self.module((x - mean) / std)
        return restored * self.made_std + self.made_mean


def in_range(
    module: nn.Module, value_range: ValueRange, colour: Colour, like: Tensor, *, takes_frames: bool = False
) -> nn.Module:
    """A function of pictures 0..`white_of(value_range)` that calls `module` with values of its own range.

    With `takes_frames` that may be several in one. `like` has the device and precision of its pictures. Raises
    ValueError for a range that a network of this colour cannot have.
    """
    if not isinstance(value_range, NamedRange):
        return module
    if not is_possible(value_range, colour):
        raise ValueError(f"a network for {colour} cannot take the values of ImageNet: they are of R, G and B")
    kind = NormalisedFrames if takes_frames else Normalised
    if value_range is NamedRange.SIGNED:
        return kind(module, SIGNED, SIGNED, like)
    mean, std = IMAGENET_MEAN, IMAGENET_STD
    if colour is Colour.BGR:
        mean, std = mean[::-1], std[::-1]
    return kind(module, (mean, std), SIGNED if value_range is NamedRange.IMAGENET_SIGNED else (mean, std), like)
