"""LapSRN (Lai et al., CVPR 2017): a pyramid that doubles the picture level by level, adding a residual at each.

Module names follow the most used PyTorch port (twtygqyy); the authors released MatConvNet. Every level is a result:
a file of three levels is a network for scales 2, 4 and 8.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from torch import Tensor, nn
from torch.nn import functional

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
)

LEAK = 0.2
"""Slope of every leaky ReLU for negative values."""


class PyramidLevel(nn.Module):
    """Convolutions, then a deconvolution that doubles the features, each with a leaky ReLU."""

    def __init__(self, width: int, depth: int, bias: bool) -> None:
        super().__init__()
        layers: list[nn.Module] = []
        for _ in range(depth):
            layers += [nn.Conv2d(width, width, 3, padding=1, bias=bias), nn.LeakyReLU(LEAK)]
        self.cov_block = nn.Sequential(*layers, _doubling(width, bias), nn.LeakyReLU(LEAK))

    def forward(self, x: Tensor) -> Tensor:
        doubled: Tensor = self.cov_block(x)
        return doubled


class LapSRN(nn.Module):
    """Maps (N, channels, h, w) in 0..1 to (N, channels, scale*h, scale*w), by the levels that `scale` needs.

    `depths` has the number of convolutions of each level that the file holds.
    """

    def __init__(
        self,
        *,
        scale: int = 4,
        channels: int = 1,
        width: int = 64,
        depths: tuple[int, ...] = (10, 10),
        bias: bool = False,
    ) -> None:
        super().__init__()
        if scale not in _scales(len(depths)):
            raise ValueError(f"scale {scale} is not one of the levels: {_scales(len(depths))}")
        self.conv_input = nn.Conv2d(channels, width, 3, padding=1, bias=bias)
        for number, depth in enumerate(depths, start=1):
            self.add_module(f"convt_F{number}", nn.Sequential(PyramidLevel(width, depth, bias)))
            self.add_module(f"convt_R{number}", nn.Conv2d(width, channels, 3, padding=1, bias=bias))
            self.add_module(f"convt_I{number}", _doubling(channels, bias))
        self._levels = scale.bit_length() - 1

    def forward(self, x: Tensor) -> Tensor:
        features: Tensor = functional.leaky_relu(self.conv_input(x), LEAK)
        for number in range(1, self._levels + 1):
            features = self.get_submodule(f"convt_F{number}")(features)
            enlarged = self.get_submodule(f"convt_I{number}")(x)
            x = enlarged + self.get_submodule(f"convt_R{number}")(features)
        return x


def _doubling(channels: int, bias: bool) -> nn.ConvTranspose2d:
    return nn.ConvTranspose2d(channels, channels, 4, stride=2, padding=1, bias=bias)


def _scales(levels: int) -> tuple[int, ...]:
    return tuple(2**level for level in range(1, levels + 1))


def _rename_buptldy(layout: Layout) -> Mapping[str, str]:
    """This port counts the very first convolution as one of the first level."""
    renamed: dict[str, str] = {}
    for key in layout:
        if found := re.match(r"FeatureExtraction(\d+)\.(conv(\d+)|convt_F)\.(\w+)$", key):
            level, leaf = int(found[1]), found[4]
            count = sum(other.startswith(f"FeatureExtraction{level}.conv") for other in layout) // 2 - 1
            layer = (int(found[3]) if found[3] else count) - (level == 1)
            module = f"convt_F{level}.0.cov_block.{2 * layer}" if layer >= 0 else "conv_input"
            renamed[key] = f"{module}.{leaf}"
        elif found := re.match(r"ImageReconstruction(\d+)\.conv(t_I|_R)\.(\w+)$", key):
            renamed[key] = f"convt_{found[2][-1]}{found[1]}.{found[3]}"
    return renamed


def _read_off(layout: Layout) -> Configuration | None:
    width, channels = layout["conv_input.weight"][:2]
    levels = sum(re.fullmatch(r"convt_R\d+\.weight", key) is not None for key in layout)
    scales = _scales(levels)
    convolutions = [
        sum(key.startswith(f"convt_F{level}.") and key.endswith(".weight") for key in layout) - 1
        for level in range(1, levels + 1)
    ]
    return Configuration(
        scale=4 if 4 in scales else scales[-1],
        channels=channels,
        arguments={"width": width, "depths": tuple(convolutions), "bias": "conv_input.bias" in layout},
        scales=scales,
    )


ARCHITECTURE = Architecture(
    name="LapSRN",
    paper=Paper("Lai et al.", "CVPR", 2017),
    build=building(LapSRN, "scale", "channels"),
    read_off=_read_off,
    example=Configuration(scale=4, channels=1),
    landmarks=("conv_input.weight", "convt_R1.weight", "convt_I1.weight"),
    receptive_field=ReceptiveField.LOCAL,
    dialects=(OWN_NAMES, Dialect("buptldy", _rename_buptldy)),
    value_ranges=(1.0, 255.0),
    colours={1: (Colour.Y, Colour.GREY), 3: (Colour.RGB, Colour.YCBCR)},
)
