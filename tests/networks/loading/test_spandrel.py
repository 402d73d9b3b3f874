"""Today's networks through the extra spandrel: window attention without seams, padding, and what is said of it."""

from __future__ import annotations

import importlib
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch
from numpy.typing import NDArray
from PIL import Image

from lamgui.attribution.patch import Patch
from lamgui.attribution.settings.settings import Precision, Settings
from lamgui.base.errors import NetworkError
from lamgui.imaging.prepare import Role
from lamgui.imaging.quality import measure_quality
from lamgui.imaging.read import picture_from_pixels
from lamgui.maps.analysis import analyse
from lamgui.maps.request import Request
from lamgui.networks.entry import NetworkEntry
from lamgui.networks.loading import spandrel as spandrel_networks
from lamgui.networks.loading.load import load_network
from lamgui.networks.network import Network
from tests.shared import shared_path
from tests.small import run_to_end

pytestmark = [
    pytest.mark.skipif(not spandrel_networks.is_installed(), reason="the extra spandrel is not installed"),
    # Networks of others warn as they like.
    pytest.mark.filterwarnings("ignore"),
]

SMALL = {"depths": [2], "num_heads": [2], "embed_dim": 24, "mlp_ratio": 2}
SWINIR: dict[str, Any] = {"upscale": 4, "window_size": 8, "upsampler": "pixelshuffledirect", **SMALL}
HAT: dict[str, Any] = {
    "upscale": 2,
    "window_size": 16,
    "upsampler": "pixelshuffle",
    "compress_ratio": 3,
    "squeeze_factor": 6,
    "overlap_ratio": 0.5,
    **SMALL,
}
DAT: dict[str, Any] = {"upscale": 2, "embed_dim": 24, "split_size": [8, 8], "depth": [2], "num_heads": [2]}
OMNISR: dict[str, Any] = {"up_scale": 4, "num_feat": 16}
SPAN: dict[str, Any] = {"num_in_ch": 3, "num_out_ch": 3, "feature_channels": 16, "upscale": 4}
ATD: dict[str, Any] = {"upscale": 2, "num_tokens": 16, "reducted_dim": 4, "upsampler": "pixelshuffledirect", **SMALL}
RGT: dict[str, Any] = {"upscale": 2, "embed_dim": 24, "depth": [2], "num_heads": [2], "mlp_ratio": 2.0}
PLKSR: dict[str, Any] = {"dim": 16, "n_blocks": 2}
DRCT: dict[str, Any] = {"upscale": 2, "window_size": 8, "gc": 8, "upsampler": "pixelshuffle", **SMALL}
COMPACT: dict[str, Any] = {"num_feat": 16, "num_conv": 4, "upscale": 4}
TODAYS = {
    "SwinIR": ("SwinIR", "SwinIR", SWINIR, 4, 24),
    "HAT": ("HAT", "HAT", HAT, 2, 32),
    "DAT": ("DAT", "DAT", DAT, 2, 24),
    "OmniSR": ("OmniSR", "OmniSR", OMNISR, 4, 24),
    "SPAN": ("SPAN", "SPAN", SPAN, 4, 21),
    "ATD": ("ATD", "ATD", ATD, 2, 24),
    "RGT": ("RGT", "RGT", RGT, 2, 24),
    "PLKSR": ("PLKSR", "PLKSR", PLKSR, 4, 21),
    "DRCT": ("DRCT", "DRCT", DRCT, 2, 32),
    "RealESRGAN Compact": ("Compact.__arch.SRVGG", "SRVGGNetCompact", COMPACT, 4, 21),
}
"""By the name that spandrel has for it: module and class, small sizes, scale, and the side that 21 pixels become."""


def built(module: str, name: str, arguments: dict[str, Any]) -> torch.nn.Module:
    spandrel_networks.import_spandrel()
    torch.manual_seed(5)
    made: torch.nn.Module = getattr(importlib.import_module(f"spandrel.architectures.{module}"), name)(**arguments)
    return made.eval()


def loaded(module: torch.nn.Module, path: Path) -> Network:
    torch.save({"params_ema": module.state_dict()}, path)
    return load_network(NetworkEntry(path.stem, path))


