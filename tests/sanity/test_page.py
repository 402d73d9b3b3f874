"""The page of the report: in every format with its recipe and numbers, and no word off the page."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from matplotlib.backends.backend_agg import FigureCanvasAgg

from lamgui.base.errors import SaveError
from lamgui.figures.build import figure_style
from lamgui.figures.embed import read_recipe
from lamgui.sanity.check import check
from lamgui.sanity.page import STYLE, draw_report
from lamgui.sanity.report import SanityReport, SanityTest, not_applicable
from lamgui.sanity.write import recipe_text, report_pixels, write_report
from tests.sanity.known import convolution, map_of, request_of
from tests.small import run_to_end


@pytest.fixture(scope="module")
def report() -> SanityReport:
    request = request_of(convolution())
    return run_to_end(check(request, map_of(request)))[1]


@pytest.fixture(scope="module")
def empty(report: SanityReport) -> SanityReport:
    """Of a map that could not be tested."""
    why = "With random weights the network gives values that are not finite for this picture. " * 3
    return replace(report, findings=tuple(not_applicable(test, why) for test in SanityTest))


@pytest.mark.parametrize("ending", ["png", "tiff", "pdf", "svg"])
def test_the_page_carries_recipe_and_numbers(report: SanityReport, ending: str, tmp_path: Path) -> None:
    path = tmp_path / f"Prüfung é.{ending}"
    write_report(report, path)
    recipe = read_recipe(path)
    assert recipe is not None
    assert [one.patch for one in recipe.maps] == [report.analysis.pictures.patch]
    assert recipe.maps[0].settings.steps == report.analysis.settings.steps
    assert sorted(p.name for p in tmp_path.iterdir() if p.is_file()) == [path.name, f"{path.name}.json"]
    numbers = json.loads(path.with_name(f"{path.name}.json").read_text(encoding="utf-8"))
    assert numbers == report.values()
    assert json.loads(recipe_text(report))["sanity"] == numbers["tests"]


def test_a_page_that_cannot_be_written_leaves_nothing(report: SanityReport, tmp_path: Path) -> None:
    with pytest.raises(SaveError, match=r"\.png"):
        write_report(report, tmp_path / "page.bmp")
    with pytest.raises(SaveError, match="no folder"):
        write_report(report, tmp_path / "none" / "page.png")
    assert not [path for path in tmp_path.iterdir() if path.is_file()]


@pytest.mark.parametrize("which", ["report", "empty"])
def test_no_word_leaves_the_page_or_lies_on_another(which: str, request: pytest.FixtureRequest) -> None:
    with figure_style(STYLE):
        canvas = FigureCanvasAgg(draw_report(request.getfixturevalue(which), STYLE, vector=False))
        canvas.draw()
        figure, renderer = canvas.figure, canvas.get_renderer()
        texts = [text for text in figure.texts if text.get_text()]
        for axis in (axis for axes in figure.axes for axis in (axes.xaxis, axes.yaxis)):
            low, high = sorted(axis.get_view_interval())
            texts += [tick.label1 for tick in axis.get_major_ticks() if low <= tick.get_loc() <= high]
        boxes = [(text.get_text(), text.get_window_extent(renderer)) for text in texts if text.get_text()]
    page = figure.bbox
    for words, box in boxes:
        assert page.x0 - 2 <= box.x0, words
        assert box.x1 <= page.x1 + 2, words
        assert page.y0 - 2 <= box.y0, words
        assert box.y1 <= page.y1 + 2, words
    for k, (words, box) in enumerate(boxes):
        for others, other in boxes[k + 1 :]:
            width = min(box.x1, other.x1) - max(box.x0, other.x0)
            height = min(box.y1, other.y1) - max(box.y0, other.y0)
            assert not (width > 3 and height > 3), (words, others)


def test_the_page_shows_what_was_found(report: SanityReport) -> None:
    with figure_style(STYLE):
        figure = draw_report(report, STYLE, vector=True)
    words = "\n".join(text.get_text() for text in figure.texts)
    for finding in report.findings:
        assert finding.test.value.capitalize() in words
        assert finding.verdict.value in words
    curves = [line for axes in figure.axes for line in axes.lines if np.size(line.get_xdata()) == 13]
    assert len(curves) == 10
    drawn = np.asarray(curves[0].get_ydata())
    np.testing.assert_array_equal(drawn, report.findings[1].curves[0].objective)
    maps = [axes.images[0] for axes in figure.axes if axes.images]
    assert len(maps) == 1 + len(report.findings[0].compared)


def test_a_preview_is_as_wide_as_asked(report: SanityReport) -> None:
    assert abs(report_pixels(report, 800).shape[1] - 800) <= 8
