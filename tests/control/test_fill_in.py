"""The curve of the row in focus is filled in when its map is done; a run ends it, and what is known comes back."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from pytestqt.qtbot import QtBot

from lamgui.attribution.patch import Patch
from lamgui.attribution.settings.settings import Settings
from lamgui.base.errors import NetworkError
from lamgui.control.fill_in import FILL_IN, FillInController
from lamgui.maps.between_nodes import alphas_between
from lamgui.maps.filled_in import FilledIn
from lamgui.networks.entry import NetworkEntry
from tests.rig import Rig


class FillInRig(Rig):
    """A Rig whose curves are filled in."""

    def __init__(self, qtbot: QtBot) -> None:
        super().__init__(qtbot)
        self.session.update("", settings=Settings(steps=4))
        self.fill_in = FillInController(self.session, self.desk, self.pipeline)

    def filled_in(self) -> FilledIn:
        """Wait for all points."""
        analysis = self.session.analysis
        assert analysis is not None
        count = len(alphas_between(analysis))
        self.wait(lambda: self.session.filled_in is not None and len(self.session.filled_in.points) == count)
        assert self.session.filled_in is not None
        return self.session.filled_in


@pytest.fixture
def rig(qtbot: QtBot) -> Iterator[FillInRig]:
    rig = FillInRig(qtbot)
    yield rig
    rig.fill_in.halt()
    rig.desk.close()


def test_a_finished_map_is_filled_in_and_keeps_its_nodes(rig: FillInRig) -> None:
    analysis = rig.run()
    objective = analysis.curves.objective.copy()
    filled = rig.filled_in()
    rig.wait(lambda: not rig.desk.is_busy(FILL_IN))
    assert filled.region == analysis.close_up
    assert rig.session.analysis is analysis
    assert (analysis.curves.objective == objective).all()
    assert analysis.filled_in is None


def test_another_patch_ends_it_and_what_was_found_comes_back(rig: FillInRig) -> None:
    rig.run()
    first = rig.filled_in()
    rig.rows.move_patch(Patch(5, 6, 16), "")
    assert rig.session.filled_in is None
    assert not rig.desk.is_busy(FILL_IN)
    rig.finished()
    second = rig.filled_in()
    assert second is not first
    rig.session.undo_stack.undo()
    rig.finished()
    assert rig.session.filled_in is first


def test_a_network_that_is_gone_leaves_the_curve_as_it_is(rig: FillInRig, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[NetworkEntry] = []

    def gone(entry: NetworkEntry) -> None:
        asked.append(entry)
        raise NetworkError("There is no such file.")

    monkeypatch.setattr(rig.pipeline, "network_of", gone)
    analysis = rig.run()
    rig.wait(lambda: bool(asked) and not rig.desk.is_busy(FILL_IN))
    assert rig.session.filled_in is None
    assert rig.session.analysis is analysis
