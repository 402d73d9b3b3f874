"""FSRCNN (Dong et al., ECCV 2016): extract, shrink, map, expand, then one deconvolution.

Module names follow the most used PyTorch port (yjn870); the authors released MATLAB and Caffe only.
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
from lamgui.networks.architectures.layers import Deconvolution


class FSRCNN(nn.Module):
    """Maps (N, channels, h, w) in 0..1 to (N, channels, scale*h, scale*w).

    `width`, `shrink` and `depth` are d, s and m of the paper: 56, 12 and 4. One port has a single PReLU after all
    mapping layers (`shared_activation`) and clips its output to 0..1 (`clipped`), where no gradient passes.
    """

    def __init__(
        self,
        *,
        scale: int = 4,
        channels: int = 3,
        width: int = 56,
        shrink: int = 12,
        depth: int = 4,
        shared_activation: bool = False,
        clipped: bool = False,
    ) -> None:
        super().__init__()
        self.first_part = nn.Sequential(nn.Conv2d(channels, width, 5, padding=2), nn.PReLU(width))
        mapping: list[nn.Module] = [nn.Conv2d(width, shrink, 1), nn.PReLU(shrink)]
        for layer in range(depth):
            mapping.append(nn.Conv2d(shrink, shrink, 3, padding=1))
            if not shared_activation or layer == depth - 1:
                mapping.append(nn.PReLU(shrink))
        mapping += [nn.Conv2d(shrink, width, 1), nn.PReLU(width)]
        self.mid_part = nn.Sequential(*mapping)
        self.last_part = Deconvolution(width, channels, 9, scale)
        self.clipped = clipped

    def forward(self, x: Tensor) -> Tensor:
        restored: Tensor = self.last_part(self.mid_part(self.first_part(x)))
        return restored.clamp(0.0, 1.0) if self.clipped else restored


def _rename_lornatang(layout: Layout) -> Mapping[str, str]:
    layers = sum(key.startswith("map.") and key.endswith(".weight") for key in layout)
    modules = {f"feature_extraction.{i}": f"first_part.{i}" for i in (0, 1)}
    modules |= {f"shrink.{i}": f"mid_part.{i}" for i in (0, 1)}
    modules |= {f"map.{i}": f"mid_part.{i + 2}" for i in range(layers)}
    modules |= {f"expand.{i}": f"mid_part.{i + 2 + layers}" for i in (0, 1)}
    return renamed_modules(layout, modules | {"deconv": "last_part"})


def _rename_nhatthanh(layout: Layout) -> Mapping[str, str]:
    layers = sum(key.startswith("map_") and key.endswith(".weight") for key in layout)
    modules = {"feature_extract": "first_part.0", "activation_1": "first_part.1"}
    modules |= {"shrink": "mid_part.0", "activation_2": "mid_part.1"}
    modules |= {f"map_{i + 1}": f"mid_part.{i + 2}" for i in range(layers)}
    modules |= {"activation_3": f"mid_part.{layers + 2}", "expand": f"mid_part.{layers + 3}"}
    modules |= {"activation_4": f"mid_part.{layers + 4}"}
    return renamed_modules(layout, modules | {"deconv": "last_part"})


def _read_off(layout: Layout) -> Configuration | None:
    """The stride of the deconvolution, which is the scale, leaves no trace in the shapes."""
    width, channels = layout["first_part.0.weight"][:2]
    mapping = [key for key, shape in layout.items() if key.startswith("mid_part.") and shape[2:] == (3, 3)]
    return Configuration(
        scale=4,
        channels=channels,
        arguments={"width": width, "shrink": layout["mid_part.0.weight"][0], "depth": len(mapping)},
        undecided={"scale": (4, 2, 3)},
    )


ARCHITECTURE = Architecture(
    name="FSRCNN",
    paper=Paper("Dong et al.", "ECCV", 2016),
    build=building(FSRCNN, "scale", "channels"),
    read_off=_read_off,
    example=Configuration(scale=4),
    landmarks=("first_part.0.weight", "mid_part.0.weight", "last_part.weight"),
    receptive_field=ReceptiveField.LOCAL,
    dialects=(
        OWN_NAMES,
        Dialect("lornatang", _rename_lornatang),
        Dialect("nhatthanh", _rename_nhatthanh, arguments={"shared_activation": True, "clipped": True}),
    ),
    colours={3: (Colour.RGB, Colour.YCBCR), 1: (Colour.Y, Colour.GREY)},
)
