"""What a file leaves open is decided by what restores the chart best, and the evidence is stated."""

from __future__ import annotations

import copy
from collections.abc import Sequence

import pytest
import torch
from torch import Tensor, nn
from torch.nn import functional

from lamgui.base.generators import result_of
from lamgui.imaging.colour import Colour
from lamgui.networks.architectures._architecture import Configuration
from lamgui.networks.architectures.srcnn import SRCNN
from lamgui.networks.catalogue import find
from lamgui.networks.loading.load import load_network
from lamgui.networks.loading.measure import SAME_SIZE_SCALES
from lamgui.networks.loading.probe import probe_in_steps
from lamgui.networks.loading.probe_chart import CHART_PX, drawn_chart
from lamgui.networks.loading.wrapped import EnlargeFirst
from lamgui.networks.network import Network
from lamgui.networks.normalised import IMAGENET_MEAN, IMAGENET_STD
from lamgui.networks.value_range import NamedRange, ValueRange
from tests.networks.test_network import network_of


class Bicubic(nn.Module):
    """Enlarges well, but only pictures whose white is `white`: others are clipped or bleached."""

    def __init__(self, scale: int, white: float, added: float = 0.01) -> None:
        super().__init__()
        self.scale, self.white, self.added = scale, white, added

    def forward(self, x: Tensor) -> Tensor:
        size = (self.scale * x.shape[-2], self.scale * x.shape[-1])
        return functional.interpolate(x, size, mode="bicubic").add(self.added * self.white).clamp(0.0, self.white)


def _choose(configuration: Configuration, *, white: float, scale: int = 2) -> tuple[Configuration, tuple[str, ...]]:
    def assemble(candidate: Configuration) -> Network:
        module = Bicubic(candidate.scale, white if candidate.scale == scale else 0.0)
        return network_of(module, scale=candidate.scale, colour=candidate.colour, white=candidate.value_range)

    verdict = result_of(probe_in_steps(configuration, assemble))
    return verdict.configuration, verdict.notes


def test_the_range_that_restores_best_is_taken_wherever_it_stands() -> None:
    for options in ((1.0, 255.0), (255.0, 1.0)):
        for white in options:
            open_range = Configuration(scale=2, undecided={"value_range": options})
            chosen, notes = _choose(open_range, white=white)
            assert chosen.value_range == white
            assert len(notes) == 1
            assert notes[0].startswith(f"values 0..{white:g} chosen: ")


class Released(nn.Module):
    """A bundled network, as one that was trained on values (v - mean) / std."""

    def __init__(self, mean: Sequence[float], std: Sequence[float]) -> None:
        super().__init__()
        self.restore = load_network(find("FSRCNN")).placed("cpu", torch.float32)
        self.mean, self.std = (torch.tensor(numbers)[None, :, None, None] for numbers in (mean, std))

    def forward(self, x: Tensor) -> Tensor:
        return (self.restore(x * self.std + self.mean) - self.mean) / self.std


@pytest.mark.parametrize(
    ("value_range", "mean", "std", "lead_db"),
    [
        (NamedRange.SIGNED, (0.5,), (0.5,), 1.0),
        (NamedRange.IMAGENET, IMAGENET_MEAN, IMAGENET_STD, 1.0),
        (1.0, (0.0,), (1.0,), 5.0),
    ],
)
def test_ranges_that_do_not_begin_at_0_are_found_and_others_not_taken_for_them(
    value_range: ValueRange, mean: Sequence[float], std: Sequence[float], lead_db: float
) -> None:
    open_range = Configuration(scale=4, undecided={"value_range": (255.0, 1.0), "colour": (Colour.RGB, Colour.YCBCR)})

    def assemble(candidate: Configuration) -> Network:
        white = candidate.value_range
        return network_of(Released(mean, std), scale=4, colour=candidate.colour, white=white)

    result = result_of(probe_in_steps(open_range, assemble))
    assert (result.configuration.value_range, result.configuration.colour) == (value_range, Colour.RGB)
    assert result.restores
    gains = {tried.value: tried.gain_db for tried in result.questions[0].tried}
    assert set(gains) == {1.0, 255.0, *NamedRange}
    assert gains[value_range] >= lead_db + max(
        gain
        for other, gain in gains.items()
        if other not in (value_range, *(NamedRange if isinstance(value_range, NamedRange) else ()))
    )


def test_imagenet_at_the_input_and_signed_at_the_output_is_found() -> None:
    """As SRGANs have it whose discriminator takes -1..1 and whose content loss takes ImageNet's values."""

    class Mixed(Released):
        def forward(self, x: Tensor) -> Tensor:
            return 2 * self.restore(x * self.std + self.mean) - 1

    def assemble(candidate: Configuration) -> Network:
        module = Mixed(IMAGENET_MEAN, IMAGENET_STD)
        return network_of(module, scale=4, colour=candidate.colour, white=candidate.value_range)

    configuration = Configuration(scale=4, undecided={"value_range": (1.0, 255.0), "colour": (Colour.RGB, Colour.BGR)})
    result = result_of(probe_in_steps(configuration, assemble))
    assert result.configuration.value_range is NamedRange.IMAGENET_SIGNED
    assert result.restores


