"""MSRN (Li et al., ECCV 2018): blocks that look through 3x3 and 5x5 windows at once; all their outputs are fused.

Module names follow the authors' later release. Their first one restores Y only, has no mean colour, enlarges in one
step, and puts the shallow features before those of the blocks.
"""

from __future__ import annotations

import math
from collections.abc import Mapping

import torch
from torch import Tensor, nn

from lamgui.attribution.receptive_field import ReceptiveField
from lamgui.imaging.colour import Colour
from lamgui.networks.architectures._architecture import (
    OWN_NAMES,
    Architecture,
    Configuration,
    Dialect,
    Layout,
    Paper,
    building,
    renamed_by,
    shifted,
)
from lamgui.networks.architectures.layers import (
    MeanShift,
    PixelShuffleUpsampler,
    conv3x3,
    read_mean_shift_range,
    read_pixel_shuffle_scale,
)


class MultiScaleBlock(nn.Module):
    """Two layers of a 3x3 and a 5x5 branch that see each other's output; fused and added to the input."""

    def __init__(self, width: int) -> None:
        super().__init__()
        self.conv_3_1, self.conv_3_2 = conv3x3(width, width), conv3x3(2 * width, 2 * width)
        self.conv_5_1, self.conv_5_2 = (nn.Conv2d(size, size, 5, padding=2) for size in (width, 2 * width))
        self.confusion = nn.Conv2d(4 * width, width, 1)

    def forward(self, x: Tensor) -> Tensor:
        first = torch.cat((torch.relu(self.conv_3_1(x)), torch.relu(self.conv_5_1(x))), dim=1)
        second = torch.cat((torch.relu(self.conv_3_2(first)), torch.relu(self.conv_5_2(first))), dim=1)
        added: Tensor = x + self.confusion(second)
        return added


class MSRN(nn.Module):
    """Maps (N, channels, h, w) in 0..`value_range` to (N, channels, scale*h, scale*w) in the same range.

    `first_release` is the older network; only the newer one subtracts the mean colour.
    """

    def __init__(
        self,
        *,
        scale: int = 4,
        channels: int = 3,
        width: int = 64,
        blocks: int = 8,
        first_release: bool = False,
        value_range: float = 255.0,
    ) -> None:
        super().__init__()
        if not first_release:
            self.sub_mean = MeanShift(value_range, sign=-1)
            self.add_mean = MeanShift(value_range, sign=1)
        self.head = nn.Sequential(conv3x3(channels, width))
        self.body = nn.ModuleList(MultiScaleBlock(width) for _ in range(blocks))
        fusion = nn.Conv2d((blocks + 1) * width, width, 1)
        output = conv3x3(width, channels)
        if first_release:
            enlarge = nn.Sequential(conv3x3(width, width * scale**2), nn.PixelShuffle(scale))
            self.tail = nn.Sequential(fusion, enlarge, output)
        else:
            self.tail = nn.Sequential(fusion, conv3x3(width, width), PixelShuffleUpsampler(scale, width), output)
        self._first_release = first_release

    def forward(self, x: Tensor) -> Tensor:
        deep = shallow = self.head(x if self._first_release else self.sub_mean(x))
        gathered: list[Tensor] = []
        for block in self.body:
            deep = block(deep)
            gathered.append(deep)
        ordered = (shallow, *gathered) if self._first_release else (*gathered, shallow)
        restored: Tensor = self.tail(torch.cat(ordered, dim=1))
        return restored if self._first_release else self.add_mean(restored)


_rename_first_release = renamed_by(
    (r"conv_input", "head.0"),
    (r"residual(\d+)\.0", shifted("body.", -1)),
    (r"bottle", "tail.0"),
    (r"conv(?=\.)", "tail.1.0"),
    (r"conv_output", "tail.2"),
)


def _read_off(layout: Layout) -> Configuration | None:
    width, channels = layout["head.0.weight"][:2]
    arguments: Mapping[str, int] = {
        "width": width,
        "blocks": sum(key.endswith(".confusion.weight") for key in layout),
    }
    single = layout.get("tail.1.0.weight")
    scale = math.isqrt(single[0] // max(1, width)) if single else read_pixel_shuffle_scale(layout, "tail.2", width)
    return Configuration(scale=scale, channels=channels, arguments=arguments) if scale else None


ARCHITECTURE = Architecture(
    name="MSRN",
    paper=Paper("Li et al.", "ECCV", 2018),
    build=building(MSRN, "scale", "channels", "value_range"),
    read_off=_read_off,
    example=Configuration(scale=4),
    landmarks=("head.0.weight", "body.0.conv_3_1.weight", "body.0.confusion.weight"),
    receptive_field=ReceptiveField.LOCAL,
    dialects=(OWN_NAMES, Dialect("official_old", _rename_first_release, arguments={"first_release": True})),
    value_ranges=(255.0, 1.0),
    colours={3: (Colour.RGB,), 1: (Colour.Y, Colour.GREY)},
    stored_range=lambda weights: read_mean_shift_range(weights, "add_mean.bias"),
)
