"""How a figure was made: there and back, old single maps too, and what counts as the same numbers."""

from __future__ import annotations

import json
import math
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from lamgui.attribution.detectors.gabor_filter import Gabor
from lamgui.attribution.settings.own_detector import OwnDetector
from lamgui.attribution.settings.settings import Precision, Settings
from lamgui.base.errors import PictureError
from lamgui.base.escape import for_latex
from lamgui.figures.build import preview_figure
from lamgui.figures.embed import read_recipe
from lamgui.figures.export import PROVENANCE_KEY, provenance_text
from lamgui.figures.latex import caption
from lamgui.figures.locate import entry_of
from lamgui.figures.options import FigureOptions
from lamgui.figures.pixels.contrast import LINEAR, contrast_from
from lamgui.figures.recipe import disagreements, fingerprint, map_recipe_of, recipe_from_json, recipe_of
from lamgui.figures.style import Background
from lamgui.figures.table import TABLE_COLUMNS, table_rows, to_csv, to_latex, to_markdown
from lamgui.figures.words.columns import FigureColumn
from lamgui.figures.write import write_figure
from lamgui.imaging.prepare import Role
from lamgui.imaging.read import picture_from_pixels
from lamgui.imaging.reading import AS_0_1_0, Reading
from lamgui.imaging.reduce import Reduction
from lamgui.networks.value_range import NamedRange, ValueRange
from tests.imaging.pictures import sixteen_bit
from tests.made import PATCH, analysis, cropped, four_patches, two_networks


def test_a_recipe_comes_back_as_it_was() -> None:
    options = FigureOptions(
        "gallery",
        (FigureColumn.SR, FigureColumn.LAM),
        width_in=3.5,
        dpi=150,
        font="Noto Sans",
        font_size_pt=7.5,
        background=Background.BLACK,
        crop_px=20,
    )
    recipe = recipe_of(two_networks(), options)
    assert recipe_from_json(recipe.to_json()) == recipe


@pytest.mark.parametrize("value_range", [255.0, *NamedRange])
def test_a_recipe_states_the_range_of_the_network(value_range: ValueRange) -> None:
    made = replace(analysis(), network=replace(analysis().network, value_range=value_range))
    recipe = recipe_from_json(recipe_of([made], FigureOptions()).to_json())
    assert recipe.maps[0].value_range == value_range


def test_a_figure_from_before_contrasts_is_made_again_as_it_was() -> None:
    values = json.loads(recipe_of(two_networks(), FigureOptions()).to_json())
    for name in ("contrast", "outline", "opacity", "colour_map"):
        del values["options"][name]
    options = recipe_from_json(json.dumps(values)).options
    assert (options.contrast, options.outline) == (LINEAR, True)
    assert (options.opacity, options.colour_map) == (0.7, "inferno")


def test_captions_say_how_maps_are_shown() -> None:
    assert "LAM: contrast $\\gamma$ 0.35." in caption([analysis()], FigureOptions())
    assert "DI: diffusion index over 16x12 LR pixels." in caption([analysis()], FigureOptions())
    assert "DI: diffusion index over 8x8 / 16x12 LR pixels." in caption([cropped(), analysis()], FigureOptions())
    assert "DI:" not in caption([analysis()], FigureOptions(show_di=False))
    assert "DI:" not in caption(two_networks(), FigureOptions("consensus"))
    options = FigureOptions(contrast=contrast_from("percentile:99"), outline=True, common_scale=True)
    said = caption(two_networks(), options)
    assert "LAM: contrast cut at percentile 99, all on the same scale, a line around 90 \\% of the map" in said
    assert "Gaussian of 1.5 LR pixels" in said
    assert "contrast $\\gamma$ 0.5, each on a scale of its own." in caption(
        two_networks(), FigureOptions(contrast=contrast_from("gamma:0.5"))
    )
    assert "PSNR (Y) is of the whole picture." in caption([analysis()], FigureOptions())
    assert "PSNR (Y) is of the surroundings, 8x8 LR px." in caption([cropped()], FigureOptions())


