"""A run can be stopped at any moment, started again, and left by closing the window: within one step."""

from __future__ import annotations

from collections.abc import Generator, Iterator

import pytest
import torch
from PySide6.QtCore import Qt

from lamgui.maps.progress import Stage
from tests.conftest import worker_threads
from tests.program.conftest import Start
from tests.program.driver import LONG, ONE_PASS, Driver


@pytest.fixture
def passes() -> Iterator[list[int]]:
    """Grows by the number of nodes of each pass, as torch itself reports them."""
    seen: list[int] = []

    def count(module: torch.nn.Module, inputs: tuple[torch.Tensor, ...]) -> None:
        if isinstance(module, ONE_PASS):
            seen.append(len(inputs[0]))

    handle = torch.nn.modules.module.register_module_forward_pre_hook(count)
    yield seen
    handle.remove()


@pytest.mark.parametrize("count", [1, 2, 4, 8])
def test_escape_cancels_after_any_report_and_the_window_goes_on(driver: Driver, count: int) -> None:
    driver.reports.clear()
    driver.choices.choose_settings(LONG, "")
    driver.wait(lambda: len(driver.reports) >= count)
    driver.press(Qt.Key.Key_Escape)
    assert driver.session.progress is None
    assert driver.ends[-1] == "Cancelled"
    assert not driver.program.maps.desk.is_busy("analysis")
    heard = len(driver.reports)
    driver.press(Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    driver.click(30, 70)
    assert driver.finished().pictures.patch == driver.patch
    assert all(report.total <= 50 for report in driver.reports[heard:]), "nothing more was heard of the run"


def test_escape_before_torch_is_there(start: Start) -> None:
    driver = start()
    assert driver.session.progress is not None
    assert driver.session.progress.stage is Stage.LOADING
    driver.press(Qt.Key.Key_Escape)
    assert driver.ends == ["Cancelled"]
    driver.press(Qt.Key.Key_F5)
    driver.finished()


def test_the_button_cancels_as_the_key_does(driver: Driver) -> None:
    button = driver.window.progress_strip.cancel_button
    assert not button.isEnabled()
    driver.in_full_run()
    button.click()
    assert driver.ends[-1] == "Cancelled"
    assert not button.isEnabled()


def test_at_most_the_pass_that_is_on_is_computed_after_escape(driver: Driver, passes: list[int]) -> None:
    driver.in_full_run()
    driver.press(Qt.Key.Key_Escape)
    # A job handed in now runs after what is left of the cancelled one.
    done: list[object] = []
    begun = len(passes)
    driver.program.maps.desk.submit("after", iter_once(), done.append, done.append)
    driver.wait(lambda: bool(done))
    assert len(passes) - begun <= 1


def test_escape_keeps_the_map_of_before_only_where_it_is_of_this_state(driver: Driver) -> None:
    driver.in_full_run()
    driver.press(Qt.Key.Key_Escape)
    contents = driver.window.viewer.cell.contents
    assert contents.signed is not None, "what has been computed of the map stays"
    assert driver.session.analysis is None


def test_a_second_start_while_running_begins_anew(driver: Driver) -> None:
    driver.in_full_run()
    driver.analyses.clear()
    driver.press(Qt.Key.Key_F5)
    assert driver.session.progress is not None
    assert driver.session.progress.step == 0
    driver.wait(lambda: driver.session.progress is not None and driver.session.progress.total == LONG.steps)
    driver.choose("undo")
    driver.finished()
    assert len(driver.analyses) == 1


def test_closing_in_the_middle_of_a_run_ends_it_within_one_step(
    driver: Driver, passes: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    desk = driver.program.maps.desk
    cancel, begun = desk.cancel, list[int]()

    def counted(lane: str) -> bool:
        was_busy = cancel(lane)
        begun.append(len(passes))
        return was_busy

    driver.in_full_run()
    driver.analyses.clear()
    monkeypatch.setattr(desk, "cancel", counted)
    driver.window.close()
    assert not desk.has_running_thread
    assert begun, "the run was cancelled"
    assert len(passes) - begun[-1] <= 1
    driver.wait(lambda: not worker_threads())
    assert driver.analyses == []


def test_closing_before_torch_is_there_leaves_no_thread(start: Start) -> None:
    driver = start()
    driver.press(Qt.Key.Key_Q, Qt.KeyboardModifier.ControlModifier)
    assert not driver.window.isVisible()
    assert not driver.program.maps.desk.has_running_thread


def iter_once() -> Generator[None, None, None]:
    """A job of one step."""
    yield
