"""What the columns show of a map of the surroundings of a patch: HR all of the picture, the others the part."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from lamgui.base.errors import SettingsError
from lamgui.figures.build import build_figure, figure_style
from lamgui.figures.layouts.pictures import FigureRegion, column_region, shown
from lamgui.figures.layouts.sheet import patch_region
from lamgui.figures.options import FigureOptions
from lamgui.figures.words.columns import FigureColumn
from lamgui.session.state import PaneContent
from lamgui.widgets.viewer.kinds import MAIN_KINDS, MORE_KINDS
from tests.made import analysis, cropped, two_networks

WHOLE, PART = FigureRegion(-3, -4, 16, 12), FigureRegion(0, 0, 8, 8)
"""16x12 LR pixels, of which the network was given 8x8 from column 3, row 4 on."""


def test_hr_shows_the_whole_picture_in_a_frame_around_what_the_network_was_given() -> None:
    one = cropped()
    hr = shown(one, FigureColumn.HR, FigureOptions(), None)
    assert one.pictures.whole.hr is not None
    np.testing.assert_array_equal(hr.pixels, one.pictures.whole.hr)
    assert (hr.full, hr.region, hr.frame, hr.box) == (WHOLE, WHOLE, True, True)
    assert patch_region(one) == FigureRegion(20 / 4 - 3, 24 / 4 - 4, 3, 3)


@pytest.mark.parametrize("column", [FigureColumn.SR, FigureColumn.INPUT, FigureColumn.LAM, FigureColumn.OVERLAY])
def test_other_columns_show_what_the_network_was_given(column: FigureColumn) -> None:
    what = shown(cropped(), column, FigureOptions(), None)
    assert (what.full, what.region, what.frame) == (PART, PART, False)
    assert what.pixels.shape[0] == what.pixels.shape[1]


def test_a_crop_of_the_figure_is_the_same_place_in_every_column() -> None:
    options = FigureOptions(crop_px=6)
    regions = {column_region(cropped(), column, options) for column in (FigureColumn.HR, FigureColumn.LAM)}
    assert regions == {FigureRegion(0, 0, 6, 6)}


def test_without_surroundings_there_is_no_frame() -> None:
    hr = shown(analysis(), FigureColumn.HR, FigureOptions(), None)
    assert (hr.full, hr.region, hr.frame) == (FigureRegion(0, 0, 16, 12), FigureRegion(0, 0, 16, 12), False)


def test_pixels_are_drawn_at_their_place_around_the_part() -> None:
    """In the axes of the HR column the network's input begins at 0, 0; the picture reaches beyond it."""
    options = FigureOptions("strip", (FigureColumn.HR, FigureColumn.LAM))
    with figure_style(options):
        figure = build_figure((cropped(),), options)
    hr, lam = figure.axes[:2]
    assert tuple(hr.images[0].get_extent()) == (-3, 13, 8, -4)
    assert (*hr.get_xlim(), *hr.get_ylim()) == (-3, 13, 8, -4)
    assert tuple(lam.images[0].get_extent()) == (0, 8, 8, 0)
    frames = [box for box in hr.patches if tuple(box.get_xy()) == (0, 0)]  # type: ignore[attr-defined]
    assert [(box.get_width(), box.get_height()) for box in frames] == [(8, 8)]  # type: ignore[attr-defined]
    assert hr.get_position().width / lam.get_position().width == pytest.approx(16 / 12)


def test_a_consensus_of_two_pictures_of_one_size_is_refused() -> None:
    other = replace(analysis(), picture=replace(analysis().picture, sha256="0" * 64))
    with pytest.raises(SettingsError, match="one picture"):
        build_figure((analysis(), other), FigureOptions("consensus"))


@pytest.mark.parametrize("width_in", [3.5, 7.16])
def test_networks_are_columns_of_the_grid_where_asked_for(width_in: float) -> None:
    options = FigureOptions("grid", networks_as_columns=True, width_in=width_in)
    with figure_style(options):
        figure = build_figure(two_networks(), options)
    boxes = [axes.get_position() for axes in figure.axes]
    columns = len(options.shown_columns)
    assert len(boxes) == 2 * columns
    for first, second in zip(boxes[:columns], boxes[columns:], strict=True):
        assert first.x1 < second.x0
        assert first.y0 == pytest.approx(second.y0)
    words = [text.get_text().replace("\n", " ") for text in figure.texts]
    assert {"FSRCNN (lamgui)", "EDSR (lamgui)", "SR", "LAM", "Density"} <= set(words)


def test_the_same_words_as_in_the_window() -> None:
    by_content = {kind.content: kind for kind in (*MORE_KINDS, *reversed(MAIN_KINDS))}
    for column, content in (
        (FigureColumn.INPUT, PaneContent.INPUT),
        (FigureColumn.SR, PaneContent.SR),
        (FigureColumn.OVERLAY, PaneContent.OVERLAY),
        (FigureColumn.LAM, PaneContent.MAP),
        (FigureColumn.HEAT_MAP, PaneContent.HEAT_MAP),
        (FigureColumn.CONTOUR, PaneContent.CONTOUR),
        (FigureColumn.ERROR, PaneContent.ERROR),
    ):
        assert column.heading == by_content[content].word
        assert column.words == by_content[content].name
    assert FigureColumn.OVERLAY.heading_of(is_signed=True) == "±LAM"