def test_a_picture_that_was_not_reduced_says_of_no_reduction() -> None:
    assert map_recipe_of(analysis()).reduction is Reduction.PILLOW
    as_lr = recipe_of([replace(analysis(), role=Role.LR)], FigureOptions())
    assert as_lr.maps[0].reduction is None
    assert recipe_from_json(as_lr.to_json()) == as_lr


def test_a_newer_format_is_named() -> None:
    values = json.loads(recipe_of([analysis()], FigureOptions()).to_json())
    with pytest.raises(PictureError, match=r"newer lamgui \(format 3"):
        recipe_from_json(json.dumps({**values, "format": 3}))


def test_surroundings_are_in_a_recipe_that_older_programs_refuse() -> None:
    """0.1.0 reads format 1: of it, it would compute the whole picture."""
    recipe = recipe_of([cropped(), analysis()], FigureOptions())
    assert recipe_from_json(recipe.to_json()) == recipe
    assert [one.settings.surroundings for one in recipe.maps] == [8, None]
    assert recipe.maps[0].patch == PATCH
    assert json.loads(recipe.to_json())["format"] == 2
    assert json.loads(recipe_of([analysis()], FigureOptions()).to_json())["format"] == 1
    text = provenance_text(cropped(), "map")[PROVENANCE_KEY]
    said = json.loads(text)
    assert (said["format"], said["lr_size"], said["lr_origin"]) == (2, [8, 8], [3, 4])
    assert recipe_from_json(text).maps[0].settings.surroundings == 8
    assert "format" not in json.loads(provenance_text(analysis(), "map")[PROVENANCE_KEY])


def test_which_output_was_used_is_in_a_recipe_that_older_programs_refuse(tmp_path: Path) -> None:
    one = replace(analysis(), network=replace(analysis().network, output="sr"))
    recipe = recipe_of([one], FigureOptions())
    values = json.loads(recipe.to_json())
    assert (values["format"], values["maps"][0]["network"]["output"]) == (2, "sr")
    assert recipe_from_json(recipe.to_json()) == recipe
    assert entry_of(recipe.maps[0], tmp_path / "net.pt").output == "sr"
    plain = recipe_of([analysis()], FigureOptions())
    assert "output" not in json.loads(plain.to_json())["maps"][0]["network"]
    assert entry_of(plain.maps[0], tmp_path / "net.pt").output is None


def test_how_a_picture_was_read_is_in_a_recipe_unless_it_is_plain_8_bits() -> None:
    plain = recipe_of([analysis()], FigureOptions())
    assert "reading" not in json.loads(plain.to_json())["maps"][0]["picture"]
    assert recipe_from_json(plain.to_json()).maps[0].reading_again == AS_0_1_0
    reading = Reading((0, 4095), page=2, bands=(3, 2, 1))
    deep = picture_from_pixels(sixteen_bit(64, 48), "deep", Reading((0, 4095), bands=(3, 2, 1)))
    one = replace(analysis(), picture=replace(deep, reading=reading))
    recipe = recipe_of([one], FigureOptions())
    assert recipe_from_json(recipe.to_json()) == recipe
    assert recipe.maps[0].reading_again == reading
    (alone,) = recipe_from_json(provenance_text(one, "map")[PROVENANCE_KEY]).maps
    assert alone.reading == reading
    assert (
        json.loads(recipe.to_json())["format"] == json.loads(provenance_text(one, "map")[PROVENANCE_KEY])["format"] == 2
    )


def test_captions_say_what_the_network_was_given() -> None:
    assert "Input: LR 8x8 around the patch." in caption([cropped()], FigureOptions())
    assert "at (20, 24)" in caption([cropped()], FigureOptions())
    assert "around the patch" not in caption([analysis()], FigureOptions())
    assert "around the patch" not in caption([cropped(), analysis()], FigureOptions())


OWN = OwnDetector("edges", "kanten.py", "ab" * 32, Path("home/kanten.py"))
TOLD = [Settings("gabor", detector_options=Gabor(30, 3.5)), Settings("own", own_detector=OWN)]


