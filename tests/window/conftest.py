"""The whole window, for the tests of how it is built and what it shows."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from lamgui.attribution.settings.settings import Settings
from lamgui.control import controllers
from lamgui.networks.catalogue import bundled
from lamgui.session.state import State
from lamgui.widgets.viewer import contour
from tests.small import hr_picture
from tests.widgets.conftest import rig
from tests.window.stepped import SteppedDesk, network_file
from tests.window.stepped_window import Stepped

__all__ = ["rig"]


@pytest.fixture
def stepped(qapp: QApplication, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Stepped]:  # noqa: ARG001 - widgets need it
    """A window whose first map is done, over four networks of which one cannot be loaded."""
    monkeypatch.setattr(controllers, "Desk", SteppedDesk)
    # An outline is never put off because the one before took long.
    monkeypatch.setattr(contour, "NEGLIGIBLE_MS", float("inf"))
    own = tuple(network_file(tmp_path, name) for name in ("one", "two", "small x2", "broken"))
    state = State(picture=hr_picture(48, 36), network=bundled()[0], settings=Settings(steps=3), device="cpu")
    stepped = Stepped(tmp_path, state, (bundled()[0], *own))
    stepped.maps.runs.start()
    stepped.desk.finish()
    yield stepped
    stepped.close()
