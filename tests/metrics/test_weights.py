"""Weights of metrics come once, are held to their hash, leave only what is used, and are refused where they changed."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
import torch
from safetensors.torch import load_file, save_file

from lamgui.base.errors import DownloadError, MetricError, MetricMissing
from lamgui.imaging.picture import Pixels
from lamgui.metrics.get import get, take
from lamgui.metrics.measure import Meter
from lamgui.metrics.metric import METRICS, Metric, metric_named
from lamgui.metrics.weights import MetricWeights
from lamgui.networks.downloads.folder import Status
from tests.cli.terminal import lamgui
from tests.imaging.pictures import coloured
from tests.metrics.made_weights import published, served, stored
from tests.networks.server import FileServer, serving
from tests.small import run_to_end

ALEX = metric_named("lpips-alex")


@pytest.fixture
def server() -> Iterator[FileServer]:
    with serving() as server:
        yield server


def test_only_the_layers_that_are_used_stay(
    server: FileServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    content, weights = published(ALEX.backbone), MetricWeights(tmp_path)
    metric = served(ALEX, server.offer("/net.pth", content), content, monkeypatch)
    _, path = run_to_end(get(metric.backbone, weights))
    assert set(load_file(path)) == set(ALEX.backbone.layout)
    assert [file.name for file in weights.folder.iterdir()] == ["alexnet.safetensors"]
    assert weights.status_of(metric.backbone) is Status.DOWNLOADED
    assert path.stat().st_size < ALEX.backbone.stored_bytes + 4096 < 10_000_000
    run_to_end(get(metric.backbone, weights))
    assert len(server.asked) == 1


def test_a_download_goes_on_where_it_stopped(
    server: FileServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    content, weights = published(ALEX.backbone), MetricWeights(tmp_path)
    metric = served(ALEX, server.offer("/net.pth", content, cut_after=1000), content, monkeypatch)
    with pytest.raises(DownloadError, match="broke"):
        run_to_end(get(metric.backbone, weights))
    assert weights.status_of(metric.backbone) is Status.PARTLY
    with pytest.raises(MetricMissing):
        weights.require(metric)
    run_to_end(get(metric.backbone, weights))
    assert server.asked[-1][2] == "bytes=1000-"


def test_another_file_is_refused_and_leaves_nothing(
    server: FileServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    content, weights = published(ALEX.backbone), MetricWeights(tmp_path)
    metric = served(ALEX, server.offer("/net.pth", content[:-1] + b"?"), content, monkeypatch)
    with pytest.raises(DownloadError, match="its sha256 is another"):
        run_to_end(get(metric.backbone, weights))
    assert list(weights.folder.iterdir()) == []
    file = tmp_path / "mine.pth"
    file.write_bytes(b"another")
    with pytest.raises(DownloadError, match=r"mine\.pth is not the file of alexnet"):
        take(metric.backbone, weights, file)
    assert weights.status_of(metric.backbone) is Status.NOT_HERE


def test_a_file_of_the_right_hash_without_the_layers_is_refused(
    server: FileServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    content, weights = published(metric_named("dists").backbone), MetricWeights(tmp_path)
    metric = served(ALEX, server.offer("/net.pth", content), content, monkeypatch)
    with pytest.raises(DownloadError, match="has not the layers of alexnet"):
        run_to_end(get(metric.backbone, weights))
    assert weights.status_of(metric.backbone) is not Status.DOWNLOADED


def test_what_changed_on_the_disk_gives_no_number(tmp_path: Path) -> None:
    weights, pixels = MetricWeights(tmp_path), coloured(40, 40)
    tensors = stored(ALEX, tmp_path)
    assert Meter(weights).measure(ALEX, pixels, pixels, 0) == 0
    path = weights.path_of(ALEX.backbone)
    save_file({**tensors, "features.0.bias": tensors["features.0.bias"] + 1}, path)
    refuse(weights, pixels)
    path.write_bytes(path.read_bytes()[:1000])
    refuse(weights, pixels)
    save_file({"features.0.bias": torch.zeros(64)}, path)
    refuse(weights, pixels)


def refuse(weights: MetricWeights, pixels: Pixels) -> None:
    with pytest.raises(MetricError, match="is not what was stored"):
        Meter(weights).measure(ALEX, pixels, pixels, 0)


@pytest.mark.parametrize("metric", METRICS, ids=lambda metric: metric.name)
def test_the_heads_that_come_with_the_program_are_the_published_ones(metric: Metric) -> None:
    head = MetricWeights().head(metric)
    outputs = [stage.convolutions[-1].outputs for stage in metric.backbone.stages]
    if metric.name == "dists":
        assert {key: tuple(one.shape) for key, one in head.items()} == {"alpha": (1475,), "beta": (1475,)}
        assert sum(outputs) + 3 == 1475
    else:
        assert [tuple(head[f"lin{k}"].shape) for k in range(5)] == [(count,) for count in outputs]
    assert all(bool((one >= 0).all()) for one in head.values())


def test_the_list_says_what_is_needed_and_whether_it_is_here(capsys: pytest.CaptureFixture[str]) -> None:
    ran = lamgui(capsys, "metrics")
    assert ran.status == 0
    assert ran.out[0].startswith("lpips-alex   LPIPS (AlexNet)")
    assert ran.out[0].endswith("; not here")
    stored(ALEX)
    assert [one["status"] for one in lamgui(capsys, "metrics", "--json").results] == ["downloaded", *["not here"] * 2]


def test_weights_are_got_taken_from_a_file_and_deleted_by_name(
    server: FileServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    content = published(ALEX.backbone)
    metric = served(ALEX, server.offer("/net.pth", content), content, monkeypatch)
    path = MetricWeights().path_of(metric.backbone)
    ran = lamgui(capsys, "metrics", "--get", "LPIPS-alex")
    assert (ran.status, ran.out) == (0, [f"lpips-alex: {path}"])
    ran = lamgui(capsys, "metrics", "--delete", "lpips-alex", "--json")
    assert ran.results[0]["deleted_bytes"] > 1_000_000
    assert "nothing to delete" in lamgui(capsys, "metrics", "--delete", "lpips-alex").require_one_line("metrics")
    file = tmp_path / "alexnet-owt.pth"
    file.write_bytes(content)
    assert lamgui(capsys, "metrics", "--get", "lpips-alex", "--from", file).status == 0
    assert file.is_file()
    assert path.is_file()
    assert len(server.asked) == 1
    assert "Did you mean lpips-vgg?" in lamgui(capsys, "metrics", "--get", "lpips-vg").require_one_line("metrics")
