"""Numbers that cannot be: a patch outside, σ, steps and kernel out of range or even, typed as a user types them."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtWidgets import QAbstractSpinBox

from lamgui.attribution.patch import Patch
from lamgui.attribution.settings.settings import Settings
from lamgui.window.main_window import MainWindow
from tests.program.driver import Driver
from tests.small import hr_picture
from tests.widgets.window_rig import words_in


@pytest.mark.parametrize(
    ("patch", "taken"),
    [
        (Patch(5000, 5000, 16), Patch(111, 79, 16)),
        (Patch(0, 0, 5000), Patch(0, 0, 95)),
        (Patch(120, 90, 90), Patch(37, 5, 90)),
    ],
)
def test_a_patch_outside_is_moved_inside(driver: Driver, patch: Patch, taken: Patch) -> None:
    driver.rows.move_patch(patch, "")
    assert driver.finished().pictures.patch == taken
    assert driver.patch == taken
    panel = driver.window.patch_panel
    assert (panel.column.value(), panel.row.value(), panel.side.value()) == (taken.x, taken.y, taken.size)
    assert driver.window.viewer.cell.patch == taken


def test_a_smaller_picture_gets_a_patch_of_its_own(driver: Driver) -> None:
    driver.rows.move_patch(Patch(100, 70, 20), "")
    driver.finished()
    driver.choices.take_picture(hr_picture(64, 48))
    assert driver.finished().pictures.patch == Patch(24, 16, 16)


@pytest.mark.parametrize(
    ("name", "digits", "taken", "said"),
    [
        ("side", "0", Patch(56, 40, 1), "Patch size l must be 1 to 95: 0 was typed, so 1 was taken."),
        ("side", "99999", Patch(32, 0, 95), "99999 was typed, so 95 was taken"),
        ("side", "-4", Patch(56, 40, 1), "-4 was typed, so 1 was taken"),
        ("column", "400", Patch(111, 40, 16), "Patch column x must be 0 to 111: 400 was typed"),
        ("row", "-7", Patch(56, 0, 16), "Patch row y must be 0 to 79: -7 was typed"),
    ],
)
def test_a_patch_that_is_typed_outside_becomes_the_nearest_and_that_is_said(
    driver: Driver, name: str, digits: str, taken: Patch, said: str
) -> None:
    panel = driver.window.patch_panel
    driver.type_number(getattr(panel, name), digits)
    assert driver.patch == taken
    assert said in words_in(panel)
    assert driver.finished().pictures.patch == taken
    driver.click(30, 70)
    assert driver.finished().pictures.patch == driver.patch
    assert said not in words_in(panel), "it goes with the patch that it is about"


Box = Callable[[MainWindow], QAbstractSpinBox]
SIGMA: Box = lambda window: window.path_panel.sigma  # noqa: E731
STEPS: Box = lambda window: window.path_panel.steps  # noqa: E731
KERNEL: Box = lambda window: window.path_panel.kernel  # noqa: E731


@pytest.mark.parametrize(
    ("box", "typed", "settings", "said"),
    [
        (SIGMA, "0", Settings(sigma=0.05, steps=50, kernel_size=9), ("Blur σ must be 0.05 to 50: 0 was typed",)),
        (SIGMA, "99", Settings(sigma=50.0, steps=50, kernel_size=9), ("99 was typed, so 50 was taken",)),
        (STEPS, "0", Settings(steps=1, kernel_size=9), ("Steps m must be 1 to 2000: 0 was typed",)),
        (KERNEL, "0", Settings(steps=50, kernel_size=1), ("Kernel k must be 1 to 401: 0 was typed",)),
        (KERNEL, "12", Settings(steps=50, kernel_size=13), ("12 is even", "13 was taken")),
    ],
)
def test_a_number_out_of_range_becomes_the_nearest_and_that_is_said(
    driver: Driver, box: Box, typed: str, settings: Settings, said: tuple[str, ...]
) -> None:
    driver.choices.choose_settings(Settings(steps=50, kernel_size=9), "")
    driver.finished()
    driver.type_number(box(driver.window), typed)
    assert driver.session.state.settings == settings
    assert all(words in words_in(driver.window.path_panel) for words in said)
    assert driver.finished().settings == settings
    driver.click(30, 70)
    assert driver.finished().pictures.patch == driver.patch
    assert all(words in words_in(driver.window.path_panel) for words in said), "it stays until the next edit"


@pytest.mark.parametrize(
    ("box", "typed", "most"),
    [(STEPS, "99999", Settings(steps=2000)), (KERNEL, "999", Settings(steps=50, kernel_size=401))],
)
def test_too_many_become_the_most_and_undoing_takes_back_what_was_said(
    driver: Driver, box: Box, typed: str, most: Settings
) -> None:
    driver.window.path_panel.auto_kernel.setChecked(False)
    driver.choices.choose_settings(Settings(steps=50, kernel_size=9 if box is KERNEL else None), "")
    driver.type_number(box(driver.window), typed)
    assert driver.session.state.settings == most
    assert f"{typed} was typed" in words_in(driver.window.path_panel)
    driver.choose("undo")
    assert driver.finished().settings.steps == 50
    assert f"{typed} was typed" not in words_in(driver.window.path_panel)
