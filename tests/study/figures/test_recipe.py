"""The recipe of a figure of a study: read back from every format, and held against the study again."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from lamgui.base.errors import PictureError
from lamgui.figures.embed import read_recipe, recipe_text
from lamgui.study.figures.options import StudyFigureOptions
from lamgui.study.figures.recipe import (
    StudyFigureRecipe,
    study_disagreements,
    study_recipe_from_json,
    study_recipe_of,
)
from lamgui.study.figures.shown import ShownStudy
from lamgui.study.figures.write import write_study_figure
from lamgui.study.store.results import StudyResults
from tests.study.rows import results_of

OPTIONS = StudyFigureOptions(figure="figure7a", dpi=50, width_in=3.5, networks=("N0", "N1", "N2"))
RESULTS = results_of([[1.0, 3.0], [2.0, 4.0], [4.0, 5.0]], [[20.0, 22.0], [21.0, 22.5], [23.0, 24.0]])


def recipe_of(results: StudyResults) -> StudyFigureRecipe:
    return study_recipe_of(ShownStudy(results, OPTIONS))


def changed(di: float, psnr: float | None = 22.0) -> StudyResults:
    first, second, *others = RESULTS.rows
    assert second.numbers is not None
    return replace(
        RESULTS,
        rows=(first, replace(second, numbers=replace(second.numbers, diffusion_index=di, psnr_y=psnr)), *others),
    )


@pytest.mark.parametrize("ending", ["png", "tiff", "pdf", "svg", "eps"])
def test_it_is_in_every_format(ending: str, tmp_path: Path) -> None:
    path = tmp_path / f"figure.{ending}"
    write_study_figure(ShownStudy(RESULTS, OPTIONS), path, beside=True)
    for file in (path, path.with_name(f"{path.name}.json")):
        text = recipe_text(file)
        assert text is not None
        assert study_recipe_from_json(text) == recipe_of(RESULTS)
        with pytest.raises(PictureError, match="shows a study"):
            read_recipe(file)


def test_the_order_of_rows_does_not_count() -> None:
    assert recipe_of(replace(RESULTS, rows=RESULTS.rows[::-1])).rows_sha256 == recipe_of(RESULTS).rows_sha256


def test_a_study_that_is_as_it_was_agrees() -> None:
    assert study_disagreements(recipe_of(RESULTS), recipe_of(RESULTS)) == ()


def test_a_changed_map_is_seen_by_the_mean_that_it_changes() -> None:
    found = study_disagreements(recipe_of(RESULTS), recipe_of(changed(3.5)))
    assert found == ("the mean DI of N0 was 2, now it is 2.25",)
    assert study_disagreements(recipe_of(RESULTS), recipe_of(changed(3.0, 23.0))) == (
        "the mean PSNR of N0 was 21.00 dB, now it is 21.50 dB",
    )


def test_digits_that_no_mean_shows_agree_though_the_hash_differs() -> None:
    again = recipe_of(changed(3.0001))
    assert again.rows_sha256 != recipe_of(RESULTS).rows_sha256
    assert study_disagreements(recipe_of(RESULTS), again) == ()


def test_items_that_are_gone_are_said() -> None:
    fewer = replace(RESULTS, rows=tuple(row for row in RESULTS.rows if row.picture != "p01.png"))
    found = study_disagreements(recipe_of(RESULTS), recipe_of(fewer))
    assert "the figure shows 6 items, the study has 3 of them" in found
    options = replace(OPTIONS, networks=())
    all_of_them = study_recipe_of(ShownStudy(RESULTS, options))
    two = study_recipe_of(ShownStudy(RESULTS.only(["N0", "N1"]), options))
    assert "no longer there: N2" in study_disagreements(all_of_them, two)
    assert "new: N2" in study_disagreements(two, all_of_them)


def test_the_recipe_of_maps_is_none_of_a_study_and_nonsense_is_refused() -> None:
    assert study_recipe_from_json('{"program": "lamgui", "format": 1, "maps": []}') is None
    with pytest.raises(PictureError, match="cannot be read"):
        study_recipe_from_json('{"program": "lamgui", "format": 2, "study": {"rows": "many"}, "options": {}}')
    with pytest.raises(PictureError, match="newer lamgui"):
        study_recipe_from_json('{"program": "lamgui", "format": 99, "study": {}, "options": {}}')
