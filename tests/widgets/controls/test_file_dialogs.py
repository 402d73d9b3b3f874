"""File dialogs: endings are added, follow the kind, and never lead to writing over a file unasked."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QFileDialog, QWidget
from pytestqt.qtbot import QtBot

from lamgui.widgets.controls.file_dialogs import FileDialogs
from lamgui.window.commands.file import FIGURE, PNG
from tests.widgets.window_rig import choose_file, on_dialog


@pytest.fixture
def files(qtbot: QtBot) -> FileDialogs:
    window = QWidget()
    qtbot.addWidget(window)
    return FileDialogs(window)


def test_an_ending_is_added_where_it_is_missing(files: FileDialogs, tmp_path: Path) -> None:
    choose_file(tmp_path / "figure")
    assert files.ask_target("Save", "suggested.png", PNG) == tmp_path / "figure.png"


@pytest.mark.parametrize(("kind", "ending"), [("PDF document (*.pdf)", ".pdf"), ("SVG drawing (*.svg)", ".svg")])
def test_the_ending_follows_the_kind(files: FileDialogs, tmp_path: Path, kind: str, ending: str) -> None:
    choose_file(tmp_path / "figure.png", kind)
    assert files.ask_target("Save", "figure.png", FIGURE) == tmp_path / f"figure{ending}"


def test_a_file_that_is_there_is_asked_about_under_its_full_name(files: FileDialogs, tmp_path: Path) -> None:
    (tmp_path / "figure.png").write_bytes(b"precious")
    choose_file(tmp_path / "figure", replace=False)
    assert files.ask_target("Save", "figure.png", PNG) is None
    choose_file(tmp_path / "figure", replace=True)
    assert files.ask_target("Save", "figure.png", PNG) == tmp_path / "figure.png"
    assert (tmp_path / "figure.png").read_bytes() == b"precious", "asking writes nothing"


def test_a_name_with_dots_keeps_them(files: FileDialogs, tmp_path: Path) -> None:
    choose_file(tmp_path / "net.v2-x4")
    assert files.ask_target("Save", "a.png", PNG) == tmp_path / "net.v2-x4.png"
    (tmp_path / "net.v2-x4.png").write_bytes(b"precious")
    for replace in (False, True):
        choose_file(tmp_path / "net.v2-x4", replace=replace)
        assert (files.ask_target("Save", "a.png", PNG) is not None) == replace


def test_each_kind_of_dialog_opens_where_its_last_one_was(files: FileDialogs, tmp_path: Path) -> None:
    here, there = tmp_path / "pictures", tmp_path / "figures"
    for folder, name in ((here, "a.png"), (there, "b.png")):
        folder.mkdir()
        (folder / name).write_bytes(b"")
    choose_file(here / "a.png")
    assert files.ask_picture() == here / "a.png"
    folders: list[str] = []

    def look(dialog: QWidget) -> None:
        assert isinstance(dialog, QFileDialog)
        folders.append(dialog.directory().absolutePath())
        dialog.reject()

    def leave_all() -> list[str]:
        folders.clear()
        for ask in (files.ask_picture, files.ask_networks):
            on_dialog(look)
            assert not ask()
        on_dialog(look)
        assert files.ask_target("Save", "b.png", PNG) is None
        return folders

    assert leave_all() == [str(here)] * 3, "a kind without a folder opens where any was left last"
    choose_file(there / "b.png", replace=True)
    assert files.ask_target("Save", "b.png", PNG) == there / "b.png"
    assert leave_all() == [str(here), str(there), str(there)]
    folders.clear()
    for beside in (there / "net.pth", None):
        on_dialog(look)
        assert not files.ask_networks(beside)
    choose_file(here / "a.png")
    assert files.ask_networks(there / "net.pth") == [here / "a.png"]
    on_dialog(look)
    assert not files.ask_networks(there / "net.pth")
    assert folders == [str(there), str(there), str(here)], "its own last folder, else that of a network in use"
    del files.folders["networks"]
    assert FileDialogs(files._parent, files.folders).folders == {"pictures": str(here), "figures": str(there)}
