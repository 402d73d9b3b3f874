"""About: what a report of a fault needs, and what a paper cites, each copied by a button."""

from __future__ import annotations

import platform
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from lamgui import __version__
from lamgui.widgets.dialogs.about import BIBTEX, AboutDialog


def test_facts_and_citation_are_shown_and_copied(qtbot: QtBot) -> None:
    dialog = AboutDialog(("CPU, 2 threads",), (("Data", Path("/data/lamgui")),))
    # Deleted as it is closed, and by nothing else.
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    qtbot.addWidget(dialog)
    for part in (__version__, platform.python_version(), "Qt 6", "CPU, 2 threads", "/data/lamgui", "PyTorch"):
        assert part in dialog.facts.text()
    dialog.copy_facts_button.click()
    assert QGuiApplication.clipboard().text() == dialog.facts.text()
    dialog.copy_bibtex_button.click()
    assert QGuiApplication.clipboard().text() == BIBTEX
    assert BIBTEX.count("{") == BIBTEX.count("}")
