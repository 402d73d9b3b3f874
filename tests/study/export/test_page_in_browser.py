"""The page of a study in a real browser: it sorts, narrows and enlarges, and asks for nothing."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from lamgui.study.export.write import export
from lamgui.study.store.results import StudyResults, read_results
from tests.browser.chromium import Chromium, found
from tests.study.finished_study import finished_study

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(found() is None, reason="needs a browser: apt-get install chromium"),
]
DI = 3
ARROW_RIGHT = ("ArrowRight", 39)
ROWS = "[...document.querySelectorAll('#items tbody tr')]"


@pytest.fixture
def results(tmp_path: Path) -> StudyResults:
    return read_results(finished_study(tmp_path))


@pytest.fixture
def page(results: StudyResults, tmp_path: Path) -> Iterator[Chromium]:
    path = tmp_path / "page é.html"
    export(results, path)
    chromium = Chromium(tmp_path / "profile")
    try:
        chromium.open(path)
        yield chromium
        assert chromium.console == []
        assert chromium.requests == [path.as_uri()]
    finally:
        chromium.close()


def test_it_sorts_by_number_narrows_by_name_and_shows_a_map(page: Chromium, results: StudyResults) -> None:
    expected = [row.numbers.diffusion_index for row in results.rows if row.numbers is not None]
    column = f"{ROWS}.map(row => row.cells[{DI + 1}].textContent)"
    assert len(page.run(column)) == 9
    head = f"document.querySelectorAll('#items thead th')[{DI + 1}]"
    page.run(f"{head}.querySelector('button').click()")
    assert page.run(f"{head}.getAttribute('aria-sort')") == "ascending"
    rising = [float(text) for text in page.run(column)]
    assert rising == sorted(rising)
    page.run(f"{head}.querySelector('button').click()")
    assert [float(text) for text in page.run(column)] == rising[::-1]
    assert rising[-1] == pytest.approx(max(one for one in expected if one is not None), rel=5e-3)

    page.run("document.getElementById('picture').value = 'STRIPES'")
    page.run("document.getElementById('picture').dispatchEvent(new Event('input'))")
    assert page.run("document.getElementById('count').textContent") == "3 of 9"
    assert page.run(f"new Set({ROWS}.map(row => row.cells[2].textContent)).size") == 1

    page.run(f"{ROWS}[0].querySelector('button').click()")
    assert page.run("document.getElementById('viewer').open") is True
    title = "document.getElementById('viewer-title').textContent"
    first = page.run(title)
    assert first.endswith("stripes <b>.png")
    page.press(*ARROW_RIGHT)
    assert page.run(title) != first
    page.run("document.getElementById('viewer-close').click()")
    assert page.run("document.getElementById('viewer').open") is False
