"""A study goes on where it was stopped: nothing is computed twice, one bad item costs no other, changes are seen."""

from __future__ import annotations

import os
import subprocess
import sys
from functools import partial
from pathlib import Path

import numpy as np
import pytest

from lamgui.attribution.patch import Patch
from lamgui.attribution.settings.settings import Settings
from lamgui.base.errors import StudyError
from lamgui.base.generators import result_of
from lamgui.imaging.prepare import Role
from lamgui.imaging.read import read_picture
from lamgui.imaging.save import save_png
from lamgui.maps.analysis import analyse
from lamgui.maps.request import Request
from lamgui.networks.catalogue import find
from lamgui.networks.loading.load import load_network
from lamgui.study.running.plan import plan_study
from lamgui.study.running.run import RunOptions, gather, run_shard, run_study
from lamgui.study.stated.shard import Shard
from lamgui.study.store.folder import StudyFolder
from lamgui.study.store.index import INDEX
from lamgui.study.store.results import ItemState, read_results
from lamgui.study.store.status import status_of
from lamgui.study.workers.in_process import InProcess
from lamgui.study.workers.processes import WorkerProcesses
from tests.imaging.pictures import coloured
from tests.small import saved
from tests.study.small_study import TEXT, made, ran


def test_every_map_is_that_of_the_request_by_itself(tmp_path: Path) -> None:
    study = made(tmp_path / "a.study")
    counts, done = ran(study)
    assert (counts.total, counts.done, counts.failed, done) == (4, 4, 0, 4)
    results = read_results(study)
    row = next(one for one in results.rows if one.network == "FSRCNN" and one.picture == "pictures/b.png")
    settings = Settings(steps=3, rule="midpoint", surroundings=64)
    picture = read_picture(study.path / row.picture)
    alone = result_of(analyse(Request(picture, load_network(find("FSRCNN")), Patch(26, 16, 16), settings, Role.HR)))
    assert row.numbers is not None
    assert row.numbers.diffusion_index == alone.diffusion_index
    assert row.numbers.psnr_y == alone.pictures.quality.psnr_y  # type: ignore[union-attr]
    assert np.array_equal(results.stored_map(row).lam, alone.lam.astype(np.float32))  # type: ignore[arg-type]


def test_progress_counts_what_the_index_holds(tmp_path: Path) -> None:
    """Two networks with the same weights have their maps together."""
    study = made(tmp_path / "a.study")
    (study.path / "nets" / "same.safetensors").write_bytes((study.path / "nets" / "brighter.safetensors").read_bytes())
    (study.path / "pictures" / "bad.png").write_bytes(b"no picture")
    for report in run_study(study, InProcess):
        if report.stage == "computing":
            assert report.counts == status_of(study).counts
    assert (report.counts.total, report.counts.done, report.counts.failed) == (9, 6, 3)


def test_a_second_run_computes_nothing(tmp_path: Path) -> None:
    study = made(tmp_path / "a.study")
    ran(study)
    assert ran(study) == (status_of(study).counts, 0)


def test_a_stopped_run_goes_on(tmp_path: Path) -> None:
    study = made(tmp_path / "a.study")
    running = run_study(study, InProcess)
    while next(running).done_now < 3:
        pass
    running.close()
    assert status_of(study).counts.done == 3
    counts, done = ran(study)
    assert (counts.done, done) == (4, 1)


def test_maps_are_found_again_where_the_index_is_lost_or_damaged(tmp_path: Path) -> None:
    study = made(tmp_path / "a.study")
    ran(study)
    rows = read_results(study).rows
    for damage in ("lost", "no database"):
        path = study.path / INDEX
        path.unlink() if damage == "lost" else path.write_bytes(b"no database" * 100)
        assert ran(study)[1] == 0, damage
        assert read_results(study).rows == rows


def test_a_map_that_cannot_be_read_is_made_again_with_a_lost_index(tmp_path: Path) -> None:
    study = made(tmp_path / "a.study")
    ran(study)
    (study.path / INDEX).unlink()
    next((study.path / "maps").glob("*/*.npz")).write_bytes(b"half")
    assert ran(study)[1] == 1


KILLED = """
import os, sys
from pathlib import Path
from lamgui.study.store import map_files
from lamgui.study.workers import compute
from lamgui.base.generators import result_of
from lamgui.study.running.run import run_study
from lamgui.study.store.folder import StudyFolder
from lamgui.study.workers.in_process import InProcess
left, when, honest = int(sys.argv[2]), sys.argv[3], map_files.write_map
def write(*arguments):
    global left
    left -= 1
    if when == "before" and left == 0: os._exit(9)
    honest(*arguments)
    if left == 0: os._exit(9)
compute.write_map = write
result_of(run_study(StudyFolder(Path(sys.argv[1])), InProcess))
"""


@pytest.mark.parametrize(("kth", "when", "missing"), [(1, "before", 4), (2, "after", 2), (3, "before", 2)])
def test_a_killed_run_loses_at_most_what_was_in_flight(tmp_path: Path, kth: int, when: str, missing: int) -> None:
    study = made(tmp_path / "a.study")
    command = [sys.executable, "-c", KILLED, str(study.path), str(kth), when]
    assert subprocess.run(command, check=False, env=os.environ).returncode == 9
    counts, done = ran(study)
    assert (counts.done, counts.failed, done) == (4, 0, missing)