def test_the_evidence_has_every_value_with_the_others_as_chosen() -> None:
    configuration = Configuration(scale=2, undecided={"value_range": (1.0, 255.0), "colour": (Colour.RGB, Colour.BGR)})

    def assemble(candidate: Configuration) -> Network:
        return network_of(Bicubic(2, 255.0), colour=candidate.colour, white=candidate.value_range)

    ranges, colours = result_of(probe_in_steps(configuration, assemble)).questions
    assert (ranges.name, [tried.value for tried in ranges.tried]) == ("value_range", [1.0, 255.0, *NamedRange])
    assert (colours.name, [tried.value for tried in colours.tried]) == ("colour", ["rgb", "bgr"])
    assert ranges.tried[1].psnr_db > ranges.tried[0].psnr_db + 5
    assert len({tried.psnr_db for tried in (*ranges.tried[:2], *colours.tried)}) == 3, (
        "colours are tried on photographs"
    )


class Perfect(nn.Module):
    """Gives the chart, whatever it is shown."""

    def forward(self, x: Tensor) -> Tensor:
        chart = torch.from_numpy(drawn_chart().transpose(2, 0, 1) / 255).to(x)
        perfect: Tensor = chart[None] + 0 * x.mean()
        return perfect


def test_what_has_no_finite_gain_is_no_evidence() -> None:
    """A perfect picture has a PSNR of infinite dB, for which JSON has no word."""
    configuration = Configuration(scale=2, undecided={"scale": (2, 4)})

    def assemble(candidate: Configuration) -> Network:
        return network_of(Bicubic(2, 1.0) if candidate.scale == 2 else Perfect(), scale=candidate.scale)

    (question,) = result_of(probe_in_steps(configuration, assemble)).questions
    assert [tried.value for tried in question.tried] == [2]


def filter_of(centre: float, around: float) -> nn.Module:
    """A 3x3 convolution of each channel with these weights, the edge repeated."""
    conv = nn.Conv2d(3, 3, 3, padding=1, padding_mode="replicate", groups=3, bias=False)
    weights = torch.full((3, 1, 3, 3), around)
    weights[..., 1, 1] = centre
    conv.weight = nn.Parameter(weights)
    return conv


class Median(nn.Module):
    """The middle one of each pixel and its eight neighbours."""

    def forward(self, x: Tensor) -> Tensor:
        patches = functional.unfold(functional.pad(x, (1, 1, 1, 1), mode="replicate"), 3)
        middle: Tensor = patches.reshape(len(x), x.shape[1], 9, -1).median(dim=2).values
        return middle.reshape(x.shape)


def of_same_size(module: nn.Module) -> tuple[int, tuple[str, ...], dict[object, float]]:
    """The scale that is found for a module that keeps a picture's size, the notes, and the gain at each scale."""

    def assemble(candidate: Configuration) -> Network:
        return network_of(
            EnlargeFirst(module, candidate.scale) if candidate.scale > 1 else module, scale=candidate.scale
        )

    verdict = result_of(probe_in_steps(Configuration(scale=1, undecided={"scale": SAME_SIZE_SCALES}), assemble))
    (question,) = verdict.questions
    return verdict.configuration.scale, verdict.notes, {tried.value: tried.gain_db for tried in question.tried}


@pytest.mark.parametrize("module", [filter_of(0.2, 0.1), filter_of(0.4, 0.075), Median()])
def test_what_takes_noise_away_is_for_pictures_of_their_own_size(module: nn.Module) -> None:
    scale, notes, gains = of_same_size(module)
    assert scale == 1
    assert gains[1] > 3
    assert gains[4] < 0
    (note,) = notes
    assert note.startswith("scale 1 chosen: takes noise away, ")
    assert "dB above bicubic at scale" in note


def test_what_sharpens_enlarged_pictures_is_for_those_and_the_doubt_is_told() -> None:
    """As SRCNN does, it sharpens blurred pictures of their own size by more, for less is lost there."""
    scale, notes, gains = of_same_size(filter_of(1.8, -0.1))
    assert scale > 1
    assert 0 < gains[scale] < gains[1]
    assert notes[0].startswith(f"scale {scale} chosen: ")
    assert "above the chart with blur" in notes[0]
    assert "is not clear: state its scale" in notes[1]


def test_the_bundled_srcnn_would_be_enlarged_as_it_was_trained() -> None:
    module = copy.deepcopy(load_network(find("SRCNN")).placed("cpu", torch.float32).module)
    assert isinstance(module, SRCNN)
    module.scale = 1
    assert of_same_size(module)[0] == 4


