"""A network that computes only what a patch needs gives the patch and the gradient of the whole one."""

from __future__ import annotations

import linecache

import pytest
import torch
from torch import Tensor, fx, nn
from torch.nn import functional

from lamgui.networks.architectures.drln import DRLN
from lamgui.networks.architectures.edsr import EDSR
from lamgui.networks.architectures.fsrcnn import FSRCNN
from lamgui.networks.architectures.imdn import IMDN
from lamgui.networks.architectures.rcan import RCAN
from lamgui.networks.architectures.rdn import RDN
from lamgui.networks.architectures.rrdbnet import RRDBNet
from lamgui.networks.architectures.srcnn import SRCNN
from lamgui.networks.partial.focus import Region, focus
from lamgui.networks.partial.graph import graph_of

HEIGHT, WIDTH = 20, 24
SIDE = 13
"""Of the region, SR pixels, at x4."""

NETWORKS = {
    "EDSR": lambda: EDSR(width=8, blocks=2),
    "RRDBNet": lambda: RRDBNet(width=8, growth=4, blocks=1),
    "RCAN": lambda: RCAN(width=8, groups=1, blocks=2, reduction=4),
    "RDN": lambda: RDN(width=8, growth=4, blocks=2, depth=2, upper_width=8),
    "DRLN": lambda: DRLN(width=8, cascades=(2, 1), reduction=2),
    "IMDN": lambda: IMDN(width=16, kept=4, blocks=2, reduction=4),
    "IMDN without attention": lambda: IMDN(width=16, kept=4, blocks=2, reduction=0, fused=False),
    "FSRCNN": FSRCNN,
    "SRCNN without padding": lambda: SRCNN(widths=(8, 4), valid=True),
}
CORNERS = {
    "inside": (37, 33),
    "top left": (0, 0),
    "bottom right": (4 * HEIGHT - SIDE, 4 * WIDTH - SIDE),
    "top": (0, 41),
    "right, a row from the bottom": (4 * HEIGHT - SIDE - 1, 4 * WIDTH - SIDE),
}


def made(build: object) -> nn.Module:
    torch.manual_seed(0)
    assert callable(build)
    module: nn.Module = build().double().eval().requires_grad_(False)
    return module


def region_at(row: int, column: int) -> Region:
    return (row, row + SIDE), (column, column + SIDE)


def patch_and_gradient(module: nn.Module, lr: Tensor, region: Region | None) -> tuple[Tensor, Tensor]:
    """What comes out, cut to a region, and the gradient of a sum of it in which no pixel counts like another."""
    lr = lr.clone().requires_grad_(True)
    sr = module(lr)
    if region is not None:
        sr = sr[..., slice(*region[0]), slice(*region[1])]
    weights = torch.linspace(-1, 1, sr.numel(), dtype=sr.dtype).reshape(sr.shape)
    return sr.detach(), torch.autograd.grad((weights * sr).sum(), lr)[0]


@pytest.mark.parametrize("corner", CORNERS)
@pytest.mark.parametrize("name", NETWORKS)
def test_patch_and_gradient_are_those_of_the_whole(name: str, corner: str) -> None:
    module, region = made(NETWORKS[name]), region_at(*CORNERS[corner])
    lr = torch.rand(2, 3, HEIGHT, WIDTH, dtype=torch.float64, generator=torch.Generator().manual_seed(1))
    network_graph = graph_of(module, 3)
    assert network_graph is not None
    focused = focus(network_graph, region, HEIGHT, WIDTH)
    assert focused is not None
    rows, columns = (slice(*span) for span in focused.region)
    sr, gradient = patch_and_gradient(module, lr, region)
    own_sr, own_gradient = patch_and_gradient(focused.module, lr[..., rows, columns], None)
    torch.testing.assert_close(own_sr, sr, rtol=0, atol=1e-10 * float(sr.abs().max()))
    embedded = torch.zeros_like(gradient)
    embedded[..., rows, columns] = own_gradient
    torch.testing.assert_close(embedded, gradient, rtol=0, atol=1e-10 * float(gradient.abs().max()))


