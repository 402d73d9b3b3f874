"""The networks of the engine's benchmark, at the sizes of their papers, and the pictures they are given."""

from __future__ import annotations

import functools
import re
from collections.abc import Callable, Mapping
from dataclasses import replace

import torch
from torch import Tensor, nn

from lamgui.attribution.patch import Patch, patch_centred_on
from lamgui.attribution.receptive_field import ReceptiveField
from lamgui.files.shipped import sample_picture
from lamgui.imaging.picture import Pixels
from lamgui.imaging.read import read_picture
from lamgui.imaging.reduce import reduce
from lamgui.maps.sample import SAMPLE_PATCH
from lamgui.networks.architectures.rcan import RCAN
from lamgui.networks.architectures.rrdbnet import RRDBNet
from lamgui.networks.catalogue import find
from lamgui.networks.loading.load import load_network
from lamgui.networks.network import Network

SCALE = 4
PATCH_PX = 16
"""As in the authors' demo."""

GROUPS, BLOCKS = 10, 20
"""Of RCAN as published; the bundled one has 4 groups of 5 blocks."""


def _bundled(name: str) -> nn.Module:
    """A network with the weights that come with the program."""
    module: nn.Module = _loaded(name).placed("cpu", torch.float32).module
    return module


@functools.cache
def _loaded(name: str) -> Network:
    return load_network(find(name))


def _large_rcan() -> nn.Module:
    """RCAN with 10 groups of 20 blocks: the bundled groups and blocks in turn, each with so much less to add.

    As many small steps as the bundled network takes large ones: nearly the function of the bundled network.
    """
    small = _bundled("RCAN").state_dict()
    module = RCAN(groups=GROUPS, blocks=BLOCKS, value_range=1.0)
    groups = len({key.split(".")[1] for key in small if key.startswith("body.")}) - 1
    blocks = len({key.split(".")[3] for key in small if key.startswith("body.0.body.")}) - 1
    module.load_state_dict({key: _stretched(key, small, groups, blocks) for key in module.state_dict()})
    return module


def _stretched(key: str, small: Mapping[str, Tensor], groups: int, blocks: int) -> Tensor:
    """The tensor of the large RCAN that comes from the small one's; what ends a branch is divided."""
    if (found := re.fullmatch(r"body\.(\d+)\.body\.(\d+)\.(body.*)", key)) is not None:
        tensor = small[f"body.{int(found[1]) % groups}.body.{int(found[2]) % blocks}.{found[3]}"]
        return tensor * (blocks / BLOCKS) if found[3].startswith("body.2.") else tensor
    if (found := re.fullmatch(rf"body\.(\d+)\.body\.{BLOCKS}\.(.*)", key)) is not None:
        return small[f"body.{int(found[1]) % groups}.body.{blocks}.{found[2]}"] * (groups / GROUPS)
    return small[key.replace(f"body.{GROUPS}.", f"body.{groups}.", 1) if key.startswith(f"body.{GROUPS}.") else key]


def _drawn_rrdbnet() -> nn.Module:
    """RRDBNet of 23 blocks with weights drawn as its authors do before training: Kaiming, in dense blocks times 0.1."""
    module = RRDBNet()
    generator = torch.Generator().manual_seed(0)
    for name, layer in module.named_modules():
        if isinstance(layer, nn.Conv2d):
            nn.init.kaiming_normal_(layer.weight, generator=generator)
            layer.weight.data *= 0.1 if ".rdb" in name else 1.0
            if layer.bias is not None:
                nn.init.zeros_(layer.bias)
    return module


NETWORKS: Mapping[str, Callable[[], nn.Module]] = {
    "EDSR-16-64": lambda: _bundled("EDSR"),
    "RRDBNet-23": _drawn_rrdbnet,
    "RCAN-10x20": _large_rcan,
    "IMDN": lambda: _bundled("IMDN"),
    "FSRCNN": lambda: _bundled("FSRCNN"),
}


def network_of(name: str) -> Network:
    """A network of the benchmark."""
    facts = replace(_loaded("EDSR").facts, name=name, value_range=1.0, receptive_field=ReceptiveField.UNKNOWN)
    return Network(NETWORKS[name](), facts)


def lr_and_patch(side: int) -> tuple[Tensor, Patch]:
    """A square of the sample picture, (3, side, side), 0..1, with the patch of the first start in it.

    Small squares are of the picture reduced four times, large ones of the picture as it is.
    """
    pixels = read_picture(sample_picture()).pixels
    column, row = (start + SAMPLE_PATCH.size / 2 for start in (SAMPLE_PATCH.x, SAMPLE_PATCH.y))
    if min(pixels.shape[:2]) >= SCALE * side:
        pixels, column, row = reduce(pixels, SCALE), column / SCALE, row / SCALE
    left, top = (_start(middle, side, length) for middle, length in ((column, pixels.shape[1]), (row, pixels.shape[0])))
    lr: Pixels = pixels[top : top + side, left : left + side]
    planes = torch.from_numpy(lr.transpose(2, 0, 1) / 255.0).float()
    return planes, patch_centred_on(SCALE * (column - left), SCALE * (row - top), PATCH_PX)


def _start(middle: float, side: int, length: int) -> int:
    return max(0, min(length - side, round(middle - side / 2)))
