"""A page is one file: pictures without loss, names as text, the recipe inside, nothing asked of a network."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from lamgui.attribution.patch import Patch
from lamgui.base.errors import SaveError, SettingsError
from lamgui.figures.embed import read_recipe
from lamgui.figures.options import FigureOptions
from lamgui.figures.page import write as writing
from lamgui.figures.page.part import part_around
from lamgui.figures.page.write import page_text
from lamgui.figures.recipe import recipe_of
from lamgui.figures.table import table_rows
from lamgui.figures.write import write_figure
from lamgui.imaging.degradation import degradation_from
from lamgui.maps.close_up import CloseUp
from lamgui.maps.filled_in import FilledIn, PointBetween
from lamgui.maps.result import Analysis
from tests.figures.page.pages import HOSTILE, data_of, hostile, pixels_of, restored
from tests.figures.results import result_of
from tests.made import cropped, denoised, four_patches, three_paths


def large(side: int = 600) -> Analysis:
    """A map of a picture of noise, `side` SR pixels wide and high, the patch near its lower right corner."""
    one, rng = result_of(), np.random.default_rng(0)
    pixels = rng.integers(0, 256, (side, side, 3), dtype=np.uint8)
    small = side // 4
    patch = Patch(side - 50, side - 40, 16)
    pictures = replace(one.pictures, lr=pixels[::4, ::4].copy(), sr=pixels, hr=pixels[::-1].copy(), patch=patch)
    return replace(one, pictures=pictures, lam=rng.normal(size=(3, small, small)).astype(np.float32), frames=())


def test_pictures_are_stored_without_loss_and_once() -> None:
    data = data_of(page_text(restored(), FigureOptions()))
    for network, analysis in zip(data["networks"], restored(), strict=True):
        for name in ("lr", "sr", "hr"):
            shown = pixels_of(data["pictures"][network[name]])
            assert np.array_equal(shown, getattr(analysis.pictures, name))
    first, second = data["networks"]
    assert (first["lr"], first["hr"]) == (second["lr"], second["hr"])
    assert len(data["pictures"]) == len(set(data["pictures"]))
    shown_at = [[one["title"] for one in frame["pictures"]] for frame in first["frames"]]
    assert shown_at == [["γ(α)", "F(γ(α)), around the patch", "|Σ_c ∂D/∂γ|", "Sum up to α"]] * 4


def test_numbers_stand_with_their_error_and_their_meaning() -> None:
    data = data_of(page_text(restored(), FigureOptions()))
    assert [row[1:] for row in data["table"]["rows"]] == [list(row.texts()) for row in table_rows(restored())]
    assert [head for head, _ in data["table"]["meanings"]] == [
        head.split(" (")[0] for head in data["table"]["heads"][1:]
    ]
    assert "path blur" in data["networks"][0]["sentences"][0]
    words = data["networks"][0]["map"]["words"]
    assert " dB" not in words
    assert words.replace("\u00a0", " ").endswith(" dB (Y)"), "no line ends inside of a number"


def test_what_only_the_surroundings_are_of_is_said_in_the_head_and_beside_the_numbers() -> None:
    data = data_of(page_text([cropped()], FigureOptions()))
    assert data["subtitle"].endswith("input LR 8×8 around the patch")
    assert "PSNR and SSIM are of the surroundings, 8×8 LR px." in data["number_notes"]
    assert data["networks"][0]["map"]["words"].replace("\u00a0", " ").endswith(" dB (Y) of 8×8 LR px")
    assert "around the patch" not in data_of(page_text(restored(), FigureOptions()))["subtitle"]


def test_a_curve_of_d_between_few_nodes_says_that_it_is_of_these_alone() -> None:
    one = restored()[0]
    nodes, filled = (
        replace(one, filled_in=None),
        replace(one, filled_in=FilledIn(CloseUp(0, 0, 2, 2), {0.4: PointBetween(1.0, None, None)})),
    )
    titles = [
        data_of(page_text([each], FigureOptions()))["networks"][0]["curves"][0]["title"] for each in (nodes, filled)
    ]
    assert [title.endswith("; nodes only") for title in titles] == [True, False]


def test_settings_are_said_of_each_network() -> None:
    data = data_of(page_text(restored(), FigureOptions()))
    assert "reduced as Pillow does" in data["networks"][0]["sentences"][1]


def test_the_recipe_is_read_from_it_as_from_a_pdf(tmp_path: Path) -> None:
    path, options = tmp_path / "Seite ü.html", FigureOptions(outline=True, colour_map="viridis")
    write_figure(hostile(), options, path, beside=True)
    assert read_recipe(path) == recipe_of(hostile(), options) == read_recipe(tmp_path / "Seite ü.html.json")
    for text in ("", "<html></html>", '<script type="application/json" id="lamgui-recipe">'):
        path.write_text(text, encoding="utf-8")
        assert read_recipe(path) is None


def test_names_cannot_leave_their_place_and_no_address_can_be_asked() -> None:
    page = page_text(hostile(), FigureOptions())
    assert "<img src=http" not in page
    assert page.count("</script>") == 3
    data = data_of(page)
    assert HOSTILE in data["title"]
    assert data["networks"][0]["name"] == f"{HOSTILE} (1)", "numbered: equal names"
    assert f"Note: {HOSTILE.replace(chr(0x202E), chr(0xFFFD))}" in data["networks"][0]["sentences"]
    policy = re.search(r'http-equiv="Content-Security-Policy" content="([^"]*)"', page)
    assert policy is not None
    assert policy[1].startswith("default-src 'none'; img-src data:; ")
    assert "unsafe" not in policy[1]
    assert "innerHTML" not in page
    assert not re.search(r"""<[^>]*(?:src|href)=["']?(?:https?:)?//""", page)


