"""A session that names files on another machine: the user is asked first, once for each place."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from PySide6.QtWidgets import QMessageBox

from lamgui.session.file import SessionContents, write_session
from tests.program.driver import Driver
from tests.widgets.window_rig import answering

FAR = Path("//server.invalid/share/net.safetensors")


def press(words: str) -> Callable[[QMessageBox], None]:
    def pressed(box: QMessageBox) -> None:
        next(button for button in box.buttons() if words in button.text().replace("&", "")).click()

    return pressed


def far_session(driver: Driver, path: Path) -> Path:
    state = driver.session.state
    assert state.network is not None
    far = replace(state.network, name="far", path=FAR, bundled=False)
    write_session(path, SessionContents(replace(state, network=far)))
    return path


def test_without_them_the_rest_is_shown_and_nothing_is_remembered(driver: Driver, tmp_path: Path) -> None:
    session = far_session(driver, tmp_path / "far.lamgui")
    asked: list[str] = []

    def without(box: QMessageBox) -> None:
        asked.append(box.text())
        press("without")(box)

    answering(QMessageBox, without)
    driver.program.files.documents.open_document(session)
    driver.wait(lambda: any(entry.name == "far" for entry in driver.session.entries))
    assert "//server.invalid/share" in asked[0]
    assert FAR not in {entry.path for entry in driver.session.entries}
    assert not driver.program.files.documents._jobs.agreed_places.holds("//server.invalid/share")


def test_nothing_is_opened_where_the_user_cancels(driver: Driver, tmp_path: Path) -> None:
    session, before = far_session(driver, tmp_path / "far.lamgui"), driver.session.entries
    seen = answering(QMessageBox, press("Cancel"))
    driver.program.files.documents.open_document(session)
    driver.wait(lambda: bool(seen))
    assert driver.session.entries == before


def test_who_agrees_is_asked_once(driver: Driver, tmp_path: Path) -> None:
    session = far_session(driver, tmp_path / "far.lamgui")
    answering(QMessageBox, press("Look there"))
    for _ in range(2):
        driver.program.files.documents.open_document(session)
        driver.wait(lambda: FAR in {entry.path for entry in driver.session.entries})
        driver.choose("undo")
