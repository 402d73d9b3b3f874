"""The networks of the engine's benchmark, at the sizes of their papers, and the pictures they are given."""

from __future__ import annotations

import functools
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
from lamgui.networks.architectures.rrdbnet import RRDBNet
from lamgui.networks.catalogue import find
from lamgui.networks.loading.load import load_network
from lamgui.networks.network import Network
from tests.wide import drawn_rcan

SCALE = 4
PATCH_PX = 16
"""As in the authors' demo."""

GROUPS, BLOCKS = 10, 20
"""Of RCAN as published."""


def _bundled(name: str) -> nn.Module:
    """A network with the weights that come with the program."""
    module: nn.Module = _loaded(name).placed("cpu", torch.float32).module
    return module


@functools.cache
def _loaded(name: str) -> Network:
    return load_network(find(name))


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
    "RCAN-10x20": lambda: drawn_rcan(GROUPS, BLOCKS),
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
