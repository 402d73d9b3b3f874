"""DDBPN (Haris et al., CVPR 2018): features go up and down in scale, each time corrected by what was lost.

Module names follow EDSR-PyTorch's port. The authors' own code has no mean colour, one slope for each activation,
and puts the newest features first.
"""

from __future__ import annotations

import torch
from torch import Tensor, nn

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
from lamgui.networks.architectures.layers import MeanShift, conv3x3, read_mean_shift_range

KERNELS = {2: 6, 4: 8, 8: 12}
"""Kernel of the projections, by scale; the stride is the scale and the padding 2."""


class Projection(nn.Module):
    """To the other scale, back, and the difference to the input once more to the other scale.

    `gathered` counts the inputs that a 1x1 fuses first; there is none for 1.
    """

    def __init__(self, width: int, scale: int, up: bool, gathered: int, slopes: int) -> None:
        super().__init__()
        if gathered > 1:
            self.bottleneck = nn.Sequential(nn.Conv2d(gathered * width, width, 1), nn.PReLU(slopes))
        self._fuses = gathered > 1
        self.conv_1, self.conv_2, self.conv_3 = (
            nn.Sequential(_projection(width, scale, towards), nn.PReLU(slopes)) for towards in (up, not up, up)
        )

    def forward(self, x: Tensor) -> Tensor:
        if self._fuses:
            x = self.bottleneck(x)
        there = self.conv_1(x)
        lost = self.conv_2(there) - x
        corrected: Tensor = there + self.conv_3(lost)
        return corrected


class DDBPN(nn.Module):
    """Maps (N, 3, h, w) in 0..`value_range` to (N, 3, scale*h, scale*w) in the same range, for scales 2, 4 and 8.

    `stages` counts the projections upwards; `entry_width` and `width` are the paper's n0 and nR. `slopes` is 1 or
    `width`: one slope for each activation or one for each feature.
    """

    def __init__(
        self,
        *,
        scale: int = 4,
        channels: int = 3,
        entry_width: int = 256,
        width: int = 64,
        stages: int = 7,
        shared_slopes: bool = True,
        mean_shift: bool = False,
        newest_first: bool = True,
        value_range: float = 1.0,
    ) -> None:
        super().__init__()
        if scale not in KERNELS:
            raise ValueError(f"scale {scale} is not 2, 4 or 8")
        slopes = 1 if shared_slopes else width
        if mean_shift:
            self.sub_mean = MeanShift(value_range, sign=-1)
            self.add_mean = MeanShift(value_range, sign=1)
        self.initial = nn.Sequential(
            conv3x3(channels, entry_width),
            nn.PReLU(1 if shared_slopes else entry_width),
            nn.Conv2d(entry_width, width, 1),
            nn.PReLU(slopes),
        )
        self.upmodules = nn.ModuleList(Projection(width, scale, True, max(1, stage), slopes) for stage in range(stages))
        self.downmodules = nn.ModuleList(
            Projection(width, scale, False, stage + 1, slopes) for stage in range(stages - 1)
        )
        self.reconstruction = nn.Sequential(conv3x3(stages * width, channels))
        self._mean_shift, self._newest_first = mean_shift, newest_first

    def forward(self, x: Tensor) -> Tensor:
        low: list[Tensor] = []
        high: list[Tensor] = []
        features = self.initial(self.sub_mean(x) if self._mean_shift else x)
        for stage, up in enumerate(self.upmodules):
            high.append(up(self._together(low) if low else features))
            if stage < len(self.downmodules):
                low.append(self.downmodules[stage](self._together(high)))
        restored: Tensor = self.reconstruction(self._together(high))
        return self.add_mean(restored) if self._mean_shift else restored

    def _together(self, features: list[Tensor]) -> Tensor:
        return torch.cat(features[::-1] if self._newest_first else features, dim=1)


def _projection(width: int, scale: int, up: bool) -> nn.Module:
    kind = nn.ConvTranspose2d if up else nn.Conv2d
    return kind(width, width, KERNELS[scale], stride=scale, padding=2)


_rename_official = renamed_by(
    (r"feat0\.conv", "initial.0"),
    (r"feat0\.act", "initial.1"),
    (r"feat1\.conv", "initial.2"),
    (r"feat1\.act", "initial.3"),
    (r"output_conv\.conv", "reconstruction.0"),
    *(
        rule
        for way in ("up", "down")
        for rule in (
            (rf"{way}(\d+)\.conv\.conv", shifted(f"{way}modules.", -1, ".bottleneck.0")),
            (rf"{way}(\d+)\.conv\.act", shifted(f"{way}modules.", -1, ".bottleneck.1")),
            *(
                rule
                for step in (1, 2, 3)
                for rule in (
                    (rf"{way}(\d+)\.{way}_conv{step}\.act", shifted(f"{way}modules.", -1, f".conv_{step}.1")),
                    (rf"{way}(\d+)\.{way}_conv{step}\.\w+(?=\.)", shifted(f"{way}modules.", -1, f".conv_{step}.0")),
                )
            ),
        )
    ),
)


def _read_off(layout: Layout) -> Configuration | None:
    entry_width, channels = layout["initial.0.weight"][:2]
    scales = {kernel: scale for scale, kernel in KERNELS.items()}
    scale = scales.get(layout["upmodules.0.conv_1.0.weight"][2])
    if scale is None:
        return None
    return Configuration(
        scale=scale,
        channels=channels,
        arguments={
            "entry_width": entry_width,
            "width": layout["initial.2.weight"][0],
            "stages": sum(key.startswith("upmodules.") and key.endswith(".conv_1.0.weight") for key in layout),
            "shared_slopes": layout.get("initial.1.weight") == (1,),
            "mean_shift": "add_mean.bias" in layout,
        },
    )


ARCHITECTURE = Architecture(
    name="DDBPN",
    paper=Paper("Haris et al.", "CVPR", 2018),
    build=building(DDBPN, "scale", "channels", "value_range"),
    read_off=_read_off,
    example=Configuration(scale=4),
    landmarks=("initial.0.weight", "initial.2.weight", "upmodules.0.conv_1.0.weight", "reconstruction.0.weight"),
    receptive_field=ReceptiveField.LOCAL,
    dialects=(
        Dialect("edsrpytorch", arguments={"newest_first": False}),
        Dialect("official", _rename_official, arguments={"newest_first": True}),
    ),
    value_ranges=(1.0, 255.0),
    colours={3: (Colour.RGB,), 1: (Colour.Y, Colour.GREY)},
    stored_range=lambda weights: read_mean_shift_range(weights, "add_mean.bias"),
)