@pytest.mark.parametrize("architecture", TODAYS)
def test_a_network_is_read_and_restores_any_size(architecture: str, tmp_path: Path) -> None:
    module, name, arguments, scale, _ = TODAYS[architecture]
    original = built(module, name, arguments)
    network = loaded(original, tmp_path / "weights.pth")
    facts = network.facts
    assert (facts.architecture, facts.scale, facts.year) == (architecture, scale, None)
    assert facts.paper.startswith("through spandrel ")
    assert facts.paper.endswith("MIT licence")
    picture = torch.rand(1, 3, 16, 32, generator=torch.Generator().manual_seed(0), dtype=torch.float64)
    restore = network.placed("cpu", torch.float64)
    with torch.no_grad():
        torch.testing.assert_close(restore(picture), original.double()(picture), atol=1e-5, rtol=1e-5)
        for height, width in ((17, 21), (3, 5)):
            odd = torch.rand(1, 3, height, width, dtype=torch.float64)
            assert restore(odd).shape == (1, 3, height * scale, width * scale)


@pytest.mark.parametrize(
    ("architecture", "kind"),
    [("SwinIR", "bounded"), ("DRCT", "bounded"), ("HAT", "global"), ("SPAN", "local"), ("ATD", "unknown")],
)
def test_its_receptive_field_is_followed_through_windows_and_channels(
    architecture: str, kind: str, tmp_path: Path
) -> None:
    """ATD picks tokens by their values, which nobody can follow."""
    module, name, arguments, _, _ = TODAYS[architecture]
    found = loaded(built(module, name, arguments), tmp_path / "weights.pth").facts.theoretical_field
    assert found is not None
    assert found.kind == kind


