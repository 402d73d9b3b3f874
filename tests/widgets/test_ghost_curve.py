"""The dashed curve of the patch under the pointer: it comes and goes, and the axes stay steady meanwhile."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pytest
from pytestqt.qtbot import QtBot

from lamgui.widgets.curves import CurvesView
from tests.widgets.curves_of import rising_curves
from tests.widgets.viewer_of import grabbed

ALPHA = np.array([0.0, 0.5, 1.0])


@pytest.fixture
def view(qtbot: QtBot) -> Iterator[CurvesView]:
    widget = CurvesView()
    qtbot.addWidget(widget)
    widget.resize(900, 170)
    widget.show()
    yield widget
    widget.hide()


def test_nothing_is_drawn_before_there_are_curves(view: CurvesView) -> None:
    view.show_ghost((ALPHA, 10 * ALPHA))
    view.show_curves(rising_curves(), running=False)
    assert view.plots[0].ghost.points is None


def test_it_is_in_the_first_plot_alone_and_goes_without_a_trace(view: CurvesView) -> None:
    view.show_curves(rising_curves(), running=False)
    before = grabbed(view)
    view.show_ghost((ALPHA, 20 + 30 * ALPHA))
    shown = view.plots[0].ghost.points
    assert shown is not None
    assert shown[1].tolist() == [20, 35, 50]
    assert [plot.ghost.points for plot in view.plots[1:]] == [None, None]
    assert (grabbed(view) != before).any()
    view.show_ghost(None)
    assert view.plots[0].ghost.points is None
    np.testing.assert_array_equal(grabbed(view), before)


def test_the_range_holds_it_and_only_grows_until_the_pointer_has_left(view: CurvesView) -> None:
    view.show_curves(rising_curves(), running=False)
    usual = view.plots[0].y_range
    view.show_ghost((ALPHA, 400 * ALPHA))
    wide = view.plots[0].y_range
    assert wide[1] >= 400
    view.show_ghost((ALPHA, 50 * ALPHA))
    assert view.plots[0].y_range == wide
    view.show_ghost((ALPHA, -100 * ALPHA))
    assert view.plots[0].y_range[0] <= -100
    assert view.plots[0].y_range[1] == wide[1]
    view.show_ghost(None)
    assert view.plots[0].y_range == usual


def test_the_range_holds_still_while_a_run_goes_on(view: CurvesView) -> None:
    view.show_curves(rising_curves(known=3), running=True)
    usual = view.plots[0].y_range
    view.show_ghost((ALPHA, 400 * ALPHA))
    assert view.plots[0].y_range == usual
    view.show_curves(rising_curves(known=4), running=True)
    assert view.plots[0].y_range == usual
    view.show_curves(rising_curves(), running=False)
    assert view.plots[0].y_range[1] >= 400


def test_what_is_not_finite_is_left_out(view: CurvesView) -> None:
    view.show_curves(rising_curves(), running=False)
    view.show_ghost((ALPHA, np.array([5.0, np.nan, 50.0])))
    shown = view.plots[0].ghost.points
    assert shown is not None
    assert shown[0].tolist() == [0.0, 1.0]
    view.show_ghost((ALPHA, np.array([5.0, 6.0, 50.0])))
    assert np.isfinite(view.plots[0].y_range).all()
