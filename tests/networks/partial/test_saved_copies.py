"""Layers that write over their values get the gradient of layers that do not, and its memory is counted."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
import torch
from torch import Tensor, nn

from lamgui.networks.entry import NetworkEntry
from lamgui.networks.loading.load import load_network
from lamgui.networks.partial.memory import activation_bytes_per_pixel
from lamgui.networks.partial.saved_copies import SavedCopies
from lamgui.networks.user_code.words import trusted


class Layers(nn.Module):
    """After public networks: an exponential, a gate and a partial convolution, each written over its input or not."""

    def __init__(self, in_place: bool) -> None:
        super().__init__()
        torch.manual_seed(2)
        self.enter = nn.Conv2d(3, 8, 3, padding=1)
        self.part = nn.Conv2d(4, 4, 3, padding=1)
        self.leave = nn.Conv2d(8, 12, 3, padding=1)
        self._in_place = in_place

    def forward(self, x: Tensor) -> Tensor:
        features = torch.sigmoid(self.enter(x))
        squared = features * features
        if self._in_place:
            features.mul_(2).exp_()
            features[:, :4] = self.part(features[:, :4])
        else:
            features = (features * 2).exp()
            features = torch.cat((self.part(features[:, :4]), features[:, 4:]), dim=1)
        return nn.functional.pixel_shuffle(self.leave(features * squared), 2)


def gradient_of(restore: Callable[[Tensor], Tensor], picture: Tensor) -> Tensor:
    leaf = picture.clone().requires_grad_()
    (gradient,) = torch.autograd.grad(restore(leaf).square().sum(), leaf)
    return gradient


def test_the_gradient_is_that_of_layers_that_write_elsewhere() -> None:
    writing, other = Layers(True).double(), Layers(False).double()
    picture = torch.rand(2, 3, 9, 11, dtype=torch.float64)
    with pytest.raises(RuntimeError, match="modified by an inplace operation"):
        gradient_of(writing, picture)
    torch.testing.assert_close(
        gradient_of(SavedCopies(writing), picture), gradient_of(other, picture), rtol=1e-13, atol=0
    )
    with torch.no_grad():
        torch.testing.assert_close(SavedCopies(writing)(picture), other(picture), rtol=1e-13, atol=0)


def test_the_copies_are_counted() -> None:
    pixel = torch.full((1, 3, 1, 1), 0.5)
    other, copies = Layers(False), SavedCopies(Layers(True))
    plain, copied = (activation_bytes_per_pixel(module, module, pixel, 16) for module in (other, copies))
    # At least the eight channels of the features, four bytes each, once more.
    assert copied >= plain + 8 * 4


def test_a_file_of_such_layers_opens(tmp_path: Path) -> None:
    text = Path(__file__).read_text(encoding="utf-8")
    body = text[text.index("class Layers") : text.index("def gradient_of")].replace("in_place: bool", "in_place=True")
    (tmp_path / "net.py").write_text(f"import torch\nfrom torch import Tensor, nn\n\n{body}", encoding="utf-8")
    network = load_network(trusted(NetworkEntry("net", tmp_path / "net.py")))
    picture = torch.rand(1, 3, 8, 9, dtype=torch.float64)
    restore = network.placed("cpu", torch.float64)
    wanted = Layers(False).double()
    white = network.facts.value_range
    torch.testing.assert_close(
        gradient_of(restore, picture), gradient_of(lambda x: wanted(x * white) / white, picture), rtol=1e-10, atol=1e-12
    )
