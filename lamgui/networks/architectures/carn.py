"""CARN and CARN-M (Ahn et al., ECCV 2018): residual blocks cascaded twice, within blocks and between them.

Module names follow the authors' release. Its files hold the upsamplers of several scales beside one trunk.
In the upsampler the ReLU comes before the pixel shuffle, as in that code.
"""

from __future__ import annotations

import torch
from torch import Tensor, nn

from lamgui.attribution.receptive_field import ReceptiveField
from lamgui.imaging.colour import Colour
from lamgui.networks.architectures._architecture import Architecture, Configuration, Layout, Paper, building
from lamgui.networks.architectures.layers import (
    ScaleUpsampler,
    ShiftedMean,
    conv3x3,
    read_mean_shift_range,
    read_pixel_shuffle_scale,
)


class CascadedResidual(nn.Module):
    """Convolutions added to their input, then ReLU; the efficient kind has groups and ends in a 1x1."""

    def __init__(self, width: int, groups: int, efficient: bool) -> None:
        super().__init__()
        layers: list[nn.Module] = [conv3x3(width, width, groups), nn.ReLU(), conv3x3(width, width, groups)]
        if efficient:
            layers += [nn.ReLU(), nn.Conv2d(width, width, 1)]
        self.body = nn.Sequential(*layers)

    def forward(self, x: Tensor) -> Tensor:
        return torch.relu(x + self.body(x))


class Fusion(nn.Module):
    """A 1x1 convolution with ReLU from all that the cascade has gathered down to `width` features."""

    def __init__(self, gathered: int, width: int) -> None:
        super().__init__()
        self.body = nn.Sequential(nn.Conv2d(gathered * width, width, 1), nn.ReLU())

    def forward(self, x: Tensor) -> Tensor:
        fused: Tensor = self.body(x)
        return fused


class CascadingBlock(nn.Module):
    """Three residual blocks (one block used thrice where `efficient`), each followed by a fusion."""

    def __init__(self, width: int, groups: int, efficient: bool) -> None:
        super().__init__()
        self.b1 = CascadedResidual(width, groups, efficient)
        if not efficient:
            self.b2 = CascadedResidual(width, groups, efficient)
            self.b3 = CascadedResidual(width, groups, efficient)
        self.c1, self.c2, self.c3 = (Fusion(gathered, width) for gathered in (2, 3, 4))
        self.efficient = efficient

    def forward(self, x: Tensor) -> Tensor:
        blocks = (self.b1, self.b1, self.b1) if self.efficient else (self.b1, self.b2, self.b3)
        return cascade(x, blocks, (self.c1, self.c2, self.c3))


class CARN(nn.Module):
    """Maps (N, 3, h, w) in 0..`value_range` to (N, 3, scale*h, scale*w) in the same range.

    `scales` are those of a file with several upsamplers, `scale` among them; none where it has only one.
    CARN-M is `efficient` with 4 groups.
    """

    def __init__(
        self,
        *,
        scale: int = 4,
        scales: tuple[int, ...] = (),
        width: int = 64,
        groups: int = 1,
        efficient: bool = False,
        value_range: float = 1.0,
    ) -> None:
        super().__init__()
        self.sub_mean, self.add_mean = ShiftedMean(value_range, sign=-1), ShiftedMean(value_range, sign=1)
        self.entry = conv3x3(3, width)
        self.b1, self.b2, self.b3 = (CascadingBlock(width, groups, efficient) for _ in range(3))
        self.c1, self.c2, self.c3 = (Fusion(gathered, width) for gathered in (2, 3, 4))
        named = {f"up{held}": held for held in scales} or {"up": scale}
        self.upsample = nn.ModuleDict({name: ScaleUpsampler(held, width, groups) for name, held in named.items()})
        self.exit = conv3x3(width, 3)
        self._upsampler = f"up{scale}" if scales else "up"

    def forward(self, x: Tensor) -> Tensor:
        shallow = self.entry(self.sub_mean(x))
        deep = cascade(shallow, (self.b1, self.b2, self.b3), (self.c1, self.c2, self.c3))
        restored: Tensor = self.add_mean(self.exit(self.upsample[self._upsampler](deep)))
        return restored


def cascade(x: Tensor, blocks: tuple[nn.Module, ...], fusions: tuple[nn.Module, ...]) -> Tensor:
    """Each fusion sees the input and the outputs of all blocks so far; the last fusion's output is returned."""
    gathered = fused = x
    for block, fusion in zip(blocks, fusions, strict=True):
        gathered = torch.cat((gathered, block(fused)), dim=1)
        fused = fusion(gathered)
    return fused


def _read_off(layout: Layout) -> Configuration | None:
    width, channels = layout["entry.weight"][:2]
    held = {key.split(".")[1] for key in layout if key.startswith("upsample.up")}
    read = {name: read_pixel_shuffle_scale(layout, f"upsample.{name}.body", width, step=3) for name in held}
    scales = tuple(sorted(scale for scale in read.values() if scale is not None))
    if not scales:
        return None
    return Configuration(
        scale=4 if 4 in scales else scales[-1],
        channels=channels,
        arguments={
            "scales": () if held == {"up"} else scales,
            "width": width,
            "groups": width // max(1, layout["b1.b1.body.0.weight"][1]),
            "efficient": "b1.b1.body.4.weight" in layout,
        },
        scales=scales,
    )


ARCHITECTURE = Architecture(
    name="CARN",
    paper=Paper("Ahn et al.", "ECCV", 2018),
    build=building(CARN, "scale", "value_range"),
    read_off=_read_off,
    example=Configuration(scale=4),
    landmarks=("entry.weight", "b1.b1.body.0.weight", "exit.weight"),
    receptive_field=ReceptiveField.LOCAL,
    colours={3: (Colour.RGB,)},
    stored_range=lambda weights: read_mean_shift_range(weights, "add_mean.shifter.bias"),
)
