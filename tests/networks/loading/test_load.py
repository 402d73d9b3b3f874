"""Released weights load with the right conventions and restore as well as their authors say."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import torch
from PIL import Image

from lamgui.base.errors import NetworkError
from lamgui.imaging.colour import Colour
from lamgui.imaging.quality import measure_quality
from lamgui.networks.architectures.edsr import EDSR
from lamgui.networks.architectures.fsrcnn import FSRCNN
from lamgui.networks.checkpoint.read import read_checkpoint
from lamgui.networks.entry import NetworkEntry
from lamgui.networks.loading.load import load_network
from lamgui.networks.network import Network
from lamgui.networks.value_range import NamedRange
from tests.shared import shared_path


def _released(file: str, **stated: object) -> Network:
    path = shared_path("checkpoints", file)
    return load_network(NetworkEntry(path.stem, path, **stated))  # type: ignore[arg-type]


def _set5_psnr_y(network: Network) -> float:
    """Mean over Set5, reduced by 4 as MATLAB does it."""
    forward = network.placed("cpu", torch.float32)
    found = []
    for path in sorted(shared_path("images", "set5").glob("*.png")):
        lr = np.asarray(
            Image.open(shared_path("images", "set5-lr-x4-matlab", f"{path.stem}_LRBI_x4.png")).convert("RGB")
        )
        hr = np.asarray(Image.open(path).convert("RGB"))[: 4 * lr.shape[0], : 4 * lr.shape[1]]
        with torch.inference_mode():
            sr = network.decode(forward(network.encode(lr)[None])[0], lr)
        found.append(measure_quality(sr, hr, 4).psnr_y)
    assert len(found) == 5
    return float(np.mean(found))


@pytest.mark.parametrize(
    ("file", "psnr_y", "colour", "white"),
    [
        ("RFDN_x4.pth", 32.16, Colour.RGB, 255.0),
        ("CARN-M_x234.pth", 31.88, Colour.RGB, 1.0),
        ("FSRCNN_x4_ycbcr.pt", 29.02, Colour.YCBCR, 1.0),
        ("SRCNN-955_ycbcr.pt", 28.69, Colour.YCBCR, 1.0),
        ("LapSRN_x4_y.pth", 31.63, Colour.Y, 1.0),
    ],
)
def test_released_weights_restore_set5(file: str, psnr_y: float, colour: Colour, white: float) -> None:
    network = _released(file, scale=4)
    assert (network.scale, network.facts.colour, network.facts.value_range) == (4, colour, white)
    assert _set5_psnr_y(network) == pytest.approx(psnr_y, abs=0.02)


def test_facts_of_rfdn() -> None:
    facts = _released("RFDN_x4.pth").facts
    assert (facts.name, facts.architecture, facts.paper, facts.year) == (
        "RFDN_x4",
        "RFDN",
        "Liu et al., ECCVW 2020",
        2020,
    )
    assert (facts.channels, facts.parameters, facts.receptive_field) == (3, 433_448, "bounded")
    assert facts.sha256 == "11af8ec8ebd68689e90ef1e29044f9804c72d3bd9f7573820b7b26035782760c"
    assert facts.notes == ("values 0..255 chosen: 29.9 dB on a test chart, against 21.8 dB",)


def test_scale_and_colour_of_fsrcnn_are_found_by_trying() -> None:
    facts = _released("FSRCNN_x2_ycbcr.pt").facts
    assert (facts.scale, facts.colour, facts.value_range) == (2, Colour.YCBCR, 1.0)
    assert [note.split(" chosen")[0] for note in facts.notes] == ["scale 2", "values 0..1", "YCbCr"]
    assert "above bicubic on a test chart, against -" in facts.notes[0]


def test_what_was_tried_is_kept_as_evidence_and_survives_the_users_word() -> None:
    facts = _released("FSRCNN_x2_ycbcr.pt").facts
    assert [question.name for question in facts.questions] == ["scale", "value_range", "colour"]
    assert facts.scales == (2, 3, 4)
    by_colour = {tried.value: tried.psnr_db for tried in facts.questions[2].tried}
    assert by_colour["ycbcr"] == max(by_colour.values())
    stated = _released("FSRCNN_x2_ycbcr.pt", colour=Colour.RGB).facts
    assert "colour" not in {question.name for question in stated.questions}
    assert [q.name for q in stated.with_evidence_of(facts).questions] == ["scale", "value_range", "colour"]
    assert stated.with_evidence_of(_released("RFDN_x4.pth").facts) == stated, "those are other weights"
    assert _released("CARN-M_x234.pth").facts.scales == (2, 3, 4)


def test_stored_mean_colour_tells_the_range_and_held_scales_are_named() -> None:
    facts = _released("CARN-M_x234.pth").facts
    assert facts.notes == (
        "values 0..1, by the mean colour that the file holds",
        "holds scales 2, 3, 4, of which 4 is used",
    )


def test_what_the_entry_states_is_taken_without_trying() -> None:
    facts = _released("FSRCNN_x4_ycbcr.pt", value_range=255.0, colour=Colour.RGB, scale=4).facts
    assert (facts.value_range, facts.colour) == (255.0, Colour.RGB)
    assert not any("chosen" in note for note in facts.notes)
    assert _released("CARN-M_x234.pth", value_range=255.0).facts.value_range == 255.0


@pytest.mark.parametrize("scale", [2, 3])
def test_carn_at_each_of_its_scales(scale: int) -> None:
    network = _released("CARN-M_x234.pth", scale=scale)
    hr = np.asarray(Image.open(shared_path("images", "set5", "butterfly.png")).convert("RGB"))[:96, :96]
    lr = np.asarray(Image.fromarray(hr).resize((96 // scale, 96 // scale), Image.Resampling.BICUBIC))
    enlarged = np.asarray(Image.fromarray(lr).resize((96, 96), Image.Resampling.BICUBIC))
    with torch.inference_mode():
        sr = network.decode(network.placed("cpu", torch.float32)(network.encode(lr)[None])[0], lr)
    assert measure_quality(sr, hr, scale).psnr_y > measure_quality(enlarged, hr, scale).psnr_y + 2


@pytest.mark.parametrize(("file", "held"), [("CARN-M_x234.pth", "2 or 3 or 4"), ("RFDN_x4.pth", "4")])
def test_a_scale_that_the_file_does_not_hold(file: str, held: str) -> None:
    with pytest.raises(NetworkError, match=f"enlarges by {held}, but scale 8 was asked for. Ask for {held}"):
        _released(file, scale=8)


def test_a_colour_that_the_channels_do_not_allow() -> None:
    with pytest.raises(NetworkError, match=r"takes 3 channels, which cannot be y\. Choose rgb or bgr or ycbcr"):
        _released("RFDN_x4.pth", colour=Colour.Y)


@pytest.mark.parametrize(("height", "width"), [(10, 10), (1, 40), (15, 16)])
def test_rfdn_takes_pictures_smaller_than_its_attention_needs(height: int, width: int) -> None:
    forward = _released("RFDN_x4.pth").placed("cpu", torch.float32)
    with torch.inference_mode():
        sr = forward(torch.full((1, 3, height, width), 0.5))
    assert sr.shape == (1, 3, 4 * height, 4 * width)
    assert float((sr - 0.5).abs().max()) < 0.1


def test_double_precision_agrees_with_single() -> None:
    network = _released("RFDN_x4.pth")
    lr = torch.rand(1, 3, 24, 20, dtype=torch.float64, generator=torch.Generator().manual_seed(0))
    with torch.inference_mode():
        double = network.placed("cpu", torch.float64)(lr)
        single = network.placed("cpu", torch.float32)(lr.float())
    assert 0 < float((double - single).abs().max()) < 1e-4


def test_half_precision_prefixed_weights_in_a_container(tmp_path: Path) -> None:
    released = read_checkpoint(shared_path("checkpoints", "CARN-M_x234.pth")).tensors
    half = {f"module.{key}": tensor.half() for key, tensor in released.items()}
    torch.save({"params_ema": half, "epoch": 7}, tmp_path / "mine.pth")
    network = load_network(NetworkEntry("mine", tmp_path / "mine.pth"))
    assert network.facts.notes[:2] == (
        "weights taken from 'params_ema' of the file",
        "keys of the file begin with 'module.'",
    )
    assert network.placed("cpu", torch.float32)(torch.rand(1, 3, 8, 8)).dtype is torch.float32


def test_weights_that_restore_nothing_load_with_a_note(tmp_path: Path) -> None:
    torch.manual_seed(1)
    torch.save(FSRCNN(width=16, depth=2).state_dict(), tmp_path / "untrained.pth")
    facts = load_network(NetworkEntry("untrained", tmp_path / "untrained.pth")).facts
    assert (facts.scale, facts.colour, facts.value_range) == (4, Colour.RGB, 1.0)
    assert len(facts.notes) == 1
    assert facts.notes[0].startswith("restores nothing on a test chart (")


def test_a_mean_colour_of_255_tells_the_range(tmp_path: Path) -> None:
    torch.save(EDSR(width=8, blocks=1, scale=2, value_range=255.0).state_dict(), tmp_path / "edsr.pth")
    facts = load_network(NetworkEntry("edsr", tmp_path / "edsr.pth")).facts
    assert (facts.value_range, facts.scale, facts.parameters) == (
        255.0,
        2,
        sum_learnt(EDSR(width=8, blocks=1, scale=2)),
    )
    assert facts.notes[0] == "values 0..255, by the mean colour that the file holds"


def sum_learnt(module: torch.nn.Module) -> int:
    return sum(p.numel() for name, p in module.named_parameters() if "mean" not in name)


def test_not_finite_weights_are_refused(tmp_path: Path) -> None:
    weights = EDSR(width=8, blocks=1).state_dict()
    weights["body.0.body.2.bias"][3] = float("nan")
    torch.save(weights, tmp_path / "edsr.pth")
    with pytest.raises(
        NetworkError, match=r"edsr\.pth holds 1 weight that is NaN or infinite, the first in body\.0\.body\.2"
    ):
        load_network(NetworkEntry("edsr", tmp_path / "edsr.pth"))


def test_a_range_that_rules_out_the_colours_is_refused(tmp_path: Path) -> None:
    torch.save(EDSR(width=8, blocks=1, scale=2).state_dict(), tmp_path / "edsr.pth")
    stated = NetworkEntry("net", tmp_path / "edsr.pth", value_range=NamedRange.IMAGENET, colour=Colour.BGR)
    assert load_network(stated).facts.value_range is NamedRange.IMAGENET
    with pytest.raises(NetworkError, match="takes ycbcr, whose values cannot be imagenet"):
        load_network(replace(stated, colour=Colour.YCBCR))


def test_one_channel_is_tried_as_y_and_as_full_range_grey(tmp_path: Path) -> None:
    torch.save(FSRCNN(channels=1, scale=2).state_dict(), tmp_path / "net.pth")
    facts = load_network(NetworkEntry("net", tmp_path / "net.pth", value_range=1.0)).facts
    (colours,) = [question for question in facts.questions if question.name == "colour"]
    assert [tried.value for tried in colours.tried] == [Colour.Y, Colour.GREY]
    stated = NetworkEntry("net", tmp_path / "net.pth", value_range=1.0, colour=Colour.GREY)
    assert load_network(stated).facts.colour is Colour.GREY
