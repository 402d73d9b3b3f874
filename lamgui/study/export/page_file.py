"""A study as one HTML page: Table 1, the statistics, and every item with its map, to be sorted and looked at."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import lamgui
from lamgui.attribution.patch import Patch
from lamgui.base.errors import UserError
from lamgui.base.escape import shown
from lamgui.base.wording import di_in_words, effective_in_words, gap_in_percent, psnr_in_words
from lamgui.figures.page.document import document
from lamgui.figures.page.pictures import PagePictures
from lamgui.figures.pixels.map_picture import coloured_map, ground_of
from lamgui.figures.style import FigureStyle
from lamgui.files.atomic import replacing
from lamgui.imaging.picture import Pixels
from lamgui.study.export.table_file import INTERVALS
from lamgui.study.statistics.networks import NetworkMeans
from lamgui.study.statistics.summary import StudyStatistics, statistics_of
from lamgui.study.statistics.table import NONE, TITLES, table_rows
from lamgui.study.statistics.words import basis_words, findings_lines, metric_name
from lamgui.study.store.results import ItemState, StudyResults, StudyRow
from lamgui.study.store.seen import SeenPictures

MOST_MAPS = 2000
"""Items whose map is in the page; with more it would be too large for browsers to open at once."""
HEADS = ("Network", "Picture", "Patch", "DI", "Effective pixels", "PSNR", "Gap", "Verdict")
STYLE = FigureStyle()
SCRIPTS = ("page.js", "theme.js", "study.js")


def write_page(results: StudyResults, path: Path) -> None:
    """Write the page; raises OSError, and StudyError where no items can be compared."""
    values = page_values(results)
    text = document("study.html", ("page.css", "study.css"), SCRIPTS, values["title"], values)
    with replacing(path) as temporary:
        temporary.write_bytes(text.encode("utf-8"))


def page_values(results: StudyResults) -> dict[str, Any]:
    """What the page's script shows."""
    statistics, store = statistics_of(results), PagePictures()
    metrics = sorted({metric for row in results.rows for metric in row.measures})
    items = _Items(results, store, tuple(metrics))
    rows = [items.values(row) for row in results.rows]
    notes = list(dict.fromkeys(items.notes))
    return {
        "title": f"Study {shown(results.name)}",
        "subtitle": shown(basis_words(statistics.comparison)),
        "program": f"Made with lamgui {lamgui.__version__}.",
        "notes": [shown(note) for note in notes],
        "means": _means(statistics),
        "means_note": f"{INTERVALS} DI is over {statistics.comparison.pixels} LR pixels.",
        "findings": [shown(line) for line in findings_lines(statistics)],
        "heads": [*HEADS, *map(metric_name, metrics), "State"],
        "items": rows,
        "pictures": store.uris,
    }


class _Items:
    """Makes the values of items, and collects what a reader has to know of them."""

    def __init__(self, results: StudyResults, store: PagePictures, metrics: tuple[str, ...]) -> None:
        self.notes: list[str] = []
        self._results, self._store, self._metrics = results, store, metrics
        self._seen: SeenPictures | None = None
        self._maps = 0
        try:
            self._seen = SeenPictures(results)
        except UserError as error:
            self.notes.append(f"Inputs are not shown: {error}")

    def values(self, row: StudyRow) -> dict[str, Any]:
        """Texts, what they are sorted by, and the numbers of its pictures."""
        numbers, patch = row.numbers, row.patch
        cells: list[tuple[str, str | float | None]] = [
            (row.label, row.label),
            (Path(row.picture).name, row.picture),
            (NONE, None) if patch is None else (f"{patch.x}, {patch.y}, {patch.size}", patch.y * 100_000 + patch.x),
        ]
        if numbers is None:
            cells += [(NONE, None)] * (len(HEADS) - len(cells) + len(self._metrics))
        else:
            gap = numbers.completeness_gap
            cells += [
                _number(numbers.diffusion_index, di_in_words),
                _number(numbers.effective_pixels, effective_in_words),
                _number(numbers.psnr_y, psnr_in_words),
                (NONE, None) if gap is None else (gap_in_percent(gap), abs(gap)),
                (numbers.verdict, numbers.verdict),
                *(_number(row.measures.get(metric), lambda value: f"{value:.4f}") for metric in self._metrics),
            ]
        state = row.error if row.state is ItemState.FAILED else row.state.value
        cells.append((state, state))
        return {
            "cells": [shown(text) for text, _ in cells],
            "sorts": [shown(one) if isinstance(one, str) else one for _, one in cells],
            **self._pictures(row),
        }

    def _pictures(self, row: StudyRow) -> dict[str, Any]:
        """The map and its input; neither where the map was not stored."""
        nothing: dict[str, Any] = {"map": None, "input": None}
        if row.numbers is None or row.patch is None or row.facts is None:
            return nothing
        if self._maps == MOST_MAPS:
            self.notes.append(
                f"The maps of the first {MOST_MAPS} items are shown: with more the page would be too large."
            )
            return nothing
        try:
            stored = self._results.stored_map(row)
        except UserError as error:
            self.notes.append(f"A map is not shown: {error}")
            return nothing
        if stored.lam is None:
            self.notes.append('Maps are not shown: the study stores numbers alone (keep = "numbers").')
            return nothing
        self._maps += 1
        pixels = coloured_map(stored.lam.sum(axis=0), STYLE)
        scale, numbers = row.facts.scale, row.numbers
        return {
            "map": self._store.add(pixels),
            "input": self._input(row),
            "size": [pixels.shape[1], pixels.shape[0]],
            "patch": _patch_within(row.patch, scale, numbers.lr_left, numbers.lr_top),
        }

    def _input(self, row: StudyRow) -> int | None:
        if self._seen is None:
            return None
        try:
            lr: Pixels = self._seen.lr(row)
        except UserError as error:
            self.notes.append(f"An input is not shown: {error}")
            return None
        return self._store.add(ground_of(lr, STYLE))


def _patch_within(patch: Patch, scale: int, left: int, top: int) -> list[float]:
    """x, y and side in LR pixels of what the network was given."""
    return [patch.x / scale - left, patch.y / scale - top, patch.size / scale]


def _number(value: float | None, words: Any) -> tuple[str, float | None]:
    return (NONE, None) if value is None else (words(value), value)


def _means(statistics: StudyStatistics) -> dict[str, Any]:
    rows = table_rows(statistics.networks)
    return {
        "heads": TITLES,
        "rows": [
            {"cells": [shown(text) for text in row.texts], "sorts": [shown(row.texts[0]), *_sorts(row.network)]}
            for row in rows
        ],
    }


def _sorts(one: NetworkMeans) -> list[float | None]:
    """By which its columns behind the name are sorted: a global field is the largest."""
    side = None if one.facts is None else one.facts.field_px
    psnr = None if one.psnr_db is None else one.psnr_db.value
    parameters = None if one.facts is None else one.facts.parameters
    return [1e9 if one.is_global else side, one.effective_pixels.value, psnr, one.di.value, parameters]
