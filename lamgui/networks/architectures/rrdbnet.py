"""RRDBNet (Wang et al., ECCV Workshops 2018): dense blocks in residual blocks in a residual trunk; ESRGAN's network.

Module names follow BasicSR, whose files are the most in use. Real-ESRGAN's networks for scales 1 and 2 fold the
picture into channels first, so that their trunk always enlarges four times.
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping

import torch
from torch import Tensor, nn
from torch.nn import functional

from lamgui.attribution.receptive_field import ReceptiveField
from lamgui.imaging.colour import Colour
from lamgui.networks.architectures._architecture import Architecture, Configuration, Dialect, Layout, Paper, renamed_by
from lamgui.networks.architectures.layers import conv3x3

LEAK = 0.2
"""Slope of every leaky ReLU for negative values."""
RESIDUAL_SCALE = 0.2
"""What every dense and every outer residual is multiplied by."""
DENSE_CONVOLUTIONS = 5


class DenseBlock(nn.Module):
    """Five convolutions, each of all features so far; the last is scaled and added to the input."""

    def __init__(self, width: int, growth: int) -> None:
        super().__init__()
        last = DENSE_CONVOLUTIONS
        for layer in range(1, last + 1):
            self.add_module(f"conv{layer}", conv3x3(width + (layer - 1) * growth, width if layer == last else growth))

    def forward(self, x: Tensor) -> Tensor:
        gathered = x
        for layer in range(1, DENSE_CONVOLUTIONS):
            gathered = torch.cat((gathered, _leaky(self.get_submodule(f"conv{layer}")(gathered))), dim=1)
        added: Tensor = x + RESIDUAL_SCALE * self.get_submodule(f"conv{DENSE_CONVOLUTIONS}")(gathered)
        return added


class ResidualInResidual(nn.Module):
    """Three dense blocks, scaled and added to the input."""

    def __init__(self, width: int, growth: int) -> None:
        super().__init__()
        self.rdb1, self.rdb2, self.rdb3 = (DenseBlock(width, growth) for _ in range(3))

    def forward(self, x: Tensor) -> Tensor:
        added: Tensor = x + RESIDUAL_SCALE * self.rdb3(self.rdb2(self.rdb1(x)))
        return added


class RRDBNet(nn.Module):
    """Maps (N, channels, h, w) to (N, channels, scale*h, scale*w) in the same range.

    `factors` are those of the enlarging stages; `folded` is the side of the squares that become channels first.
    Sides of the input are multiples of `folded`.
    """

    def __init__(
        self,
        *,
        channels: int = 3,
        width: int = 64,
        growth: int = 32,
        blocks: int = 23,
        factors: tuple[int, ...] = (2, 2),
        folded: int = 1,
    ) -> None:
        super().__init__()
        self.conv_first = conv3x3(channels * folded**2, width)
        self.body = nn.Sequential(*(ResidualInResidual(width, growth) for _ in range(blocks)))
        self.conv_body = conv3x3(width, width)
        for stage in range(1, len(factors) + 1):
            self.add_module(f"conv_up{stage}", conv3x3(width, width))
        self.conv_hr = conv3x3(width, width)
        self.conv_last = conv3x3(width, channels)
        self._factors, self._folded = factors, folded

    def forward(self, x: Tensor) -> Tensor:
        if self._folded > 1:
            x = functional.pixel_unshuffle(x, self._folded)
        features: Tensor = self.conv_first(x)
        features = features + self.conv_body(self.body(features))
        for stage, factor in enumerate(self._factors, start=1):
            enlarged = functional.interpolate(features, scale_factor=float(factor), mode="nearest")
            features = _leaky(self.get_submodule(f"conv_up{stage}")(enlarged))
        restored: Tensor = self.conv_last(_leaky(self.conv_hr(features)))
        return restored


def _leaky(x: Tensor) -> Tensor:
    return functional.leaky_relu(x, LEAK)


_DENSE = r"(\d+)\.RDB(\d)\.conv(\d)"
_TO_DENSE = r"body.\1.rdb\2.conv\3"


def _rename_numbered(layout: Layout) -> Mapping[str, str]:
    """The oldest names: modules are numbered, and how many there are follows from the enlarging stages."""
    numbers = {int(found[1]) for key in layout if (found := re.match(r"model\.(\d+)\.weight", key))}
    if not numbers:
        return {}
    last, stages = max(numbers), range(3, max(numbers) - 2, 3)
    # Of a hostile file the largest number says nothing of how many there are.
    ups = (
        (rf"model\.{number}(?=\.)", f"conv_up{number // 3}")
        for number in sorted(numbers)
        if number in stages and number != last - 2
    )
    return renamed_by(
        (r"model\.0(?=\.)", "conv_first"),
        (rf"model\.1\.sub\.{_DENSE}(\.0)?", _TO_DENSE),
        (r"model\.1\.sub\.\d+", "conv_body"),
        (rf"model\.{last - 2}(?=\.)", "conv_hr"),
        (rf"model\.{last}(?=\.)", "conv_last"),
        *ups,
    )(layout)


def _read_off(layout: Layout) -> Configuration | None:
    """One enlarging stage is x2 or x3, which leaves no trace in the shapes."""
    width, taken = layout["conv_first.weight"][:2]
    channels = layout["conv_last.weight"][0]
    folded = math.isqrt(taken // max(1, channels))
    stages = sum(re.fullmatch(r"conv_up\d+\.weight", key) is not None for key in layout)
    if channels * folded**2 != taken or folded not in (1, 2, 4):
        return None
    return Configuration(
        scale=2**stages // folded,
        channels=channels,
        arguments={
            "width": width,
            "growth": layout["body.0.rdb1.conv1.weight"][0],
            "blocks": sum(key.endswith(".rdb1.conv1.weight") for key in layout),
            "folded": folded,
        },
        multiple_of=folded,
        undecided={"scale": (2, 3)} if stages == 1 and folded == 1 else {},
    )


def _build(configuration: Configuration) -> RRDBNet:
    enlarged = configuration.scale * configuration.arguments.get("folded", 1)
    factors = (3,) if enlarged == 3 else (2,) * (enlarged.bit_length() - 1)
    return RRDBNet(channels=configuration.channels, factors=factors, **configuration.arguments)


ARCHITECTURE = Architecture(
    name="RRDBNet",
    paper=Paper("Wang et al.", "ECCVW", 2018),
    build=_build,
    read_off=_read_off,
    example=Configuration(scale=4),
    landmarks=("conv_first.weight", "body.0.rdb1.conv1.weight", "conv_last.weight"),
    receptive_field=ReceptiveField.LOCAL,
    dialects=(
        Dialect("basicsr"),
        Dialect(
            "official",
            renamed_by(
                (rf"RRDB_trunk\.{_DENSE}", _TO_DENSE),
                (r"trunk_conv", "conv_body"),
                (r"upconv(\d)", r"conv_up\1"),
                (r"HRconv", "conv_hr"),
            ),
        ),
        Dialect("esrgan_old", _rename_numbered),
    ),
    value_ranges=(1.0,),
    colours={3: (Colour.RGB,), 1: (Colour.Y, Colour.GREY)},
)
