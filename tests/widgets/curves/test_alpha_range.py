"""All three curves show one part of the path, which the wheel, the keys and the cursor change."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from lamgui.widgets.curves.curves import CurvesView
from lamgui.widgets.curves.plot import CurvePlot
from tests.widgets.curves_of import rising_curves


def turn(plot: CurvePlot, alpha: float, notches: float) -> None:
    """The wheel over a plot, at an α."""
    at = QPointF(plot.point_of(alpha))
    QApplication.sendEvent(
        plot,
        QWheelEvent(
            at,
            QPointF(plot.mapToGlobal(at.toPoint())),
            QPoint(),
            QPoint(0, round(120 * notches)),
            Qt.MouseButton.NoButton,
            Qt.KeyboardModifier.NoModifier,
            Qt.ScrollPhase.NoScrollPhase,
            False,
        ),
    )


def test_the_wheel_zooms_all_three_about_the_pointer_and_a_double_click_shows_all(curves_view: CurvesView) -> None:
    curves_view.show_curves(rising_curves(), running=False)
    first, second, third = curves_view.plots
    whole = [plot._plot.getViewBox().viewRange() for plot in curves_view.plots]
    turn(second, 0.25, 3)
    (shown,) = {plot.alpha_range for plot in curves_view.plots}
    assert shown.high - shown.low == pytest.approx(1.25**-3)
    assert (0.25 - shown.low) / (shown.high - shown.low) == pytest.approx(0.25, abs=0.02), "it stays where it was"
    assert np.ptp(first._plot.getViewBox().viewRange()[1]) < np.ptp(whole[0][1]), "D fills the height"
    assert "double click: all" in second.note
    QTest.mouseDClick(third, Qt.MouseButton.LeftButton, pos=third.point_of(0.3))
    assert [plot._plot.getViewBox().viewRange() for plot in curves_view.plots] == whole
    assert curves_view.alpha_range.is_all
    assert second.note == ""


def test_a_cursor_that_leaves_the_part_that_is_shown_takes_it_along(curves_view: CurvesView) -> None:
    curves_view.show_curves(rising_curves(), running=False)
    curves_view.zoom_at(0.2, 6)
    span = curves_view.alpha_range.high - curves_view.alpha_range.low
    QTest.keyClick(curves_view, Qt.Key.Key_End)
    assert curves_view.alpha_range.high == 1
    assert curves_view.alpha_range.high - curves_view.alpha_range.low == pytest.approx(span)
    QTest.keyClick(curves_view, Qt.Key.Key_Return)
    assert curves_view.alpha_range.is_all


def test_zooming_to_the_rise_shows_the_band_with_room(curves_view: CurvesView) -> None:
    curves_view.show_curves(rising_curves(), running=False)
    curves_view.zoom_to_rise()
    band = curves_view.plots[0].band
    assert band is not None
    shown = curves_view.alpha_range
    assert shown.low <= band[0] < band[1] <= shown.high
    assert not shown.is_all
    curves_view.show_curves(rising_curves(known=4), running=True)
    assert curves_view.alpha_range == shown, "a new run keeps what is looked at"
