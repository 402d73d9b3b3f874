"""What is said of a package that is not there: how to install it, or that it needs a GPU."""

from __future__ import annotations

from pathlib import Path

import pytest

from lamgui.base.errors import NetworkError
from lamgui.networks.entry import NetworkEntry
from lamgui.networks.loading.load import load_network
from lamgui.networks.user_code.missing import GPU_ADVICE, package_advice, wants_gpu
from lamgui.networks.user_code.words import trusted

MAMBA = """
import torch
from torch import nn


class Net(nn.Module):
    def __init__(self):
        super().__init__()
        {built}

    def forward(self, x):
        {run}
        return nn.functional.interpolate(x, scale_factor=2)
"""
SCAN = "raise RuntimeError('Expected u.is_cuda() to be true, but got false.')"


@pytest.mark.parametrize(
    ("built", "run", "said"),
    [
        ("from mamba_ssm.ops.selective_scan_interface import selective_scan_fn", "pass", "imports mamba_ssm"),
        ("import selective_scan_cuda_oflex", "pass", "imports selective_scan_cuda_oflex"),
        ("pass", SCAN, r"fails on a picture of 48x48"),
        ("pass", "assert False, 'Torch not compiled with CUDA enabled'", r"fails on a picture of 48x48"),
    ],
)
def test_a_kernel_for_a_gpu_says_so(tmp_path: Path, built: str, run: str, said: str) -> None:
    path = tmp_path / "net.py"
    path.write_text(MAMBA.format(built=built, run=run), encoding="utf-8")
    with pytest.raises(NetworkError, match=said) as raised:
        load_network(trusted(NetworkEntry("net", path)))
    assert raised.value.advice == GPU_ADVICE


def test_other_packages_are_installed_under_their_own_names() -> None:
    assert package_advice("timm.layers").endswith("-m pip install timm.")
    assert package_advice("cv2").endswith("-m pip install opencv-python-headless.")
    assert not wants_gpu(RuntimeError("shapes differ"))
