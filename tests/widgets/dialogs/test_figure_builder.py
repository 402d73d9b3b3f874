"""The figure builder shows what is asked for, and never another layout as if it were that."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from lamgui.figures.drawn import DrawnFigure
from lamgui.figures.formats.endings import ANIMATIONS, PAGE
from lamgui.figures.options import FigureOptions
from lamgui.figures.pixels.contrast import contrast_from
from lamgui.figures.style import QualityOf
from lamgui.figures.words.columns import FigureColumn
from lamgui.figures.write import ENDINGS
from lamgui.widgets.controls.file_dialogs import FileDialogs
from lamgui.widgets.dialogs.figure_builder import ANIMATED_KINDS, FORM_WIDTH_PX, STILL_KINDS, FigureBuilder

FIGURE = DrawnFigure(np.full((40, 60, 3), 10, np.uint8), (7.16, 2.89))


@pytest.fixture
def builder(qtbot: QtBot) -> FigureBuilder:
    builder = FigureBuilder()
    qtbot.addWidget(builder)
    builder.show()
    builder.show_preview(FIGURE)
    return builder


def middle(builder: FigureBuilder) -> tuple[int, int, int]:
    image = builder.preview.grab().toImage()
    colour = image.pixelColor(image.width() // 2 - 25, image.height() // 2 - 15)
    return colour.red(), colour.green(), colour.blue()


def test_the_figure_of_another_layout_is_dimmed_until_the_new_one_is_there(builder: FigureBuilder) -> None:
    assert middle(builder) == (10, 10, 10)
    builder.form.layout_choice.setCurrentIndex(builder.form.layout_choice.findText("Grid"))
    assert builder.preview.is_stale
    assert min(middle(builder)) > 100
    builder.show_busy("Drawing")
    assert builder.preview.is_stale
    builder.show_preview(FIGURE)
    assert middle(builder) == (10, 10, 10)


def test_other_pictures_dim_it_too_and_other_looks_do_not(builder: FigureBuilder) -> None:
    builder.show_options(replace(FigureOptions(), colour_map="paper", dpi=150))
    assert not builder.preview.is_stale
    builder.show_options(FigureOptions(columns=(FigureColumn.LAM,)))
    assert builder.preview.is_stale


def test_contrast_and_outline_are_chosen_in_the_form(builder: FigureBuilder) -> None:
    chosen: list[FigureOptions] = []
    builder.options_changed.connect(chosen.append)
    builder.form.checks["outline"].click()
    assert chosen[-1].outline
    builder.form.contrast.kind.setCurrentIndex(builder.form.contrast.kind.findText("Logarithm"))
    assert chosen[-1].contrast.text == "log"
    builder.show_options(FigureOptions(contrast=contrast_from("percentile:95")))
    assert builder.form.contrast.number.value() == 95.0


def test_the_builder_states_the_size_of_the_file(builder: FigureBuilder) -> None:
    assert builder.size_label.text() == "182 × 73 mm, as PNG 2148 × 867 px"


def test_the_builder_says_itself_what_becomes_of_a_file(builder: FigureBuilder) -> None:
    builder.show_file_state("Saving a.pdf…")
    assert builder.file_label.text() == "Saving a.pdf…"
    builder.show_copied()
    assert builder.file_label.text() == "Copied"
    height = builder.file_label.height()
    builder.show_file_state("Saved /" + "a long folder/" * 40 + "figure.pdf")
    assert builder.file_label.height() == height
    assert builder.file_label.toolTip().endswith("figure.pdf")
    builder.form.dpi.setValue(builder.form.dpi.value() + 1)
    assert builder.file_label.text() == "", "that is another figure"


def test_what_psnr_and_ssim_are_of_is_chosen_where_a_part_is_enlarged(builder: FigureBuilder) -> None:
    chosen: list[FigureOptions] = []
    builder.options_changed.connect(chosen.append)
    assert not builder.form.quality_of.isEnabled()
    assert builder.form.quality_of.value() is QualityOf.PICTURE, "what holds in other layouts, whatever was chosen"
    builder.show_options(FigureOptions("zoom"))
    assert builder.form.quality_of.isEnabled()
    assert builder.form.quality_of.value() is QualityOf.PATCH
    builder.form.checks["show_ssim"].click()
    builder.form.quality_of.setCurrentIndex(1)
    builder.form.quality_of.activated.emit(1)
    assert chosen[-1].show_ssim
    assert chosen[-1].quality_of is QualityOf.PICTURE


def test_larger_text_takes_more_width_and_cuts_no_choice(builder: FigureBuilder) -> None:
    form, font = builder.form, builder.font()
    font.setPointSizeF(2 * font.pointSizeF())
    builder.setFont(font)
    QApplication.processEvents()
    assert form.minimumSizeHint().width() > FORM_WIDTH_PX
    assert form.width() >= form.minimumSizeHint().width()


def test_every_choice_has_its_place_in_the_form(builder: FigureBuilder) -> None:
    form = builder.form
    for control in (form.box_colour, form.quality_of, *form.checks.values()):
        assert form.isAncestorOf(control)


def test_the_time_of_a_frame_and_how_often_an_animation_plays_are_chosen(builder: FigureBuilder) -> None:
    seen: list[FigureOptions] = []
    builder.options_changed.connect(seen.append)
    builder.form.frame_time.setValue(250)
    builder.form.plays.setValue(3)
    assert (seen[-1].frame_ms, seen[-1].plays) == (250, 3)
    builder.show_options(FigureOptions(frame_ms=40))
    assert (builder.form.frame_time.text(), builder.form.plays.text()) == ("40 ms", "for ever")


def test_a_tiff_is_saved_in_cmyk_by_the_profile_that_is_chosen(
    builder: FigureBuilder, monkeypatch: pytest.MonkeyPatch
) -> None:
    saved: list[tuple[object, ...]] = []
    builder.save_wanted.connect(lambda *what: saved.append(what))
    monkeypatch.setattr(FileDialogs, "ask_target", lambda *_: Path("a.tiff"))
    for chosen, text in ((Path("press.icc"), "TIFF in CMYK: press.icc"), (None, "TIFF in CMYK")):
        monkeypatch.setattr(FileDialogs, "ask_profile", lambda _, chosen=chosen: chosen)
        builder.cmyk.setChecked(False)
        builder.cmyk.setChecked(True)
        assert (builder.cmyk.text(), builder.cmyk.isChecked()) == (text, chosen is not None)
        builder.save_button.click()
        assert saved[-1] == (Path("a.tiff"), False, chosen)


def test_all_bookmarks_are_offered_where_places_are_stacked(builder: FigureBuilder) -> None:
    seen: list[FigureOptions] = []
    builder.options_changed.connect(seen.append)
    box = builder.form.checks["of_bookmarks"]
    assert not box.isEnabled()
    builder.show_options(FigureOptions(layout="zoom"))
    box.click()
    assert seen[-1].of_bookmarks


def test_every_ending_that_a_figure_can_have_is_offered() -> None:
    offered = re.findall(r"\*\.(\w+)", STILL_KINDS + ANIMATED_KINDS)
    assert {*offered, "tif"} == {*ENDINGS, PAGE, *ANIMATIONS}
