"""The receptive field that is found in a network's graph is the published one, and the one its layouts state."""

from __future__ import annotations

from typing import Any

import pytest
import torch
from torch import nn
from torch.nn import functional

from lamgui.attribution.receptive_field import AxisField, ReceptiveField, TheoreticalField
from lamgui.networks.architectures._architecture import Architecture, Configuration
from lamgui.networks.architectures._registry import ARCHITECTURES
from lamgui.networks.architectures.rfdn import RFDN
from lamgui.networks.field.operation import ROWS
from lamgui.networks.field.search import find_field
from lamgui.networks.field.trace import trace
from lamgui.networks.loading.recognise import recognise
from lamgui.networks.placed import PlacedNetwork
from tests.networks.field.nan_probe import reached_by_a_pixel
from tests.networks.fixtures import LAYOUTS, stated_layout

BY_NAME = {architecture.name: architecture for architecture in ARCHITECTURES}


def built(architecture: Architecture, configuration: Configuration) -> PlacedNetwork:
    torch.manual_seed(0)
    module = architecture.build(configuration).eval().requires_grad_(False)
    multiple_of = configuration.multiple_of or architecture.multiple_of
    return PlacedNetwork(module, configuration.scale, 1.0, multiple_of, architecture.minimum_px)


def field_of(architecture: Architecture, configuration: Configuration) -> TheoreticalField:
    network = built(architecture, configuration)
    return find_field(
        network,
        network.module,
        configuration.channels,
        configuration.scale,
        multiple_of=network.multiple_of,
        minimum_px=network.minimum_px,
    )


def example(name: str, scale: int = 4, **arguments: Any) -> Configuration:
    stated = BY_NAME[name].example
    return Configuration(scale, stated.channels, arguments={**stated.arguments, **arguments})


@pytest.mark.parametrize(
    ("name", "paper_px", "support_px"),
    [("FSRCNN", 17, 15), ("CARN", 45, 43), ("EDSR", 75, 73), ("RRDBNet", 703, 699), ("MSRN", 75, 73)],
)
def test_the_papers_numbers_and_the_exact_ones(name: str, paper_px: int, support_px: int) -> None:
    """MSRN's would be 107 with three layers of 5x5 in each of its 8 blocks; the released network has two."""
    found = field_of(BY_NAME[name], example(name))
    assert (found.kind, found.paper_px, found.paper_rate) == ("local", paper_px, 1)
    assert found.support_px == support_px


@pytest.mark.parametrize(("scale", "support_px"), [(2, 17), (3, 16)])
def test_nine_taps_see_more_pixels_where_they_are_enlarged_less(scale: int, support_px: int) -> None:
    assert field_of(BY_NAME["FSRCNN"], example("FSRCNN", scale)).support_px == support_px


@pytest.mark.parametrize("architecture", ARCHITECTURES, ids=lambda a: a.name)
def test_the_kind_is_the_one_that_the_architecture_declares(architecture: Architecture) -> None:
    found = field_of(architecture, architecture.example)
    assert found.kind is (architecture.example.receptive_field or architecture.receptive_field)
    assert bool(found.because) == (found.kind is ReceptiveField.GLOBAL)


def test_a_network_that_enlarges_first_is_counted_on_the_enlarged_picture() -> None:
    found = field_of(BY_NAME["SRCNN"], example("SRCNN", kernels=(9, 1, 5)))
    assert (found.paper_px, found.paper_rate) == (13, 4)
    assert found.support_px == 7


@pytest.mark.parametrize("name", LAYOUTS)
def test_every_output_row_sees_the_rows_that_its_layout_states(name: str) -> None:
    """Measured by the released code's gradients, row by row of an output cell."""
    stated = stated_layout(name)
    measured = stated["receptive_field"].get("measured_support")
    if measured is None or "taken_from" in measured or name == "RFDN__official":
        pytest.skip("its layout states no rows, or those of another layout")
    found = recognise({key: tuple(shape) for key, shape, _ in stated["layout"]}, name)
    scale = 1 if stated["input_is_preupsampled"] else 4
    architecture, configuration = found.architecture, found.configuration.decided({"scale": scale})
    network = built(architecture, configuration)
    traced = trace(network, network.module, configuration.channels, measured["input_height"], 1, ROWS)
    for row, reads in measured["per_output_row"].items():
        seen = int(traced.first[int(row)]), int(traced.last[int(row)])
        assert seen == (reads["first_input_row"], reads["last_input_row"])
    assert field_of(architecture, configuration).support_px == measured["union_extent"]


