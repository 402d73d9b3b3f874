"""Small pictures and networks on which a whole run takes a moment, and modules that fail in a chosen way."""

from __future__ import annotations

from collections.abc import Callable, Generator
from pathlib import Path
from typing import TypeVar

import torch
from safetensors.torch import load_file, save_file
from torch import Tensor, nn
from torch.nn import functional

from lamgui.attribution.receptive_field import ReceptiveField
from lamgui.base.generators import result_of
from lamgui.imaging.colour import Colour
from lamgui.imaging.picture import Picture
from lamgui.imaging.read import picture_from_pixels
from lamgui.imaging.save import save_png
from lamgui.networks.architectures.edsr import EDSR
from lamgui.networks.catalogue import find
from lamgui.networks.entry import NetworkEntry, NetworkFacts
from lamgui.networks.network import Network
from tests.imaging.pictures import coloured

Progress = TypeVar("Progress")
Result = TypeVar("Result")


def hr_picture(width: int = 128, height: int = 96) -> Picture:
    """Waves: at x4, 32x24 LR pixels unless said otherwise."""
    return picture_from_pixels(coloured(width, height), f"waves {width}x{height}")


def saved(picture: Path, width: int = 128, height: int = 96) -> Path:
    """A file of waves; returns where it lies."""
    save_png(picture, coloured(width, height), {})
    return picture


def fsrcnn() -> NetworkEntry:
    """The smallest bundled network, x4."""
    return find("FSRCNN")


def fsrcnn_like(path: Path, factor: float) -> Path:
    """A file of FSRCNN's weights times `factor`: as fast, with a map of its own; returns where it lies."""
    weights = load_file(fsrcnn().path)
    save_file({name: tensor * factor for name, tensor in weights.items()}, path)
    return path


def edsr_x2(folder: Path, seed: int = 0) -> NetworkEntry:
    """An untrained tiny EDSR of scale 2, by `seed` the same each time; its entry does not state the scale."""
    with torch.random.fork_rng(devices=[]):
        torch.manual_seed(seed)
        path = folder / "tiny.pth"
        torch.save(EDSR(scale=2, width=4, blocks=1).state_dict(), path)
    return NetworkEntry("tiny", path)


class Enlarging(nn.Module):
    """Enlarges twice by bilinear interpolation; before that, `fails` may raise for the tensor that came."""

    def __init__(self, fails: Callable[[Tensor], None]) -> None:
        super().__init__()
        self._fails = fails

    def forward(self, x: Tensor) -> Tensor:
        self._fails(x)
        return functional.interpolate(x, scale_factor=2, mode="bilinear")


def enlarging(fails: Callable[[Tensor], None] = lambda _: None) -> Network:
    """A network of scale 2 that fails as told."""
    facts = NetworkFacts("bilinear", "bilinear", "-", 1960, 2, 3, 1.0, Colour.RGB, 0, ReceptiveField.LOCAL, "0" * 64)
    return Network(Enlarging(fails), facts)


def run_to_end(generator: Generator[Progress, None, Result]) -> tuple[list[Progress], Result]:
    """All that a generator yields, and what it returns."""
    seen: list[Progress] = []
    result = result_of(generator, seen.append)
    return seen, result
