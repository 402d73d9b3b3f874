"""Names of files, networks and bookmarks, and what files say, are shown letter by letter in all of the window."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QAbstractItemModel, QAbstractListModel, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QAbstractItemView, QApplication, QComboBox, QDialog, QLabel, QWidget

from lamgui.files.shipped import models_folder
from lamgui.maps.detector_file import detectors_in
from lamgui.networks.user_code.definitions import definitions_in
from lamgui.networks.user_code.permission import permission_wanted
from lamgui.session.state import Bookmark
from lamgui.widgets.dialogs.detector_dialog import DetectorDialog
from lamgui.widgets.dialogs.trust_dialog import TrustDialog
from tests.program.driver import Driver

EVIL = '<b>evil<i> &lt; "=1" | {} $x$'
"""Letters that mean something in HTML, Markdown, LaTeX and spreadsheets."""

CODE = f"""
import common
class Net:
    '''{EVIL}'''
    def __init__(self, width: {EVIL!r} = 1): ...
def detector(crop):
    '''{EVIL}'''
"""

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such names")


def shown_as_html() -> list[str]:
    """Where the window, or a dialog, would take a name for HTML."""
    return [f"{where}: {text}" for where, text in _texts() if EVIL[:7] in text]


def _texts() -> Iterator[tuple[str, str]]:
    """Every text that Qt may take for HTML, with the widget that shows it."""
    for widget in QApplication.allWidgets():
        where = type(widget).__name__
        for text in (widget.toolTip(), widget.whatsThis(), widget.statusTip()):
            yield f"tip of {where}", text
        if isinstance(widget, QLabel) and widget.textFormat() is not Qt.TextFormat.PlainText:
            yield f"text of {where}", widget.text()
        if isinstance(widget, QAbstractItemView) and (model := widget.model()) is not None:
            yield from ((f"item of {where}", text) for text in _tips(model))
        if isinstance(widget, QComboBox):
            yield from ((f"line of {where}", text) for text in _tips(widget.model()))
        for action in (*widget.actions(), *widget.findChildren(QAction)):
            yield f"action of {where}", action.toolTip()


def _tips(model: QAbstractItemModel) -> Iterator[str]:
    for row in range(model.rowCount()):
        # Qt forbids asking a list how many columns it has.
        for column in range(1 if isinstance(model, QAbstractListModel) else model.columnCount()):
            yield str(model.index(row, column).data(Qt.ItemDataRole.ToolTipRole) or "")


def names_seen() -> int:
    """How many widgets show the name at all, in whatever form: the test sees something."""
    return sum("evil" in text for _, text in _texts()) + sum(
        "evil" in widget.text() for widget in QApplication.allWidgets() if isinstance(widget, QLabel)
    )


def test_no_name_is_taken_for_html(driver: Driver, picture: Path, tmp_path: Path) -> None:
    renamed = picture.rename(tmp_path / f"{EVIL}.png")
    network = tmp_path / f"{EVIL}.safetensors"
    network.write_bytes((models_folder() / "fsrcnn_x4.safetensors").read_bytes())
    open_document = driver.program.files.documents.open_document
    open_document(renamed)
    driver.wait(lambda: driver.session.state.picture is not None and driver.session.state.picture.path == renamed)
    driver.finished()
    driver.networks.add(network)
    driver.wait(lambda: driver.session.state.network is not None and driver.session.state.network.path == network)
    driver.finished()
    state = driver.session.state
    assert state.picture is not None
    assert state.network is not None
    mark = Bookmark(EVIL, driver.patch, state.picture.name, state.picture.sha256, state.picture.path)
    driver.session.update("Bookmark", bookmarks=(mark,), compared=(driver.session.entries[0], state.network))
    driver.wait(lambda: len(driver.session.analyses) == 2)
    open_document(tmp_path / f"{EVIL}, gone.png")
    driver.wait(lambda: bool(driver.errors()))
    assert names_seen() > 5
    assert shown_as_html() == []
    for command in ("show_messages", "show_palette", "build_figure", "check_sanity"):
        driver.choose(command)
        QApplication.processEvents()
        assert shown_as_html() == [], command
    for widget in QApplication.topLevelWidgets():
        if isinstance(widget, QDialog):
            widget.close()


def test_questions_about_code_show_what_it_says_of_itself_as_text(driver: Driver, tmp_path: Path) -> None:
    folder = tmp_path / EVIL
    folder.mkdir()
    path = folder / f"{EVIL}.py"
    path.write_text(CODE, encoding="utf-8")
    (folder / "common.py").touch()
    wanted = permission_wanted(path)
    wanted = replace(wanted, modules=(*wanted.modules, replace(wanted.file, path=folder / EVIL / "a.py")))
    dialogs: list[QWidget] = [
        TrustDialog(wanted, definitions_in(path), lambda: None, driver.window),
        DetectorDialog(wanted, detectors_in(path), driver.window),
    ]
    for dialog in dialogs:
        dialog.show()
    assert names_seen() > 5
    assert shown_as_html() == []
    for dialog in dialogs:
        dialog.close()
        dialog.deleteLater()
