"""`--levels`, `--page`, `--bands`: what is read, said, written into figures, and found in them again."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from lamgui.figures.embed import read_recipe
from lamgui.figures.recipe import FigureRecipe
from lamgui.imaging.reading import AS_0_1_0, LevelRule, Reading
from tests.cli.terminal import arrays_of, lamgui
from tests.imaging.pictures import coloured, sixteen_bit
from tests.imaging.tiffs import tiff

NUMBERS = (sixteen_bit(32, 24) >> 4).astype(np.uint16)


@pytest.fixture
def deep(tmp_path: Path) -> Path:
    """A TIFF of 12 bits in 16, of two pages."""
    path = tmp_path / "deep.tif"
    path.write_bytes(tiff(NUMBERS, NUMBERS[::-1].copy()))
    return path


def arguments(picture: Path, *more: object) -> list[object]:
    start = [picture, "--network", "FSRCNN", "--patch", 40, 36, 16, "--input", "lr", "--steps", 4, "--device", "cpu"]
    return ["attribute", *start, "--out", picture.parent / "maps", *more]


@pytest.mark.parametrize(
    ("more", "white", "said"),
    [
        ((), 4095, "4095 is white (auto, 12 bits)"),
        (("--levels", "full"), 65535, "65535 is white (full scale)"),
        (("--levels", "0,8000"), 8000, "8000 is white (own levels)"),
    ],
)
def test_levels(deep: Path, capsys: pytest.CaptureFixture[str], more: tuple[str, ...], white: float, said: str) -> None:
    (result,) = lamgui(capsys, *arguments(deep, *more)).results
    saved = arrays_of(Path(result["files"]["npz"]))
    assert np.array_equal(saved["lr"], np.clip(NUMBERS / white, 0, 1))
    assert any(said in one for one in result["settings"]["picture"]["conversions"])


def test_a_page_and_bands(deep: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (result,) = lamgui(capsys, *arguments(deep, "--page", 2, "--bands", "3,2,1")).results
    saved = arrays_of(Path(result["files"]["npz"]))
    assert np.array_equal(saved["lr"], NUMBERS[::-1, :, ::-1] / 4095)
    assert result["settings"]["picture"]["reading"]["page"] == 2


@pytest.mark.parametrize(
    ("wrong", "why"),
    [
        (("--levels", "bright"), "'bright' are no levels"),
        (("--levels", "5,5"), "are no black and white"),
        (("--bands", "1,2"), "are not three bands"),
        (("--page", "0"), "is not a page: they are counted from 1"),
    ],
)
def test_what_cannot_be_is_wrong_usage(
    deep: Path, capsys: pytest.CaptureFixture[str], wrong: tuple[str, str], why: str
) -> None:
    ran = lamgui(capsys, *arguments(deep, *wrong))
    assert ran.status == 2
    assert why in ran.err[-1]


def test_a_page_that_is_not_there_is_a_line(deep: Path, capsys: pytest.CaptureFixture[str]) -> None:
    ran = lamgui(capsys, *arguments(deep, "--page", 3))
    assert "deep.tif has 2 pages: there is no page 3." in ran.require_one_line("attribute")


def figure_of(deep: Path, capsys: pytest.CaptureFixture[str], *more: object) -> tuple[Path, FigureRecipe]:
    out = deep.parent / "figure.json.png"
    start = [deep, "--network", "FSRCNN", "--patch", 40, 36, 16, "--input", "lr", "--steps", 4, "--device", "cpu"]
    assert lamgui(capsys, "figure", *start, "--out", out, *more).status == 0
    recipe = read_recipe(out)
    assert recipe is not None
    return out, recipe


def test_a_figure_is_made_again_as_its_picture_was_read(deep: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out, recipe = figure_of(deep, capsys, "--levels", "0,8000", "--page", 2)
    assert recipe.maps[0].reading == Reading((0, 8000), page=2)
    assert json.loads(recipe.to_json())["format"] == 2
    assert lamgui(capsys, "reproduce", out, "--device", "cpu").status == 0


def test_psnr_of_an_lr_picture_against_its_reference(deep: Path, capsys: pytest.CaptureFixture[str]) -> None:
    reference = deep.parent / "hr.png"
    Image.fromarray(coloured(129, 98)).save(reference)
    (result,) = lamgui(capsys, *arguments(deep, "--reference", reference)).results
    assert result["psnr_y"] > 5
    assert result["settings"]["picture"]["reference"]["name"] == "hr.png"
    out, recipe = figure_of(deep, capsys, "--reference", reference)
    assert recipe.maps[0].reference_name == "hr.png"
    assert recipe.maps[0].numbers["psnr_y"] == pytest.approx(result["psnr_y"])
    assert lamgui(capsys, "reproduce", out, "--device", "cpu").status == 0
    ran = lamgui(capsys, *[one for one in arguments(deep, "--reference", reference) if one not in ("--input", "lr")])
    assert "--reference is the original of an LR picture. Add --input lr." in ran.require_one_line("attribute")
    Image.fromarray(coloured(100, 98)).save(reference)
    ran = lamgui(capsys, *arguments(deep, "--reference", reference))
    assert "hr.png is 100x98, which is no HR original of deep.tif" in " ".join(ran.err)


def test_a_recipe_of_0_1_0_reads_16_bits_as_0_1_0_did(deep: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """It says nothing of how the picture was read; the numbers are those of values divided by 257 and rounded."""
    _, recipe = figure_of(deep, capsys, "--levels", "full")
    assert recipe.maps[0].reading == Reading(LevelRule.FULL)
    values = json.loads(recipe.to_json())
    del values["maps"][0]["picture"]["reading"]
    old = deep.parent / "old.json"
    old.write_text(json.dumps({**values, "format": 1}))
    read = read_recipe(old)
    assert read is not None
    assert read.maps[0].reading_again == AS_0_1_0
