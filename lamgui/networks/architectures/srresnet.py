"""SRResNet (Ledig et al., CVPR 2017): normalised residual blocks, then sub-pixel upsampling; SRGAN's generator.

The authors released no PyTorch code, and ports differ from the paper and from each other: `STYLES` says in what.
Only two of them normalise by batches, as the paper does; one normalises by the picture itself, and sees all of it.
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from dataclasses import dataclass

import torch
from torch import Tensor, nn
from torch.nn import functional

from lamgui.attribution.receptive_field import ReceptiveField
from lamgui.imaging.colour import Colour
from lamgui.networks.architectures._architecture import (
    Architecture,
    Configuration,
    Dialect,
    Layout,
    Paper,
    building,
    renamed_by,
    shifted,
)
from lamgui.networks.architectures.layers import upsampling_stages

LEARNT = -1.0
"""Stands for a slope that is learnt: a PReLU with one parameter."""


class PictureNorm(nn.Module):
    """Each channel to mean 0 and variance 1 over the picture itself, then a learnt factor and offset.

    Not nn.InstanceNorm2d: in torch 2.13 on a CPU its gradient is wrong in this network, as differences show.
    """

    def __init__(self, width: int) -> None:
        super().__init__()
        self.weight, self.bias = nn.Parameter(torch.ones(width)), nn.Parameter(torch.zeros(width))

    def forward(self, x: Tensor) -> Tensor:
        centred = x - x.mean((2, 3), keepdim=True)
        deviation = torch.sqrt(centred.square().mean((2, 3), keepdim=True) + 1e-5)
        return centred / deviation * self.weight[:, None, None] + self.bias[:, None, None]


@dataclass(frozen=True)
class Style:
    """How one port builds the network: slopes of the activations (1: none, 0: ReLU), and what it has or leaves out.

    `trunk` is what follows the convolution after the blocks, whose result is added to the shallow features; None
    leaves out both. `base` adds the input, enlarged. `squashed` maps the output to 0..1 by tanh.
    """

    entry: float
    inner: float
    outer: float
    norm: type[nn.BatchNorm2d] | type[PictureNorm] | None = None
    trunk: str | None = "plain"
    shuffled: bool = True
    refined: bool = False
    base: bool = False
    squashed: bool = False


STYLES: Mapping[str, Style] = {
    "srgan": Style(LEARNT, LEARNT, LEARNT, nn.BatchNorm2d, "norm", squashed=True),
    "srgan-prelu": Style(LEARNT, LEARNT, LEARNT, nn.BatchNorm2d, "prelu", squashed=True),
    "instance": Style(0.2, 0.2, 0.2, PictureNorm, "norm"),
    "msrresnet": Style(0.1, 0.0, 0.1, trunk=None, refined=True, base=True),
    "nearest": Style(1.0, 0.0, 0.0, shuffled=False, refined=True),
}


class NormalisedResidualBlock(nn.Module):
    """Conv, normalisation, activation, conv, normalisation, added to the input."""

    def __init__(self, width: int, style: Style, bias: bool) -> None:
        super().__init__()
        self.conv1, self.conv2 = (nn.Conv2d(width, width, 3, padding=1, bias=bias) for _ in range(2))
        self.norm1, self.norm2 = (_normalisation(style, width) for _ in range(2))
        self.act = _activation(style.inner)

    def forward(self, x: Tensor) -> Tensor:
        added: Tensor = x + self.norm2(self.conv2(self.act(self.norm1(self.conv1(x)))))
        return added


class EnlargingLayer(nn.Module):
    """A convolution with pixel shuffle, or after nearest-neighbour enlargement; then the activation."""

    def __init__(self, width: int, factor: int, style: Style, bias: bool) -> None:
        super().__init__()
        self.conv = nn.Conv2d(width, width * (factor**2 if style.shuffled else 1), 3, padding=1, bias=bias)
        self.act = _activation(style.outer)
        self._factor, self._shuffled = factor, style.shuffled

    def forward(self, x: Tensor) -> Tensor:
        if self._shuffled:
            enlarged = functional.pixel_shuffle(self.conv(x), self._factor)
        else:
            enlarged = self.conv(functional.interpolate(x, scale_factor=float(self._factor), mode="nearest"))
        activated: Tensor = self.act(enlarged)
        return activated


class SRResNet(nn.Module):
    """Maps (N, channels, h, w) in 0..1 to (N, channels, scale*h, scale*w); `style` names one of `STYLES`."""

    def __init__(
        self,
        *,
        scale: int = 4,
        channels: int = 3,
        width: int = 64,
        blocks: int = 16,
        outer_kernel: int = 9,
        bias: bool = True,
        output_bias: bool = True,
        style: str = "srgan",
    ) -> None:
        super().__init__()
        built = STYLES[style]
        pad = outer_kernel // 2
        self.entry = nn.Sequential(
            nn.Conv2d(channels, width, outer_kernel, padding=pad, bias=bias), _activation(built.entry)
        )
        self.body = nn.Sequential(*(NormalisedResidualBlock(width, built, bias) for _ in range(blocks)))
        if built.trunk is not None:
            after = {"plain": nn.Identity, "prelu": nn.PReLU}.get(built.trunk)
            last = after() if after else _normalisation(built, width)
            self.trunk = nn.Sequential(nn.Conv2d(width, width, 3, padding=1, bias=bias), last)
        self.up = nn.Sequential(*(EnlargingLayer(width, factor, built, bias) for factor in upsampling_stages(scale)))
        if built.refined:
            self.refine = nn.Sequential(nn.Conv2d(width, width, 3, padding=1, bias=bias), _activation(built.outer))
        self.output = nn.Conv2d(width, channels, outer_kernel, padding=pad, bias=output_bias)
        self._style, self._scale = built, scale

    def forward(self, x: Tensor) -> Tensor:
        shallow = self.entry(x)
        deep = self.body(shallow)
        if self._style.trunk is not None:
            deep = shallow + self.trunk(deep)
        enlarged = self.up(deep)
        restored: Tensor = self.output(self.refine(enlarged) if self._style.refined else enlarged)
        if self._style.base:
            factor = float(self._scale)
            restored = restored + functional.interpolate(x, scale_factor=factor, mode="bilinear", align_corners=False)
        return (torch.tanh(restored) + 1) / 2 if self._style.squashed else restored


def _activation(slope: float) -> nn.Module:
    if slope == LEARNT:
        return nn.PReLU()
    return nn.Identity() if slope == 1.0 else nn.LeakyReLU(slope)


def _normalisation(style: Style, width: int) -> nn.Module:
    if style.norm is None:
        return nn.Identity()
    return style.norm(width)


def _rename_leftthomas(layout: Layout) -> Mapping[str, str]:
    """Blocks are counted from 1, the entry; the last is the upsampler, and the one before it the trunk."""
    numbers = [int(found[1]) for key in layout if (found := re.match(r"block(\d+)\.", key))]
    last = max(numbers, default=0)
    inside = [int(found[1]) for key in layout if (found := re.fullmatch(rf"block{last}\.(\d+)\.weight", key))]
    return renamed_by(
        (r"block1(?=\.)", "entry"),
        (rf"block{last}\.{max(inside, default=0)}(?=\.)", "output"),
        (rf"block{last}\.(\d+)\.prelu", r"up.\1.act"),
        (rf"block{last}(?=\.)", "up"),
        (rf"block{last - 1}(?=\.)", "trunk"),
        (r"block(\d+)\.bn", shifted("body.", -2, ".norm")),
        (r"block(\d+)\.prelu", shifted("body.", -2, ".act")),
        (r"block(\d+)", shifted("body.", -2)),
    )(layout)


_ENLARGING = (r"upconv(\d+)", shifted("up.", -1, ".conv"))

_DIALECTS = (
    Dialect(
        "official",
        renamed_by(
            (r"conv_input", "entry.0"),
            (r"residual\.(\d+)\.in(\d)", r"body.\1.norm\2"),
            (r"residual", "body"),
            (r"conv_mid", "trunk.0"),
            (r"bn_mid", "trunk.1"),
            (r"upscale4x\.(\d+)", lambda found: f"up.{int(found[1]) // 3}.conv"),
            (r"conv_output", "output"),
        ),
        arguments={"style": "instance"},
    ),
    Dialect("leftthomas", _rename_leftthomas, arguments={"style": "srgan"}),
    Dialect("leftthomas_released", _rename_leftthomas, arguments={"style": "srgan-prelu"}),
    Dialect(
        "basicsr",
        renamed_by((r"conv_first", "entry.0"), _ENLARGING, (r"conv_hr", "refine.0"), (r"conv_last", "output")),
        arguments={"style": "msrresnet"},
    ),
    Dialect(
        "kair_v1",
        renamed_by(
            (r"conv_first", "entry.0"),
            (r"recon_trunk", "body"),
            _ENLARGING,
            (r"HRconv", "refine.0"),
            (r"conv_last", "output"),
        ),
        arguments={"style": "msrresnet"},
    ),
    Dialect(
        "kair_v0",
        renamed_by(
            (r"model\.0(?=\.)", "entry.0"),
            (r"model\.1\.sub\.(\d+)\.res\.0", r"body.\1.conv1"),
            (r"model\.1\.sub\.(\d+)\.res\.2", r"body.\1.conv2"),
            (r"model\.1\.sub\.\d+", "trunk.0"),
            (r"model\.10(?=\.)", "output"),
            (r"model\.8(?=\.)", "refine.0"),
            (r"model\.(3|6)(?=\.)", lambda found: f"up.{int(found[1]) // 3 - 1}.conv"),
        ),
        arguments={"style": "nearest"},
    ),
)


def _read_off(layout: Layout) -> Configuration | None:
    width, channels, kernel, _ = layout["entry.0.weight"]
    factors = [
        math.isqrt(shape[0] // max(1, width))
        for key, shape in layout.items()
        if re.fullmatch(r"up\.\d+\.conv\.weight", key)
    ]
    nearest = set(factors) == {1}
    return Configuration(
        scale=2 ** len(factors) if nearest else math.prod(factors),
        channels=channels,
        arguments={
            "width": width,
            "blocks": sum(re.fullmatch(r"body\.\d+\.conv1\.weight", key) is not None for key in layout),
            "outer_kernel": kernel,
            "bias": "entry.0.bias" in layout,
            "output_bias": "output.bias" in layout,
        },
        receptive_field=ReceptiveField.GLOBAL if _normalised_by_picture(layout) else None,
    )


def _normalised_by_picture(layout: Layout) -> bool:
    return "body.0.norm1.weight" in layout and "body.0.norm1.running_mean" not in layout


ARCHITECTURE = Architecture(
    name="SRResNet",
    paper=Paper("Ledig et al.", "CVPR", 2017),
    build=building(SRResNet, "scale", "channels"),
    read_off=_read_off,
    example=Configuration(scale=4),
    landmarks=("entry.0.weight", "body.0.conv1.weight", "up.0.conv.weight", "output.weight"),
    receptive_field=ReceptiveField.LOCAL,
    dialects=_DIALECTS,
    value_ranges=(1.0,),
    colours={3: (Colour.RGB,), 1: (Colour.Y, Colour.GREY)},
)
