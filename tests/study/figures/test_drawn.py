"""Every figure of a study is drawn whole, at any usual width, on any ground, with the pictures that it is to show."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from lamgui.base.errors import SettingsError, StudyError
from lamgui.figures.pixels.map_picture import coloured_map
from lamgui.figures.style import Background
from lamgui.imaging.picture import Pixels
from lamgui.study.figures.build import study_figure_pixels
from lamgui.study.figures.options import StudyFigureOptions
from lamgui.study.figures.registry import STUDY_FIGURES, figure_named
from lamgui.study.figures.shown import ShownStudy
from lamgui.study.store.results import StudyResults, read_results
from tests.study.finished_study import finished_study
from tests.study.rows import results_of

LETTERED = ("table1", "figure7a", "figure8")
"""Figures whose page ends in its ground on all sides."""


@pytest.fixture
def results(tmp_path: Path) -> StudyResults:
    return read_results(finished_study(tmp_path))


def drawn(results: StudyResults, **options: Any) -> Pixels:
    return study_figure_pixels(ShownStudy(results, StudyFigureOptions(dpi=60, **options)))


def checkpoints(results: StudyResults) -> StudyResults:
    steps = {"FSRCNN": 1000, "SRCNN": 20, "CARN-M": 250_000}
    rows = (
        replace(row, network=f"run {steps[row.network]}", axis="step", step=steps[row.network]) for row in results.rows
    )
    return replace(results, rows=tuple(rows))


@pytest.mark.parametrize("background", [Background.WHITE, Background.BLACK])
@pytest.mark.parametrize("width_in", [3.5, 7.16])
@pytest.mark.parametrize("figure", LETTERED)
def test_nothing_is_cut_at_the_edge(
    figure: str, width_in: float, background: Background, results: StudyResults
) -> None:
    pixels = drawn(results, figure=figure, width_in=width_in, background=background).astype(int)
    ground = 0 if background is Background.BLACK else 255
    inside = pixels[1:-1, 1:-1]
    assert np.mean(np.abs(inside - ground).max(axis=2) > 60) > 0.005, "something is drawn"
    for name, edge in (("top", pixels[0]), ("bottom", pixels[-1]), ("left", pixels[:, 0]), ("right", pixels[:, -1])):
        assert np.abs(edge - ground).max() < 60, f"{name} of {figure}"


@pytest.mark.parametrize("figure", ["figure4", "figure5", "figure6", "steps"])
def test_figures_of_pictures_show_them(figure: str, results: StudyResults) -> None:
    shown = checkpoints(results) if figure == "steps" else results
    one, all_of_them = (drawn(shown, figure=figure, count=count) for count in (1, 3))
    assert all_of_them.shape[1] == one.shape[1]
    assert (all_of_them.shape[0] > one.shape[0]) or figure == "figure5"
    named = drawn(shown, figure=figure, pictures=("waves",))
    assert named.shape == one.shape
    assert not np.array_equal(named, drawn(shown, figure=figure, pictures=("noise.png",)))


def test_a_map_has_the_colours_of_the_style(results: StudyResults) -> None:
    options = StudyFigureOptions(figure="figure5", dpi=300, count=1, networks=("SRCNN",))
    study = ShownStudy(results, options)
    row = study.comparison.rows[0][study.chosen_places(1)[0]]
    wanted = {tuple(colour) for colour in coloured_map(study.signed(row), options).reshape(-1, 3).tolist()}
    pixels = study_figure_pixels(study)
    shown = {tuple(colour) for colour in pixels.reshape(-1, 3).tolist()}
    assert wanted <= shown


def test_sr_that_is_stored_is_that_which_is_restored(tmp_path: Path) -> None:
    for name in ("a", "b"):
        (tmp_path / name).mkdir()
    stored = ShownStudy(read_results(finished_study(tmp_path / "a", "pictures")), StudyFigureOptions(figure="figure4"))
    restored = ShownStudy(read_results(finished_study(tmp_path / "b")), StudyFigureOptions(figure="figure4"))
    for line, again in zip(stored.comparison.rows, restored.comparison.rows, strict=True):
        assert stored.results.stored_map(line[0]).sr is not None
        assert restored.results.stored_map(again[0]).sr is None
        # The last bit of float32 may round to another level of 256 on another batch.
        difference = stored.sr(line[0]).astype(int) - restored.sr(again[0]).astype(int)
        assert np.abs(difference).max() <= 1


def test_figure_7b_takes_the_metric_of_the_study_and_refuses_one_that_it_has_not() -> None:
    made = results_of([[1.0, 2.0], [2.0, 4.0], [4.0, 5.0]])
    rows = tuple(replace(row, measures={"lpips-alex": 0.1 + 0.01 * k}) for k, row in enumerate(made.rows))
    measured = replace(made, rows=rows)
    assert not np.array_equal(drawn(measured, figure="figure7b"), drawn(measured, figure="figure7a"))
    with pytest.raises(StudyError, match="No item of the study has DISTS"):
        drawn(measured, figure="figure7b", metric="dists")


def test_what_is_left_out_stands_at_the_foot() -> None:
    whole = results_of([[1.0, 2.0], [2.0, 4.0], [4.0, 5.0]])
    cut = results_of([[1.0, 2.0], [2.0, np.nan], [4.0, 5.0]])
    assert drawn(cut, figure="table1").shape[0] > drawn(whole, figure="table1").shape[0]


def test_figure_7c_needs_names_that_say_sizes() -> None:
    made = results_of([[1.0, 2.0], [2.0, 4.0], [4.0, 5.0]])
    with pytest.raises(StudyError, match="say a width and a depth"):
        drawn(made, figure="figure7c")
    names = {"N0": "X-d8-m2", "N1": "X-d8-m4", "N2": "X-d16-m2"}
    rows = tuple(
        replace(row, facts=None if row.facts is None else replace(row.facts, label=names[row.network]))
        for row in made.rows
    )
    assert drawn(replace(made, rows=rows), figure="figure7c").min() < 100, "something is drawn"


@pytest.mark.parametrize(
    ("figure", "reason"),
    [("steps", "fewer than two checkpoints"), ("figure99", "no figure of a study 'figure99'")],
)
def test_what_cannot_be_shown_is_refused(figure: str, reason: str, results: StudyResults) -> None:
    with pytest.raises((StudyError, SettingsError), match=reason):
        drawn(results, figure=figure)


def test_maps_that_were_not_stored_cannot_be_shown(tmp_path: Path) -> None:
    results = read_results(finished_study(tmp_path, "numbers"))
    with pytest.raises(StudyError, match="stores numbers alone"):
        drawn(results, figure="figure6")
    assert drawn(results, figure="figure7a").size


def test_a_picture_that_is_none_is_refused_with_the_nearest(results: StudyResults) -> None:
    with pytest.raises(StudyError, match="Did you mean waves"):
        drawn(results, figure="figure4", pictures=("wave",))


def test_figures_are_named_by_the_papers_numbers_too() -> None:
    assert [figure_named(name).name for name in ("7A", "figure7a", "table1", "8")] == [
        "figure7a",
        "figure7a",
        "table1",
        "figure8",
    ]
    assert {kind.name for kind in STUDY_FIGURES.values()} == set(STUDY_FIGURES)
