"""The whole window, and the curves alone, for the tests that need them."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from pytestqt.qtbot import QtBot

from lamgui.widgets.curves.curves import CurvesView
from tests.widgets.window_rig import WindowRig


@pytest.fixture
def rig(qtbot: QtBot) -> Iterator[WindowRig]:
    rig = WindowRig(qtbot)
    yield rig
    rig.close()


@pytest.fixture
def curves_view(qtbot: QtBot) -> Iterator[CurvesView]:
    view = CurvesView()
    qtbot.addWidget(view)
    view.resize(900, 170)
    view.show()
    yield view
    view.hide()
