"""What a trace says of every SR pixel is what gradients say, for each operation that networks are made of."""

from __future__ import annotations

import subprocess
import sys
import warnings

import pytest
import torch
from torch import Tensor, nn

from lamgui.networks.field.operation import COLUMNS, ROWS, NotFollowed
from lamgui.networks.field.trace import trace
from tests.networks.field import modules

LENGTH, BREADTH = 24, 16

MODULES = {
    "a convolution": nn.Conv2d(3, 3, (5, 3), padding=(2, 1)),
    "holes in the kernel": nn.Conv2d(3, 3, 3, padding=(4, 2), dilation=(4, 2)),
    "a stride": nn.Sequential(nn.Conv2d(3, 4, 4, stride=2, padding=1), nn.ConvTranspose2d(4, 3, 4, 2, 1)),
    "enlarging by nine taps": nn.ConvTranspose2d(3, 3, 9, 4, 4, output_padding=3),
    "groups": nn.Sequential(nn.Conv2d(3, 6, 3, padding=1, groups=3), nn.Conv2d(6, 3, 1)),
    "sub-pixel": nn.Sequential(nn.Conv2d(3, 27, 3, padding=1), nn.PixelShuffle(3)),
    "average pooling": nn.Sequential(nn.AvgPool2d(3, 1, 1), nn.Conv2d(3, 3, 1)),
    "mirror": modules.PaddedByMirror(),
    "nearest": modules.Resized("nearest", 3),
    "bilinear": modules.Resized("bilinear", 2),
    "bilinear by an odd factor": modules.Resized("bilinear", 3),
    "bicubic": modules.Resized("bicubic", 2),
    "bicubic, antialiased": modules.Resized("bicubic", 4, antialias=True),
    "batch statistics that are stored": modules.with_norm(nn.BatchNorm2d(4)),
    "instance statistics": modules.with_norm(nn.InstanceNorm2d(4)),
    "group statistics": modules.with_norm(nn.GroupNorm(2, 4)),
    "attention in windows": modules.WindowAttention(),
    "attention to everything": modules.FusedAttention(),
    "shuffling": modules.Shuffled(),
    "writing in place": modules.Written(),
    "parts of the channels": modules.SplitChannels(),
    "patches": modules.Unfolded(),
    "patches that are mixed": modules.MixedPatches(),
    "a group that sees less": modules.NearGroup(),
    "gates": modules.Gated(),
}


@pytest.mark.parametrize("axis", [ROWS, COLUMNS], ids=["rows", "columns"])
@pytest.mark.parametrize("kind", MODULES)
def test_every_pixel_is_said_to_read_what_its_gradient_reads(kind: str, axis: int) -> None:
    module = MODULES[kind].eval()
    traced = trace(module, module, 3, LENGTH, BREADTH, axis)
    assert (traced.first.tolist(), traced.last.tolist()) == modules.read_by_gradient(module, LENGTH, BREADTH, axis)


class ShiftedAside(nn.Module):
    """Reads each pixel and the one 2 rows and columns further, which lies beside a strip that is 1 pixel wide."""

    def forward(self, lr: Tensor) -> Tensor:
        return lr + nn.functional.pad(lr, (0, 2, 0, 2))[..., 2:, 2:]


@pytest.mark.parametrize("axis", [ROWS, COLUMNS], ids=["rows", "columns"])
def test_a_narrow_strip_is_part_of_a_wide_picture(axis: int) -> None:
    module = ShiftedAside()
    traced = trace(module, module, 3, LENGTH, 1, axis)
    assert (traced.first.tolist(), traced.last.tolist()) == modules.read_by_gradient(module, LENGTH, BREADTH, axis)
    assert traced.last[0] == 2


def test_what_sees_the_whole_picture_at_once_is_named() -> None:
    def joins(kind: str) -> tuple[str, ...]:
        return trace(MODULES[kind].eval(), MODULES[kind], 3, LENGTH, BREADTH, ROWS).joins

    assert joins("attention to everything") == ("attention over the whole picture",)
    assert joins("instance statistics") == ("statistics of the whole picture",)
    assert joins("attention in windows") == ()
    pooled = nn.Sequential(nn.Conv2d(3, 3, 3, padding=1), nn.AdaptiveAvgPool2d(1), nn.Upsample(scale_factor=LENGTH))
    assert trace(pooled, pooled, 3, LENGTH, LENGTH, ROWS).joins == ("averages over all of its input",)


def test_programs_of_torchscript_are_followed_too() -> None:
    module = nn.Sequential(MODULES["a convolution"], nn.ReLU(), MODULES["sub-pixel"])
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        program = torch.jit.script(module)
    plain, scripted = (trace(each, each, 3, LENGTH, 1, ROWS) for each in (module, program))
    assert (plain.first == scripted.first).all()
    assert (plain.last == scripted.last).all()
    assert plain.count == scripted.count


class Sorted(nn.Module):
    """Puts the columns of a picture in the order of their values."""

    def forward(self, x: Tensor) -> Tensor:
        return x.sort(dim=2).values


class Asking(nn.Module):
    """Does one thing or the other, as the picture's first value is."""

    def forward(self, x: Tensor) -> Tensor:
        return x if float(x[0, 0, 0, 0]) > 0 else x.flip(2)


@pytest.mark.parametrize(("module", "operation"), [(Sorted(), "sort"), (Asking(), "_local_scalar_dense")])
def test_what_no_rule_is_known_for_is_refused(module: nn.Module, operation: str) -> None:
    with pytest.raises(NotFollowed, match=operation):
        trace(module, module, 3, LENGTH, BREADTH, ROWS)


def test_nothing_slow_is_imported_to_follow_a_network() -> None:
    code = (
        "import sys, torch\n"
        "from torch import nn\n"
        "from lamgui.networks.field.search import find_field\n"
        "module = nn.Sequential(nn.Conv2d(3, 3, 3, padding=1), nn.PReLU()).eval()\n"
        "assert find_field(module, module, 3, 1).support_px == 3\n"
        "print([name for name in ('sympy', 'torch._dynamo') if name in sys.modules])\n"
    )
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert ran.stdout.strip() == "[]"
