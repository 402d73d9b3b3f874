"""What a user does becomes the right run: the newest wins, nothing is lost by an error, cancel stops at once."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
from pytestqt.qtbot import QtBot

from lamgui.attribution.patch import Patch
from lamgui.attribution.settings.settings import Settings
from lamgui.base.errors import SaveError
from lamgui.figures.export import save_npz, save_sr_png
from lamgui.imaging.prepare import Role
from lamgui.imaging.reduce import Reduction
from lamgui.maps.progress import Stage
from lamgui.maps.result import Analysis
from tests.rig import LONG, Rig
from tests.small import fsrcnn, hr_picture, saved


@pytest.fixture
def rig(qtbot: QtBot) -> Iterator[Rig]:
    rig = Rig(qtbot)
    yield rig
    rig.desk.close()


def test_start_looks_for_devices_and_runs_what_is_there(rig: Rig) -> None:
    rig.runs.start()
    analysis = rig.finished()
    rig.wait(lambda: bool(rig.session.devices))
    assert analysis.pictures.patch == rig.session.state.patch == Patch(56, 40, 16)
    assert rig.session.facts == analysis.network
    assert rig.session.progress is None
    assert rig.ends == ["Done"]
    assert not rig.session.undo_stack.canUndo(), "what a run settles is no step of the user's"
    assert len(rig.pipeline.states) == 1, "and no reason to run again"


def test_moving_the_patch_starts_again_and_the_newest_wins(rig: Rig) -> None:
    rig.choices.choose_settings(LONG, "")
    rig.in_full_run()
    for x in range(10, 20):
        rig.rows.move_patch(Patch(x, 10, 16), "drag-1")
    rig.in_full_run()
    rig.choices.choose_settings(Settings(steps=2), "")
    assert rig.finished().pictures.patch == Patch(19, 10, 16)
    assert [analysis.settings.steps for analysis in rig.analyses] == [2]
    assert rig.ends == ["Done"]


def test_progress_only_goes_forward(rig: Rig) -> None:
    rig.choices.choose_settings(Settings(steps=400), "")
    rig.finished()
    order = list(Stage)
    places = [(order.index(progress.stage), progress.step) for progress in rig.progress]
    assert all(a <= b for a, b in pairwise(places))
    assert rig.progress[0].stage is Stage.LOADING
    assert rig.progress[-1].stage is Stage.FULL


def test_undo_and_redo_run_what_they_bring_back(rig: Rig, tmp_path: Path) -> None:
    first = rig.run()
    rig.rows.move_patch(Patch(5, 6, 20), "click-1")
    rig.finished()
    rig.choices.open_picture(saved(tmp_path / "other.png", 64, 64))
    rig.wait(lambda: rig.session.analysis is not None and rig.session.analysis.picture.name == "other.png")
    stack = rig.session.undo_stack
    stack.undo()
    assert rig.session.analysis is None, "a map must not stay beside what it is not of"
    assert rig.finished().pictures.patch == Patch(5, 6, 20)
    stack.undo()
    again = rig.finished()
    np.testing.assert_array_equal(again.lam, first.lam)
    stack.redo()
    stack.redo()
    assert rig.finished().picture.name == "other.png"
    assert not stack.canRedo()


def test_a_picture_is_read_again_where_its_file_has_changed(rig: Rig, tmp_path: Path) -> None:
    path = saved(tmp_path / "other.png", 64, 64)
    rig.choices.open_picture(path)
    rig.wait(lambda: rig.session.state.picture is not None and rig.session.state.picture.path == path)
    before = rig.session.state.picture
    rig.choices.read_picture_again()
    rig.wait(lambda: bool(rig.infos))
    assert rig.infos.pop() == "other.png is as it was read before."
    assert rig.session.state.picture is before
    saved(path, 80, 64)
    rig.choices.read_picture_again()
    rig.wait(lambda: bool(rig.infos))
    assert rig.session.state.picture is not None
    assert rig.session.state.picture.width == 80


def test_a_drag_is_undone_as_one(rig: Rig) -> None:
    rig.run()
    start = rig.session.state.patch
    for x in range(10, 20):
        rig.rows.move_patch(Patch(x, 10, 16), "drag-1")
    rig.session.undo_stack.undo()
    assert rig.session.state.patch == start


def test_role_and_reduction_change_the_lr_picture(rig: Rig) -> None:
    pillow = rig.run().pictures.lr
    rig.choices.choose_reduction(Reduction.MATLAB)
    matlab = rig.finished().pictures.lr
    assert (pillow != matlab).any()
    rig.choices.choose_role(Role.LR)
    as_lr = rig.finished()
    assert as_lr.pictures.lr.shape == (96, 128, 3)
    assert as_lr.pictures.quality is None
    assert as_lr.pictures.patch == Patch(248, 184, 16), "a patch in the middle of the larger SR picture"
    rig.session.undo_stack.undo()
    np.testing.assert_array_equal(rig.finished().pictures.lr, matlab)


def test_cancel_in_the_middle_stops_and_says_so(rig: Rig) -> None:
    rig.choices.choose_settings(LONG, "")
    rig.in_full_run()
    seen = len(rig.progress)
    rig.runs.cancel()
    assert rig.ends == ["Cancelled"]
    assert rig.session.progress is None
    assert not rig.desk.is_busy("analysis")
    assert rig.session.prepared is not None
    assert rig.session.facts is not None
    rig.choices.choose_settings(Settings(steps=2), "")
    assert rig.finished().settings.steps == 2
    assert all(progress.total <= 2 for progress in rig.progress[seen:])
    rig.runs.cancel()
    assert rig.ends == ["Cancelled", "Done"], "without a run there is nothing to cancel"


def test_cancel_while_the_network_is_read(rig: Rig) -> None:
    rig.runs.run_again()
    assert [progress.stage for progress in rig.progress] == [Stage.LOADING]
    rig.runs.cancel()
    assert rig.ends == ["Cancelled"]
    assert rig.session.progress is None
    rig.run()


def test_a_device_that_is_not_here_is_an_error_and_the_session_goes_on(rig: Rig) -> None:
    rig.run()
    rig.choices.choose_device("cuda:97")
    message, advice, _ = rig.failed()
    assert "cuda:97" in message
    assert "cpu" in advice
    rig.choices.choose_device("cpu")
    assert rig.finished().device == "cpu"


@pytest.mark.parametrize("content", [b"", b"text", None])
def test_a_picture_that_cannot_be_opened_leaves_the_old_one_and_its_map(
    rig: Rig, tmp_path: Path, content: bytes | None
) -> None:
    analysis, state = rig.run(), rig.session.state
    if content is not None:
        (tmp_path / "bad.png").write_bytes(content)
    rig.choices.open_picture(tmp_path / "bad.png")
    message, advice, _ = rig.failed()
    assert "bad.png" in message
    assert advice
    assert rig.session.state == state
    assert rig.session.analysis is analysis


def test_a_picture_too_small_to_be_reduced_leaves_the_old_one_and_opens_as_lr(rig: Rig, tmp_path: Path) -> None:
    analysis, state = rig.run(), rig.session.state
    path = saved(tmp_path / "tiny.png", 3, 3)
    opened: list[Path] = []
    rig.choices.picture_opened.connect(opened.append)
    rig.choices.open_picture(path)
    assert "too small" in rig.failed()[0]
    assert (rig.session.state, rig.session.analysis, opened) == (state, analysis, [])
    rig.choices.choose_role(Role.LR)
    rig.choices.open_picture(path)
    rig.wait(lambda: bool(opened))
    assert rig.finished().pictures.lr.shape == (3, 3, 3)


def test_a_picture_of_the_same_size_keeps_the_patch_and_another_gets_its_own(rig: Rig) -> None:
    rig.run()
    rig.rows.move_patch(Patch(5, 6, 20), "")
    rig.choices.take_picture(hr_picture())
    assert rig.session.state.patch == Patch(5, 6, 20)
    rig.choices.take_picture(hr_picture(64, 64))
    assert rig.finished().pictures.patch == Patch(24, 24, 16)


def test_without_a_picture_nothing_runs_and_undo_brings_the_run_back(rig: Rig) -> None:
    rig.run()
    rig.session.update("Close", picture=None)
    assert rig.session.analysis is None
    assert not rig.desk.is_busy("analysis")
    rig.session.undo_stack.undo()
    rig.finished()


def test_two_saves_at_once_are_both_written(rig: Rig, tmp_path: Path) -> None:
    rig.run()
    targets = {"a.npz": save_npz, "b.png": save_sr_png}
    for name, write in targets.items():
        rig.runs.save(tmp_path / name, write)
    rig.wait(lambda: len(rig.infos) == 2)
    assert all((tmp_path / name).stat().st_size for name in targets)
    assert sorted(rig.infos) == [f"Saved {tmp_path / name}" for name in sorted(targets)]


def test_a_save_that_fails_is_an_error_and_the_map_stays(rig: Rig, tmp_path: Path) -> None:
    analysis = rig.run()

    def fail(_: Analysis, path: Path) -> None:
        raise SaveError(f"{path.name} could not be written.", "Choose another folder.")

    rig.runs.save(tmp_path / "a.npz", fail)
    assert rig.failed()[:2] == ("a.npz could not be written.", "Choose another folder.")
    assert rig.session.analysis is analysis


def test_saving_before_there_is_a_map_is_explained(rig: Rig, tmp_path: Path) -> None:
    rig.runs.save(tmp_path / "a.npz", save_npz)
    assert "no finished map" in rig.infos[0]
    assert list(tmp_path.glob("*.npz")) == []


def test_an_unexpected_error_is_shown_with_its_details(rig: Rig, tmp_path: Path) -> None:
    rig.run()

    def fail(_: Analysis, __: Path) -> None:
        raise KeyError("surprise")

    rig.runs.save(tmp_path / "a.npz", fail)
    message, advice, details = rig.failed()
    assert "unexpected" in message
    assert "goes on" in advice
    assert "KeyError" in details


def test_how_it_is_shown_starts_no_run(rig: Rig) -> None:
    analysis = rig.run()
    rig.choices.change_view({"opacity": 0.1, "signed": True})
    assert rig.session.analysis is analysis
    assert not rig.desk.is_busy("analysis")


def test_the_same_choice_again_starts_no_run(rig: Rig) -> None:
    analysis, state = rig.run(), rig.session.state
    rig.choices.choose_settings(replace(state.settings), "")
    rig.choices.choose_network(fsrcnn())
    rig.choices.choose_device("cpu")
    assert rig.session.analysis is analysis
