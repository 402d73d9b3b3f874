"""The patch, from the first map on: every way to move it starts again by itself, and every move can be undone."""

from __future__ import annotations

import itertools
import threading

import numpy as np
import pytest
import torch
from PySide6.QtCore import Qt

from lamgui.attribution.integral.quadrature import FEWEST_NODES
from lamgui.attribution.patch import Patch
from lamgui.maps.progress import Progress, Stage
from tests.program.conftest import Start
from tests.program.driver import ONE_PASS, Driver
from tests.widgets.viewer_of import at_sr

CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
HOLD_S = 20
"""How long the worker waits for the window, at most."""
FIRST = Patch(56, 40, 16)
"""In the middle of 128x96 SR pixels."""


def test_the_first_start_computes_a_map_by_itself(start: Start) -> None:
    driver = start()
    assert driver.session.analysis is None
    analysis = driver.finished()
    assert (analysis.network.name, analysis.pictures.patch) == ("FSRCNN", FIRST)
    assert analysis.lam.shape == (3, 24, 32)
    assert abs(analysis.completeness_gap) < 0.05
    assert driver.ends == ["Done"]
    assert driver.window.message_bar.messages() == ()
    assert driver.window.curves.plots[2].target == pytest.approx(analysis.curves.delta)
    assert driver.window.viewer.cell.contents.signed is not None


def test_a_click_brings_a_coarse_map_and_then_the_full_one(driver: Driver) -> None:
    before, driver.reports[:] = driver.analyses[-1], []
    driver.click(30, 70)
    assert driver.patch == Patch(22, 62, 16)
    analysis = driver.finished()
    assert analysis.pictures.patch == Patch(22, 62, 16)
    stages = [stage for stage, _ in itertools.groupby(report.stage for report in driver.reports)]
    assert stages == sorted(stages, key=[*Stage].index)
    coarse = [report for report in driver.reports if report.stage is Stage.COARSE]
    assert all(report.pictures is not None and report.pictures.patch == Patch(22, 62, 16) for report in coarse)
    assert not np.array_equal(analysis.lam, before.lam)
    np.testing.assert_array_equal(driver.window.viewer.cell.contents.signed, analysis.signed)


def test_the_coarse_map_is_on_the_screen_before_the_full_one_is_begun(driver: Driver) -> None:
    seen, nodes = threading.Event(), [0]

    def hold_the_full_map(module: torch.nn.Module, inputs: tuple[torch.Tensor, ...]) -> None:
        if isinstance(module, ONE_PASS) and inputs[0].requires_grad:
            if nodes[0] >= FEWEST_NODES:
                seen.wait(HOLD_S)
            nodes[0] += len(inputs[0])

    def look(progress: Progress | None) -> None:
        if progress is not None and progress.partial is not None:
            shown.append(progress)
            seen.set()

    shown: list[Progress] = []
    driver.session.progress_changed.connect(look)
    handle = torch.nn.modules.module.register_module_forward_pre_hook(hold_the_full_map)
    driver.click(30, 70)
    driver.finished()
    handle.remove()
    assert (shown[0].stage, shown[0].total) == (Stage.COARSE, FEWEST_NODES)
    assert shown[0].curves is not None


def test_a_click_outside_the_picture_changes_nothing(driver: Driver) -> None:
    analysis = driver.analyses[-1]
    for x, y in ((-30.0, 40.0), (60.0, -30.0), (200.0, 40.0)):
        driver.click(x, y)
    assert driver.patch == FIRST
    assert driver.session.analysis is analysis


@pytest.mark.parametrize(("x", "y", "corner"), [(0, 0, (0, 0)), (127, 95, (111, 79)), (127, 0, (111, 0))])
def test_a_click_at_an_edge_keeps_the_patch_inside(driver: Driver, x: float, y: float, corner: tuple[int, int]) -> None:
    driver.click(x, y)
    assert driver.finished().pictures.patch == Patch(*corner, 16)


