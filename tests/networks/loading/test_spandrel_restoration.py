"""Networks of spandrel's that keep a picture's size open at scale 1, with what they are given beside the picture."""

from __future__ import annotations

import importlib
from pathlib import Path
from typing import Any

import pytest
import torch

from lamgui.attribution.patch import Patch
from lamgui.attribution.settings.settings import Settings
from lamgui.base.errors import NetworkError
from lamgui.base.generators import result_of
from lamgui.base.plain_values import plain
from lamgui.figures.locate import entry_of
from lamgui.figures.options import FigureOptions
from lamgui.figures.recipe import recipe_from_json, recipe_of
from lamgui.figures.script import python_script
from lamgui.maps.analysis import analyse
from lamgui.maps.cache import key_of_analysis
from lamgui.maps.request import Request
from lamgui.maps.restoring import is_same_network
from lamgui.networks.catalogue import entry_named, find
from lamgui.networks.loading import spandrel as spandrel_networks
from lamgui.networks.loading.load import load_network
from lamgui.session.values import network_from, network_record
from tests.small import hr_picture

pytestmark = [
    pytest.mark.skipif(not spandrel_networks.is_installed(), reason="the extra spandrel is not installed"),
    # Networks of others warn as they like.
    pytest.mark.filterwarnings("ignore"),
]

SMALL: dict[str, dict[str, Any]] = {
    "DRUNet": {"in_nc": 4, "out_nc": 3, "nc": [8, 16, 16, 16], "nb": 2},
    "NAFNet": {"img_channel": 3, "width": 8, "middle_blk_num": 1, "enc_blk_nums": [1], "dec_blk_nums": [1]},
}


def saved(name: str, folder: Path) -> Path:
    """Weights of a small one; returns where they lie."""
    spandrel_networks.import_spandrel()
    with torch.random.fork_rng(devices=[]):
        torch.manual_seed(0)
        module = getattr(importlib.import_module(f"spandrel.architectures.{name}"), name)(**SMALL[name])
    torch.save(module.state_dict(), folder / f"{name}.pth")
    return folder / f"{name}.pth"


def test_the_noise_that_drunet_is_given_is_stated_and_decides_the_map(tmp_path: Path) -> None:
    path = saved("DRUNet", tmp_path)
    usual, stated = (load_network(entry_named(f"{path}{words}")) for words in ("", "::sigma=15"))
    assert (usual.facts.noise_sigma, stated.facts.noise_sigma) == (25.0, 15.0)
    assert any("noise of σ 15 of 255" in note for note in stated.facts.notes)
    picture = torch.rand(1, 3, 16, 24)
    with torch.no_grad():
        one, other = (network.placed("cpu", torch.float32)(picture) for network in (usual, stated))
    assert (one - other).abs().max() > 1e-4
    assert not is_same_network(usual.facts, stated.facts)
    made = result_of(analyse(Request(hr_picture(48, 40), stated, Patch(16, 16, 8), Settings(steps=2), device="cpu")))
    assert key_of_analysis(made).noise_sigma == 15.0
    recipe = recipe_from_json(recipe_of([made], FigureOptions()).to_json())
    assert entry_of(recipe.maps[0], path).noise_sigma == 15.0
    assert network_from(plain(network_record(entry_named(f"{path}::sigma=15"), None)), lambda _: None).noise_sigma == 15
    assert f"{path}::sigma=15" in python_script([made], [entry_named(str(path))], FigureOptions(), "a.pdf")


def test_a_strength_of_noise_is_refused_where_none_is_given(tmp_path: Path) -> None:
    for file in (saved("NAFNet", tmp_path), find("FSRCNN").path):
        with pytest.raises(NetworkError, match="is given no strength of noise"):
            load_network(entry_named(f"{file}::sigma=15"))
    with pytest.raises(NetworkError, match="from 0 to 255"):
        entry_named(f"{tmp_path / 'NAFNet.pth'}::sigma=300")


@pytest.mark.parametrize("name", SMALL)
def test_what_keeps_a_pictures_size_is_of_scale_1(name: str, tmp_path: Path) -> None:
    path = saved(name, tmp_path)
    module = getattr(importlib.import_module(f"spandrel.architectures.{name}"), name)(**SMALL[name])
    module.load_state_dict(torch.load(path))
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