@pytest.mark.parametrize(("name", "most"), [("EDSR", 0.5), ("FSRCNN", 0.4), ("RRDBNet", 0.4), ("RCAN", 0.9)])
def test_much_less_is_computed(name: str, most: float) -> None:
    network_graph = graph_of(made(NETWORKS[name]), 3)
    assert network_graph is not None
    focused = focus(network_graph, region_at(*CORNERS["inside"]), HEIGHT, WIDTH)
    assert focused is not None
    assert focused.share < most
    assert focus(network_graph, region_at(*CORNERS["inside"]), HEIGHT, WIDTH, most=focused.share / 2) is None


def test_what_pools_needs_the_whole_picture_and_what_comes_after_does_not() -> None:
    network_graph = graph_of(made(NETWORKS["RCAN"]), 3)
    assert network_graph is not None
    focused = focus(network_graph, region_at(*CORNERS["inside"]), HEIGHT, WIDTH)
    assert focused is not None
    assert focused.region == ((0, HEIGHT), (0, WIDTH))
    assert focused.share < 1


class Widened(nn.Module):
    """Convolutions whose rows and columns differ, with gaps, in groups, and with padding by a word."""

    def __init__(self) -> None:
        super().__init__()
        self.gaps = nn.Conv2d(3, 8, (3, 5), padding=(2, 6), dilation=(2, 3))
        self.groups = nn.Conv2d(8, 8, (5, 1), padding=(2, 0), groups=4)
        self.word = nn.Conv2d(8, 3, 3, padding="same")

    def forward(self, x: Tensor) -> Tensor:
        restored: Tensor = self.word(self.groups(functional.leaky_relu(self.gaps(x), 0.3, True)))
        return restored


class Activated(nn.Module):
    """Activations in place, their numbers by position."""

    def forward(self, x: Tensor) -> Tensor:
        one, other = functional.elu(x - 0.5, 0.7, True), functional.hardtanh(2 * x - 1, -0.2, 0.3, True)
        return one + other + functional.silu(3 * x, True) + functional.relu(x - 0.4, True)


class Swapped(nn.Module):
    """The halves of a picture change places."""

    def forward(self, x: Tensor) -> Tensor:
        upper, lower = x.chunk(2, dim=2)
        return torch.cat([lower, upper], dim=2)


class Thinned(nn.Module):
    """Every other pixel, twice as large."""

    def forward(self, x: Tensor) -> Tensor:
        return functional.interpolate(x[:, :, ::2, ::2], scale_factor=2.0)


class Smoothed(nn.Module):
    """An enlargement in which neighbours mix."""

    def forward(self, x: Tensor) -> Tensor:
        return functional.interpolate(torch.relu(x), scale_factor=2, mode="bilinear")


class Half(nn.Module):
    """An enlargement that is no whole number, whose cells are not alike therefore."""

    def forward(self, x: Tensor) -> Tensor:
        return functional.interpolate(torch.relu(x), scale_factor=1.5)


class Framed(nn.Module):
    """The picture is continued first, so that what its convolutions are given is larger."""

    def __init__(self) -> None:
        super().__init__()
        self.first, self.last = nn.Conv2d(3, 4, 3), nn.Conv2d(4, 3, 3)

    def forward(self, x: Tensor) -> Tensor:
        features = torch.relu(self.first(functional.pad(x, (2, 2, 2, 2), mode="reflect")))
        restored: Tensor = self.last(features)
        return torch.sigmoid(restored) + x


class Weighed(nn.Module):
    """Each row, and the whole picture, has a weight of its own."""

    def forward(self, x: Tensor) -> Tensor:
        return x * x.mean(dim=3, keepdim=True) * torch.sigmoid(functional.adaptive_avg_pool2d(x, 1))


