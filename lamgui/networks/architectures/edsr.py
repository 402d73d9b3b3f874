"""EDSR (Lim et al., CVPRW 2017): residual blocks without normalisation, then sub-pixel upsampling.

Module names follow the authors' release, so that its checkpoints load as they are.
"""

from __future__ import annotations

from collections.abc import Mapping

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
    renamed_modules,
)
from lamgui.networks.architectures.layers import (
    MeanShift,
    PixelShuffleUpsampler,
    ResidualBlock,
    conv3x3,
    read_mean_shift_range,
    read_pixel_shuffle_scale,
)


class EDSR(nn.Module):
    """Maps (N, 3, h, w) in 0..`value_range` to (N, 3, scale*h, scale*w) in the same range.

    The baseline has 16 blocks of 64 features; the large network 32 of 256 with `residual_scale` 0.1.
    """

    def __init__(
        self,
        *,
        scale: int = 4,
        width: int = 64,
        blocks: int = 16,
        residual_scale: float = 1.0,
        value_range: float = 1.0,
    ) -> None:
        super().__init__()
        self.sub_mean = MeanShift(value_range, sign=-1)
        self.add_mean = MeanShift(value_range, sign=1)
        self.head = nn.Sequential(conv3x3(3, width))
        trunk: list[nn.Module] = [ResidualBlock(width, residual_scale) for _ in range(blocks)]
        self.body = nn.Sequential(*trunk, conv3x3(width, width))
        self.tail = nn.Sequential(PixelShuffleUpsampler(scale, width), conv3x3(width, 3))

    def forward(self, x: Tensor) -> Tensor:
        shallow = self.head(self.sub_mean(x))
        deep = shallow + self.body(shallow)
        restored: Tensor = self.add_mean(self.tail(deep))
        return restored


def _rename_basicsr(layout: Layout) -> Mapping[str, str]:
    """BasicSR's names; it keeps the mean colour out of the file."""
    blocks = sum(key.endswith(".conv1.weight") for key in layout)
    modules = {"conv_first": "head.0", "conv_after_body": f"body.{blocks}", "conv_last": "tail.1"}
    for block in range(blocks):
        modules |= {f"body.{block}.conv1": f"body.{block}.body.0", f"body.{block}.conv2": f"body.{block}.body.2"}
    modules |= {f"upsample.{stage}": f"tail.0.{stage}" for stage in (0, 2, 4)}
    return renamed_modules(layout, modules)


def _read_off(layout: Layout) -> Configuration | None:
    width, channels = layout["head.0.weight"][:2]
    scale = read_pixel_shuffle_scale(layout, "tail.0", width)
    if scale is None:
        return None
    blocks = sum(key.endswith(".body.0.weight") for key in layout)
    large = (width, blocks) == (256, 32)
    return Configuration(
        scale=scale,
        channels=channels,
        arguments={"width": width, "blocks": blocks, "residual_scale": 0.1 if large else 1.0},
        undecided={"residual_scale": (0.1, 1.0) if large else (1.0, 0.1)} if width >= 128 else {},
    )


ARCHITECTURE = Architecture(
    name="EDSR",
    paper=Paper("Lim et al.", "CVPRW", 2017),
    build=building(EDSR, "scale", "value_range"),
    read_off=_read_off,
    example=Configuration(scale=4),
    landmarks=("head.0.weight", "body.0.body.0.weight", "tail.1.weight"),
    receptive_field=ReceptiveField.LOCAL,
    dialects=(OWN_NAMES, Dialect("basicsr", _rename_basicsr, not_stored=("sub_mean.", "add_mean."))),
    value_ranges=(255.0, 1.0),
    colours={3: (Colour.RGB,)},
    stored_range=lambda weights: read_mean_shift_range(weights, "add_mean.bias"),
)
