"""The whole window for the tests that need it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from pytestqt.qtbot import QtBot

from tests.widgets.window_rig import WindowRig


@pytest.fixture
def rig(qtbot: QtBot) -> Iterator[WindowRig]:
    rig = WindowRig(qtbot)
    yield rig
    rig.close()
