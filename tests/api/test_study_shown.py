"""What a study shows, from Python: the same as from the command line."""

from __future__ import annotations

from pathlib import Path

import pytest

import lamgui
from lamgui.base.errors import SettingsError
from lamgui.figures.embed import recipe_text
from lamgui.study.figures.recipe import study_recipe_from_json
from tests.study.finished_study import NETWORKS, finished_study


def test_statistics_are_of_the_networks_that_are_named(tmp_path: Path) -> None:
    study = lamgui.Study(finished_study(tmp_path).path)
    assert set(study.statistics().comparison.networks) == set(NETWORKS)
    found = study.statistics(["SRCNN", "FSRCNN"])
    assert [one.network for one in found.networks] == ["FSRCNN", "SRCNN"]
    assert found.agreements[0].metric == "psnr_y"


def test_a_figure_takes_the_fields_of_its_options(tmp_path: Path) -> None:
    study = lamgui.Study(finished_study(tmp_path).path)
    path = study.figure("7a", tmp_path / "figure.pdf", width_in=3.5, networks=("SRCNN", "CARN-M"))
    text = recipe_text(path)
    assert text is not None
    recipe = study_recipe_from_json(text)
    assert recipe is not None
    assert (recipe.options.figure, recipe.options.width_in) == ("figure7a", 3.5)
    assert set(recipe.means) == {"SRCNN", "CARN-M"}
    with pytest.raises(SettingsError, match="no figure of a study '7z'"):
        study.figure("7z", tmp_path / "figure.pdf")
