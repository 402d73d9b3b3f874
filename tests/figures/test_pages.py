"""Long and strange names stay whole inside the page of exported files, by the files' own boxes of text."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pypdfium2
import pytest
from PySide6.QtSvg import QSvgRenderer
from pytestqt.qtbot import QtBot

from lamgui.figures.layouts.registry import LAYOUTS
from lamgui.figures.options import FigureOptions
from lamgui.figures.words.columns import FigureColumn
from lamgui.figures.write import write_figure
from lamgui.maps.result import Analysis
from tests.made import analysis, for_layout

NAMES = (
    "RealESRGAN_x4plus_very_long_variant_6B_$\\alpha_1$_100%",
    "inIR-M_DF2K_x4_&_مرحبا",
    "Onewordthatnolinecanendinbecauseithasnojoint",
    "超分网络_去噪",
)
ROUNDING_PT = 0.5


def named(analyses: Sequence[Analysis]) -> list[Analysis]:
    """The maps, of networks of other names; by the paths of one network all have the first."""
    one_name = len({one.network.name for one in analyses}) == 1
    names = [NAMES[0 if one_name else k % len(NAMES)] for k in range(len(analyses))]
    return [
        replace(one, network=replace(one.network, name=name, sha256="0" * 64))
        for one, name in zip(analyses, names, strict=True)
    ]


def letters_outside(path: Path) -> list[str]:
    """Letters of a PDF whose box leaves its page."""
    page = pypdfium2.PdfDocument(path)[0]
    width, height = page.get_size()
    text, outside = page.get_textpage(), []
    for k in range(text.count_chars()):
        left, bottom, right, top = text.get_charbox(k)
        if min(left, bottom) < -ROUNDING_PT or right > width + ROUNDING_PT or top > height + ROUNDING_PT:
            outside.append(text.get_text_range(k, 1))
    return outside


def words_in(path: Path) -> str:
    text = pypdfium2.PdfDocument(path)[0].get_textpage().get_text_range()
    return re.sub(r"\s+", "", str(text))


def at_most_four(layout: str) -> list[Analysis]:
    if layout in ("figure3", "gallery"):
        return named(for_layout(layout))
    return named([analysis("FSRCNN"), analysis("EDSR"), analysis("FSRCNN"), analysis("EDSR")])


@pytest.mark.parametrize("width_in", [3.5, 7.16])
@pytest.mark.parametrize("layout", list(LAYOUTS))
def test_no_letter_of_a_pdf_is_outside_its_page(layout: str, width_in: float, tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    write_figure(at_most_four(layout), FigureOptions(layout=layout, width_in=width_in, colour_bar=True), path)
    assert letters_outside(path) == []


@pytest.mark.parametrize("layout", ["strip", "grid", "zoom", "zoom-lam", "consensus"])
def test_names_are_whole_in_a_narrow_pdf(layout: str, tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    write_figure(at_most_four(layout), FigureOptions(layout=layout, width_in=3.5), path)
    said = words_in(path)
    for name in (NAMES[0], NAMES[2], "inIR-M_DF2K_x4_&_"):
        assert name in said, name


@pytest.mark.parametrize("columns", [(), (FigureColumn.SR, FigureColumn.OVERLAY)])
@pytest.mark.parametrize("turned", [False, True])
def test_twelve_networks_fit_a_narrow_page(columns: tuple[FigureColumn, ...], turned: bool, tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    options = FigureOptions(layout="grid", columns=columns, width_in=3.5, networks_as_columns=turned)
    write_figure(named([analysis("FSRCNN"), analysis("EDSR")] * 6), options, path)
    assert letters_outside(path) == []


@pytest.mark.parametrize("layout", list(LAYOUTS))
def test_no_word_of_an_svg_is_outside_its_page(layout: str, tmp_path: Path, qtbot: QtBot) -> None:
    assert qtbot is not None, "Qt measures letters only in an application"
    path = tmp_path / "a.svg"
    write_figure(at_most_four(layout), FigureOptions(layout=layout, width_in=3.5, outlines=True), path)
    renderer = QSvgRenderer(str(path))
    page = renderer.viewBoxF()
    groups = re.findall(r'<g id="(text_\d+)">', path.read_text(encoding="utf-8"))
    assert len(groups) >= 3
    for group in groups:
        box = renderer.transformForElement(group).mapRect(renderer.boundsOnElement(group))
        room = page.adjusted(-ROUNDING_PT, -ROUNDING_PT, ROUNDING_PT, ROUNDING_PT)
        assert room.contains(box), (group, box)


@pytest.mark.parametrize("ending", ["pdf", "svg"])
def test_words_are_outlines_where_asked_for(ending: str, tmp_path: Path) -> None:
    path = tmp_path / f"a.{ending}"
    write_figure([analysis()], FigureOptions(outlines=True), path)
    if ending == "pdf":
        assert words_in(path) == ""
    else:
        assert "<text" not in path.read_text(encoding="utf-8")
