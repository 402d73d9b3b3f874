"""RCAN (Zhang et al., ECCV 2018): groups of residual blocks whose channels are weighed by their mean.

Module names follow the authors' release, so that its checkpoints load as they are.
"""

from __future__ import annotations

import re
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
    renamed_by,
)
from lamgui.networks.architectures.layers import (
    MeanShift,
    PixelShuffleUpsampler,
    conv3x3,
    read_mean_shift_range,
    read_pixel_shuffle_scale,
)


class ChannelAttention(nn.Module):
    """A weight for each channel from its mean over the whole picture."""

    def __init__(self, width: int, reduction: int) -> None:
        super().__init__()
        self.avg_pool = nn.AdaptiveAvgPool2d(1)
        self.conv_du = nn.Sequential(
            nn.Conv2d(width, width // reduction, 1), nn.ReLU(), nn.Conv2d(width // reduction, width, 1), nn.Sigmoid()
        )

    def forward(self, x: Tensor) -> Tensor:
        weighted: Tensor = x * self.conv_du(self.avg_pool(x))
        return weighted


class AttendedBlock(nn.Module):
    """Conv, ReLU, conv and channel attention, added to the input."""

    def __init__(self, width: int, reduction: int) -> None:
        super().__init__()
        self.body = nn.Sequential(
            conv3x3(width, width), nn.ReLU(), conv3x3(width, width), ChannelAttention(width, reduction)
        )

    def forward(self, x: Tensor) -> Tensor:
        added: Tensor = x + self.body(x)
        return added


class ResidualGroup(nn.Module):
    """Attended blocks and a convolution, added to the input."""

    def __init__(self, width: int, blocks: int, reduction: int) -> None:
        super().__init__()
        self.body = nn.Sequential(*(AttendedBlock(width, reduction) for _ in range(blocks)), conv3x3(width, width))

    def forward(self, x: Tensor) -> Tensor:
        added: Tensor = x + self.body(x)
        return added


class RCAN(nn.Module):
    """Maps (N, 3, h, w) in 0..`value_range` to (N, 3, scale*h, scale*w) in the same range."""

    def __init__(
        self,
        *,
        scale: int = 4,
        width: int = 64,
        groups: int = 10,
        blocks: int = 20,
        reduction: int = 16,
        value_range: float = 255.0,
    ) -> None:
        super().__init__()
        self.sub_mean = MeanShift(value_range, sign=-1)
        self.add_mean = MeanShift(value_range, sign=1)
        self.head = nn.Sequential(conv3x3(3, width))
        trunk = (ResidualGroup(width, blocks, reduction) for _ in range(groups))
        self.body = nn.Sequential(*trunk, conv3x3(width, width))
        self.tail = nn.Sequential(PixelShuffleUpsampler(scale, width), conv3x3(width, 3))

    def forward(self, x: Tensor) -> Tensor:
        shallow = self.head(self.sub_mean(x))
        deep = shallow + self.body(shallow)
        restored: Tensor = self.add_mean(self.tail(deep))
        return restored


def _rename_basicsr(layout: Layout) -> Mapping[str, str]:
    """BasicSR's names; it keeps the mean colour out of the file."""
    groups = len({key.split(".")[1] for key in layout if key.startswith("body.")})
    blocks = len({key.split(".")[3] for key in layout if key.startswith("body.0.residual_group.")})
    return renamed_by(
        (r"conv_first", "head.0"),
        (r"body\.(\d+)\.residual_group\.(\d+)\.rcab\.3\.attention\.1", r"body.\1.body.\2.body.3.conv_du.0"),
        (r"body\.(\d+)\.residual_group\.(\d+)\.rcab\.3\.attention\.3", r"body.\1.body.\2.body.3.conv_du.2"),
        (r"body\.(\d+)\.residual_group\.(\d+)\.rcab", r"body.\1.body.\2.body"),
        (r"body\.(\d+)\.conv\b", rf"body.\1.body.{blocks}"),
        (r"conv_after_body", f"body.{groups}"),
        (r"upsample", "tail.0"),
        (r"conv_last", "tail.1"),
    )(layout)


def _read_off(layout: Layout) -> Configuration | None:
    width, channels = layout["head.0.weight"][:2]
    scale = read_pixel_shuffle_scale(layout, "tail.0", width)
    if scale is None:
        return None
    attention = re.compile(r"body\.(\d+)\.body\.(\d+)\.body\.3\.conv_du\.0\.weight")
    blocks = [found for key in layout if (found := attention.fullmatch(key))]
    return Configuration(
        scale=scale,
        channels=channels,
        arguments={
            "width": width,
            "groups": len({found[1] for found in blocks}),
            "blocks": len({found[2] for found in blocks}),
            "reduction": width // max(1, layout["body.0.body.0.body.3.conv_du.0.weight"][0]),
        },
    )


ARCHITECTURE = Architecture(
    name="RCAN",
    paper=Paper("Zhang et al.", "ECCV", 2018),
    build=building(RCAN, "scale", "value_range"),
    read_off=_read_off,
    example=Configuration(scale=4),
    landmarks=("head.0.weight", "body.0.body.0.body.3.conv_du.0.weight", "tail.1.weight"),
    receptive_field=ReceptiveField.GLOBAL,
    dialects=(OWN_NAMES, Dialect("basicsr", _rename_basicsr, not_stored=("sub_mean.", "add_mean."))),
    value_ranges=(255.0, 1.0),
    colours={3: (Colour.RGB,)},
    stored_range=lambda weights: read_mean_shift_range(weights, "add_mean.bias"),
)
