"""SRCNN (Dong et al., ECCV 2014): three convolutions over a picture that is enlarged first.

Module names follow the most used PyTorch port (yjn870); the authors released MATLAB and Caffe only. Released ports
take a picture that is enlarged already: here the enlargement is the network's first step, so that a map is one of
LR pixels.
"""

from __future__ import annotations

import torch
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
    renamed_by,
)
from lamgui.networks.architectures.layers import enlarge


class SRCNN(nn.Module):
    """Maps (N, channels, h, w) in 0..1 to (N, channels, scale*h, scale*w); at scale 1 nothing is enlarged.

    `kernels` are 9-1-5, 9-3-5 or 9-5-5 in the paper. One port has no padding and clips to 0..1 (`valid`): its
    pictures are continued by their edge instead.
    """

    def __init__(
        self,
        *,
        scale: int = 4,
        channels: int = 3,
        widths: tuple[int, int] = (64, 32),
        kernels: tuple[int, int, int] = (9, 5, 5),
        valid: bool = False,
    ) -> None:
        super().__init__()
        sizes = (channels, *widths, channels)
        pads = tuple(0 if valid else kernel // 2 for kernel in kernels)
        self.conv1, self.conv2, self.conv3 = (
            nn.Conv2d(sizes[i], sizes[i + 1], kernels[i], padding=pads[i]) for i in range(3)
        )
        self.scale = scale
        self._margin = sum(kernel // 2 for kernel in kernels) if valid else 0

    def forward(self, x: Tensor) -> Tensor:
        enlarged = enlarge(x, self.scale)
        if self._margin:
            enlarged = functional.pad(enlarged, (self._margin,) * 4, mode="replicate")
        features = torch.relu(self.conv2(torch.relu(self.conv1(enlarged))))
        restored: Tensor = self.conv3(features)
        return restored.clamp(0.0, 1.0) if self._margin else restored


def _read_off(layout: Layout) -> Configuration | None:
    """The scale leaves no trace in the shapes."""
    first, second, third = (layout[f"conv{i}.weight"] for i in (1, 2, 3))
    return Configuration(
        scale=4,
        channels=first[1],
        arguments={"widths": (first[0], second[0]), "kernels": (first[2], second[2], third[2])},
        undecided={"scale": (4, 2, 3)},
    )


ARCHITECTURE = Architecture(
    name="SRCNN",
    paper=Paper("Dong et al.", "ECCV", 2014),
    build=building(SRCNN, "scale", "channels"),
    read_off=_read_off,
    example=Configuration(scale=4),
    landmarks=("conv1.weight", "conv2.weight", "conv3.weight"),
    receptive_field=ReceptiveField.LOCAL,
    dialects=(
        OWN_NAMES,
        Dialect("lornatang", renamed_by((r"features\.0", "conv1"), (r"map\.0", "conv2"), (r"reconstruction", "conv3"))),
        Dialect(
            "nhatthanh",
            renamed_by((r"patch_extraction", "conv1"), (r"nonlinear_map", "conv2"), (r"recon\b", "conv3")),
            arguments={"valid": True},
        ),
    ),
    value_ranges=(1.0,),
    colours={3: (Colour.RGB, Colour.YCBCR), 1: (Colour.Y, Colour.GREY)},
)
