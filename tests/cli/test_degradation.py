"""`--degradation`: a denoiser on the command line and by the public functions, and its records."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

import lamgui
from lamgui.base.errors import SettingsError
from lamgui.figures.embed import read_recipe
from lamgui.figures.options import FigureOptions
from lamgui.figures.recipe import FigureRecipe, recipe_from_json
from lamgui.figures.script import python_script
from lamgui.imaging.degradation import NO_DEGRADATION, degradation_from
from lamgui.networks.loading.probe_chart import drawn_chart
from tests.cli.terminal import arrays_of
from tests.cli.terminal import lamgui as run
from tests.networks.denoisers import denoiser_entry

OF_RUN = ("--trust", "--device", "cpu", "--steps", 4)


@pytest.fixture
def picture(tmp_path: Path) -> Path:
    """A file of the chart."""
    path = tmp_path / "clean.png"
    Image.fromarray(drawn_chart()).save(path)
    return path


@pytest.fixture
def network(tmp_path: Path) -> str:
    """A denoiser as it is named on the command line."""
    return f"{denoiser_entry(tmp_path).path}::DnCNN"


def test_noise_is_added_stated_and_measured(
    capsys: pytest.CaptureFixture[str], picture: Path, network: str, tmp_path: Path
) -> None:
    added = ("--degradation", "noise:25", "--degradation-seed", 3)
    ran = run(
        capsys,
        "attribute",
        picture,
        "--network",
        network,
        "--patch",
        20,
        16,
        12,
        "--out",
        tmp_path / "out",
        *OF_RUN,
        *added,
    )
    assert ran.status == 0, ran.err
    (result,) = ran.results
    assert result["settings"]["picture"]["degradation"] == {
        "kind": "noise",
        "strength": 25.0,
        "seed": 3,
        "eight_bits": False,
    }
    assert result["lr_size"] == [96, 96]
    assert result["psnr_rgb"] > 25
    by_function = lamgui.explain(
        picture, network, (20, 16, 12), steps=4, trust=True, device="cpu", degradation="noise:25", degradation_seed=3
    )
    np.testing.assert_array_equal(arrays_of(Path(result["files"]["npz"]))["lam"], by_function.lam)
    script = python_script([by_function.analysis], [denoiser_entry(tmp_path)], FigureOptions(), "out.png")
    assert "degradation='noise:25', degradation_seed=3" in script
    assert "degradation" not in python_script(
        [lamgui.explain(picture, "FSRCNN", (20, 16, 12), steps=4).analysis],
        [denoiser_entry(tmp_path)],
        FigureOptions(),
        "a",
    )


def test_a_noisy_picture_of_ones_own_is_measured_against_the_clean_one(
    picture: Path, network: str, tmp_path: Path
) -> None:
    noisy = tmp_path / "noisy.png"
    noise = np.random.default_rng(0).normal(0, 25, drawn_chart().shape)
    Image.fromarray(np.clip(np.rint(drawn_chart() + noise), 0, 255).astype(np.uint8)).save(noisy)
    patch, own = (20, 16, 12), {"steps": 4, "trust": True, "device": "cpu", "input": "lr"}
    alone = lamgui.explain(noisy, network, patch, **own)  # type: ignore[arg-type] # of several types
    measured = lamgui.explain(noisy, network, patch, reference=picture, **own)  # type: ignore[arg-type] # likewise
    assert alone.analysis.pictures.quality is None
    assert measured.analysis.pictures.quality is not None
    np.testing.assert_array_equal(measured.analysis.pictures.hr, drawn_chart())


def test_a_figure_of_a_denoiser_states_what_was_added(
    capsys: pytest.CaptureFixture[str], picture: Path, network: str, tmp_path: Path
) -> None:
    out = tmp_path / "figure.png"
    drawn = run(
        capsys,
        "figure", picture, "--network", network, "--patch", 20, 16, 12, "--out", out, *OF_RUN,
        "--degradation", "noise:25", "--degradation-8bit",
    )  # fmt: skip
    assert drawn.status == 0, drawn.err
    text = _recipe(out).to_json()
    (record,) = recipe_from_json(text).maps
    assert record.degradation == degradation_from("noise:25", 0, True)
    assert json.loads(text)["format"] == 2


def test_a_figure_without_one_says_nothing_of_it(
    capsys: pytest.CaptureFixture[str], picture: Path, network: str, tmp_path: Path
) -> None:
    out = tmp_path / "figure.png"
    run(capsys, "figure", picture, "--network", network, "--patch", 20, 16, 12, "--out", out, *OF_RUN)
    values = json.loads(_recipe(out).to_json())
    assert values["format"] == 1
    assert "degradation" not in values["maps"][0]["picture"]
    assert recipe_from_json(json.dumps(values)).maps[0].degradation == NO_DEGRADATION


@pytest.mark.parametrize("subcommand", ["attribute", "patches"])
def test_a_degradation_that_would_not_be_used_is_refused(
    capsys: pytest.CaptureFixture[str], subcommand: str, picture: Path, tmp_path: Path
) -> None:
    place = ("--patch", 20, 16, 12, "--out", tmp_path) if subcommand == "attribute" else ("--size", 12)
    ran = run(capsys, subcommand, picture, "--network", "fsrcnn", *place, "--degradation", "noise:25")
    assert ran.status == 1
    assert "enlarges 4 times: its input is the reduced picture" in ran.err[-1]
    with pytest.raises(SettingsError, match="input as it is"):
        lamgui.explain(picture, "fsrcnn", (20, 16, 12), steps=2, input="lr", degradation="noise:25")


def test_a_word_that_is_no_degradation_is_refused(capsys: pytest.CaptureFixture[str], picture: Path) -> None:
    ran = run(capsys, "patches", picture, "--network", "fsrcnn", "--degradation", "rain:3")
    assert "noise:25, grey-noise:25, jpeg:30, blur:1.6 or none" in ran.err[-1]


def _recipe(figure: Path) -> FigureRecipe:
    recipe = read_recipe(figure)
    assert recipe is not None
    return recipe


@pytest.mark.parametrize("ending", ["pdf", "html"])
def test_a_figure_of_a_denoiser_is_made_again(
    capsys: pytest.CaptureFixture[str], picture: Path, network: str, tmp_path: Path, ending: str
) -> None:
    out, again = tmp_path / f"figure.{ending}", tmp_path / f"again.{ending}"
    place = ("--patch", 20, 16, 12, "--degradation", "noise:25", "--degradation-seed", 3)
    made = run(capsys, "figure", picture, "--network", network, *place, *OF_RUN, "--layout", "zoom", "--out", out)
    assert made.status == 0, made.err
    # Its code has the hash of no file: it is named again.
    lost = run(capsys, "reproduce", out)
    assert lost.status == 1
    assert "named as it was: --trust --network FILE.py::Class" in lost.err[0]
    remade = run(capsys, "reproduce", out, "--network", network, "--trust", "--device", "cpu", "--out", again)
    assert remade.status == 0, remade.err
    assert "All numbers agree: 1 of 1 maps." in remade.err[-1]
    assert remade.results[0]["differences"] == []
    assert read_recipe(again) == read_recipe(out)
