"""Device gone, memory out, folder locked: told in the bar, nothing lost, and the window goes on."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
import torch
from PySide6.QtWidgets import QFileDialog, QWidget

from lamgui.widgets.panels.device import DevicePanel
from tests.program.conftest import Start
from tests.program.driver import ONE_PASS, Driver
from tests.widgets.window_rig import on_dialog, words_in

ABSENT = "cuda:97"
GPU_WORDS = "CUDA out of memory. Tried to allocate 2.00 GiB."
CPU_WORDS = "DefaultCPUAllocator: can't allocate memory: you tried to allocate 4294967296 bytes. Error code 12"


def choose(panel: DevicePanel, words: str) -> None:
    """Choose the device whose line begins with these words."""
    texts = [panel.choice.itemText(index) for index in range(panel.choice.count())]
    panel.choice.setCurrentIndex(next(index for index, text in enumerate(texts) if text.lower().startswith(words)))


def test_a_device_that_is_gone_is_told_and_another_one_works(driver: Driver) -> None:
    panel = driver.window.device_panel
    state = driver.session.state
    driver.choices.choose_device(ABSENT)
    error = driver.error()
    assert f"{ABSENT} is not on this machine" in error.title
    assert "cpu" in error.advice
    assert panel.choice.currentText() == f"{ABSENT} (not here)"
    assert (driver.session.state.picture, driver.patch) == (state.picture, state.patch)
    choose(panel, "cpu")
    assert driver.finished().device == "cpu"
    driver.goes_on()


def test_a_device_that_is_gone_since_the_last_time_is_told_at_the_start(start: Start, driver: Driver) -> None:
    driver.choices.choose_device(ABSENT)
    driver.error()
    driver.close()
    again = start()
    assert ABSENT in again.error().title
    assert again.window.isVisible()
    again.wait(lambda: again.window.device_panel.choice.count() > 1)
    choose(again.window.device_panel, "cpu")
    again.finished()
    again.goes_on()


@contextmanager
def failing(error: Callable[[], Exception], most_nodes: int) -> Iterator[None]:
    """Let FSRCNN fail for a pass of more than `most_nodes` nodes, as torch itself would."""

    def fail(module: torch.nn.Module, inputs: tuple[torch.Tensor, ...]) -> None:
        if isinstance(module, ONE_PASS) and len(inputs[0]) > most_nodes:
            raise error()

    handle = torch.nn.modules.module.register_module_forward_pre_hook(fail)
    try:
        yield
    finally:
        handle.remove()


KINDS: dict[str, Callable[[], Exception]] = {
    "GPU": lambda: torch.OutOfMemoryError(GPU_WORDS),
    "CPU": lambda: RuntimeError(CPU_WORDS),
    "Python": MemoryError,
}


@pytest.mark.parametrize("error", KINDS.values(), ids=KINDS.keys())
def test_out_of_memory_takes_smaller_batches_first_and_says_so(driver: Driver, error: Callable[[], Exception]) -> None:
    whole = driver.analyses[-1]
    with failing(error, most_nodes=3):
        analysis = driver.again()
    assert driver.errors() == []
    note = "nodes in a pass; the run went on with"
    assert any(note in said for said in analysis.notes)
    assert note in words_in(driver.window.numbers_panel)
    assert abs(analysis.lam - whole.lam).max() <= 1e-4 * abs(whole.lam).max()


@pytest.mark.parametrize("error", KINDS.values(), ids=KINDS.keys())
def test_out_of_memory_for_one_node_is_told(driver: Driver, error: Callable[[], Exception]) -> None:
    state, lr = driver.session.state, driver.window.viewer.cell.contents.lr
    with failing(error, most_nodes=0):
        driver.choose("run_again")
        said = driver.error()
    assert "Memory ran out on" in said.title
    assert "smaller picture or network" in said.advice
    assert driver.session.state == state
    assert driver.window.viewer.cell.contents.lr is lr
    assert driver.ends[-1] == "Stopped by an error"
    driver.goes_on()


def test_a_network_that_fails_is_told_and_the_window_goes_on(driver: Driver) -> None:
    state = driver.session.state
    with failing(lambda: RuntimeError("size mismatch"), most_nodes=0):
        driver.choose("run_again")
        assert "FSRCNN could not process this picture" in driver.error().title
    assert driver.session.state == state
    assert "size mismatch" in driver.errors()[0].details
    driver.goes_on()


@pytest.mark.parametrize("command", ["save_map", "save_overlay", "save_sr", "save_numbers", "save_figure"])
def test_a_folder_that_goes_away_after_the_dialog_is_told(driver: Driver, tmp_path: Path, command: str) -> None:
    before = driver.holdings()
    folder = tmp_path / "gone"
    folder.mkdir()

    def choose_and_remove(dialog: QWidget) -> None:
        assert isinstance(dialog, QFileDialog)
        dialog.setDirectory(str(folder))
        dialog.selectFile("map")
        dialog.accept()
        folder.rmdir()

    on_dialog(choose_and_remove)
    driver.choose(command)
    error = driver.error()
    assert f"was not saved: there is no folder {folder}" in error.title
    assert error.title.startswith("map.")
    assert "Make the folder first" in error.advice
    assert driver.holdings() == before
    driver.goes_on()


def test_a_locked_folder_is_told_and_the_map_stays(driver: Driver, locked_folder: Path) -> None:
    before = driver.holdings()
    driver.save("save_numbers", locked_folder / "map.npz")
    error = driver.error()
    assert f"you may not write to the folder {locked_folder}" in error.title
    assert "Save to another folder" in error.advice
    assert driver.holdings() == before
    assert [path.name for path in locked_folder.iterdir()] == ["locked.png"]
    driver.goes_on()
