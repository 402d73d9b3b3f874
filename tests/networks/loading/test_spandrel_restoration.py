"""Networks of spandrel's that keep a picture's size open at scale 1, with what they are given beside the picture."""

from __future__ import annotations

import importlib
from pathlib import Path
from typing import Any

import pytest
import torch

from lamgui.networks.catalogue import entry_named
from lamgui.networks.loading import spandrel as spandrel_networks
from lamgui.networks.loading.load import load_network

pytestmark = [
    pytest.mark.skipif(not spandrel_networks.is_installed(), reason="the extra spandrel is not installed"),
    # Networks of others warn as they like.
    pytest.mark.filterwarnings("ignore"),
]

SMALL: dict[str, dict[str, Any]] = {
    "DRUNet": {"in_nc": 4, "out_nc": 3, "nc": [8, 16, 16, 16], "nb": 2},
    "NAFNet": {"img_channel": 3, "width": 8, "middle_blk_num": 1, "enc_blk_nums": [1], "dec_blk_nums": [1]},
}


@pytest.mark.parametrize("name", SMALL)
def test_what_keeps_a_pictures_size_is_of_scale_1(name: str, tmp_path: Path) -> None:
    spandrel_networks.import_spandrel()
    with torch.random.fork_rng(devices=[]):
        torch.manual_seed(0)
        module = getattr(importlib.import_module(f"spandrel.architectures.{name}"), name)(**SMALL[name])
    path = tmp_path / f"{name}.pth"
    torch.save(module.state_dict(), path)
    network = load_network(entry_named(str(path)))
    assert (network.scale, network.facts.channels, network.facts.architecture) == (1, 3, name)
    picture = torch.rand(2, 3, 16, 24)
    with torch.no_grad():
        restored = network.placed("cpu", torch.float32)(picture)
        expected = (
            module.eval()(torch.cat([picture, torch.full_like(picture[:, :1], 25 / 255)], dim=1))
            if name == "DRUNet"
            else module.eval()(picture)
        )
    assert torch.allclose(restored, expected, atol=1e-5)
    assert any("noise of σ 25" in note for note in network.facts.notes) == (name == "DRUNet")
