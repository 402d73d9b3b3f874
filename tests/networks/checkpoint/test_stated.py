"""Arguments that files of weights state are read as plain values, noted, and given to the class that takes them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
import safetensors.torch
import torch

from lamgui.base.errors import NetworkError
from lamgui.networks.catalogue import entry_named
from lamgui.networks.checkpoint.read import read_checkpoint
from lamgui.networks.entry import NetworkEntry
from lamgui.networks.loading.load import load_network

STATED = {"dim": 6, "scale": 3, "name": "soft", "blocks": [2, 2]}
NET = """
from torch import nn


class Net(nn.Module):
    def __init__(self, dim=4, scale=2, extra=None):
        super().__init__()
        self.enter = nn.Conv2d(3, dim, 3, padding=1)
        self.leave = nn.Conv2d(dim, 3 * scale**2, 3, padding=1)
        self.last = nn.PixelShuffle(scale)

    def forward(self, x):
        return self.last(self.leave(self.enter(x)))
"""


def weights() -> dict[str, torch.Tensor]:
    layers = torch.nn.ModuleDict({"enter": torch.nn.Conv2d(3, 6, 3), "leave": torch.nn.Conv2d(6, 27, 3)})
    return layers.state_dict()


def saved(folder: Path, kind: str, stated: Any = STATED) -> Path:
    path = folder / f"weights.{'safetensors' if kind == 'safetensors' else 'pth'}"
    if kind == "safetensors":
        safetensors.torch.save_file(weights(), path, metadata={"metadata": json.dumps(stated)})
    elif kind == "params":
        torch.save({"metadata": stated, "params": weights()}, path)
    else:
        torch.save({"model": {"name": "net", "args": stated, "sd": weights()}, "epoch": 3}, path)
    return path


@pytest.mark.parametrize("kind", ["safetensors", "params", "liif"])
def test_what_a_file_states_is_read_and_used(tmp_path: Path, kind: str) -> None:
    path = saved(tmp_path, kind)
    checkpoint = read_checkpoint(path)
    assert checkpoint.arguments == STATED
    assert checkpoint.tensors.keys() == weights().keys()
    assert checkpoint.notes[-1] == "built with dim=6, scale=3, name='soft', blocks=[2, 2], as the file says"
    (tmp_path / "net.py").write_text(NET, encoding="utf-8")
    assert load_network(entry_named(f"{tmp_path / 'net.py'}::Net::{path}", trust=True)).scale == 3
    with pytest.raises(NetworkError, match="do not fit"):
        load_network(entry_named(f"{tmp_path / 'net.py'}::Net(5)::{path}", trust=True))


@pytest.mark.parametrize("kind", ["safetensors", "params"])
def test_only_plain_values_are_taken(tmp_path: Path, kind: str) -> None:
    hostile = {"dim": 6, "not a name": 1, "deep": {"a": 1}, "lists": [[1]], "long": "x" * 2000}
    assert read_checkpoint(saved(tmp_path, kind, hostile)).arguments == {"dim": 6}
    assert read_checkpoint(saved(tmp_path, kind, ["dim", 6])).arguments == {}


def test_a_header_that_states_nothing_is_no_error(tmp_path: Path) -> None:
    safetensors.torch.save_file(weights(), tmp_path / "w.safetensors", metadata={"metadata": "{no json"})
    assert read_checkpoint(tmp_path / "w.safetensors").arguments == {}


def test_a_network_of_coordinates_is_told_from_one_that_is_unknown(tmp_path: Path) -> None:
    liif = {"encoder.head.weight": torch.zeros(8, 3, 3, 3), "imnet.layers.0.weight": torch.zeros(16, 12)}
    torch.save({"model": {"name": "liif", "args": {"local_ensemble": True}, "sd": liif}}, tmp_path / "liif.pth")
    with pytest.raises(NetworkError, match="takes coordinates beside the picture, as LIIF does") as raised:
        load_network(NetworkEntry("liif", tmp_path / "liif.pth"))
    assert "meshgrid" in raised.value.details
