"""A detector of the user's in the window: the question, the yes that is remembered, and what is wrong with it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from lamgui.maps.detector_file import own_detector_in
from lamgui.networks.user_code.permission import permission_wanted
from lamgui.widgets.dialogs.detector_dialog import DetectorDialog
from lamgui.widgets.dialogs.trust_dialog import TrustDialog, TrustQuestion
from tests.program.driver import Driver
from tests.widgets.window_rig import answering, choose_file

CODE = """
from pathlib import Path

with Path(__file__).with_name("ran").open("a") as ran:
    ran.write("x")


def brightness(crop):
    '''As intensity.'''
    return crop[..., :-1, :-1].sum(dim=(1, 2, 3))


def squares(crop):
    return crop.square().sum(dim=(1, 2, 3))
"""


@pytest.fixture
def code(tmp_path: Path) -> Path:
    path = tmp_path / "my détector.py"
    path.write_text(CODE, encoding="utf-8")
    return path


def squares(dialog: DetectorDialog) -> None:
    dialog.choice.setCurrentIndex(1)
    dialog.trust_button.click()


def used(driver: Driver) -> str:
    own = driver.session.state.settings.own_detector
    return "" if own is None else own.function


def test_a_yes_uses_the_function_and_is_remembered(driver: Driver, code: Path) -> None:
    before = driver.finished()
    seen = answering(DetectorDialog, squares)
    choose_file(code)
    driver.choose("choose_detector")
    driver.wait(lambda: used(driver) == "squares")
    assert len(seen) == 1
    after = driver.finished()
    assert after.settings.detector == "own"
    assert after.curves.delta != before.curves.delta
    assert driver.window.path_panel.detectors.function.text() == "squares of my détector.py"
    driver.choose("undo")
    assert driver.finished() is before
    driver.choose("redo")
    assert driver.finished() is after
    assert code.with_name("ran").read_text(encoding="utf-8") == "x", "it is run once"


def test_a_no_runs_nothing(driver: Driver, code: Path) -> None:
    driver.finished()
    state = driver.session.state
    seen = answering(DetectorDialog, lambda dialog: QTest.keyClick(dialog, Qt.Key.Key_Return))
    choose_file(code)
    driver.choose("choose_detector")
    assert len(seen) == 1
    assert seen[0].result() == DetectorDialog.DialogCode.Rejected, "Enter is no yes"
    assert driver.session.state == state
    assert not code.with_name("ran").exists()


def test_a_session_of_someone_else_runs_nothing(driver: Driver, code: Path) -> None:
    driver.finished()
    settings = driver.session.state.settings
    own = replace(settings, detector="own", own_detector=own_detector_in(code))
    driver.choices.choose_settings(own, "")
    message = driver.error()
    assert "runs its own code" in message.title
    assert "choose it anew in the window" in message.advice
    assert not code.with_name("ran").exists()
    driver.choices.choose_settings(settings, "")
    driver.finished()
    driver.goes_on()


def test_what_is_wrong_with_it_is_said_and_the_detector_in_use_stays(driver: Driver, code: Path) -> None:
    driver.finished()
    code.write_text("def detector(crop):\n    return crop.sum()\n", encoding="utf-8")
    answering(DetectorDialog, lambda dialog: dialog.trust_button.click())
    choose_file(code)
    driver.choose("choose_detector")
    message = driver.error()
    assert "makes float32 of shape ()" in message.title
    assert driver.session.state.settings.detector == "gradient"
    driver.goes_on()


def test_what_is_no_python_is_said_before_anything_is_asked(driver: Driver, code: Path) -> None:
    driver.finished()
    code.write_text("def detector(:", encoding="utf-8")
    choose_file(code)
    driver.choose("choose_detector")
    assert "not Python that can be read" in driver.error().title
    driver.goes_on()


def test_enter_says_no_to_every_question(driver: Driver, code: Path) -> None:
    dialogs: list[TrustQuestion] = [
        TrustDialog(permission_wanted(code), (), lambda: None, driver.window),
        DetectorDialog(permission_wanted(code), (), driver.window),
    ]
    for dialog in dialogs:
        dialog.show()
        assert dialog.cancel_button.isDefault()
        QTest.keyClick(dialog, Qt.Key.Key_Return)
        assert dialog.result() == TrustQuestion.DialogCode.Rejected
        assert not dialog.isVisible()
        dialog.deleteLater()
