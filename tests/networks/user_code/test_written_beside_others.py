"""Code that was written as a script, for a GPU, or beside BasicSR, opens all the same and leaves nothing behind."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path

import pytest
import torch
from torch import nn
from torch.nn import functional

from lamgui.base.errors import NetworkError
from lamgui.networks.entry import NetworkEntry
from lamgui.networks.loading.load import load_network
from lamgui.networks.network import Network
from lamgui.networks.user_code.basicsr_stand_ins import Upsample, flow_warp, pixel_unshuffle
from lamgui.networks.user_code.words import trusted

BESIDE_BASICSR = """
from torch import nn
from basicsr.utils.registry import ARCH_REGISTRY
from basicsr.utils import get_root_logger
from basicsr.archs.arch_util import ResidualBlockNoBN, Upsample, default_init_weights, make_layer, to_2tuple


@ARCH_REGISTRY.register()
class Net(nn.Module):
    def __init__(self, num_feat=8, upscale=4):
        super().__init__()
        get_root_logger().info("built")
        self.conv_first = nn.Conv2d(3, num_feat, to_2tuple(3), 1, 1)
        self.body = make_layer(ResidualBlockNoBN, 2, num_feat=num_feat)
        self.upsample = Upsample(upscale, num_feat)
        self.conv_last = nn.Conv2d(num_feat, 3, 3, 1, 1)
        default_init_weights([self.conv_first, self.conv_last], 0.1)

    def forward(self, x):
        return self.conv_last(self.upsample(self.body(self.conv_first(x))))


assert ARCH_REGISTRY.get("Net") is Net
"""

SCRIPT = """
import argparse
import torch
from torch import nn

print("a word of the script's")
options = argparse.ArgumentParser()
options.add_argument("--width", type=int, default=4)
options = options.parse_args()


class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.weight = nn.Parameter(torch.full((3, 3, 1, 1), 0.3).cuda())
        self.leave = nn.Conv2d(3, options.width * 3, 1).cuda()
        print("built")

    def forward(self, x):
        return nn.functional.pixel_shuffle(self.leave(nn.functional.conv2d(x, self.weight)), 2)
"""


NEEDS_MORE = """
from torch import nn
from basicsr.losses import build_loss


class Net(nn.Module):
    pass
"""

THEIRS = """
from torch import nn


class Net(nn.PixelShuffle):
    def __init__(self):
        super().__init__(2)
        self.leave = nn.Conv2d(3, 12, 1)

    def forward(self, x):
        return super().forward(self.leave(x))
"""


def opened(folder: Path, code: str) -> Network:
    """The network of a file with this code."""
    path = folder / "net.py"
    path.write_text(code, encoding="utf-8")
    return load_network(trusted(NetworkEntry("net", path)))


@pytest.mark.skipif(importlib.util.find_spec("basicsr") is not None, reason="BasicSR itself is installed")
def test_code_beside_basicsr_opens_without_it_and_so_does_the_next(tmp_path: Path) -> None:
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        network = opened(tmp_path / name, BESIDE_BASICSR)
        assert network.scale == 4
        assert not [module for module in sys.modules if module.partition(".")[0] == "basicsr"]


def test_a_part_of_basicsr_that_is_not_there_is_named_with_its_package(tmp_path: Path) -> None:
    with pytest.raises(NetworkError, match=r"imports basicsr\.losses") as raised:
        opened(tmp_path, NEEDS_MORE)
    assert raised.value.advice.endswith("-m pip install basicsr.")


def test_a_project_that_brings_its_own_basicsr_gets_that(tmp_path: Path) -> None:
    (tmp_path / "basicsr").mkdir()
    (tmp_path / "basicsr" / "__init__.py").write_text(THEIRS, encoding="utf-8")
    assert opened(tmp_path, "import basicsr\nclass Net(basicsr.Net):\n    '''Theirs.'''\n").scale == 2


def test_a_script_for_a_gpu_opens_and_keeps_standard_output_free(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "argv", ["lamgui", "attribute", "--patch", "1"])
    cuda = torch.Tensor.cuda
    assert opened(tmp_path, SCRIPT).scale == 2
    assert sys.argv == ["lamgui", "attribute", "--patch", "1"]
    assert torch.Tensor.cuda is cuda
    out, err = capsys.readouterr()
    assert out == ""
    assert "a word of the script's" in err
    assert "built" in err


def test_upsample_has_the_keys_of_the_original() -> None:
    assert list(Upsample(4, 8).state_dict()) == ["0.weight", "0.bias", "2.weight", "2.bias"]
    assert [tuple(tensor.shape) for tensor in Upsample(3, 8).state_dict().values()] == [(72, 8, 3, 3), (72,)]
    with pytest.raises(ValueError, match="scale 6 is not supported"):
        Upsample(6, 8)


def test_pixels_are_unshuffled_and_warped_as_their_names_say() -> None:
    picture = torch.rand(1, 3, 6, 8, generator=torch.manual_seed(0))
    assert torch.equal(functional.pixel_shuffle(pixel_unshuffle(picture, 2), 2), picture)
    flow = torch.zeros(1, 6, 8, 2)
    flow[..., 0] = 1
    # Positions are divided by the width and multiplied again, each rounded.
    torch.testing.assert_close(flow_warp(picture, flow)[..., :-1], picture[..., 1:], atol=1e-5, rtol=0)
    assert isinstance(Upsample(2, 4), nn.Sequential)