@pytest.mark.parametrize("scale", [2, 3])
@pytest.mark.parametrize("name", ["CARN", "EDSR", "LapSRN", "MSRN", "PAN", "SRResNet"])
def test_it_is_what_a_pixel_that_is_no_number_finds(name: str, scale: int) -> None:
    architecture, configuration = BY_NAME[name], example(name, scale)
    try:
        network = built(architecture, configuration)
    except ValueError:
        pytest.skip(f"{name} has no scale {scale}")
    found = field_of(architecture, configuration)
    for axis in (found.rows, found.columns):
        assert axis is not None
        assert beyond_own_cell(axis, scale) == reached_by_a_pixel(network, configuration.channels, scale, 97)


def beyond_own_cell(axis: AxisField, scale: int) -> tuple[int, int]:
    """How far an LR pixel reaches in SR, up and down, by what SR pixels see of LR."""
    before = max(scale * last - phase for phase, last in enumerate(axis.last))
    after = max(phase - scale * first - (scale - 1) for phase, first in enumerate(axis.first))
    return before, after


@pytest.mark.parametrize(("dtype", "first", "last"), [(torch.float32, 199, 397), (torch.float64, 175, 421)])
def test_averaging_weights_hide_the_outer_rows_of_rfdn_in_single_precision(
    monkeypatch: pytest.MonkeyPatch, dtype: torch.dtype, first: int, last: int
) -> None:
    """So its layout states 199 rows: the last attention is saturated, the slope of its sigmoid rounds to 0."""
    monkeypatch.setattr(functional, "max_pool2d", functional.avg_pool2d)
    module = RFDN().to(dtype).requires_grad_(False)
    for weight in module.parameters():
        weight.fill_(0 if weight.ndim == 1 else 1 / weight[0].numel())
    lr = torch.rand(1, 3, 600, 16, dtype=dtype, generator=torch.Generator().manual_seed(0)).requires_grad_()
    (gradient,) = torch.autograd.grad(module(lr)[:, :, 1200:1204].sum(), lr)
    rows = gradient.abs().amax(dim=(0, 1, 3)).nonzero()
    assert (int(rows[0]), int(rows[-1])) == (first, last)


def test_a_bounded_network_differs_from_place_to_place() -> None:
    """Pixels that are no number reach 247 rows in the middle of a picture, and more towards its border."""
    network = built(BY_NAME["RFDN"], BY_NAME["RFDN"].example)
    traced = trace(network, network.module, 3, 600, 16, ROWS)
    assert (traced.first[1200:1204] == 175).all()
    assert (traced.last[1200:1204] == 421).all()
    for row, reaches in ((174, False), (175, True), (421, True), (422, False)):
        lr = torch.rand(1, 3, 600, 16)
        lr[:, :, row] = torch.nan
        with torch.no_grad():
            assert bool(network(lr)[:, :, 1200:1204].isnan().any()) == reaches
    found = field_of(BY_NAME["RFDN"], BY_NAME["RFDN"].example)
    assert found.kind is ReceptiveField.BOUNDED
    assert found.support_px == 271
    assert found.paper_px is None


class Stacked(nn.Module):
    """So many 3x3 layers that the field is larger than any strip but the last."""

    def __init__(self, layers: int) -> None:
        super().__init__()
        self.layers = nn.Sequential(*(nn.Conv2d(1, 1, 3, padding=1) for _ in range(layers)))

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        restored: torch.Tensor = self.layers(x)
        return restored


@pytest.mark.parametrize(("layers", "support_px"), [(600, 1201), (2100, None)])
def test_who_sees_very_far_is_measured_or_said_to_be_unknown(layers: int, support_px: int | None) -> None:
    module = Stacked(layers).eval()
    found = find_field(module, module, 1, 1)
    assert found.support_px == support_px
    assert (found.kind is ReceptiveField.UNKNOWN) == (support_px is None)
    assert found.because == (() if support_px else ("it sees farther than 2048 px",))


def test_wide_windows_are_not_followed_through_strips_that_take_longer_than_a_map() -> None:
    sizes: list[int] = []

    class Far(nn.Module):
        """Sees 20 x 64 pixels to each side, and takes no side below 64, as attention in windows of 64 does."""

        def forward(self, x: torch.Tensor) -> torch.Tensor:
            assert min(x.shape[-2:]) >= 64
            sizes.append(x.shape[-2] * x.shape[-1])
            for _ in range(20):
                x = functional.conv2d(x, torch.ones(3, 1, 129, 1), padding=(64, 0), groups=3)
            return x

    module = Far()
    found = find_field(module, module, 3, 1, multiple_of=64, minimum_px=64)
    assert found.kind == "unknown"
    assert found.because == ("it sees farther than 512 px, through large windows",)
    assert max(sizes) == 1024 * 64
