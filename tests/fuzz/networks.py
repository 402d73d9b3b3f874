"""Checkpoints, their layouts, programs, own code and detectors."""

from __future__ import annotations

import argparse
import io
import json
import random
import warnings
from pathlib import Path

import safetensors.torch
import torch

from lamgui.base.errors import UserError
from lamgui.maps.detector_file import own_detector_in
from lamgui.networks.architectures._registry import ARCHITECTURES
from lamgui.networks.architectures.edsr import EDSR
from lamgui.networks.checkpoint.read import read_checkpoint
from lamgui.networks.checkpoint.weights import PREFIXES
from lamgui.networks.loading.builders import ArchitectureBuilder
from lamgui.networks.loading.recognise import recognise
from lamgui.networks.user_code.definitions import definitions_in
from lamgui.networks.user_code.trust import program_in
from tests.fuzz.kind import FuzzClass, always

_SIDES = (0, 1, 2, 3, 4, 7, 64, 10**6, 2**40)
_CODE = b'''"""A network and a detector."""
import torch
from torch import nn

class Net(nn.Module):
    """Enlarges."""
    def __init__(self, width: int = 0x40, scale=2, *, act: str = "relu", bias=(1, -2.5e3)):
        super().__init__()
        self.body = nn.Sequential(nn.Conv2d(3, width, 3, padding=1), nn.PixelShuffle(scale))

    def forward(self, x):
        return self.body(x)

def detector(crop, share=0.5, names=["a", {"b": b"c"}], call=lambda x: x if x else -x):
    """Of contrast."""
    return (crop[..., :-1] - crop.mean(dim=(1, 2, 3), keepdim=True)).square().sum(dim=(1, 2, 3)) * share
'''


def _weights() -> dict[str, torch.Tensor]:
    with torch.random.fork_rng(devices=[]):
        torch.manual_seed(0)
        return EDSR(scale=2, width=4, blocks=1).state_dict()


def _pickles(_: Path) -> list[bytes]:
    made = []
    for saved in (_weights(), {"params": _weights(), "epoch": 3, "args": argparse.Namespace(rate=1e-3)}):
        for zipped in (True, False):
            stream = io.BytesIO()
            torch.save(saved, stream, _use_new_zipfile_serialization=zipped)
            made.append(stream.getvalue())
    return made


def _use_checkpoint(path: Path) -> None:
    program_in(path)
    checkpoint = read_checkpoint(path)
    recognised = recognise(checkpoint.layout, path.name)
    configuration = next(recognised.configuration.candidates())
    ArchitectureBuilder("net", recognised, checkpoint).build(configuration)


def _safetensors(_: Path) -> list[bytes]:
    weights = _weights()
    return [
        safetensors.torch.save(weights, {"note": "a"}),
        safetensors.torch.save({f"module.{key}": tensor.half() for key, tensor in weights.items()}),
    ]


def _layouts(_: Path) -> list[bytes]:
    return [json.dumps(architecture.layout(architecture.example)).encode() for architecture in ARCHITECTURES]


def _other_layout(seed: int, inputs: list[bytes], name: str) -> bytes:
    """A layout with other shapes, fewer or more tensors, other names, numbers and prefixes."""
    draw = random.Random(f"{name} {seed}")
    layout: dict[str, list[int]] = json.loads(draw.choice(inputs))
    for _ in range(draw.randint(1, 4)):
        layout = draw.choice((_resized, _without_some, _renumbered, _prefixed))(layout, draw)
    return json.dumps(layout).encode()


def _resized(layout: dict[str, list[int]], draw: random.Random) -> dict[str, list[int]]:
    if not layout:
        return layout
    key = draw.choice(sorted(layout))
    shape = list(layout[key])
    if shape and draw.random() < 0.7:
        shape[draw.randrange(len(shape))] = draw.choice(_SIDES)
    else:
        shape = [draw.choice(_SIDES) for _ in range(draw.randint(0, 5))]
    everywhere = draw.random() < 0.3
    was = layout[key]
    return {k: shape if k == key or (everywhere and old == was) else old for k, old in layout.items()}


def _without_some(layout: dict[str, list[int]], draw: random.Random) -> dict[str, list[int]]:
    end = draw.choice((".bias", ".weight", draw.choice(sorted(layout)) if layout else ""))
    return {key: shape for key, shape in layout.items() if not key.endswith(end) or draw.random() < 0.3}


def _renumbered(layout: dict[str, list[int]], draw: random.Random) -> dict[str, list[int]]:
    old, new = str(draw.randint(0, 5)), draw.choice(("0", "99", "10000000000", "9" * 5000, "-1", "٣", ""))
    return {".".join(new if part == old else part for part in key.split(".")): shape for key, shape in layout.items()}


def _prefixed(layout: dict[str, list[int]], draw: random.Random) -> dict[str, list[int]]:
    prefix = draw.choice(PREFIXES) * draw.choice((1, 2, 30, 1000))
    return {prefix + key: shape for key, shape in layout.items()}


def _use_layout(path: Path) -> None:
    layout = {key: tuple(shape) for key, shape in json.loads(path.read_bytes()).items()}
    recognise(layout, path.name)


def _programs(_: Path) -> list[bytes]:
    stream = io.BytesIO()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        torch.jit.save(torch.jit.trace(torch.nn.PixelShuffle(2), torch.zeros(1, 4, 2, 2)), stream)
    return [stream.getvalue(), stream.getvalue().replace(b"constants.pkl", b"archive_format"[:13])]


def _code(_: Path) -> list[bytes]:
    return [_CODE]


def _use_code(path: Path) -> None:
    for read in (definitions_in, own_detector_in):
        try:
            read(path)
        except UserError:
            continue


NETWORKS = (
    FuzzClass("pickles", _pickles, _use_checkpoint, (UserError,), always(".pth")),
    FuzzClass("safetensors", _safetensors, _use_checkpoint, (UserError,), always(".safetensors")),
    FuzzClass("layouts", _layouts, _use_layout, (UserError,), always(".json"), _other_layout),
    FuzzClass("programs", _programs, program_in, (UserError,), always(".pt")),
    FuzzClass("code", _code, _use_code, (UserError,), always(".py")),
)
