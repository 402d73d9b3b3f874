"""PDF and SVG drawn by programs that are not ours show what the PNG shows, with words that can be found."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import numpy.typing as npt
import pypdfium2
import pytest
from PySide6.QtGui import QImage, QPainter
from PySide6.QtSvg import QSvgRenderer
from pytestqt.qtbot import QtBot

from lamgui.figures.build import figure_pixels
from lamgui.figures.layouts.registry import LAYOUTS
from lamgui.figures.options import FigureOptions
from lamgui.figures.write import write_figure
from lamgui.imaging.picture import Pixels
from tests.made import for_layout

DPI = 200
BLOCK_PX = 10
NEAR = 7.0
"""Mean difference in 8-bit levels of blocks of the page: letters and edges are smoothed otherwise by each program."""


def drawn_pdf(path: Path) -> tuple[Pixels, str]:
    page = pypdfium2.PdfDocument(path)[0]
    pixels = np.asarray(page.render(scale=DPI / 72).to_pil().convert("RGB"))
    return pixels, str(page.get_textpage().get_text_range())


def drawn_svg(path: Path, height: int, width: int) -> Pixels:
    image = QImage(width, height, QImage.Format.Format_RGB888)
    image.fill(0xFFFFFFFF)
    painter = QPainter(image)
    QSvgRenderer(str(path)).render(painter)
    painter.end()
    rows = np.frombuffer(image.constBits(), np.uint8).reshape(height, image.bytesPerLine())
    return rows[:, : 3 * width].reshape(height, width, 3).copy()


def blocks(pixels: Pixels, height: int, width: int) -> npt.NDArray[np.float64]:
    rows, columns = height // BLOCK_PX, width // BLOCK_PX
    cut = pixels[: rows * BLOCK_PX, : columns * BLOCK_PX].astype(np.float64)
    means: npt.NDArray[np.float64] = cut.reshape(rows, BLOCK_PX, columns, BLOCK_PX, 3).mean(axis=(1, 3))
    return means


@pytest.mark.parametrize("layout", list(LAYOUTS))
def test_other_programs_draw_the_same_page(layout: str, tmp_path: Path, qtbot: QtBot) -> None:
    assert qtbot is not None, "Qt draws letters only in an application"
    options = FigureOptions(layout=layout, width_in=3.5, dpi=DPI)
    analyses = for_layout(layout)
    png = figure_pixels(analyses, options)
    height, width = png.shape[:2]
    wanted = blocks(png, height, width)
    write_figure(analyses, options, tmp_path / "a.pdf")
    write_figure(analyses, options, tmp_path / "a.svg")
    pdf, words = drawn_pdf(tmp_path / "a.pdf")
    svg = drawn_svg(tmp_path / "a.svg", height, width)
    for drawn in (pdf, svg):
        assert np.abs(blocks(drawn, height, width) - wanted).mean() < NEAR
        assert np.abs(blocks(drawn[::-1], height, width) - wanted).mean() > 1.5 * NEAR, "the measure tells pages apart"
    for word in {"figure3": ("Black", "ΔD", "(i)"), "gallery": ("SR patch", "DI ")}.get(layout, ("FSRCNN", "EDSR")):
        assert word in words
