"""What the filmstrip lacks is restored quietly, the frame in view first; a run, another row or the end stops it."""

from __future__ import annotations

from collections.abc import Generator, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from lamgui.attribution.patch import Patch
from lamgui.attribution.settings.settings import Settings
from lamgui.control.filmstrip import FILMSTRIP, FilmstripController
from lamgui.control.runs import ANALYSIS
from lamgui.imaging.picture import Pixels
from lamgui.jobs import restore_frames
from lamgui.jobs.restore_frames import CHANGED, Restoration
from lamgui.maps import restoring
from lamgui.maps.progress import Progress
from lamgui.maps.restored_frames import RestoredFrames
from lamgui.maps.result import Analysis
from lamgui.networks.catalogue import find
from lamgui.networks.network import Network
from lamgui.session.state import State
from tests.rig import LONG, Rig
from tests.small import fsrcnn_like

STEPS = 6


class FilmstripRig(Rig):
    """A Rig whose frames are restored."""

    def __init__(self, qtbot: QtBot) -> None:
        super().__init__(qtbot)
        self.session.update("", settings=Settings(steps=STEPS))
        self.filmstrips = FilmstripController(self.session, self.desk, self.pipeline)

    @property
    def known(self) -> RestoredFrames:
        """Of the analysis in focus."""
        assert self.session.restored is not None
        return self.session.restored

    def restored(self) -> RestoredFrames:
        """Wait for all pieces."""
        self.wait(lambda: self.session.restored is not None and len(self.session.restored.frames) == STEPS)
        return self.known


@pytest.fixture
def rig(qtbot: QtBot) -> Iterator[FilmstripRig]:
    rig = FilmstripRig(qtbot)
    yield rig
    rig.filmstrips.halt()
    rig.desk.close()