@pytest.mark.parametrize("told", TOLD)
def test_what_detectors_are_told_is_in_recipes_but_no_path_of_this_machine(told: Settings) -> None:
    one = replace(analysis(), settings=told)
    recipe = recipe_of([one], FigureOptions())
    assert "home" not in recipe.to_json() + provenance_text(one, "map")[PROVENANCE_KEY]
    assert recipe_from_json(recipe.to_json()) == recipe
    (alone,) = recipe_from_json(provenance_text(one, "map")[PROVENANCE_KEY]).maps
    assert alone.settings == recipe.maps[0].settings == replace(told.portable(), kernel_size=told.kernel_width)


def test_a_path_in_a_recipe_of_another_program_is_not_believed() -> None:
    recipe = recipe_of([replace(analysis(), settings=TOLD[1])], FigureOptions())
    values = json.loads(recipe.to_json())
    values["maps"][0]["own_detector"]["path"] = "/evil.py"
    assert recipe_from_json(json.dumps(values)) == recipe


def test_captions_name_the_detector() -> None:
    said = {caption([replace(analysis(), settings=told)], FigureOptions()).split("waves ")[1] for told in TOLD}
    words = " ".join(said)
    assert "Gabor detector at 30 degrees, wavelength 3.5 SR pixels, progressive blur" in words
    assert "Own detector edges, progressive blur" in words
    vertical = replace(analysis(), settings=Settings("vertical-difference"))
    assert "Vertical difference detector, progressive" in caption([vertical], FigureOptions())


def test_the_settings_inside_single_maps_are_a_recipe_too() -> None:
    one = analysis()
    recipe = recipe_from_json(provenance_text(one, "map")[PROVENANCE_KEY])
    (found,) = recipe.maps
    assert (found.patch, found.picture_sha256, found.network_sha256) == (
        one.pictures.patch,
        one.picture.sha256,
        one.network.sha256,
    )
    assert found.settings == replace(one.settings, kernel_size=one.settings.kernel_width)


def test_the_fingerprint_holds_the_whole_sum() -> None:
    signed = np.arange(11 * 13, dtype=np.float64).reshape(11, 13)
    marks = fingerprint(signed)
    assert len(marks) == 64
    assert sum(marks) == signed.sum()
    assert fingerprint(np.full((3, 3), np.nan)) == (0.0,) * 64


def test_equal_numbers_agree_and_others_are_named() -> None:
    made = map_recipe_of(analysis())
    assert disagreements(made, made) == ()
    shifted = replace(made, fingerprint=tuple(1.02 * mark for mark in made.fingerprint))
    assert "map differs by 0.02" in disagreements(made, shifted)[0]
    close = replace(made, fingerprint=tuple(1.005 * mark for mark in made.fingerprint))
    assert disagreements(made, close) == ()
    broken = replace(made, fingerprint=(math.nan,) * 64)
    assert "map differs by nan" in disagreements(broken, made)[0]
    exact = replace(made, settings=Settings(precision=Precision.FLOAT64))
    assert disagreements(exact, replace(exact, fingerprint=close.fingerprint))
    di = made.numbers["diffusion_index"]
    assert di is not None
    assert "DI was" in disagreements(made, replace(made, numbers={"diffusion_index": di + 0.03}))[0]
    assert "DI was" in disagreements(made, replace(made, numbers={"diffusion_index": None}))[0]


def test_captions_are_latex_and_say_how() -> None:
    text = caption(two_networks(), FigureOptions(layout="grid", width_in=3.5), "a_b.pdf")
    assert text.count("{") == text.count("}")
    assert "\\begin{figure}[t]" in text
    assert "FSRCNN (lamgui), EDSR (lamgui), $\\times$4" in text
    assert "progressive blur of sigma 1.2 LR pixels (kernel 11), 4 steps" in text
    assert "Patch of 12x12 SR pixels at (20, 24)" in text
    assert "\\begin{figure*}" in caption(four_patches(), FigureOptions(layout="gallery"))
    assert "SR pixels at" not in caption(four_patches(), FigureOptions(layout="gallery"))
    assert for_latex("50% of a_b & {c} ~ ^ \\") == (
        "50\\% of a\\_b \\& \\{c\\} \\textasciitilde{} \\textasciicircum{} \\textbackslash{}"
    )


