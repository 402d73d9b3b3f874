"""The page of a study: what it holds, and that no name of a file is HTML in it."""

from __future__ import annotations

import json
import re
import shutil
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from lamgui.study.export import page_file
from lamgui.study.export.write import export
from lamgui.study.store.results import ItemState, StudyResults, read_results
from tests.study.finished_study import finished_study
from tests.study.rows import row_of


def page_of(results: StudyResults, path: Path) -> tuple[str, dict[str, Any]]:
    export(results, path)
    text = path.read_text(encoding="utf-8")
    found = re.search(r'id="lamgui-data">(.*?)</script>', text)
    assert found is not None
    return text, json.loads(found[1])


def test_every_item_has_its_numbers_map_and_input(tmp_path: Path) -> None:
    results = read_results(finished_study(tmp_path))
    text, values = page_of(results, tmp_path / "page.html")
    assert len(values["items"]) == 9
    for item, row in zip(values["items"], results.rows, strict=True):
        assert row.numbers is not None
        assert row.patch is not None
        assert item["sorts"][3] == row.numbers.diffusion_index
        assert item["size"] == [16, 16]
        x, y, side = item["patch"]
        assert side == 4
        assert (x + row.numbers.lr_left, y + row.numbers.lr_top) == (row.patch.x / 4, row.patch.y / 4)
        assert values["pictures"][item["map"]].startswith("data:image/")
    # Three inputs, shared by the networks; nine maps.
    assert len({item["input"] for item in values["items"]}) == 3
    assert len(values["pictures"]) == 12
    assert "<b>" not in text.partition("<body>")[2].replace("stripes \\u003cb\\u003e", "")
    assert "default-src 'none'" in text


def test_failed_items_have_their_reason_and_no_map(tmp_path: Path) -> None:
    results = read_results(finished_study(tmp_path))
    failed = replace(row_of(0, 0, None, None), numbers=None, facts=None, patch=None, error="It is <i>gone</i>.")
    results = replace(results, rows=(*results.rows, replace(failed, state=ItemState.FAILED)))
    text, values = page_of(results, tmp_path / "page.html")
    assert values["items"][-1]["cells"][-1] == "It is <i>gone</i>."
    assert values["items"][-1]["map"] is None
    assert "<i>" not in text


@pytest.mark.parametrize("without", ["maps", "pictures"])
def test_maps_and_pictures_that_are_gone_are_said_once(without: str, tmp_path: Path) -> None:
    study = finished_study(tmp_path)
    shutil.rmtree(study.path / without)
    _, values = page_of(read_results(study), tmp_path / "page.html")
    assert len(values["items"]) == 9
    assert values["notes"]
    assert all(("map" if without == "maps" else "input") in note.lower() for note in values["notes"])
    gone = "map" if without == "maps" else "input"
    assert {item[gone] for item in values["items"]} == {None}


def test_a_study_of_numbers_alone_says_that_it_stores_no_maps(tmp_path: Path) -> None:
    _, values = page_of(read_results(finished_study(tmp_path, "numbers")), tmp_path / "page.html")
    assert values["notes"] == ['Maps are not shown: the study stores numbers alone (keep = "numbers").']


def test_more_maps_than_a_page_holds_are_left_out_with_a_word(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(page_file, "MOST_MAPS", 4)
    _, values = page_of(read_results(finished_study(tmp_path)), tmp_path / "page.html")
    assert [item["map"] is None for item in values["items"]] == [False] * 4 + [True] * 5
    assert values["notes"] == ["The maps of the first 4 items are shown: with more the page would be too large."]
