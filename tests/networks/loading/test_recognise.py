"""Networks are recognised by keys and shapes, under any prefix; what is not gets told what it comes nearest to."""

from __future__ import annotations

import subprocess
import sys

import pytest

from lamgui.base.errors import NetworkError
from lamgui.networks.architectures._architecture import Layout
from lamgui.networks.architectures._registry import ARCHITECTURES
from lamgui.networks.checkpoint.read import read_checkpoint
from lamgui.networks.loading.recognise import recognise
from tests.shared import shared_path


def _layout(name: str) -> Layout:
    (architecture,) = (one for one in ARCHITECTURES if one.name == name)
    return architecture.layout(architecture.example)


@pytest.mark.parametrize("name", [architecture.name for architecture in ARCHITECTURES])
def test_every_example_is_recognised_as_itself(name: str) -> None:
    found = recognise(_layout(name), "net.pth")
    assert (found.architecture.name, found.prefix, found.notes) == (name, "", ())


def test_recognising_does_not_wait_for_the_imports_of_a_compiler() -> None:
    code = (
        "import sys; from lamgui.networks.architectures._registry import ARCHITECTURES as known; "
        "from lamgui.networks.loading.recognise import recognise; "
        "[recognise(a.layout(a.example), 'net.pth') for a in known]; sys.exit('sympy' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


PREFIXES = (
    "module.", "netG.", "model.", "module.netG.", "_orig_mod.module.",
    "net_sr.", "params_ema.", "backbone.", "student.",
)  # fmt: skip


@pytest.mark.parametrize("prefix", PREFIXES)
def test_prefixes_are_stripped_and_named(prefix: str) -> None:
    found = recognise({prefix + key: shape for key, shape in _layout("EDSR").items()}, "net.pth")
    assert (found.architecture.name, found.prefix) == ("EDSR", prefix)
    assert found.notes == (f"keys of the file begin with '{prefix}'",)


def test_tensors_beside_the_network_are_left_out_and_counted() -> None:
    layout = {f"netG.{key}": shape for key, shape in _layout("FSRCNN").items()}
    found = recognise({**layout, "netD.conv.weight": (1, 3, 3, 3), "step": ()}, "net.pth")
    assert found.notes == ("keys of the file begin with 'netG.'; 2 other tensors of the file are not used",)


@pytest.mark.parametrize(("scale", "stages"), [(2, [4]), (3, [9]), (4, [4, 4]), (8, [4, 4, 4])])
def test_scale_width_and_depth_of_edsr_are_read_off(scale: int, stages: list[int]) -> None:
    layout = {key: shape for key, shape in _layout("EDSR").items() if not key.startswith("tail.0")}
    for stage, factor in enumerate(stages):
        layout[f"tail.0.{2 * stage}.weight"] = (64 * factor, 64, 3, 3)
        layout[f"tail.0.{2 * stage}.bias"] = (64 * factor,)
    configuration = recognise(layout, "net.pth").configuration
    assert configuration.scale == scale
    assert (configuration.arguments["width"], configuration.arguments["blocks"]) == (64, 16)


def test_carn_with_several_scales_offers_them_and_takes_4() -> None:
    checkpoint = read_checkpoint(shared_path("checkpoints", "CARN-M_x234.pth"))
    configuration = recognise(checkpoint.layout, "CARN-M").configuration
    assert (configuration.scale, configuration.scales) == (4, (2, 3, 4))
    assert (configuration.arguments["groups"], configuration.arguments["efficient"]) == (4, True)


_SUPPORTED = (
    "Supported are CARN, CSNLN, DDBPN, DRLN, EDSR, FSRCNN, IMDN, LapSRN, MSRN, PAN, RCAN, RDN, RFDN, RNAN, RRDBNet, "
    "SAN, SRCNN, SRResNet, of any width and depth. For another, its code is missing: open the .py file that defines it "
    "and choose these weights for it; on a command line, say FILE.py::Class::WEIGHTS with --trust."
)


def test_wrong_shapes_are_named_with_the_right_ones() -> None:
    layout = {**_layout("EDSR"), "body.3.body.2.weight": (64, 48, 3, 3)}
    with pytest.raises(NetworkError) as raised:
        recognise(layout, "net.pth")
    assert str(raised.value) == (
        "net.pth is not a network that this program can build. Nearest is EDSR, but body.3.body.2.weight 64x48x3x3 "
        f"should be 64x64x3x3. {_SUPPORTED}"
    )


def test_missing_and_unknown_tensors_are_named() -> None:
    layout = {key: shape for key, shape in _layout("RFDN").items() if key != "LR_conv.bias"}
    with pytest.raises(
        NetworkError, match=r"RFDN, but LR_conv\.bias 50 is missing; extra\.weight 4x4 is unknown to RFDN"
    ):
        recognise({**layout, "extra.weight": (4, 4)}, "net.pth")


def test_a_network_for_volumes_is_told_as_such() -> None:
    layout = {"encoder.weight": (32, 1, 3, 3, 3), "encoder.bias": (32,), "decoder.weight": (1, 32, 3, 3, 3)}
    with pytest.raises(NetworkError) as raised:
        recognise(layout, "unet3d.pth")
    assert raised.value.message == (
        "unet3d.pth is a network for volumes or videos: encoder.weight 32x1x3x3x3 works in 3 dimensions."
    )
    assert raised.value.advice == "Open a network that takes single pictures."


def test_shapes_that_no_module_can_have() -> None:
    layout = {**_layout("CARN"), "b1.b1.body.0.weight": (64, 0, 3, 3), "entry.weight": (63, 3, 3, 3)}
    with pytest.raises(NetworkError, match="Nearest is CARN"):
        recognise(layout, "net.pth")


@pytest.mark.parametrize(
    ("file", "words"),
    [
        (
            "BSRN_x4.pth",
            r"Nearest is RFDN, but fea_conv\.weight 50x3x3x3 is missing; fea_conv\.pw\.weight 64x12x1x1 is",
        ),
        ("SMFANet_x4.pth", r"begin to_feat\.weight 36x3x3x3"),
        ("SPAN-ch28_x4.pth", r"begin conv_1\.eval_conv\.weight 28x3x3x3"),
    ],
)
def test_networks_that_cannot_be_built_yet(file: str, words: str) -> None:
    checkpoint = read_checkpoint(shared_path("checkpoints", file))
    with pytest.raises(NetworkError, match=words) as raised:
        recognise(checkpoint.layout, file)
    assert raised.value.message.startswith(f"{file} is not a network that this program can build")
    assert raised.value.advice == _SUPPORTED