@pytest.mark.parametrize(("architecture", "is_cropped"), [("SPAN", True), ("RealESRGAN Compact", True), ("HAT", False)])
def test_a_patch_is_computed_in_its_window_where_that_is_exact(
    architecture: str, is_cropped: bool, tmp_path: Path
) -> None:
    """Where attention is cut into windows, a part of the picture is cut otherwise than the whole."""
    module, name, arguments, scale, _ = TODAYS[architecture]
    network = loaded(built(module, name, arguments), tmp_path / "weights.pth")
    placed, side = network.placed("cpu", torch.float32), 96
    lr = torch.rand(3, side, side, generator=torch.Generator().manual_seed(0))
    patch = Patch(side * scale // 2, side * scale // 2, 8)
    crop = network.patch_crop(placed, patch, lr)
    assert (crop is not None) == is_cropped
    if crop is not None:
        with torch.no_grad():
            assert crop.share < 0.75
            assert crop.agrees(lr, placed(lr[None])[0], patch)


def _folded(padded: NDArray[np.floating], side: int) -> NDArray[np.floating]:
    """What reflection copied, added back to where it was copied from: the adjoint of padding right and bottom."""
    for axis in (1, 2):
        kept, beyond = np.split(padded, [side], axis=axis)
        count = beyond.shape[axis]
        mirrored = np.flip(beyond, axis=axis)
        place = [(0, 0)] * 3
        place[axis] = (side - 1 - count, 1)
        padded = kept + np.pad(mirrored, place)
    return padded


@pytest.mark.parametrize("architecture", TODAYS)
def test_a_map_is_that_of_the_padded_picture_and_has_no_black_frame(architecture: str, tmp_path: Path) -> None:
    """Where the sides are no multiples of the window, the attribution of what was added belongs to what it copies."""
    module, name, arguments, scale, whole = TODAYS[architecture]
    network = loaded(built(module, name, arguments), tmp_path / "weights.pth")
    side = 21
    pixels = np.random.default_rng(1).integers(0, 256, (side, side, 3), dtype=np.uint8)
    padded = np.pad(pixels, ((0, whole - side), (0, whole - side), (0, 0)), mode="reflect")
    patch = Patch(side * scale - 9, side * scale - 9, 8)
    settings = Settings(path="linear-black", steps=3, rule="midpoint", precision=Precision.FLOAT64)
    lam = [
        run_to_end(analyse(Request(picture_from_pixels(one, "noise"), network, patch, settings, Role.LR)))[1].lam
        for one in (pixels, padded)
    ]
    assert lam[0].shape == (3, side, side)
    folded = _folded(lam[1], side)
    assert np.linalg.norm(lam[0] - folded) <= 1e-6 * np.linalg.norm(folded)
    importance = np.abs(lam[0].sum(axis=0))
    assert np.isfinite(importance).all()
    assert importance[-1, -1] > 0.01 * importance.max()
    near = run_to_end(
        analyse(Request(picture_from_pixels(pixels, "noise"), network, Patch(0, 0, 8), settings, Role.LR))
    )[1].importance
    assert near[0, 0] > 0.01 * near.max()


def test_a_fused_span_is_the_network_that_it_was_fused_from(tmp_path: Path) -> None:
    original = built("SPAN", "SPAN", SPAN)
    with torch.no_grad():
        original(torch.rand(1, 3, 8, 8))  # it fuses its layers when it is called
    fused = {k: t for k, t in original.state_dict().items() if ".sk." not in k and ".conv." not in k}
    torch.save(fused, tmp_path / "fused.pth")
    network = load_network(NetworkEntry("fused", tmp_path / "fused.pth"))
    assert network.facts.architecture == "SPAN"
    assert network.facts.parameters == sum(t.numel() for t in fused.values())
    picture = torch.rand(1, 3, 17, 19)
    with torch.no_grad():
        restored = network.placed("cpu", torch.float32)(picture)
        torch.testing.assert_close(restored, original(picture), atol=1e-3, rtol=1e-4)


def test_the_released_span_restores() -> None:
    path = shared_path("checkpoints", "SPAN-ch28_x4.pth")
    network = load_network(NetworkEntry("SPAN", path))
    assert (network.facts.architecture, network.scale, network.facts.value_range) == ("SPAN", 4, 1.0)
    hr = np.asarray(Image.open(shared_path("images", "set5", "baby.png")).convert("RGB"))[:256, :256]
    lr = np.asarray(Image.open(shared_path("images", "set5-lr-x4-matlab", "baby_LRBI_x4.png")))[:64, :64]
    with torch.inference_mode():
        sr = network.decode(network.placed("cpu", torch.float32)(network.encode(lr)[None])[0], lr)
    assert measure_quality(sr, hr, 4).psnr_y > 31.5


def test_tensors_that_do_not_fit_are_refused(tmp_path: Path) -> None:
    weights = built("SwinIR", "SwinIR", SWINIR).state_dict()
    weights["layers.0.residual_group.blocks.0.mlp.fc1.bias"] = torch.zeros(3)
    torch.save(weights, tmp_path / "weights.pth")
    with pytest.raises(NetworkError, match=r"looks like SwinIR, which spandrel reads, but its tensors do not fit"):
        load_network(NetworkEntry("weights", tmp_path / "weights.pth"))


def test_what_resembles_a_network_of_spandrels_is_said(tmp_path: Path) -> None:
    weights = built("SwinIR", "SwinIR", SWINIR).state_dict()
    lacking = {key: tensor for key, tensor in weights.items() if not key.endswith("relative_position_index")}
    torch.save(lacking, tmp_path / "weights.pth")
    reason = r"It looks like SwinIR, which spandrel reads, but has no layers\.0\..*relative_position_index\."
    with pytest.raises(NetworkError, match=reason):
        load_network(NetworkEntry("weights", tmp_path / "weights.pth"))


def test_a_network_of_other_channels_is_told_how_to_fix_it(tmp_path: Path) -> None:
    stereo = built("SPAN", "SPAN", {**SPAN, "num_in_ch": 6, "num_out_ch": 6})
    torch.save(stereo.state_dict(), tmp_path / "weights.pth")
    with pytest.raises(NetworkError, match=r"SPAN, which takes 6 channels and makes 6: no picture") as raised:
        load_network(NetworkEntry("weights", tmp_path / "weights.pth"))
    assert "the template shows how" in raised.value.advice


def test_a_network_that_needs_a_kernel_for_a_gpu_says_so(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    spandrel = spandrel_networks.import_spandrel()

    def load(*_: object) -> None:
        raise ModuleNotFoundError("No module named 'mamba_ssm'", name="mamba_ssm")

    monkeypatch.setattr(spandrel.ModelLoader, "load_from_state_dict", load)
    torch.save({"weight": torch.zeros(4, 3, 3, 3)}, tmp_path / "weights.pth")
    with pytest.raises(
        NetworkError, match=r"needs mamba_ssm, which is not there\. That is a kernel compiled for an NV"
    ):
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
