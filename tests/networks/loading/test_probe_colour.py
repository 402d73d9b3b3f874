"""The order of colours is judged on photographs, where a chart would prefer a wrong one."""

from __future__ import annotations

import pytest
import torch
from torch import Tensor, nn
from torch.nn import functional

from lamgui.base.generators import result_of
from lamgui.imaging.colour import Colour
from lamgui.networks.architectures._architecture import Configuration
from lamgui.networks.loading.probe import probe_in_steps
from lamgui.networks.loading.probe_colour import LEAD_DB, ColourTrial, colour_in_steps, colour_note, photographs
from lamgui.networks.network import Network
from tests.networks.loading.test_probe import Bicubic, Median
from tests.networks.test_network import network_of

ORDERS = (Colour.RGB, Colour.BGR, Colour.YCBCR)


class Chroma(nn.Module):
    """What is made for YCbCr: after another module it knows two channels near their middle only."""

    def __init__(self, module: nn.Module) -> None:
        super().__init__()
        self.module = module

    def forward(self, x: Tensor) -> Tensor:
        luma, chroma = self.module(x).split([1, 2], dim=1)
        return torch.cat([luma, chroma.clamp(0.25, 0.8)], dim=1)


def found(configuration: Configuration, module: nn.Module) -> tuple[Colour, tuple[str, ...]]:
    """The order of colours that is found for a module, and the notes."""

    def assemble(candidate: Configuration) -> Network:
        return network_of(module, scale=candidate.scale, colour=candidate.colour)

    verdict = result_of(probe_in_steps(configuration, assemble))
    return verdict.configuration.colour, verdict.notes


@pytest.mark.parametrize(("scale", "module"), [(2, Bicubic(2, 1.0)), (1, Median())])
def test_what_is_made_for_ycbcr_is_found(scale: int, module: nn.Module) -> None:
    colour, notes = found(Configuration(scale=scale, undecided={"colour": ORDERS}), Chroma(module))
    assert colour is Colour.YCBCR
    assert notes[-1].startswith("YCbCr chosen: ")
    assert "dB on photographs, against" in notes[-1]


def test_a_network_that_hardly_cares_for_the_order_is_taken_for_rgb() -> None:
    colour, notes = found(Configuration(scale=2, undecided={"colour": ORDERS}), Bicubic(2, 1.0, added=0.0))
    assert colour is Colour.RGB
    assert notes[0].startswith("RGB chosen: ")
    assert "state the channels" not in notes[0]


@pytest.mark.parametrize(("rgb_added", "taken"), [(0.012, Colour.RGB), (0.1, Colour.BGR)])
def test_another_order_is_taken_only_where_it_leads_on_every_photograph(rgb_added: float, taken: Colour) -> None:
    """What is added to the picture makes RGB worse, a little or clearly."""

    def assemble(candidate: Configuration) -> Network:
        module = Bicubic(2, 1.0, rgb_added if candidate.colour is Colour.RGB else 0.0)
        return network_of(module, colour=candidate.colour)

    verdict = result_of(
        probe_in_steps(Configuration(scale=2, undecided={"colour": (Colour.RGB, Colour.BGR)}), assemble)
    )
    rgb, bgr = verdict.questions[0].tried
    assert bgr.psnr_db > rgb.psnr_db + 0.3
    assert verdict.configuration.colour is taken
    assert ("state the channels if it is BGR" in verdict.notes[0]) is (taken is Colour.RGB)


class Counted(nn.Module):
    """Counts its passes."""

    def __init__(self, module: nn.Module) -> None:
        super().__init__()
        self.module = module
        self.passes = 0

    def forward(self, x: Tensor) -> Tensor:
        self.passes += 1
        restored: Tensor = self.module(x)
        return restored


def test_an_order_that_does_not_lead_on_the_first_photograph_is_not_tried_on_others() -> None:
    """Networks with large windows take seconds for each."""
    module = Counted(Bicubic(2, 1.0, added=0.0))
    words: list[str] = []
    chosen, trials = result_of(colour_in_steps(ORDERS, lambda colour: network_of(module, colour=colour)), words.append)
    assert words == [f"trying {name} on photograph 1" for name in ("RGB", "BGR", "YCbCr")]
    assert (module.passes, chosen.colour, {len(trial.psnr_db) for trial in trials}) == (3, Colour.RGB, {1})
    assert "RGB chosen: " in colour_note(Colour.RGB, trials)
    assert "dB on a photograph, against" in colour_note(Colour.RGB, trials)


def test_a_lead_on_all_photographs_but_one_is_none() -> None:
    rgb = ColourTrial(Colour.RGB, (30.0, 30.0, 30.0), (28.0, 28.0, 28.0))
    assert ColourTrial(Colour.BGR, (30.0 + LEAD_DB, 35.0, 35.0), rgb.before_db).leads(rgb)
    assert not ColourTrial(Colour.BGR, (29.9 + LEAD_DB, 35.0, 35.0), rgb.before_db).leads(rgb)


def test_the_photographs_are_small_and_several() -> None:
    assert len(photographs()) == 4
    assert {picture.shape for picture in photographs()} == {(96, 96, 3)}


class Shrinking(nn.Module):
    """Takes detail up to a strength for noise, as a denoiser for weaker noise than the photographs have does."""

    def forward(self, x: Tensor) -> Tensor:
        detail = x - functional.avg_pool2d(functional.pad(x, (2, 2, 2, 2), mode="replicate"), 5, stride=1)
        return x - detail.clamp(-0.12, 0.12)


def test_a_denoiser_for_weaker_noise_is_not_taken_for_ycbcr_where_noise_is_weaker() -> None:
    colour, notes = found(Configuration(scale=1, undecided={"colour": ORDERS}), Shrinking())
    assert colour is Colour.RGB
    assert "state the channels if it is YCbCr" in notes[-1]