@pytest.fixture
def passes(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """Grows by the α of every piece that is begun."""
    seen: list[float] = []
    honest = restoring.Restoring.restored

    def noted(self: restoring.Restoring, alpha: float) -> Pixels | None:
        seen.append(alpha)
        return honest(self, alpha)

    monkeypatch.setattr(restoring.Restoring, "restored", noted)
    return seen


def test_all_frames_are_restored_when_the_map_is_done_from_the_cursor_outwards(
    rig: FilmstripRig, passes: list[float]
) -> None:
    rig.filmstrips.look_at(0.0)
    analysis = rig.run()
    assert {frame.sr for frame in analysis.frames} == {None}
    restored = rig.restored()
    alphas = [frame.alpha for frame in analysis.frames]
    assert passes == alphas
    assert restored.region == analysis.close_up
    height, width = restored.region.height * 4, restored.region.width * 4
    assert {piece.shape for piece in restored.frames.values()} == {(height, width, 3)}
    rig.wait(lambda: not rig.desk.is_busy(FILMSTRIP))
    rig.filmstrips.look_at(1.0)
    assert not rig.desk.is_busy(FILMSTRIP), "nothing is left to do"


def test_another_patch_ends_it_and_has_pieces_of_its_own_and_the_old_ones_come_back(
    rig: FilmstripRig, passes: list[float]
) -> None:
    rig.run()
    first = rig.restored()
    rig.rows.move_patch(Patch(5, 6, 16), "")
    assert rig.session.restored is None
    assert not rig.desk.is_busy(FILMSTRIP)
    rig.finished()
    second = rig.restored()
    assert second.region != first.region
    done = len(passes)
    rig.session.undo_stack.undo()
    rig.finished()
    assert rig.restored() is first
    assert len(passes) == done


def test_a_network_gets_no_pieces_of_another_though_region_and_path_are_the_same(
    rig: FilmstripRig, tmp_path: Path
) -> None:
    rig.run()
    first = rig.restored()
    other = replace(find("FSRCNN"), name="halved", path=fsrcnn_like(tmp_path / "halved.safetensors", 0.9))
    rig.choices.choose_network(other)
    assert rig.session.restored is None
    rig.finished()
    second = rig.restored()
    assert (second.region, second.frames.keys()) == (first.region, first.frames.keys())
    assert all((first.frames[alpha] != piece).any() for alpha, piece in second.frames.items())


def test_while_another_row_runs_only_the_frame_in_view_is_restored(
    rig: FilmstripRig, passes: list[float], monkeypatch: pytest.MonkeyPatch
) -> None:
    honest, slow = rig.pipeline.run, find("EDSR")

    def run(state: State, fresh: bool = False) -> Generator[Progress, None, Analysis]:
        running = honest(state, fresh)
        report = next(running)
        while state.network == slow:
            yield report
        return (yield from running)

    monkeypatch.setattr(rig.pipeline, "run", run)
    rig.filmstrips.look_at(0.0)
    rig.session.update("", compared=(find("FSRCNN"), slow))
    alphas = [frame.alpha for frame in rig.finished().frames]
    rig.wait(lambda: bool(rig.known.frames) and not rig.desk.is_busy(FILMSTRIP))
    assert rig.desk.is_busy(ANALYSIS)
    assert passes == alphas[:1]
    rig.filmstrips.look_at(alphas[4])
    rig.wait(lambda: len(rig.known.frames) == 2 and not rig.desk.is_busy(FILMSTRIP))
    assert passes == [alphas[0], alphas[4]]
    rig.runs.cancel()
    rig.restored()
    assert len(passes) == STEPS


def test_a_run_that_begins_ends_what_goes_on_quietly(rig: FilmstripRig, passes: list[float]) -> None:
    rig.run()
    rig.wait(lambda: bool(passes))
    rig.choices.choose_settings(LONG, "")
    assert not rig.desk.is_busy(FILMSTRIP)
    rig.in_full_run()
    assert len(passes) <= STEPS
    assert rig.session.restored is None


def test_frames_with_sr_need_nothing(rig: FilmstripRig, passes: list[float]) -> None:
    rig.session.update("", network=find("IMDN"))
    analysis = rig.run()
    assert all(frame.sr is not None for frame in analysis.frames)
    assert rig.session.restored is None
    assert not rig.desk.is_busy(FILMSTRIP)
    assert passes == []


def test_a_failure_is_noted_and_not_repeated(rig: FilmstripRig, monkeypatch: pytest.MonkeyPatch) -> None:
    tries: list[object] = []

    def fail(self: Network, *_: object) -> None:
        tries.append(self)
        raise RuntimeError("no memory for this")

    monkeypatch.setattr(Network, "region_crop", fail)
    rig.run()
    rig.wait(lambda: rig.session.restored is not None and bool(rig.session.restored.note))
    assert rig.known.note == "no memory for this"
    rig.filmstrips.look_at(0.0)
    assert not rig.desk.is_busy(FILMSTRIP)
    assert len(tries) == 1
    assert rig.errors == []


def test_maps_whose_network_is_another_by_now_say_so(rig: FilmstripRig, monkeypatch: pytest.MonkeyPatch) -> None:
    honest = restore_frames.restore_along

    def of_another(pipeline: object, wanted: Restoration, so_far: RestoredFrames) -> object:
        facts = replace(wanted.analysis.network, sha256="0" * 64)
        return honest(pipeline, replace(wanted, analysis=replace(wanted.analysis, network=facts)), so_far)  # type: ignore[arg-type]

    monkeypatch.setattr("lamgui.control.filmstrip.restore_along", of_another)
    rig.run()
    rig.wait(lambda: rig.session.restored is not None and rig.session.restored.note == CHANGED)
    assert rig.known.frames == {}


def test_closing_ends_it(rig: FilmstripRig, passes: list[float]) -> None:
    rig.run()
    rig.wait(lambda: bool(passes))
    rig.filmstrips.halt()
    rig.desk.close()
    assert not rig.desk.has_running_thread
