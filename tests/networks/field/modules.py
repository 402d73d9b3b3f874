"""Small modules, each made of one kind of operation, and what their gradients say that they read."""

from __future__ import annotations

import torch
from torch import Tensor, nn
from torch.nn import functional

TRIALS = 3
"""Random pictures whose gradients are joined: a maximum passes its gradient to one place only."""


class Lambda(nn.Module):
    """A module of the function that its subclass has as `forward`, with weights to break every symmetry."""

    def __init__(self) -> None:
        super().__init__()
        torch.manual_seed(0)
        self.before, self.after = nn.Conv2d(3, 8, 1), nn.Conv2d(8, 3, 1)


class WindowAttention(Lambda):
    """Attention inside windows of 8 x 8, shifted by half of one, as transformers of SR do."""

    def forward(self, x: Tensor) -> Tensor:
        features = torch.roll(self.before(x), (-4, -4), (2, 3))
        n, c, h, w = features.shape
        windows = features.view(n, c, h // 8, 8, w // 8, 8).permute(0, 2, 4, 3, 5, 1).reshape(-1, 64, c)
        weights = torch.softmax(windows @ windows.transpose(1, 2) / 8, dim=-1)
        mixed = (weights @ windows).view(n, h // 8, w // 8, 8, 8, c).permute(0, 5, 1, 3, 2, 4).reshape(n, c, h, w)
        restored: Tensor = self.after(torch.roll(mixed, (4, 4), (2, 3)))
        return restored


class FusedAttention(Lambda):
    """Attention over all positions as one operation of torch."""

    def forward(self, x: Tensor) -> Tensor:
        features = self.before(x)
        tokens = features.flatten(2).transpose(1, 2)
        mixed = functional.scaled_dot_product_attention(tokens, tokens, tokens)
        restored: Tensor = self.after(mixed.transpose(1, 2).reshape(features.shape))
        return restored


class Shuffled(Lambda):
    """Takes a 2 x 2 block apart and puts it together, by hand one way and by torch the other."""

    def forward(self, x: Tensor) -> Tensor:
        apart = functional.pixel_unshuffle(self.before(x), 2)
        n, c, h, w = apart.shape
        whole = apart.view(n, c // 4, 2, 2, h, w).permute(0, 1, 4, 2, 5, 3).reshape(n, c // 4, 2 * h, 2 * w)
        restored: Tensor = self.after(whole)
        return restored


class Written(Lambda):
    """Writes parts of a picture into a blank one, and adds to it in place."""

    def forward(self, x: Tensor) -> Tensor:
        features = self.before(x)
        half = features.shape[2] // 2
        blank = torch.zeros_like(features)
        blank[:, :, :half] = features[:, :, :half]
        blank[:, :, half:] = features[:, :, half - 1 : -1]
        features = features.clone()
        features += blank
        features.mul_(2.0).relu_()
        restored: Tensor = self.after(features)
        return restored


class SplitChannels(Lambda):
    """Only one part of the channels looks around; then they change places."""

    def forward(self, x: Tensor) -> Tensor:
        near, far = self.before(x).chunk(2, dim=1)
        joined = torch.cat([functional.avg_pool2d(far, 5, 1, 2), near], dim=1)
        restored: Tensor = self.after(functional.channel_shuffle(joined, 2))[:, :, :, :]
        return restored + joined[:, 4:7]


class Unfolded(Lambda):
    """Patches cut out and laid back over each other."""

    def forward(self, x: Tensor) -> Tensor:
        patches = functional.unfold(self.before(x), 4, padding=1, stride=2)
        restored: Tensor = self.after(functional.fold(patches, x.shape[-2:], 4, padding=1, stride=2))
        return restored


class MixedPatches(Lambda):
    """Patches that are mixed within themselves and laid back over each other."""

    def forward(self, x: Tensor) -> Tensor:
        patches = functional.unfold(self.before(x), 4, padding=1, stride=2)
        mixed = patches * patches.mean(dim=1, keepdim=True)
        restored: Tensor = self.after(functional.fold(mixed, x.shape[-2:], 4, padding=1, stride=2))
        return restored


class NearGroup(Lambda):
    """A convolution in two groups, of which the one that is used sees less than the other."""

    def __init__(self) -> None:
        super().__init__()
        self.grouped = nn.Conv2d(16, 6, 3, padding=1, groups=2)

    def forward(self, x: Tensor) -> Tensor:
        near = self.before(x)
        restored: Tensor = self.grouped(torch.cat([near, functional.avg_pool2d(near, 7, 1, 3)], dim=1))
        return restored[:, :3]


class Gated(Lambda):
    """Weighs by means over rows of one column, over columns of one row, and by a picture of half the size."""

    def forward(self, x: Tensor) -> Tensor:
        features = self.before(x)
        coarse = functional.interpolate(functional.max_pool2d(features, 3, 2, 1), x.shape[-2:], mode="bilinear")
        across = features.mean(dim=3, keepdim=True)
        restored: Tensor = self.after(features * torch.sigmoid(coarse) + across)
        return restored


class PaddedByMirror(nn.Module):
    """A convolution that continues the picture by its mirror image."""

    def __init__(self) -> None:
        super().__init__()
        self.conv = nn.Conv2d(3, 3, (5, 3), padding=(2, 1), padding_mode="reflect")

    def forward(self, x: Tensor) -> Tensor:
        restored: Tensor = self.conv(x)
        return restored


class Resized(nn.Module):
    """Interpolation by a given rule."""

    def __init__(self, mode: str, factor: int, antialias: bool = False) -> None:
        super().__init__()
        self.mode, self.factor, self.antialias = mode, float(factor), antialias

    def forward(self, x: Tensor) -> Tensor:
        corners = None if self.mode == "nearest" else False
        return functional.interpolate(
            x, scale_factor=self.factor, mode=self.mode, align_corners=corners, antialias=self.antialias
        )


def with_norm(norm: nn.Module) -> nn.Sequential:
    """A normalisation between two convolutions."""
    return nn.Sequential(nn.Conv2d(3, 4, 3, padding=1), norm, nn.Conv2d(4, 3, 1))


def read_by_gradient(module: nn.Module, length: int, breadth: int, axis: int) -> tuple[list[int], list[int]]:
    """The first and last LR pixel along `axis` on which each SR pixel depends, by autograd in float64."""
    module = module.double().eval()
    height, width = (length, breadth) if axis == -2 else (breadth, length)
    seen: list[Tensor] = []
    for trial in range(TRIALS):
        generator = torch.Generator().manual_seed(trial)
        lr = torch.rand(1, 3, height, width, dtype=torch.float64, generator=generator).requires_grad_(True)
        sr = module(lr)
        sr = sr * torch.rand(sr.shape, dtype=torch.float64, generator=generator)
        lines = sr.sum(dim=(0, 1, -1 if axis == -2 else -2))
        gradients = [torch.autograd.grad(line, lr, retain_graph=True)[0] for line in lines]
        seen.append(torch.stack([(g != 0).any(dim=1).any(dim=-1 if axis == -2 else -2)[0] for g in gradients]))
    reads = torch.stack(seen).any(dim=0)
    module.float()
    places = torch.arange(length)
    first = torch.where(reads, places, length).amin(dim=1)
    last = torch.where(reads, places, -1).amax(dim=1)
    return first.tolist(), last.tolist()