def test_a_name_that_is_no_unicode_is_written_all_the_same(tmp_path: Path) -> None:
    one = replace(restored()[0], picture=replace(restored()[0].picture, name="a\udcff.png"))
    write_figure([one], FigureOptions(), tmp_path / "page.html")
    assert "a?.png" in (tmp_path / "page.html").read_text(encoding="utf-8")


def test_512_pixels_are_shown_whole_and_more_is_cut_around_the_patch_and_said() -> None:
    whole = data_of(page_text([large(512)], FigureOptions()))
    assert whole["networks"][0]["sr_size"] == [512, 512]
    assert whole["part_notes"] == []
    one = large(600)
    cut = data_of(page_text([one], FigureOptions()))
    network = cut["networks"][0]
    assert network["sr_size"] == [512, 512]
    x, y, width, height = map(int, network["part"].split(","))
    assert (x, y) == (88, 88), "the patch is near the lower right corner"
    patch = one.pictures.patch
    assert network["patch"] == {"x": patch.x - x, "y": patch.y - y, "size": patch.size}
    shown = pixels_of(cut["pictures"][network["sr"]])
    assert np.array_equal(shown, one.pictures.sr[y : y + height, x : x + width])
    inside = one.importance[22:, 22:].sum() / one.importance.sum()
    (sentence,) = cut["part_notes"]
    assert sentence.startswith(
        "Pictures show the 512×512 SR pixels around the patch, of 600×600: sides of more than 512"
    )
    assert f"At least {inside * 100:.0f} % of the importance" in sentence
    assert network["map"]["peak"] == pytest.approx(float(np.abs(one.signed).max())), "of the whole map"


def test_a_crop_that_was_asked_for_is_taken() -> None:
    data = data_of(page_text([large(512)], FigureOptions(crop_px=32)))
    assert data["networks"][0]["sr_size"] == [128, 128]
    assert "of 512×512." in data["part_notes"][0]


def test_a_page_stays_within_its_size_and_says_why_it_shows_less(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(writing, "BYTES_PER_NETWORK", 300_000)
    page = page_text([large(512)], FigureOptions())
    assert len(page) <= 1_200_000
    data = data_of(page)
    assert data["networks"][0]["sr_size"][0] < 512
    assert "with more the page would not stay under 1.2 MB" in data["part_notes"][0]


def test_parts_of_networks_of_different_scales_lie_on_each_other() -> None:
    of_4 = large(600)
    pictures = of_4.pictures
    of_3 = replace(of_4, pictures=replace(pictures, lr=pictures.sr[::3, ::3].copy(), scale=3))
    parts = [part_around(one, 500, 12) for one in (of_3, of_4)]
    places = [
        tuple(px * one.pictures.scale for px in (part.x, part.y, part.width, part.height))
        for one, part in zip((of_3, of_4), parts, strict=True)
    ]
    assert places[0] == places[1]
    assert places[0][2:] == (492, 492)


def test_paths_and_patches_of_one_network_are_told_apart() -> None:
    paths = [network["name"] for network in data_of(page_text(three_paths(), FigureOptions()))["networks"]]
    assert len(set(paths)) == 3
    assert all("path" in name for name in paths)
    patches = [network["name"] for network in data_of(page_text(four_patches(), FigureOptions()))["networks"]]
    assert patches[1] == "FSRCNN (lamgui), patch at x 40, y 8"


def test_maps_that_are_zero_or_not_finite_are_pages_too() -> None:
    for value in (0.0, np.nan, np.inf):
        one = replace(restored()[0], lam=np.full_like(restored()[0].lam, value))
        data = data_of(page_text([one], FigureOptions()))
        assert data["networks"][0]["outline"] == []
        assert data["networks"][0]["map"]["peak"] == 0


def test_what_cannot_be_written_is_said(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="no map"):
        page_text((), FigureOptions())
    with pytest.raises(SaveError, match="no folder"):
        write_figure(restored(), FigureOptions(), tmp_path / "none" / "page.html")


def test_pictures_of_a_network_of_scale_1_are_restored_and_clean() -> None:
    values = data_of(page_text([denoised(degradation_from("noise:25"))], FigureOptions()))
    assert values["networks"][0]["called"] == {"hr": "Clean", "sr": "Restored", "lr": "Input"}
    assert "at x 20, y 24 px" in values["subtitle"]
    assert not {"SR", "HR", "LR"} & set(values["subtitle"].replace(",", " ").split())
    assert data_of(page_text(restored(), FigureOptions()))["networks"][0]["called"]["sr"] == "SR"
