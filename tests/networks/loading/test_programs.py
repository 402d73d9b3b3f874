"""TorchScript and torch.export programs: trusted first, then run with gradients; ONNX is refused with a reason."""

from __future__ import annotations

import warnings
import zipfile
from pathlib import Path

import pytest
import torch
from torch import Tensor, nn
from torch.export import Dim

from lamgui.base.errors import NetworkError, TrustNeeded
from lamgui.networks.entry import NetworkEntry
from lamgui.networks.loading.load import load_network
from lamgui.networks.user_code.words import trusted


class Tiny(nn.Module):
    def __init__(self) -> None:
        super().__init__()
        self.body = nn.Conv2d(3, 12, 3, padding=1)
        self.tail = nn.PixelShuffle(2)

    def forward(self, x: Tensor) -> Tensor:
        restored: Tensor = self.tail(torch.tanh(self.body(x)))
        return restored


@pytest.fixture
def tiny() -> Tiny:
    torch.manual_seed(3)
    return Tiny().eval()


def saved(tiny: Tiny, kind: str, path: Path) -> Path:
    example = torch.rand(1, 3, 16, 16)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        if kind == "scripted":
            torch.jit.save(torch.jit.script(tiny), path)
        elif kind == "traced":
            torch.jit.save(torch.jit.trace(tiny, example), path)
        else:
            shapes = {"x": {2: Dim("h", min=8), 3: Dim("w", min=8)}} if kind == "exported" else None
            torch.export.save(torch.export.export(tiny, (example,), dynamic_shapes=shapes), path)
    return path


@pytest.mark.parametrize("kind", ["scripted", "traced", "exported"])
def test_a_trusted_program_gives_the_networks_numbers_and_gradients(tiny: Tiny, kind: str, tmp_path: Path) -> None:
    entry = NetworkEntry("tiny", saved(tiny, kind, tmp_path / "tiny.pt2"))
    with pytest.raises(TrustNeeded, match=r"runs its own code when it is opened\. Open it only if you trust"):
        load_network(entry)
    network = load_network(trusted(entry))
    assert (network.scale, network.facts.channels, network.facts.parameters) == (2, 3, 12 * 28)
    for dtype in (torch.float32, torch.float64):
        picture = torch.rand(2, 3, 18, 21, dtype=dtype, requires_grad=True)
        (gradient,) = torch.autograd.grad(network.placed("cpu", dtype)(picture).square().sum(), picture)
        (wanted,) = torch.autograd.grad(tiny.to(dtype)(picture).square().sum(), picture)
        torch.testing.assert_close(gradient, wanted)


def test_a_program_for_one_size_is_fed_at_that_size(tiny: Tiny, tmp_path: Path) -> None:
    network = load_network(trusted(NetworkEntry("tiny", saved(tiny, "fixed", tmp_path / "tiny.pt2"))))
    assert any("takes 16x16 pixels only" in note for note in network.facts.notes)
    picture = torch.rand(2, 3, 16, 32, requires_grad=True)
    restored = network.placed("cpu", torch.float32)(picture)
    wanted = torch.cat([tiny(tile) for tile in picture.split(16, dim=-1)], dim=-1)
    torch.testing.assert_close(restored, wanted)
    gradients = [torch.autograd.grad(sr.square().sum(), picture)[0] for sr in (restored, wanted)]
    torch.testing.assert_close(*gradients)
    assert network.placed("cpu", torch.float32)(torch.rand(1, 3, 5, 19)).shape == (1, 3, 10, 38)


def test_a_broken_program_says_so(tmp_path: Path) -> None:
    path = tmp_path / "tiny.pt"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("tiny/constants.pkl", b"nothing of the kind")
    with pytest.raises(NetworkError, match=r"tiny\.pt is no TorchScript that can be read"):
        load_network(trusted(NetworkEntry("tiny", path)))


def test_onnx_is_refused_with_the_reason(tmp_path: Path) -> None:
    (tmp_path / "net.onnx").write_bytes(b"\x08\x07\x12\x07pytorch")
    with pytest.raises(NetworkError, match=r"ONNX file, which is not supported: its runtimes give no gradients"):
        load_network(NetworkEntry("net", tmp_path / "net.onnx"))