@pytest.mark.parametrize("build", [Widened, Activated, Swapped, Thinned, Smoothed, Half, Framed, Weighed])
@pytest.mark.parametrize("corner", [(0, 0), (3, 6), (7, 11)])
def test_an_operation_is_understood_or_gets_all_of_its_input(build: type[nn.Module], corner: tuple[int, int]) -> None:
    module = made(build)
    network_graph = graph_of(module, 3)
    assert network_graph is not None
    lr = torch.rand(1, 3, HEIGHT, WIDTH, dtype=torch.float64, generator=torch.Generator().manual_seed(1))
    focused = focus(network_graph, region_at(*corner), HEIGHT, WIDTH)
    assert focused is not None
    rows, columns = (slice(*span) for span in focused.region)
    wanted, _ = patch_and_gradient(module, lr, region_at(*corner))
    torch.testing.assert_close(focused.module(lr[..., rows, columns]), wanted)


class Turned(nn.Module):
    """Rows become columns: a picture, but none of the LR one's form."""

    def forward(self, x: Tensor) -> Tensor:
        return x.transpose(2, 3)


def test_what_does_not_come_out_in_the_form_of_the_picture_is_not_followed() -> None:
    assert graph_of(Turned(), 3) is None


class Strided(nn.Module):
    """Halves and doubles again, with a pointwise operation in place that nothing else sees."""

    def __init__(self) -> None:
        super().__init__()
        self.down = nn.Conv2d(3, 4, 3, stride=2, padding=1, dilation=1)
        self.up = nn.Sequential(nn.ReLU(inplace=True), nn.Conv2d(4, 48, 5, padding=2), nn.PixelShuffle(4))

    def forward(self, x: Tensor) -> Tensor:
        restored: Tensor = self.up(self.down(x)) + functional.interpolate(x, scale_factor=2, mode="nearest")
        return restored


def test_strides_are_followed() -> None:
    module = made(Strided)
    network_graph = graph_of(module, 3)
    assert network_graph is not None
    lr = torch.rand(1, 3, HEIGHT, WIDTH, dtype=torch.float64)
    for row in range(0, 2 * HEIGHT - SIDE, 3):
        region = region_at(row, 2 * WIDTH - SIDE - row)
        focused = focus(network_graph, region, HEIGHT, WIDTH)
        assert focused is not None
        rows, columns = (slice(*span) for span in focused.region)
        torch.testing.assert_close(focused.module(lr[..., rows, columns]), patch_and_gradient(module, lr, region)[0])
    assert focus(network_graph, region_at(0, 0), HEIGHT + 1, WIDTH) is None


class Deciding(nn.Module):
    """Does something else for dark pictures."""

    def forward(self, x: Tensor) -> Tensor:
        return x if x.mean() > 0.5 else 2 * x


class Mixing(nn.Module):
    """An operation that is not known comes after one that is."""

    def forward(self, x: Tensor) -> Tensor:
        return functional.interpolate(torch.relu(x).cumsum(dim=-1), scale_factor=2)


def test_what_depends_on_values_is_not_followed() -> None:
    assert graph_of(Deciding(), 3) is None


def test_what_is_not_known_gets_all_of_its_input() -> None:
    network_graph = graph_of(Mixing(), 3)
    assert network_graph is not None
    focused = focus(network_graph, region_at(3, 5), HEIGHT, WIDTH)
    assert focused is not None
    assert focused.region == ((0, HEIGHT), (0, WIDTH))
    lr = torch.rand(1, 3, HEIGHT, WIDTH)
    torch.testing.assert_close(focused.module(lr), Mixing()(lr)[..., 3 : 3 + SIDE, 5 : 5 + SIDE])


def texts_of_graphs() -> set[str]:
    """What torch keeps of graphs for tracebacks, in its own table and in Python's."""
    return {*fx.graph_module._loader.eval_cache, *(name for name in linecache.cache if "eval_with_key" in name)}


def test_what_a_patch_needed_is_forgotten_with_it() -> None:
    network_graph = graph_of(made(NETWORKS["FSRCNN"]), 3)
    assert network_graph is not None
    known = texts_of_graphs()
    for row in range(8):
        assert focus(network_graph, region_at(row, row), HEIGHT, WIDTH) is not None
    assert texts_of_graphs() == known
