"""The card: its numbers are those of the field, and the cards that ship are true."""

from __future__ import annotations

import re

import numpy as np
import pytest
from PIL import Image

from lamgui.files.shipped import models_folder
from lamgui.networks.catalogue import bundled, find
from lamgui.networks.loading.load import load_network
from lamgui.training.arithmetic import Arithmetic
from lamgui.training.card import Origin, Score, measure, write_card
from lamgui.training.crops import read_folder
from lamgui.training.reach import Reach
from lamgui.training.recipe import read_recipe
from lamgui.training.schedule import Schedule
from tests.imaging.pictures import coloured
from tests.shared import shared_path
from tests.training.recipes import small_recipe


def _card(name: str) -> str:
    return (models_folder() / f"{find(name).path.stem}.md").read_text(encoding="utf-8")


def test_card_says_all_that_decides_the_weights() -> None:
    scores = [
        ("set5", Score(5, 30.374, 0.86321, 28.4271), None),
        ("set14", Score(14, 27.5, 0.75, 26.1), Reach(14, 1.234, 1.1, 1.399)),
    ]
    data = [("a", 91), ("b", 200)]
    assert write_card(small_recipe(shrink_hr=(1.0, 0.5)), data, 0.73, 1, scores) == (
        "# Small x4\n"
        "\n"
        "- Architecture: FSRCNN, channels 3, width 16, shrink 4, depth 1; RGB, values 0..1\n"
        "- Trained on: a (91 pictures), b (200 pictures), at the sizes 1, 0.5, reduced by Pillow's bicubic, "
        "flipped and turned\n"
        "- 260 steps of 2 crops of 6x6 LR pixels, Adam, 0.002 falling to 0 along a cosine, L1 loss, "
        "weights averaged with 0.9 a step\n"
        "- Time: 0.7 hours on one core of a CPU, float32; weights stored as float16\n"
        "\n"
        "| pictures | PSNR (Y) | SSIM (Y) | bicubic PSNR (Y) | DI, 64x64 LR |\n"
        "|---|---|---|---|---|\n"
        "| set5 (5) | 30.37 dB | 0.8632 | 28.43 dB | - |\n"
        "| set14 (14) | 27.50 dB | 0.7500 | 26.10 dB | 1.23 (1.10 to 1.40, 14 pictures) |\n"
    )
    assert "Time: 1.0 hours on 4 cores of a CPU" in write_card(small_recipe(), data, 1.0, 4, scores)


def test_card_says_how_a_training_with_scenes_began_and_cooled() -> None:
    recipe = small_recipe(schedule=Schedule.CONSTANT, cooldown_steps=40, scenes=0.5)
    origin = Origin("first.safetensors", "ab" * 32)
    card = write_card(recipe, [("a", 1)], 2.0, 1, [], Arithmetic("cuda:0", True), origin)
    assert "- 50% of the crops are procedural scenes of stripes" in card
    assert "Adam, 0.002 held, then 40 steps falling to 0, L1 loss" in card
    assert "- Time: 2.0 hours on the device cuda:0, bfloat16 passes; weights stored as float16" in card
    assert f"- Began with the weights first.safetensors, sha256 {'ab' * 32}" in card


def test_means_are_over_the_pictures() -> None:
    network = load_network(find("FSRCNN"))
    pictures = [coloured(64, 48), coloured(66, 83)]
    both, first, second = (measure(network, shown) for shown in (pictures, pictures[:1], pictures[1:]))
    assert both.pictures == 2
    for name in ("psnr_db", "ssim", "bicubic_psnr_db"):
        assert getattr(both, name) == pytest.approx((getattr(first, name) + getattr(second, name)) / 2)


def test_bicubic_is_measured_on_luma_without_the_border() -> None:
    hr = coloured(64, 48)
    lr = Image.fromarray(hr).resize((16, 12), Image.Resampling.BICUBIC)
    enlarged = np.asarray(lr.resize((64, 48), Image.Resampling.BICUBIC))
    luma = [np.rint(16 + (p / 255.0) @ [65.481, 128.553, 24.966])[4:-4, 4:-4] for p in (enlarged, hr)]
    psnr_db = 10 * np.log10(255**2 / np.square(luma[0] - luma[1]).mean())
    assert measure(load_network(find("FSRCNN")), [hr]).bicubic_psnr_db == pytest.approx(psnr_db, abs=0.05)


def test_there_is_no_mean_over_no_pictures() -> None:
    with pytest.raises(ValueError, match="no picture to measure on"):
        measure(load_network(find("FSRCNN")), [])


@pytest.mark.parametrize("entry", bundled(), ids=lambda entry: entry.name)
def test_cards_that_ship_say_what_their_recipe_says(entry: object) -> None:
    name = entry.name  # type: ignore[attr-defined]
    recipe = read_recipe(find(name).path.with_suffix(".toml"))
    written = write_card(recipe, [("train-t91", 91), ("train-bsds200", 200)], 0.0, 1, [])
    assert _card(name).splitlines()[:5] == written.splitlines()[:5]


@pytest.mark.parametrize("name", ["FSRCNN", "EDSR"])
def test_cards_that_ship_state_what_the_weights_reach(name: str) -> None:
    score = measure(load_network(find(name)), read_folder(shared_path("images", "set5")))
    row = re.search(r"\| set5 \((\d)\) \| ([\d.]+) dB \| ([\d.]+) \| ([\d.]+) dB \|", _card(name))
    assert row is not None
    stated = [float(value) for value in row.groups()]
    assert stated == pytest.approx([5, score.psnr_db, score.ssim, score.bicubic_psnr_db], abs=0.006)
    assert score.bicubic_psnr_db == pytest.approx(28.42, abs=0.02)
