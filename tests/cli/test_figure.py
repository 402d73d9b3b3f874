"""`lamgui figure` and `lamgui reproduce`: files, JSON, exit status, and files that are gone."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from lamgui.cli.main import main
from lamgui.figures.embed import read_recipe
from tests.figures.page.pages import data_of
from tests.small import edsr_x2, saved

PATCH = ["--patch", "20", "24", "12"]


def figure(picture: Path, out: Path, *more: str) -> int:
    return main(["figure", str(picture), "--network", "FSRCNN", *PATCH, "--steps", "2", "--out", str(out), *more])


@pytest.fixture
def picture(tmp_path: Path) -> Path:
    return saved(tmp_path / "waves ü.png", 64, 48)


@pytest.mark.parametrize("layout", ["strip", "grid", "figure3", "zoom", "zoom-lam"])
@pytest.mark.parametrize("ending", ["png", "tiff", "pdf", "svg", "html"])
def test_a_figure_is_made_and_reproduced(
    layout: str, ending: str, picture: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out, again = tmp_path / "new" / f"figure.{ending}", tmp_path / f"again.{ending}"
    assert figure(picture, out, "--layout", layout, "--width", "89mm", "--dpi", "80", "--beside") == 0
    lines = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert len(lines) == (3 if layout == "figure3" else 1)
    assert lines[0]["files"] == {"figure": str(out)}
    assert main(["reproduce", str(out), "--out", str(again)]) == 0
    said = capsys.readouterr()
    assert all(json.loads(line)["differences"] == [] for line in said.out.splitlines())
    assert "All numbers agree" in said.err
    assert read_recipe(again) == read_recipe(out) == read_recipe(out.with_name(f"{out.name}.json"))
    if ending == "png":
        # Drawn again from the same numbers, curves between the nodes too.
        np.testing.assert_allclose(np.asarray(Image.open(again)).astype(int), np.asarray(Image.open(out)), atol=40)


@pytest.mark.parametrize("layout", ["zoom", "zoom-lam"])
def test_several_pictures_are_stacked_and_made_again(
    layout: str, picture: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    other, out = saved(tmp_path / "other.png", 80, 64), tmp_path / "stacked.png"
    also = ["--also", str(other), "30", "20", "12", "--network", "EDSR"]
    assert figure(picture, out, *also, "--layout", layout, "--dpi", "80") == 0
    recipe = read_recipe(out)
    assert recipe is not None
    shown = [(one.picture_name, one.patch.x) for one in recipe.maps]
    assert shown == [(picture.name, 20), ("other.png", 30)] * 2
    assert main(["reproduce", str(out)]) == 0
    assert "All numbers agree: 4 of 4 maps." in capsys.readouterr().err
    assert figure(picture, out, *also, "--layout", "grid") == 2
    assert "The layout grid shows one picture." in capsys.readouterr().err
    assert figure(picture, out, "--also", str(other), "a", "2", "3", "--layout", "zoom") == 2
    assert "a 2 3 is no patch." in capsys.readouterr().err


def test_an_animation_is_made_and_reproduced(picture: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out, again = tmp_path / "path.gif", tmp_path / "path.webp"
    assert figure(picture, out, "--frame-time", "300", "--plays", "1", "--width", "3.5in", "--dpi", "80") == 0
    with Image.open(out) as image:
        assert getattr(image, "n_frames", 1) == 2
        assert image.info["duration"] == 300
        assert "loop" not in image.info
    assert main(["reproduce", str(out), "--out", str(again)]) == 0
    assert "All numbers agree" in capsys.readouterr().err
    assert read_recipe(out) == read_recipe(again)
    assert figure(picture, out, "--frame-time", "5") == 2
    assert "20 to 10000 ms" in capsys.readouterr().err


def test_a_page_shows_the_restored_path_and_the_same_when_made_again(picture: Path, tmp_path: Path) -> None:
    out, again = tmp_path / "page.html", tmp_path / "again.html"
    assert figure(picture, out, "--network", "EDSR", "--surroundings", "8") == 0
    assert main(["reproduce", str(out), "--out", str(again)]) == 0
    for path in (out, again):
        for network in data_of(path.read_text(encoding="utf-8"))["networks"]:
            assert len(network["frames"]) == 2
            assert all("F(γ(α))" in frame["pictures"][1]["title"] for frame in network["frames"])


def test_contrast_and_outline_are_written_into_the_figure(picture: Path, tmp_path: Path) -> None:
    out = tmp_path / "figure.png"
    assert figure(picture, out, "--contrast", "log@0-0.5", "--outline", "--colours", "paper", "--dpi", "60") == 0
    recipe = read_recipe(out)
    assert recipe is not None
    options = recipe.options
    assert (options.contrast.text, options.outline, options.colour_map) == ("log@0-0.5", True, "paper")


def test_a_gallery_of_patches_and_a_consensus_of_networks(picture: Path, tmp_path: Path) -> None:
    out = tmp_path / "gallery.png"
    assert figure(picture, out, "--patch", "40", "8", "10", "--layout", "gallery", "--crop", "12") == 0
    recipe = read_recipe(out)
    assert recipe is not None
    assert [one.patch.x for one in recipe.maps] == [20, 40]
    out = tmp_path / "consensus.svg"
    assert figure(picture, out, "--network", "EDSR", "--layout", "consensus") == 0
    recipe = read_recipe(out)
    assert recipe is not None
    assert recipe.options.layout == "consensus"


@pytest.mark.parametrize(
    ("more", "words"),
    [
        (["--width", "wide"], "write it as 3.5in"),
        (["--width", "0.2in"], "1.5 to 40 inches"),
        (["--box-colour", "red"], "#rrggbb"),
        (["--patch", "1", "1", "4"], "gallery"),
        (["--columns", "nonsense"], "nonsense"),
        (["--contrast", "steep"], "Write gamma:0.5, linear, log or percentile:99"),
    ],
)
def test_wrong_usage(
    more: list[str], words: str, picture: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert figure(picture, tmp_path / "a.png", *more) == 2
    assert words in capsys.readouterr().err


@pytest.mark.parametrize(
    ("name", "more", "words"),
    [("a.bmp", [], "a.bmp"), ("a.png", ["--layout", "consensus"], "at least two networks")],
)
def test_what_cannot_be_made_is_one_line(
    name: str, more: list[str], words: str, picture: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert figure(picture, tmp_path / name, *more) == 1
    said = capsys.readouterr().err.splitlines()
    assert words in said[-1]
    assert not (tmp_path / name).exists()


def test_files_that_moved_are_found_by_what_they_hold(
    picture: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    entry = edsr_x2(tmp_path)
    out = tmp_path / "figure.pdf"
    words = ["figure", str(picture), "--network", str(entry.path), "--patch", "8", "8", "8", "--steps", "2"]
    assert main([*words, "--out", str(out)]) == 0
    moved = tmp_path / "elsewhere"
    moved.mkdir()
    new_picture, new_weights = picture.rename(moved / "p.png"), entry.path.rename(moved / "w.pth")
    capsys.readouterr()
    assert main(["reproduce", str(out)]) == 1
    said = capsys.readouterr().err
    assert "the picture waves ü.png" in said
    assert "the network tiny" in said
    assert "--weights FILE" in said
    assert main(["reproduce", str(out), "--picture", str(new_picture), "--weights", str(new_weights)]) == 0
    assert main(["reproduce", str(out), "--look-in", str(moved)]) == 0


def test_other_weights_under_the_old_name_do_not_count(
    picture: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    entry = edsr_x2(tmp_path)
    out = tmp_path / "figure.png"
    words = ["figure", str(picture), "--network", str(entry.path), "--patch", "8", "8", "8", "--steps", "2"]
    assert main([*words, "--out", str(out)]) == 0
    edsr_x2(tmp_path, seed=1)
    assert main(["reproduce", str(out), "--weights", str(entry.path)]) == 1
    assert "the network tiny" in capsys.readouterr().err


def test_numbers_that_differ_are_said(picture: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "figure.png"
    assert figure(picture, out, "--beside") == 0
    recipe = tmp_path / "figure.png.json"
    values = json.loads(recipe.read_text(encoding="utf-8"))
    values["maps"][0]["numbers"]["diffusion_index"] += 1
    recipe.write_text(json.dumps(values), encoding="utf-8")
    assert main(["reproduce", str(recipe)]) == 1
    assert "The numbers do not agree. FSRCNN: DI was" in capsys.readouterr().err


def test_an_ordinary_picture_cannot_be_reproduced(picture: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["reproduce", str(picture)]) == 1
    assert "does not say how it was made" in capsys.readouterr().err
