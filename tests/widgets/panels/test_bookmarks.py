"""The list of bookmarks says how to make one while there is none."""

from __future__ import annotations

import numpy as np
from pytestqt.qtbot import QtBot

from lamgui.attribution.patch import Patch
from lamgui.session.state import Bookmark, RowsOf
from lamgui.widgets.panels.bookmarks import NONE_YET, BookmarksPanel
from tests.widgets.viewer_of import grabbed


def test_an_empty_list_says_how_to_fill_it(qtbot: QtBot) -> None:
    assert "Ctrl+B" in NONE_YET
    panel = BookmarksPanel()
    qtbot.addWidget(panel)
    panel.resize(238, 200)
    with qtbot.waitExposed(panel):
        panel.show()
    viewport = panel.list.viewport()
    assert np.ptp(grabbed(viewport).reshape(-1, 3), axis=0).max() > 20, "words"
    bookmark = Bookmark("Patch 1", Patch(0, 0, 8), "a.png", "0" * 64)
    panel.show_bookmarks((bookmark,), "0" * 64, RowsOf.NETWORKS)
    below = grabbed(viewport)[viewport.height() // 2 :]
    assert np.ptp(below.reshape(-1, 3), axis=0).max() == 0, "the words are gone"