@pytest.mark.parametrize("module", [nn.Identity(), filter_of(1.0, 1.0)], ids=["changes nothing", "restores nothing"])
def test_what_restores_nothing_is_of_the_size_that_it_gives_out(module: nn.Module) -> None:
    """As a network against rain, which the chart does not have: it is not taken for one that enlarges 4 times."""
    scale, notes, _ = of_same_size(module)
    assert scale == 1
    assert any("is not clear: state its scale" in note for note in notes)


def test_range_and_colour_at_scale_1_are_told_apart_on_degraded_charts() -> None:
    """A clean chart would say of every one of them that it restores nothing."""
    configuration = Configuration(scale=1, undecided={"value_range": (1.0, 255.0)})

    def assemble(candidate: Configuration) -> Network:
        # Given 0..1 it takes 0.1 of 255 for black.
        blackened = nn.Sequential(filter_of(0.2, 0.1), nn.Threshold(25.5, 0.0))
        return network_of(blackened, scale=1, white=candidate.value_range)

    verdict = result_of(probe_in_steps(configuration, assemble))
    assert verdict.configuration.value_range == 255.0
    assert verdict.notes[0].startswith("values 0..255 chosen: ")


def test_trials_are_steps_so_that_they_can_be_stopped() -> None:
    tried: list[ValueRange] = []

    def assemble(candidate: Configuration) -> Network:
        tried.append(candidate.value_range)
        return network_of(Bicubic(2, 1.0), white=candidate.value_range)

    work = probe_in_steps(Configuration(scale=2, undecided={"value_range": (1.0, 255.0)}), assemble)
    next(work)
    next(work)
    assert tried == [1.0]
    work.close()
    assert tried == [1.0]


def test_scales_are_compared_by_what_they_gain_over_bicubic() -> None:
    chosen, notes = _choose(Configuration(scale=4, undecided={"scale": (4, 2, 3)}), white=1.0, scale=3)
    assert chosen.scale == 3
    assert notes[0].startswith("scale 3 chosen: 0.")
    assert "dB above bicubic on a test chart, against -" in notes[0]


def test_arguments_are_tried_too_and_named() -> None:
    tried: list[float] = []

    def assemble(candidate: Configuration) -> Network:
        tried.append(candidate.arguments["residual_scale"])
        return network_of(Bicubic(2, 1.0 if candidate.arguments["residual_scale"] == 0.1 else 0.2))

    configuration = Configuration(scale=2, arguments={"residual_scale": 1.0}, undecided={"residual_scale": (1.0, 0.1)})
    verdict = result_of(probe_in_steps(configuration, assemble))
    assert tried == [1.0, 0.1]
    assert verdict.configuration.arguments["residual_scale"] == 0.1
    assert verdict.notes[0].startswith("residual scale 0.1 chosen: ")


def test_the_first_is_taken_where_nothing_restores() -> None:
    configuration = Configuration(
        scale=2, undecided={"value_range": (255.0, 1.0), "colour": (Colour.RGB, Colour.YCBCR)}
    )
    result = result_of(probe_in_steps(configuration, lambda one: network_of(Bicubic(2, 0.0), colour=one.colour)))
    assert not result.restores
    chosen, notes = result.configuration, result.notes
    assert (chosen.value_range, chosen.colour) == (255.0, Colour.RGB)
    assert len(notes) == 1
    assert notes[0].startswith("restores nothing on a test chart (")


def test_a_network_that_gives_nan_loses_to_one_that_does_not() -> None:
    def assemble(candidate: Configuration) -> Network:
        module = Bicubic(2, float("nan") if candidate.value_range == 1.0 else 255.0)
        return network_of(module, white=candidate.value_range)

    chosen = result_of(
        probe_in_steps(Configuration(scale=2, undecided={"value_range": (1.0, 255.0)}), assemble)
    ).configuration
    assert chosen.value_range == 255.0


def test_candidates_are_all_combinations_with_nothing_left_open() -> None:
    configuration = Configuration(scale=4, undecided={"scale": (4, 2), "residual_scale": (1.0, 0.1)})
    found = [(c.scale, c.arguments["residual_scale"], dict(c.undecided)) for c in configuration.candidates()]
    assert found == [(4, 1.0, {}), (4, 0.1, {}), (2, 1.0, {}), (2, 0.1, {})]


def test_the_chart_suits_every_scale_and_has_no_grey_cast() -> None:
    chart = drawn_chart()
    assert chart.shape == (CHART_PX, CHART_PX, 3)
    assert all(CHART_PX % scale == 0 for scale in (2, 3, 4, 8))
    assert torch.from_numpy(chart.copy()).float().std(dim=2, correction=0).mean() > 30
