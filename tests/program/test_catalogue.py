"""Networks > Get more in the running program: found, got, in the list, there again at the next start; offline too."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMessageBox, QWidget

from lamgui.networks.downloads import folder as downloaded
from lamgui.networks.downloads.release import Release
from lamgui.widgets.dialogs.catalogue_dialog import CatalogueDialog
from tests.networks.server import FileServer, serving
from tests.program.conftest import Start
from tests.program.driver import Driver
from tests.small import fsrcnn_like
from tests.widgets.window_rig import on_dialog


@pytest.fixture
def server() -> Iterator[FileServer]:
    with serving() as server:
        yield server


@pytest.fixture
def release(server: FileServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Release:
    """The only release of the catalogue: another FSRCNN."""
    content = fsrcnn_like(tmp_path / "other.safetensors", 0.5).read_bytes()
    url = server.offer("/other.safetensors", content)
    sha256 = hashlib.sha256(content).hexdigest()
    release = Release("Other-x4", "FSRCNN", (4,), "T91", "other.safetensors", "MIT", "-", "-", url, sha256=sha256)
    monkeypatch.setattr(downloaded, "releases", lambda: (release,))
    return release


def opened(driver: Driver) -> CatalogueDialog:
    """The dialog, by its button."""
    driver.window.network_panel.get_button.click()
    dialog = driver.program.bindings.catalogue.dialog
    assert dialog is not None
    driver.wait(dialog.isVisible)
    return dialog


def test_a_network_is_found_got_and_looked_at_and_is_there_at_the_next_start(start: Start, release: Release) -> None:
    driver = start()
    driver.finished()
    dialog = opened(driver)
    QTest.keyClicks(dialog.filter, "other")
    QTest.keyClick(dialog.filter, Qt.Key.Key_Return)
    driver.wait(lambda: driver.session.analysis is not None and driver.session.analysis.network.name == "Other-x4")
    assert driver.session.entries[-1].name == release.name
    row = dialog.table.current()
    assert row is not None
    assert row.texts[-1] == "downloaded"
    assert not dialog.bar.isVisible()
    driver.close()
    again = start()
    again.finished()
    assert again.session.entries[-1] == driver.session.entries[-1], "under its name, not its file's"


def test_offline_it_says_so_plainly_and_the_rest_works(release: Release, server: FileServer, driver: Driver) -> None:
    server.shutdown()
    server.server_close()
    dialog = opened(driver)
    dialog.table.select(release.name)
    dialog.get_button.click()
    said = "Other-x4: 127.0.0.1 cannot be reached."
    driver.wait(lambda: dialog.problem.text().startswith(said))
    assert dialog.problem.text() != said, "it says what to do"
    assert driver.errors() == [], "it is the dialog's"
    logged = driver.window.message_bar.logged()[-1].message
    assert (logged.title, bool(logged.advice)) == (said, True)
    dialog.close()
    driver.click(90, 30)
    assert driver.finished().pictures.patch == driver.patch
    driver.choose("get_networks")
    assert dialog.isVisible()
    dialog.close()


def test_closing_the_window_ends_a_download_and_the_next_start_goes_on_with_it(
    start: Start, release: Release, server: FileServer
) -> None:
    driver = start()
    driver.finished()
    server.offers["/other.safetensors"].hold_after = 2000
    dialog = opened(driver)
    dialog.table.select(release.name)
    dialog.get_button.click()
    driver.wait(lambda: "2.0 KiB" in dialog.progress.text())
    driver.window.close()
    driver.close()
    server.offers["/other.safetensors"].hold_after = None
    again = start()
    again.finished()
    dialog = opened(again)
    dialog.table.select(release.name)
    assert dialog.get_button.text() == "&Go on"
    dialog.get_button.click()
    again.wait(lambda: again.session.entries[-1].name == release.name)
    assert server.asked[-1][2] == "bytes=2000-"


def test_a_downloaded_network_is_deleted_from_the_disk_after_a_question(release: Release, driver: Driver) -> None:
    dialog = opened(driver)
    dialog.table.select(release.name)
    dialog.get_button.click()
    driver.wait(lambda: driver.session.entries[-1].name == release.name)
    path = driver.session.entries[-1].path
    size_kib = path.stat().st_size / 1024
    asked: list[str] = []

    def answer(question: QWidget, button: QMessageBox.StandardButton) -> None:
        assert isinstance(question, QMessageBox)
        asked.append(f"{question.text()} {question.informativeText()}")
        question.button(button).click()

    for button, stays in ((QMessageBox.StandardButton.No, True), (QMessageBox.StandardButton.Yes, False)):
        on_dialog(partial(answer, button=button))
        dialog.delete_button.click()
        assert path.exists() is stays
        assert (driver.session.entries[-1].name == release.name) is stays
    assert len(asked) == 2
    for words in (release.name, str(path), f"{size_kib:.1f} KiB"):
        assert words in asked[0]
    row = dialog.table.current()
    assert row is not None
    assert row.texts[-1] == "not here"
    dialog.close()
    driver.finished()
    assert driver.errors() == []
