"""The template of an adapter does what its comments say, and is the one in the documentation."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import torch

from lamgui.networks.entry import NetworkEntry
from lamgui.networks.loading.load import load_network
from lamgui.networks.user_code.form import FORM
from lamgui.networks.user_code.template import ADAPTER_TEMPLATE
from lamgui.networks.user_code.words import trusted

NOISE_MAP = """
import torch
from torch import nn


class MyNetwork(nn.Module):
    def __init__(self, width):
        super().__init__()
        self.enter = nn.Conv2d(4, 12, 1)

    def forward(self, x):
        assert torch.all(x[:, 3] == 15 / 255)
        return nn.functional.pixel_shuffle(self.enter(x), 2)
"""
COORDINATES = """
import torch
from torch import nn


class MyNetwork(nn.Module):
    def __init__(self, width):
        super().__init__()

    def forward(self, x, coord, cell):
        sampled = nn.functional.grid_sample(x, coord.flip(-1)[:, None], mode="nearest", align_corners=False)
        assert torch.all(cell > 0)
        return sampled[:, :, 0].transpose(1, 2)
"""


def alternative(said: str) -> str:
    """The template with the commented way of calling that begins with these words in place of its own."""
    own = ADAPTER_TEMPLATE.index("    def forward(self, x):\n        return self.network(x)[-1]")
    start = ADAPTER_TEMPLATE.index("    # def forward", ADAPTER_TEMPLATE.index(said))
    lines = ADAPTER_TEMPLATE[start : ADAPTER_TEMPLATE.index("\n\n", start)].replace("    # ", "    ")
    return f"{ADAPTER_TEMPLATE[:own]}{lines}\n\n{ADAPTER_TEMPLATE[ADAPTER_TEMPLATE.index('    # Weights were') :]}"


@pytest.mark.parametrize(
    ("said", "network", "scale"), [("a noise map", NOISE_MAP, 2), ("Or coordinates", COORDINATES, 4)]
)
def test_the_other_ways_of_calling_work(tmp_path: Path, said: str, network: str, scale: int) -> None:
    (tmp_path / "my_network.py").write_text(network, encoding="utf-8")
    (tmp_path / "adapted.py").write_text(alternative(said), encoding="utf-8")
    loaded = load_network(trusted(NetworkEntry("adapted", tmp_path / "adapted.py")))
    assert loaded.scale == scale
    if scale == 4:
        picture = torch.rand(1, 3, 5, 7)
        wanted = torch.nn.functional.interpolate(picture, scale_factor=4.0, mode="nearest")
        torch.testing.assert_close(loaded.placed("cpu", torch.float32)(picture), wanted)


def test_the_documentation_has_the_template_and_the_form() -> None:
    docs = (Path(__file__).resolve().parents[3] / "docs" / "networks.md").read_text(encoding="utf-8")
    assert re.search(r"```python\n(.*?)```", docs, re.DOTALL).group(1) == ADAPTER_TEMPLATE  # type: ignore[union-attr]
    assert FORM in ADAPTER_TEMPLATE
    assert "FILE.py::Class(width=16)::weights.pth" in docs
