"""Many maps in one call, a network loaded once, a restored picture, and a study from Python."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

import lamgui
from lamgui.base.errors import NetworkError, StudyError
from tests.imaging.pictures import coloured
from tests.small import fsrcnn_like, saved
from tests.study.small_study import made


def test_one_bad_network_costs_no_map_of_the_others(tmp_path: Path) -> None:
    good, bad = fsrcnn_like(tmp_path / "good.safetensors", 1.01), tmp_path / "bad.safetensors"
    bad.write_bytes(b"no weights")
    pictures, seen = [coloured(64, 48), coloured(68, 48)], []
    made_maps = lamgui.explain_many(
        pictures, ["FSRCNN", bad, good], (24, 16, 16), steps=3, progress=lambda done, total: seen.append((done, total))
    )
    assert [one.analysis.network.name for one in made_maps] == ["FSRCNN", "FSRCNN", "good", "good"]
    assert [(failed.network, type(failed.error)) for failed in made_maps.failures] == [(bad, NetworkError)] * 2
    assert seen[-1] == (6, 6)
    alone = lamgui.explain(pictures[1], good, (24, 16, 16), steps=3)
    assert np.array_equal(made_maps[3].lam, alone.lam)


def test_a_patch_outside_costs_its_own_map_only() -> None:
    maps = lamgui.explain_many(coloured(64, 48), "FSRCNN", [(0, 0, 16), (60, 0, 16)], steps=3)
    assert len(maps) == 1
    assert "60" in str(maps.failures[0].error)


def test_a_comparison_goes_on_without_a_network_that_fails(tmp_path: Path) -> None:
    bad = tmp_path / "bad.safetensors"
    bad.write_bytes(b"no weights")
    with pytest.warns(RuntimeWarning, match="left out"):
        compared = lamgui.compare(coloured(64, 48), [bad, "FSRCNN"], (24, 16, 16), steps=3)
    assert [one.analysis.network.name for one in compared] == ["FSRCNN"]
    with pytest.warns(RuntimeWarning, match="left out"), pytest.raises(NetworkError):
        lamgui.compare(coloured(64, 48), [bad], (24, 16, 16), steps=3)


def test_a_loaded_network_restores_what_a_run_does() -> None:
    network = lamgui.load_network("FSRCNN")
    restored = lamgui.restore(coloured(64, 48), network)
    run = lamgui.explain(coloured(64, 48), network, (24, 16, 16), steps=3)
    assert np.array_equal(restored.sr, run.sr)
    assert np.array_equal(restored.lr, run.lr)
    assert restored.quality == run.analysis.pictures.quality
    assert lamgui.restore(coloured(16, 12), network, input="lr").hr is None


def test_a_study_is_made_run_and_read(tmp_path: Path) -> None:
    saved(tmp_path / "a.png", 64, 48)
    stated = {"pictures": ["../a.png"], "networks": ["FSRCNN"], "settings": {"steps": 3}}
    study = lamgui.Study(tmp_path / "a.study", **stated)
    assert study.run(workers=0).done == 1
    (row,) = study.results().done
    assert study.stored_map(row).lam is not None
    assert lamgui.Study(tmp_path / "a.study", **stated).run(0).done == 1
    assert study.export(tmp_path / "rows.csv").is_file()
    with pytest.raises(StudyError, match="states something else"):
        lamgui.Study(tmp_path / "a.study", networks=["SRCNN"])


def test_worker_processes_find_what_this_process_finds(tmp_path: Path) -> None:
    here, beside = made(tmp_path / "here.study"), made(tmp_path / "beside.study")
    lamgui.Study(here.path).run(workers=0)
    lamgui.Study(beside.path).run(workers=1)
    numbers = [
        [(row.key, row.numbers.diffusion_index) for row in lamgui.Study(one.path).results().done if row.numbers]
        for one in (here, beside)
    ]
    # One thread or several: sums are taken in another order.
    for (key, mine), (other_key, theirs) in zip(*numbers, strict=True):
        assert key == other_key
        assert mine == pytest.approx(theirs, rel=1e-4)