def test_dragging_moves_it_and_is_one_step_of_the_history(driver: Driver) -> None:
    driver.drag((64, 48), (50, 40), (40, 30), (34, 38))
    assert driver.patch == Patch(26, 30, 16)
    assert driver.finished().pictures.patch == Patch(26, 30, 16)
    driver.press(Qt.Key.Key_Z, CTRL)
    assert driver.patch == FIRST
    assert not driver.session.undo_stack.canUndo()


def test_dragging_out_of_the_picture_stops_at_its_edge(driver: Driver) -> None:
    driver.drag((64, 48), (-200, 300))
    assert driver.finished().pictures.patch == Patch(0, 79, 16)


def test_dragging_a_corner_resizes_it(driver: Driver) -> None:
    driver.drag((72, 56), (84, 68))
    assert driver.patch == Patch(56, 40, 28)
    driver.drag((84, 68), (400, 400))
    assert driver.finished().pictures.patch == Patch(56, 40, 55)


def test_arrow_keys_move_it_by_one_and_with_shift_by_ten(driver: Driver) -> None:
    for key, keys, patch in (
        (Qt.Key.Key_Right, Qt.KeyboardModifier.NoModifier, Patch(57, 40, 16)),
        (Qt.Key.Key_Down, SHIFT, Patch(57, 50, 16)),
        (Qt.Key.Key_Left, SHIFT, Patch(47, 50, 16)),
        (Qt.Key.Key_Up, Qt.KeyboardModifier.NoModifier, Patch(47, 49, 16)),
    ):
        driver.press(key, keys)
        assert driver.patch == patch
    assert driver.finished().pictures.patch == Patch(47, 49, 16)


def test_numbers_that_are_typed_move_and_resize_it(driver: Driver) -> None:
    panel = driver.window.patch_panel
    for box, digits in ((panel.column, "5"), (panel.row, "7"), (panel.side, "40")):
        driver.type_number(box, digits)
    assert driver.finished().pictures.patch == Patch(5, 7, 40)


def test_undo_and_redo_give_the_patch_and_its_map_again(driver: Driver) -> None:
    first = driver.analyses[-1]
    driver.click(30, 70)
    second = driver.finished()
    driver.press(Qt.Key.Key_Z, CTRL)
    assert driver.patch == FIRST
    np.testing.assert_array_equal(driver.finished().lam, first.lam)
    driver.press(Qt.Key.Key_Z, CTRL | SHIFT)
    assert driver.patch == second.pictures.patch
    np.testing.assert_array_equal(driver.finished().lam, second.lam)


def test_of_a_burst_of_clicks_only_the_last_is_computed_to_the_end(driver: Driver) -> None:
    driver.analyses.clear()
    for k in range(20):
        driver.click(20 + 4 * k, 20 + 2 * k)
    assert driver.finished().pictures.patch == driver.patch == Patch(88, 50, 16)
    assert len(driver.analyses) == 1
    driver.wait(lambda: not driver.program.maps.desk.is_busy("analysis"))
    assert len(driver.analyses) == 1


def test_a_click_in_any_kind_of_picture_picks_the_same_patch(driver: Driver) -> None:
    for kind in ("input", "sr", "hr", "lam", "heat_map"):
        driver.choose(f"kind_{kind}")
        driver.click(90, 20)
        assert driver.patch == Patch(82, 12, 16)
        driver.click(30, 70)
        assert driver.patch == Patch(22, 62, 16)


def test_a_press_beside_the_patch_that_moves_pans_and_starts_nothing(driver: Driver) -> None:
    analysis, viewer = driver.analyses[-1], driver.window.viewer
    driver.choose("zoom_in")
    before, point = viewer.camera, at_sr(viewer, 30, 30)
    driver.drag((30, 30), (50, 44))
    assert viewer.camera != before
    assert at_sr(viewer, 30, 30) != point
    assert driver.session.analysis is analysis
