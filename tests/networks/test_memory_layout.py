"""Channels lie last in memory only where that changes neither the picture nor its gradient."""

from __future__ import annotations

from pathlib import Path

import pytest
import torch
from torch import nn

from lamgui.networks.entry import NetworkEntry
from lamgui.networks.loading.load import load_network
from lamgui.networks.memory_layout import is_indifferent_to_layout
from lamgui.networks.user_code.words import trusted

NET = """
import torch
from torch import nn


class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.enter = nn.Conv2d(3, 12, 3, padding=1)
        {more}

    def forward(self, x):
        n, c, h, w = x.shape
        x = self.enter(x)
        {then}
        return nn.functional.pixel_shuffle(x, 2)
"""
VIEWS = "x = x.view(n, 12 * h, w).view(n, 12, h, w)"
FIVE = "self.weight = nn.Parameter(torch.ones(1, 1, 1, 1, 1))"
READS_STRIDES = "x = torch.as_strided(x, (n, 12, h, w), (12 * h * w, h * w, w, 1))"


@pytest.mark.parametrize(
    ("more", "then", "channels_last"),
    [
        ("pass", "pass", True),
        ("pass", VIEWS, False),
        (FIVE, "x = x * self.weight[0]", False),
        ("pass", READS_STRIDES, False),
    ],
)
def test_code_that_minds_the_layout_gets_the_usual_one(
    tmp_path: Path, more: str, then: str, channels_last: bool
) -> None:
    path = tmp_path / "net.py"
    path.write_text(NET.format(more=more, then=then), encoding="utf-8")
    network = load_network(trusted(NetworkEntry("net", path)))
    placed = network.placed("cpu", torch.float32)
    wanted = torch.channels_last if channels_last else torch.contiguous_format
    assert placed.memory_format is wanted
    picture = torch.rand(1, 3, 17, 19, requires_grad=True)
    restored = placed(picture)
    torch.autograd.grad(restored.sum(), picture)
    torch.testing.assert_close(restored, network._module(picture))


def test_the_module_is_not_changed() -> None:
    module = nn.Sequential(nn.Conv2d(3, 4, 3, padding=1), nn.Conv2d(4, 3, 3, padding=1))
    assert is_indifferent_to_layout(module, 3, multiple_of=4)
    weight = next(module[1].parameters())
    assert weight.is_contiguous()
    assert weight.grad is None