def test_one_bad_picture_costs_no_other_and_is_tried_again_when_it_changed(tmp_path: Path) -> None:
    study = made(tmp_path / "a.study")
    bad = study.path / "pictures" / "bad.png"
    bad.write_bytes(b"no picture")
    counts, _ = ran(study)
    assert (counts.total, counts.done, counts.failed) == (6, 4, 2)
    failed = [row for row in read_results(study).rows if row.state is ItemState.FAILED]
    assert [(row.network, row.picture, row.patch) for row in failed] == [
        ("FSRCNN", "pictures/bad.png", None), ("brighter", "pictures/bad.png", None),
    ]  # fmt: skip
    assert all("bad.png" in row.error for row in failed)
    saved(bad, 72, 48)
    counts, done = ran(study)
    assert (counts.total, counts.done, counts.failed, done) == (6, 6, 0, 2)


def test_a_changed_picture_or_network_is_computed_anew(tmp_path: Path) -> None:
    study = made(tmp_path / "a.study")
    ran(study)
    save_png(study.path / "pictures" / "a.png", coloured(80, 64), {})
    assert ran(study)[1] == 2
    weights = study.path / "nets" / "brighter.safetensors"
    weights.write_bytes((find("FSRCNN").path).read_bytes())
    # The file is now FSRCNN itself, of which all maps are there.
    assert ran(study)[1] == 0
    assert {row.numbers.diffusion_index for row in read_results(study).rows if row.numbers} != {None}


def test_a_network_that_cannot_be_read_fails_by_itself(tmp_path: Path) -> None:
    study = made(tmp_path / "a.study")
    (study.path / "nets" / "broken.safetensors").write_bytes(b"no weights")
    counts, _ = ran(study)
    assert (counts.total, counts.done, counts.failed) == (6, 4, 2)
    assert {row.network for row in read_results(study).rows if row.state is ItemState.FAILED} == {"broken"}


def test_a_picture_smaller_than_the_patch_fails_in_words(tmp_path: Path) -> None:
    study = made(tmp_path / "a.study", TEXT.replace("centre:16", "centre:60"))
    counts, _ = ran(study)
    assert (counts.done, counts.failed) == (0, 4)
    assert "60x60" in read_results(study).rows[0].error


def test_too_many_failures_end_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("lamgui.study.running.run.LEAST_TO_JUDGE", 2)
    study = made(tmp_path / "a.study", TEXT.replace('"centre:16"', "[[0, 0, 16], [30, 30, 15], [1, 1, 16]]"))

    def broken(*_: object) -> bytes:
        raise RuntimeError("the layer broke")

    monkeypatch.setattr("lamgui.study.workers.compute.map_bytes", broken)
    with pytest.raises(StudyError, match="more than 50 %"):
        ran(study, RunOptions(fail_above=0.5))
    monkeypatch.undo()
    assert status_of(study).counts.failed > 0
    assert ran(study, RunOptions(retry=True))[0].failed == 0


def test_two_runs_at_once_and_a_folder_that_is_none_are_told(tmp_path: Path) -> None:
    study = made(tmp_path / "a.study")
    running = run_study(study, InProcess)
    next(running)
    with pytest.raises(StudyError, match="run by another program"):
        next(run_study(StudyFolder(study.path), InProcess))
    running.close()
    with pytest.raises(StudyError, match=r"no study: there is no study\.toml"):
        StudyFolder(tmp_path)


def test_parts_computed_apart_gather_to_the_same_study(tmp_path: Path) -> None:
    text = TEXT.replace('"centre:16"', '["centre:16", "hard:1:12"]')
    apart, whole = made(tmp_path / "apart.study", text), made(tmp_path / "whole.study", text)
    (apart.path / "pictures" / "bad.png").write_bytes(b"no picture")
    (whole.path / "pictures" / "bad.png").write_bytes(b"no picture")
    for number in (1, 2, 3, 4):
        result_of(run_shard(apart, InProcess, Shard(number, 4)))
    assert not (apart.path / INDEX).exists()
    assert not (apart.path / "pictures.csv").exists()
    gathered = result_of(gather(apart, InProcess))
    assert gathered == ran(whole)[0]
    found = [(one.network, one.picture, one.patch, one.state, one.key) for one in read_results(apart).rows]
    assert found == [(one.network, one.picture, one.patch, one.state, one.key) for one in read_results(whole).rows]


def test_a_plan_says_how_much_there_is_and_writes_nothing(tmp_path: Path) -> None:
    study = made(tmp_path / "a.study")
    before = sorted(study.path.rglob("*"))
    plan = result_of(plan_study(study))
    assert sorted(study.path.rglob("*")) == before
    assert plan.counts.total == 4
    assert plan.pending == {"FSRCNN": 2, "brighter": 2}
    assert set(plan.seconds) == {"FSRCNN", "brighter"}
    ran(study)
    assert result_of(plan_study(study)).pending.total() == 0


SUICIDE = """
import os, signal
from torch import nn
class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.up = nn.Upsample(scale_factor=4, mode="bicubic")
        self.gain = nn.Conv2d(3, 3, 1)
    def forward(self, x):
        if x.shape[-1] == 17:
            os.kill(os.getpid(), signal.SIGKILL)
        return self.up(self.gain(x))
"""


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such signal")
def test_a_worker_that_is_killed_costs_one_item(tmp_path: Path) -> None:
    """The picture b has 17 LR columns, at which the network ends its process."""
    study = made(tmp_path / "a.study", TEXT.replace('"nets/*.safetensors"', '"net.py"'))
    (study.path / "net.py").write_text(SUICIDE, encoding="utf-8")
    counts = result_of(run_study(study, partial(WorkerProcesses, size=1), RunOptions(trust=True)))
    assert (counts.total, counts.done, counts.failed) == (4, 3, 1)
    (failed,) = [row for row in read_results(study).rows if row.state is ItemState.FAILED]
    assert failed.picture == "pictures/b.png"
    assert "2 times: the worker was ended by SIGKILL" in failed.error
