"""`--seed` and `--seeds`, and the same in Python: one noise, or the mean over several, said in JSON and recipe."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest

import lamgui as library
from lamgui.figures.options import FigureOptions
from lamgui.figures.recipe import map_recipe_of, recipe_from_json, recipe_of
from tests.cli.terminal import arrays_of, lamgui
from tests.networks.noisy import CODE
from tests.small import saved


def test_a_seed_repeats_and_several_have_a_spread(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    network, picture = tmp_path / "noisy.py", saved(tmp_path / "waves.png", 48, 40)
    network.write_text(CODE, encoding="utf-8")

    def said(folder: str, *options: str) -> dict[str, Any]:
        words = ["attribute", str(picture), "--network", str(network), "--trust", "--steps", "6", *options]
        (result,) = lamgui(capsys, *words, "--patch", "14", "12", "8", "--out", str(tmp_path / folder)).results
        return result

    by_chance, first, again = said("chance"), said("first", "--seed", "3"), said("again", "--seed", "3")
    mean = said("mean", "--seed", "3", "--seeds", "2")
    assert [one["verdict"] == "sound" for one in (by_chance, first, again, mean)] == [False] * 4
    assert {one["repeats"] for one in (by_chance, first, again, mean)} == {"with a seed"}
    lams = {name: arrays_of(tmp_path / name / "noisy.npz")["lam"] for name in ("chance", "first", "again", "mean")}
    assert np.array_equal(lams["first"], lams["again"])
    assert not np.allclose(lams["first"], lams["mean"], rtol=1e-4)
    assert (first["spread"], by_chance["settings"].get("seed")) == (None, None)
    assert mean["spread"]["of_map"] > 0
    assert (mean["settings"]["seed"], mean["settings"]["seeds"]) == (3, 2)

    explained = library.explain(picture, network, (14, 12, 8), trust=True, steps=6, seed=3, seeds=2)
    np.testing.assert_allclose(explained.lam, lams["mean"], rtol=1e-5, atol=1e-6 * np.abs(lams["mean"]).max())
    recipe = recipe_from_json(recipe_of([explained.analysis], FigureOptions()).to_json())
    assert recipe.maps[0].settings == map_recipe_of(explained.analysis).settings
    assert (recipe.maps[0].settings.seed, recipe.maps[0].settings.seeds) == (3, 2)
