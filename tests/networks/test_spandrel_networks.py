"""Today's networks through the extra spandrel: window attention without seams, padding, and what is said of it."""

from __future__ import annotations

import importlib
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch

from lamgui.analysis import Request, analyse
from lamgui.attribution.patch import Patch
from lamgui.attribution.settings import Settings
from lamgui.errors import NetworkError
from lamgui.imaging.prepare import Role
from lamgui.imaging.read import picture_from_pixels
from lamgui.networks import spandrel_networks
from lamgui.networks.entry import NetworkEntry
from lamgui.networks.load import load_network
from lamgui.networks.network import Network
from tests.small import run_to_end

pytestmark = [
    pytest.mark.skipif(not spandrel_networks.is_installed(), reason="the extra spandrel is not installed"),
    # Networks of others warn as they like.
    pytest.mark.filterwarnings("ignore"),
]

SWINIR: dict[str, Any] = {
    "upscale": 4,
    "window_size": 8,
    "depths": [2, 2],
    "num_heads": [2, 2],
    "embed_dim": 20,
    "mlp_ratio": 2,
    "upsampler": "pixelshuffledirect",
}
HAT: dict[str, Any] = {
    "upscale": 2,
    "window_size": 16,
    "depths": [2],
    "num_heads": [2],
    "embed_dim": 24,
    "mlp_ratio": 2,
    "upsampler": "pixelshuffle",
    "compress_ratio": 3,
    "squeeze_factor": 6,
    "overlap_ratio": 0.5,
}
SPAN: dict[str, Any] = {"num_in_ch": 3, "num_out_ch": 3, "feature_channels": 16, "upscale": 4}
COMPACT: dict[str, Any] = {"num_feat": 16, "num_conv": 4, "upscale": 4}


def built(module: str, name: str, arguments: dict[str, Any]) -> torch.nn.Module:
    spandrel_networks.import_spandrel()
    torch.manual_seed(5)
    made: torch.nn.Module = getattr(importlib.import_module(f"spandrel.architectures.{module}"), name)(**arguments)
    return made.eval()


def loaded(module: torch.nn.Module, path: Path) -> Network:
    torch.save({"params_ema": module.state_dict()}, path)
    return load_network(NetworkEntry(path.stem, path))


@pytest.mark.parametrize(
    ("module", "name", "arguments", "architecture"),
    [
        ("SwinIR", "SwinIR", SWINIR, "SwinIR"),
        ("HAT", "HAT", HAT, "HAT"),
        ("SPAN", "SPAN", SPAN, "SPAN"),
        ("Compact.__arch.SRVGG", "SRVGGNetCompact", COMPACT, "RealESRGAN Compact"),
    ],
)
def test_a_network_is_read_and_restores_any_size(
    module: str, name: str, arguments: dict[str, Any], architecture: str, tmp_path: Path
) -> None:
    original = built(module, name, arguments)
    network = loaded(original, tmp_path / "weights.pth")
    facts = network.facts
    assert (facts.architecture, facts.scale, facts.year) == (architecture, arguments["upscale"], None)
    assert facts.paper.startswith("through spandrel ")
    assert facts.paper.endswith("MIT licence")
    picture = torch.rand(1, 3, 16, 32)
    with torch.no_grad():
        restored = network.placed("cpu", torch.float32)(picture)
        torch.testing.assert_close(restored, original(picture), atol=1e-4, rtol=1e-4)
        assert network.placed("cpu", torch.float32)(torch.rand(1, 3, 17, 21)).shape[-1] == 21 * facts.scale


@pytest.mark.parametrize(("name", "arguments"), [("SwinIR", SWINIR), ("HAT", HAT)])
def test_maps_of_window_attention_have_no_black_frame(name: str, arguments: dict[str, Any], tmp_path: Path) -> None:
    """The picture's sides are no multiples of the window; the last rows and columns matter as the first do."""
    network = loaded(built(name, name, arguments), tmp_path / "weights.pth")
    side = 21
    picture = picture_from_pixels(np.random.default_rng(1).integers(0, 256, (side, side, 3), dtype=np.uint8), "noise")
    end = side * network.scale - 9
    settings = Settings(steps=4)
    for corner, edge in (((end, end), (-1, -1)), ((0, 0), (0, 0))):
        _, analysis = run_to_end(analyse(Request(picture, network, Patch(*corner, 8), settings, Role.LR)))
        assert analysis.importance.shape == (side, side)
        assert analysis.importance[edge] > 0.01 * analysis.importance.max()
        assert not analysis.nonfinite


def test_tensors_that_do_not_fit_are_refused(tmp_path: Path) -> None:
    weights = built("SwinIR", "SwinIR", SWINIR).state_dict()
    weights["layers.0.residual_group.blocks.0.mlp.fc1.bias"] = torch.zeros(3)
    torch.save(weights, tmp_path / "weights.pth")
    with pytest.raises(NetworkError, match=r"looks like a network that spandrel knows, but its tensors do not fit"):
        load_network(NetworkEntry("weights", tmp_path / "weights.pth"))


def test_a_network_for_another_purpose_is_refused(tmp_path: Path) -> None:
    torch.save({f"layer{i}.weight": torch.zeros(4, 3, 3, 3) for i in range(3)}, tmp_path / "weights.pth")
    with pytest.raises(NetworkError, match="not a network that this program can build"):
        load_network(NetworkEntry("weights", tmp_path / "weights.pth"))


def test_without_the_extra_the_message_says_how_to_get_it(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(spandrel_networks, "is_installed", lambda: False)
    torch.save({"weight": torch.zeros(4, 3, 3, 3)}, tmp_path / "weights.pth")
    with pytest.raises(NetworkError, match=r"python -m pip install 'lamgui\[spandrel\]'"):
        load_network(NetworkEntry("weights", tmp_path / "weights.pth"))
