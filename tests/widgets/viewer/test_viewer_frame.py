"""The viewer's frame: files dropped on it, words while it is empty, and the mark of the keyboard focus."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from lamgui.widgets.viewer.viewer import Viewer
from tests.widgets.viewer_of import canvases, grabbed, shown_viewer

LEFT, NO_KEY = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
COPY = Qt.DropAction.CopyAction


def drop(target: QWidget, urls: list[QUrl], text: str = "") -> bool:
    """Drag URLs or a text into a widget and let go; says whether it would take them."""
    data = QMimeData()
    if urls:
        data.setUrls(urls)
    if text:
        data.setText(text)
    enter = QDragEnterEvent(QPoint(5, 5), COPY, data, LEFT, NO_KEY)
    QApplication.sendEvent(target, enter)
    if not enter.isAccepted():
        return False
    QApplication.sendEvent(target, QDropEvent(QPointF(5, 5), COPY, data, LEFT, NO_KEY))
    return True


@pytest.fixture
def viewer(qtbot: QtBot) -> Viewer:
    return shown_viewer(qtbot, rows=1)


def test_files_dropped_on_a_cell_are_reported_in_order(viewer: Viewer, qtbot: QtBot, tmp_path: Path) -> None:
    paths = [tmp_path / "ä b #1.png", tmp_path / "net.pth"]
    with qtbot.waitSignal(viewer.files_dropped) as dropped:
        assert drop(canvases(viewer)[0], [QUrl.fromLocalFile(str(path)) for path in paths])
    assert dropped.args == [paths]


def test_what_is_no_local_file_is_not_taken(viewer: Viewer, qtbot: QtBot) -> None:
    with qtbot.assertNotEmitted(viewer.files_dropped):
        assert not drop(canvases(viewer)[0], [QUrl("https://example.org/a.png")])
        assert not drop(canvases(viewer)[0], [], "words")


def test_an_empty_viewer_says_what_to_do(viewer: Viewer) -> None:
    viewer.show_scene(None)
    assert not viewer.cell.isVisible()
    words = grabbed(viewer)
    viewer.show_empty(False)
    assert (words != grabbed(viewer)).sum() > 200


def test_the_words_go_with_the_first_picture(viewer: Viewer) -> None:
    viewer.show_scene(None)
    viewer.show_picture(np.zeros((24, 32, 3), np.uint8), None, 4)
    assert viewer.cell.isVisible()
    first = grabbed(viewer)
    viewer.show_empty(False)
    np.testing.assert_array_equal(first, grabbed(viewer))


def test_focus_is_seen(viewer: Viewer, qtbot: QtBot) -> None:
    without = grabbed(viewer)
    viewer.activateWindow()
    viewer.setFocus()
    qtbot.waitUntil(viewer.hasFocus)
    assert (without != grabbed(viewer)).any()
