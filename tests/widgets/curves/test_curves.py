"""The three curves grow on axes that hold still, and share one cursor and one band."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
import pytest
from pyqtgraph import PlotWidget
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QMouseEvent, QPalette
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from lamgui.maps.close_up import CloseUp
from lamgui.maps.filled_in import FilledIn, PointBetween
from lamgui.maps.result import Curves
from lamgui.session.state import ColourMap
from lamgui.widgets.controls.theme import Scheme, make_palette, plot_colours
from lamgui.widgets.curves.curves import CurvesView, _points
from lamgui.widgets.curves.plot import CurvePlot
from lamgui.widgets.curves.plot_note import PlotNote
from lamgui.widgets.filmstrip.filmstrip import Filmstrip
from tests.widgets.curves_of import frames_at, rising_curves


def test_hint_stands_where_there_are_no_curves(curves_view: CurvesView) -> None:
    curves_view.show_alpha(0.5)
    curves_view.show_gap("0.4 %")
    curves_view.show_curves(rising_curves(), running=False)
    assert all(plot.isVisible() for plot in curves_view.plots)
    curves_view.show_curves(None, running=False)
    assert not any(plot.isVisible() for plot in curves_view.plots)


def test_plots_are_built_ahead_or_with_the_first_curves(curves_view: CurvesView) -> None:
    assert len(curves_view.plots) == 0
    curves_view.warm_up()
    curves_view.warm_up()
    assert len(curves_view.findChildren(CurvePlot)) == 3
    curves_view.show_curves(rising_curves(), running=True)
    assert len(curves_view.findChildren(CurvePlot)) == 3


def test_axes_hold_still_while_the_curves_grow(curves_view: CurvesView) -> None:
    ranges = set()
    for known in range(1, 11):
        curves_view.show_curves(rising_curves(known=known), running=True)
        ranges.add(tuple(plot.y_range for plot in curves_view.plots))
        objective, speed, cumulative = (plot.points for plot in curves_view.plots)
        assert objective[1].tolist() == pytest.approx([10 + 10 * k for k in range(known + 1)])
        assert speed[1].tolist() == pytest.approx([0.5 - 0.05 * k for k in range(11)]), "whole from the start"
        assert cumulative[0].tolist() == pytest.approx([k / 10 for k in range(known + 1)])
        assert cumulative[1][0] == 0
    (held,) = ranges
    assert np.ravel(held) == pytest.approx([4, 116, -0.03, 0.53, -6, 106])


def test_curves_that_are_shown_again_are_not_drawn_again(curves_view: CurvesView) -> None:
    drawn: list[object] = []
    curves_view.show_curves(rising_curves(known=5), running=True)
    for plot in curves_view.plots:
        plot._curve.sigPlotChanged.connect(drawn.append)
        plot._plot.getViewBox().sigRangeChanged.connect(drawn.append)
    curves_view.show_curves(rising_curves(known=5), running=True)
    curves_view.show_filled_in(None)
    assert not drawn
    curves_view.show_curves(rising_curves(known=6), running=True)
    assert len(drawn) == 2, "the speed is whole from the start"


def test_axis_grows_for_a_curve_that_leaves_it(curves_view: CurvesView) -> None:
    curves_view.show_curves(rising_curves(known=2, objective=[20, 150]), running=True)
    assert curves_view.plots[0].y_range == pytest.approx((4, 166))


def test_whole_curve_has_both_ends_of_the_path(curves_view: CurvesView) -> None:
    whole = rising_curves()
    names = ("alpha", "reached", "objective", "path_speed", "cumulative")
    inner = replace(whole, **{name: getattr(whole, name)[2:5] for name in names})
    curves_view.show_curves(inner, running=False)
    alpha, objective = curves_view.plots[0].points
    assert (alpha[0], alpha[-1]) == (0, 1)
    assert (objective[0], objective[-1]) == (10, 110)


def test_band_of_the_steepest_rise_is_marked_when_the_run_is_done(curves_view: CurvesView) -> None:
    steep = rising_curves(objective=[10, 10, 10, 10, 10, 60, 110, 110, 110, 110])
    curves_view.show_curves(steep, running=True)
    assert [plot.band for plot in curves_view.plots] == [None] * 3
    curves_view.show_curves(steep, running=False)
    band = steep.steepest_band
    assert band is not None
    assert [plot.band for plot in curves_view.plots] == [pytest.approx(band)] * 3
    curves_view.show_curves(steep, running=True)
    assert [plot.band for plot in curves_view.plots] == [None] * 3


def test_target_and_gap_stand_in_the_plot_of_the_sum(curves_view: CurvesView) -> None:
    curves_view.show_curves(rising_curves(), running=False)
    curves_view.show_gap("−0.4 %: the sum meets ΔD")
    assert [plot.target for plot in curves_view.plots] == [None, None, 100]
    assert "ΔD = 100" in curves_view.plots[2].note
    assert "gap −0.4 %: the sum meets ΔD" in curves_view.plots[2].note
    curves_view.show_curves(rising_curves(known=3), running=True)
    assert "gap" not in curves_view.plots[2].note


def test_notes_stand_clear_of_the_curves_and_are_never_clipped(curves_view: CurvesView) -> None:
    curves_view.show_curves(rising_curves(), running=False)
    curves_view.show_gap("−8.40 %: the sum misses ΔD")
    for width, has_room in ((900, True), (480, False)):
        curves_view.resize(width, 170)
        for plot in curves_view.plots:
            (_, note), (canvas,) = plot.findChildren(PlotNote), plot.findChildren(PlotWidget)
            assert note.geometry().bottom() <= canvas.geometry().top()
            assert note.sizeHint().width() <= note.width()
        assert ("the sum misses ΔD" in note.text()) is has_room
        assert "−8.40 %" in note.text()


def test_the_steepest_rise_is_told_in_numbers(curves_view: CurvesView) -> None:
    curves_view.show_curves(rising_curves(), running=True)
    assert curves_view.plots[0].note == ""
    curves_view.show_curves(rising_curves(), running=False)
    low, high = curves_view.plots[0].band or (0, 0)
    assert curves_view.plots[0].note == f"half of ΔD: α {low:.2f} to {high:.2f}"
    rising = rising_curves()
    middle = len(rising.objective) // 2
    there_and_back = rising.objective.copy()
    there_and_back[middle] = rising.objective_baseline - rising.delta
    curves_view.show_curves(replace(rising, objective=there_and_back), running=False)
    assert curves_view.plots[0].note.startswith("D changes by ½ ΔD: α "), "no interval holds half of it"
    curves_view.show_curves(rising, running=False)
    heights = {note.height() for plot in curves_view.plots for note in plot.findChildren(PlotNote)}
    assert len(heights) == 1, "the plots are level though one says nothing"


def test_cursor_runs_through_all_three_and_prints_what_they_hold(curves_view: CurvesView) -> None:
    curves_view.show_alpha(0.25)
    curves_view.show_curves(rising_curves(), running=False)
    assert [plot.cursor_alpha for plot in curves_view.plots] == [0.25] * 3
    assert [plot.value_text for plot in curves_view.plots] == [
        "α 0.25\N{EN SPACE}D ≈ 35.00 between nodes",
        "0.375",
        "Σ ≈ 25.00 between nodes",
    ]
    curves_view.show_alpha(None)
    assert [plot.cursor_alpha for plot in curves_view.plots] == [None] * 3
    assert [plot.value_text for plot in curves_view.plots] == [""] * 3


def test_d_is_read_at_nodes_and_said_to_be_interpolated_between_them(curves_view: CurvesView) -> None:
    bent = rising_curves(objective=[20, 90, 91, 92, 93, 94, 95, 96, 97, 110])
    bent.alpha[1] = 0.2071
    curves_view.show_curves(bent, running=False)
    for alpha, words in (
        (0.2071, "α 0.207\N{EN SPACE}D 90.00"),
        (0.2067, "α 0.207\N{EN SPACE}D 90.00"),
        (0.3, "α 0.30\N{EN SPACE}D 91.00"),
        (1.0, "α 1.00\N{EN SPACE}D 110.0"),
        (0.15, "α 0.15\N{EN SPACE}D ≈ 52.68 between nodes"),
    ):
        curves_view.show_alpha(alpha)
        assert curves_view.plots[0].value_text == words


def test_filmstrip_and_heading_say_one_d_at_one_alpha(curves_view: CurvesView, qtbot: QtBot) -> None:
    """Whatever α the cursor is at: both print the same D, or different α, or that D is interpolated."""
    alphas = [0.013, 0.0444, 0.17, 0.2, 0.3049, 0.307, 0.52, 0.8, 0.991]
    inner = rising_curves(nodes=9, objective=[3, 40, 41, 42, 60, 80, 70, 99, 105])
    curves_view.show_curves(replace(inner, alpha=np.array(alphas)), running=False)
    strip = Filmstrip()
    qtbot.addWidget(strip)
    frames = tuple(
        replace(frame, objective=float(d)) for frame, d in zip(frames_at(alphas), inner.objective, strict=True)
    )
    strip.show_frames(frames, None, None, 4, ColourMap.INFERNO)
    read_at_nodes = 0
    for alpha in [*np.linspace(0, 1, 501).tolist(), *alphas]:
        curves_view.show_alpha(alpha)
        strip.show_alpha(alpha)
        heading = curves_view.plots[0].value_text.split("\N{EN SPACE}")
        gamma, sr, *_ = strip.main_frames
        if heading[0] == gamma.lines[1] and "between" not in heading[1]:
            assert heading[1] == sr.lines[1]
            read_at_nodes += 1
        assert heading[0] != gamma.lines[1] or "between nodes" not in heading[1]
    assert read_at_nodes >= len(alphas)


def test_nodes_are_marked_on_the_curves_of_d_and_of_the_sum(curves_view: CurvesView) -> None:
    curves_view.show_curves(rising_curves(), running=False)
    objective, speed, total = curves_view.plots
    for plot in (objective, total):
        np.testing.assert_array_equal(plot.node_marks, plot.points)
    assert speed.node_marks[0].size == 0


def test_pointer_and_ctrl_arrows_reach_nodes(curves_view: CurvesView) -> None:
    moved: list[float] = []
    curves_view.alpha_moved.connect(moved.append)
    curves_view.show_curves(rising_curves(), running=False)
    QApplication.processEvents()
    plot = curves_view.plots[2]
    QTest.mouseClick(plot, Qt.MouseButton.LeftButton, pos=plot.point_of(0.3) + QPoint(2, 0))
    assert moved == [0.3]
    QTest.mouseClick(plot, Qt.MouseButton.LeftButton, pos=plot.point_of(0.35))
    assert moved[-1] == pytest.approx(0.35, abs=0.01)
    for key in (Qt.Key.Key_Right, Qt.Key.Key_Right, Qt.Key.Key_Left):
        QTest.keyClick(curves_view, key, Qt.KeyboardModifier.ControlModifier)
    assert moved[2:] == pytest.approx([0.4, 0.5, 0.4])
    curves_view.show_alpha(1.0)
    QTest.keyClick(curves_view, Qt.Key.Key_Right, Qt.KeyboardModifier.ControlModifier)
    assert moved[-1] == 1.0


def test_cursor_beyond_what_is_known_prints_no_value(curves_view: CurvesView) -> None:
    curves_view.show_curves(rising_curves(known=3), running=True)
    curves_view.show_alpha(0.9)
    assert [plot.value_text for plot in curves_view.plots] == ["α 0.90", "0.0500", ""]


@pytest.mark.parametrize("index", [0, 1, 2])
def test_click_and_drag_move_the_cursor(curves_view: CurvesView, index: int) -> None:
    curves_view.show_curves(rising_curves(), running=False)
    QApplication.processEvents()
    plot = curves_view.plots[index]
    moved: list[float] = []
    curves_view.alpha_moved.connect(moved.append)
    QTest.mouseClick(plot, Qt.MouseButton.LeftButton, pos=plot.point_of(0.3))
    assert moved == [pytest.approx(0.3, abs=0.01)]
    QTest.mousePress(plot, Qt.MouseButton.LeftButton, pos=plot.point_of(0.3))
    drag(plot, plot.point_of(0.6))
    assert moved[-1] == pytest.approx(0.6, abs=0.01)
    assert [other.cursor_alpha for other in curves_view.plots] == [moved[-1]] * 3
    drag(plot, plot.point_of(1.0) + QPoint(200, 0))
    assert moved[-1] == 1.0
    drag(plot, plot.point_of(0.0) - QPoint(200, 0))
    assert moved[-1] == 0.0
    QTest.mouseRelease(plot, Qt.MouseButton.LeftButton, pos=plot.point_of(0.0))


def drag(plot: CurvePlot, to: QPoint) -> None:
    left = Qt.MouseButton.LeftButton
    event = QMouseEvent(
        QEvent.Type.MouseMove,
        QPointF(to),
        QPointF(plot.mapToGlobal(to)),
        Qt.MouseButton.NoButton,
        left,
        Qt.KeyboardModifier.NoModifier,
    )
    QApplication.sendEvent(plot, event)


def test_plots_take_the_mouse_themselves(curves_view: CurvesView) -> None:
    curves_view.show_curves(rising_curves(), running=False)
    QApplication.processEvents()
    plot = curves_view.plots[1]
    assert plot.childAt(plot.point_of(0.5)) is None, "pyqtgraph would zoom, pan or open its menu"


def test_keys_move_the_cursor(curves_view: CurvesView) -> None:
    moved: list[float] = []
    curves_view.alpha_moved.connect(moved.append)
    QTest.keyClick(curves_view, Qt.Key.Key_Right)
    assert moved == []
    curves_view.show_curves(rising_curves(), running=False)
    curves_view.show_alpha(0.5)
    QTest.keyClick(curves_view, Qt.Key.Key_Right)
    QTest.keyClick(curves_view, Qt.Key.Key_Left, Qt.KeyboardModifier.ShiftModifier)
    QTest.keyClick(curves_view, Qt.Key.Key_End)
    QTest.keyClick(curves_view, Qt.Key.Key_Right)
    QTest.keyClick(curves_view, Qt.Key.Key_Home)
    assert moved == pytest.approx([0.51, 0.41, 1.0, 1.0, 0.0])
    assert curves_view.plots[0].cursor_alpha == 0.0


def test_values_that_are_not_finite_are_left_out_and_counted(curves_view: CurvesView) -> None:
    curves = rising_curves()
    curves.objective[[2, 5]] = math.nan
    curves.cumulative[3] = math.inf
    for running in (True, False):
        curves_view.show_curves(curves, running=running)
        curves_view.show_alpha(0.35)
        assert np.isfinite(curves_view.plots[0].points[1]).all()
        assert "2 not finite" in curves_view.plots[0].note
        assert "not finite" not in curves_view.plots[1].note
        assert "1 not finite" in curves_view.plots[2].note
        curves_view.grab()


def test_curves_of_which_nothing_is_finite_are_shown_empty(curves_view: CurvesView) -> None:
    nothing = np.full(4, math.nan)
    alpha = np.arange(1, 5) / 4
    curves_view.show_curves(Curves(alpha, alpha, nothing, nothing, nothing, math.nan, math.nan, nothing), running=False)
    curves_view.show_alpha(0.5)
    curves_view.grab()
    assert curves_view.plots[2].target is None
    assert "5 not finite" in curves_view.plots[0].note


def test_colours_follow_the_palette(curves_view: CurvesView, qapp: QApplication) -> None:
    curves_view.show_curves(rising_curves(), running=False)
    before = qapp.palette()
    try:
        for scheme in (Scheme.DARK, Scheme.LIGHT):
            palette = make_palette(scheme)
            qapp.setPalette(palette)
            QApplication.processEvents()
            picture = curves_view.plots[1].grab().toImage()
            corner = picture.pixelColor(picture.width() - 3, picture.height() - 3)
            assert corner == palette.color(QPalette.ColorRole.Base)
            assert plot_colours(palette).target.name() in curves_view.plots[2].note
    finally:
        qapp.setPalette(before)


def test_d_is_drawn_through_what_was_found_between_nodes_and_marked_at_nodes_alone(curves_view: CurvesView) -> None:
    nodes = rising_curves(nodes=2)
    curves_view.show_curves(nodes, running=False)
    filled = FilledIn(CloseUp(0, 0, 1, 1), {0.25: PointBetween(20.0, None, None), 0.8: PointBetween(70.0, None, None)})
    curves_view.show_filled_in(filled)
    plot = curves_view.plots[0]
    assert plot.points[0].tolist() == [0, 0.25, 0.5, 0.8, 1]
    assert plot.points[1].tolist() == [10, 20, 60, 70, 110]
    assert plot.node_marks[0].tolist() == [0, 0.5, 1]
    assert "filled in by 2 passes between nodes" in plot.note
    for alpha, words in (
        (0.25, "α 0.25\N{EN SPACE}D 20.00"),
        (0.5, "α 0.50\N{EN SPACE}D 60.00"),
        (0.4, "α 0.40\N{EN SPACE}D ≈ 44.00 between points"),
    ):
        curves_view.show_alpha(alpha)
        assert plot.value_text == words
    curves_view.show_alpha(0.5)
    QTest.keyClick(curves_view, Qt.Key.Key_Right, Qt.KeyboardModifier.ControlModifier)
    assert plot.cursor_alpha == 1.0, "from node to node"
    curves_view.show_filled_in(None)
    assert plot.points[0].tolist() == [0, 0.5, 1]
    assert "filled" not in plot.note


def test_curves_that_grow_or_are_old_are_not_filled_in(curves_view: CurvesView) -> None:
    curves_view.show_curves(rising_curves(nodes=2), running=True)
    curves_view.show_filled_in(FilledIn(CloseUp(0, 0, 1, 1), {0.25: PointBetween(20.0, None, None)}))
    assert 0.25 not in curves_view.plots[0].points[0]
    curves_view.show_old(True)
    curves_view.show_curves(rising_curves(nodes=2), running=False)
    assert 0.25 not in curves_view.plots[0].points[0]


def test_the_sum_of_an_unfinished_run_ends_where_its_d_does() -> None:
    """The last node lies in the middle of the piece of the path that it stands for."""
    curves = replace(rising_curves(4, 2), reached=np.array([0.4, 0.9]), cumulative=np.array([40.0, 90.0]))
    objective, _, total = _points(curves, running=True)
    np.testing.assert_allclose(objective[0], [0, 0.25, 0.5])
    np.testing.assert_allclose(total[0], [0, 0.4, 0.5])
    np.testing.assert_allclose(total[1], [0, 40, 50])
    np.testing.assert_allclose(_points(curves, running=False)[2][0], [0, 0.4, 0.9])


def test_a_double_click_moves_no_cursor(curves_view: CurvesView) -> None:
    curves_view.show_curves(rising_curves(), running=False)
    curves_view.show_alpha(0.25)
    moved: list[float] = []
    curves_view.alpha_moved.connect(moved.append)
    plot = curves_view.plots[0]
    QTest.mouseClick(plot, Qt.MouseButton.LeftButton, pos=plot.point_of(0.75))
    QTest.mouseDClick(plot, Qt.MouseButton.LeftButton, pos=plot.point_of(0.75))
    assert plot.cursor_alpha == pytest.approx(0.25)
    assert moved[-1] == pytest.approx(0.25)