def test_tables_hold_the_numbers() -> None:
    rows = table_rows(two_networks())
    first = two_networks()[0]
    values = dict(zip((column.title for column in TABLE_COLUMNS), rows[0].values, strict=True))
    assert values["DI"] == first.diffusion_index
    assert values["Parameters"] == first.network.parameters
    assert first.pictures.quality is not None
    assert values["PSNR"] == first.pictures.quality.psnr_y
    assert values["PSNR around"] is not None
    lines = to_csv(rows).splitlines()
    assert lines[0].split(",")[:4] == ["Network", "Parameters", "PSNR", "SSIM"]
    assert float(lines[1].split(",")[6]) == pytest.approx(first.diffusion_index, rel=1e-9)
    assert to_markdown(rows).splitlines()[2].startswith("| FSRCNN (lamgui) | ")
    latex = to_latex(rows)
    assert latex.startswith("% Needs \\usepackage{booktabs}")
    assert latex.count("\\\\") == 3
    assert latex.count("\\textbf{") == 4, "the best of PSNR and SSIM, whole and around the patch"


def test_all_that_are_printed_as_the_best_are_bold() -> None:
    first = two_networks()[0]
    assert first.pictures.quality is not None
    near = replace(first.pictures.quality, psnr_y=first.pictures.quality.psnr_y + 1e-6)
    latex = to_latex(table_rows([first, replace(first, pictures=replace(first.pictures, quality=near))]))
    assert latex.count("\\textbf{") == 8, "four numbers of two rows"


def test_names_do_no_harm_in_tables() -> None:
    odd = replace(two_networks()[0], network=replace(two_networks()[0].network, name='a|b_c,"d"'))
    rows = table_rows([odd])
    assert "a\\|b_c" in to_markdown(rows)
    assert 'a|b\\_c,"d"' in to_latex(rows)
    assert '"a|b_c,""d"""' in to_csv(rows)


def test_tables_say_what_psnr_is_of_where_it_is_not_of_the_picture() -> None:
    sentence = "PSNR and SSIM are of the surroundings, 8×8 LR px."
    for maps, said in (
        ([cropped(), cropped()], [sentence]),
        ([analysis(), cropped()], [f"FSRCNN (lamgui): {sentence}"]),
        ([analysis()], []),
    ):
        rows = table_rows(maps)
        below = to_markdown(rows).splitlines()[2 + len(rows) :]
        assert [line for line in below if line] == said
        assert [line for line in to_latex(rows).splitlines() if "footnotesize" in line] == [
            f"\\multicolumn{{18}}{{l}}{{\\footnotesize {for_latex(one)}}} \\\\" for one in said
        ]


def test_a_recipe_names_the_fonts_that_drew_the_figure(tmp_path: Path) -> None:
    options = FigureOptions(font="No Such Font", width_in=3.5)
    write_figure([analysis()], options, tmp_path / "a.pdf")
    recipe = read_recipe(tmp_path / "a.pdf")
    assert recipe is not None
    assert recipe.options.font == "No Such Font"
    assert recipe.fonts == ("DejaVu Sans",)
    assert preview_figure([analysis()], options, 300).notes == (
        "The font No Such Font is not installed: DejaVu Sans is used.",
    )


def test_figures_from_before_the_fonts_keep_the_pictures_that_they_had() -> None:
    values = json.loads(recipe_of(two_networks(), FigureOptions("grid")).to_json())
    assert recipe_from_json(json.dumps(values)).options.shown_columns == FigureOptions("grid").shown_columns
    del values["fonts"]
    older = recipe_from_json(json.dumps(values)).options
    assert [column.value for column in older.columns] == ["sr", "lam", "overlay", "contour", "heat-map"]
