"""The dashed curve of the patch under the pointer: it comes and goes, and the axes stay steady meanwhile."""

from __future__ import annotations

import numpy as np

from lamgui.widgets.curves.curves import CurvesView
from tests.widgets.curves_of import rising_curves
from tests.widgets.viewer_of import grabbed

ALPHA = np.array([0.0, 0.5, 1.0])


def test_nothing_is_drawn_before_there_are_curves(curves_view: CurvesView) -> None:
    curves_view.show_hover_curve((ALPHA, 10 * ALPHA))
    curves_view.show_curves(rising_curves(), running=False)
    assert curves_view.plots[0].hover_curve.points is None


def test_it_is_in_the_first_plot_alone_and_goes_without_a_trace(curves_view: CurvesView) -> None:
    curves_view.show_curves(rising_curves(), running=False)
    before = grabbed(curves_view)
    curves_view.show_hover_curve((ALPHA, 20 + 30 * ALPHA))
    shown = curves_view.plots[0].hover_curve.points
    assert shown is not None
    assert shown[1].tolist() == [20, 35, 50]
    assert [plot.hover_curve.points for plot in curves_view.plots[1:]] == [None, None]
    assert (grabbed(curves_view) != before).any()
    curves_view.show_hover_curve(None)
    assert curves_view.plots[0].hover_curve.points is None
    np.testing.assert_array_equal(grabbed(curves_view), before)


def test_the_range_holds_it_and_only_grows_until_the_pointer_has_left(curves_view: CurvesView) -> None:
    curves_view.show_curves(rising_curves(), running=False)
    usual = curves_view.plots[0].y_range
    curves_view.show_hover_curve((ALPHA, 400 * ALPHA))
    wide = curves_view.plots[0].y_range
    assert wide[1] >= 400
    curves_view.show_hover_curve((ALPHA, 50 * ALPHA))
    assert curves_view.plots[0].y_range == wide
    curves_view.show_hover_curve((ALPHA, -100 * ALPHA))
    assert curves_view.plots[0].y_range[0] <= -100
    assert curves_view.plots[0].y_range[1] == wide[1]
    curves_view.show_hover_curve(None)
    assert curves_view.plots[0].y_range == usual


def test_the_range_holds_still_while_a_run_goes_on(curves_view: CurvesView) -> None:
    curves_view.show_curves(rising_curves(known=3), running=True)
    usual = curves_view.plots[0].y_range
    curves_view.show_hover_curve((ALPHA, 400 * ALPHA))
    assert curves_view.plots[0].y_range == usual
    curves_view.show_curves(rising_curves(known=4), running=True)
    assert curves_view.plots[0].y_range == usual
    curves_view.show_curves(rising_curves(), running=False)
    assert curves_view.plots[0].y_range[1] >= 400


def test_what_is_not_finite_is_left_out(curves_view: CurvesView) -> None:
    curves_view.show_curves(rising_curves(), running=False)
    curves_view.show_hover_curve((ALPHA, np.array([5.0, np.nan, 50.0])))
    shown = curves_view.plots[0].hover_curve.points
    assert shown is not None
    assert shown[0].tolist() == [0.0, 1.0]
    curves_view.show_hover_curve((ALPHA, np.array([5.0, 6.0, 50.0])))
    assert np.isfinite(curves_view.plots[0].y_range).all()


def test_the_axis_of_d_grows_for_the_pointer_by_no_more_than_four_heights(curves_view: CurvesView) -> None:
    curves_view.show_curves(rising_curves(), running=False)
    low, high = curves_view.plots[0].y_range
    curves_view.show_hover_curve((ALPHA, 1e6 * ALPHA))
    grown_low, grown_high = curves_view.plots[0].y_range
    assert grown_low >= low - 5 * (high - low)
    assert high < grown_high <= high + 5 * (high - low)
