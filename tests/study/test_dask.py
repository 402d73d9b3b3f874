"""A study on a cluster of Dask: workers come, end and are of other versions; a scheduler goes; nothing is lost."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from lamgui.base.errors import StudyError
from lamgui.base.generators import result_of
from lamgui.study.running.run import RunOptions, run_study
from lamgui.study.store.results import ItemState, read_results
from lamgui.study.testset.build import build_test_set
from lamgui.study.testset.options import SetOptions
from lamgui.study.workers.dask import crew as dask_crew
from lamgui.study.workers.dask.connect import crew_of_cluster, crew_of_scheduler
from lamgui.study.workers.dask.parcel import Parcel, parcel_of
from lamgui.study.workers.in_process import InProcess
from tests.study.small_study import TEXT, made, ran
from tests.study.test_running import SUICIDE

distributed = pytest.importorskip("distributed", reason="the extra cluster is not installed")

# Dask warns of busy machines and of ports that others have.
pytestmark = pytest.mark.filterwarnings("ignore")


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    """A scheduler on loopback with two worker processes, which import what this checkout holds."""
    with distributed.LocalCluster(
        n_workers=2, threads_per_worker=1, dashboard_address=":0", host="127.0.0.1"
    ) as cluster:
        yield cluster.scheduler_address


def test_maps_come_back_as_they_are_made_here(tmp_path: Path, address: str) -> None:
    there, here = made(tmp_path / "there.study"), made(tmp_path / "here.study")
    (there.path / "pictures" / "bad.png").write_bytes(b"no picture")
    counts = result_of(run_study(there, crew_of_scheduler(address)))
    assert (counts.total, counts.done, counts.failed) == (6, 4, 2)
    ran(here)
    for mine, other in zip(read_results(here).done, read_results(there).done, strict=True):
        assert mine.key == other.key
        assert mine.numbers is not None
        assert other.numbers is not None
        # Sums of one thread or several are taken in another order.
        assert mine.numbers.effective_pixels == pytest.approx(other.numbers.effective_pixels, rel=1e-4)
        assert read_results(there).stored_map(other).lam is not None
    assert ran(there)[1] == 0, "a map made there is one that is made"


def test_crops_of_a_test_set_are_restored_there(tmp_path: Path, address: str) -> None:
    study = made(tmp_path / "a.study")
    networks = ("FSRCNN", str(study.path / "nets" / "brighter.safetensors"))
    how = SetOptions((str(study.path / "pictures"),), networks, crops=4, size=32, count=2, share=1.0)
    there = result_of(build_test_set(tmp_path / "there", how, crew_of_scheduler(address)))
    here = result_of(build_test_set(tmp_path / "here", how, InProcess))
    assert not there.failures
    assert [one.crop for one in there.chosen] == [one.crop for one in here.chosen]
    assert [one.mean_psnr for one in there.chosen] == pytest.approx([one.mean_psnr for one in here.chosen], abs=1e-3)


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such signal")
def test_own_code_goes_there_with_permission_and_a_killed_worker_costs_one_item(tmp_path: Path, address: str) -> None:
    study = made(tmp_path / "a.study", TEXT.replace('"nets/*.safetensors"', '"code/net.py"'))
    (study.path / "code").mkdir()
    (study.path / "code" / "setup.py").touch()
    (study.path / "code" / "gains.py").write_text("GAIN = 1\n", encoding="utf-8")
    (study.path / "code" / "net.py").write_text("from gains import GAIN\n" + SUICIDE, encoding="utf-8")
    counts = result_of(run_study(study, crew_of_scheduler(address), RunOptions(trust=True)))
    assert (counts.total, counts.done, counts.failed) == (4, 3, 1)
    (failed,) = [row for row in read_results(study).rows if row.state is ItemState.FAILED]
    assert "the worker ended" in failed.error


def test_a_scheduler_that_goes_is_told_and_nothing_is_lost(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    # As long it is tried to reach it again.
    monkeypatch.setattr("lamgui.study.workers.dask.connect.WAIT_S", 5.0)
    study = made(tmp_path / "a.study", TEXT.replace('"centre:16"', '"grid:8"'))
    with distributed.LocalCluster(n_workers=1, threads_per_worker=1, dashboard_address=":0") as cluster:
        running = run_study(study, crew_of_scheduler(cluster.scheduler_address))
        while next(running).done_now < 2:
            pass
    with pytest.raises(StudyError, match="scheduler has gone"):
        result_of(running)
    done = len(read_results(study).done)
    assert done >= 2
    counts, now = ran(study)
    assert (counts.pending, now) == (0, counts.done - done)


def test_a_worker_of_another_version_is_refused(tmp_path: Path, address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    study = made(tmp_path / "a.study")
    monkeypatch.setattr(dask_crew, "version_here", lambda: ("9.9", 9))
    with pytest.raises(StudyError, match=r"this program is 9\.9"):
        result_of(run_study(study, crew_of_scheduler(address)))


def test_a_file_states_a_cluster(tmp_path: Path) -> None:
    stated = tmp_path / "here.toml"
    stated.write_text('kind = "local"\nn_workers = 1\nthreads_per_worker = 1\ndashboard_address = ":0"\n')
    assert result_of(run_study(made(tmp_path / "a.study"), crew_of_cluster(stated))).done == 4
    stated.write_text('kind = "slurn"\n')
    with pytest.raises(StudyError, match="slurm"):
        crew_of_cluster(stated)


def test_what_arrives_otherwise_than_it_was_sent_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.bin").write_bytes(b"weights")
    sent = parcel_of({"a.bin": tmp_path / "a.bin"})
    assert (sent.unpacked(tmp_path / "there") / "a.bin").read_bytes() == b"weights"
    with pytest.raises(StudyError, match="other bytes"):
        Parcel({"a.bin": b"weightz"}, sent.sha256).unpacked(tmp_path / "there")


def test_without_a_scheduler_the_address_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("lamgui.study.workers.dask.connect.WAIT_S", 0.5)
    running = run_study(made(tmp_path / "a.study"), crew_of_scheduler("tcp://127.0.0.1:1"))
    with pytest.raises(StudyError, match=r"tcp://127\.0\.0\.1:1"):
        result_of(running)
