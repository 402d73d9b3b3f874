"""Lists metrics on the command line, and gets or deletes the weights of their backbones."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

from lamgui.base.errors import DownloadError
from lamgui.base.generators import result_of
from lamgui.base.wording import bytes_in_words, transfer_in_words
from lamgui.cli.terminal import ProgressLine, run_each, write_result
from lamgui.metrics.get import get, take
from lamgui.metrics.metric import METRICS, Metric, metric_named
from lamgui.metrics.weights import MetricWeights
from lamgui.networks.downloads.fetch import FetchProgress
from lamgui.networks.downloads.folder import Status

NAME_WIDTH = 12


def list_all(as_json: bool) -> int:
    """Print each metric, what it needs, and whether that is here."""
    weights = MetricWeights()
    for metric in METRICS:
        status, backbone = weights.status_of(metric.backbone), metric.backbone
        facts = {
            "name": metric.name,
            "title": metric.title,
            "paper": metric.paper,
            "licence": metric.licence,
            "backbone": backbone.name,
            "url": backbone.url,
            "sha256": backbone.sha256,
            "download_bytes": backbone.size_bytes,
            "stored_bytes": backbone.stored_bytes,
            "path": str(weights.path_of(backbone)),
            "status": status.value,
        }
        words = (
            f"{metric.name:<{NAME_WIDTH}} {metric.title}, {metric.paper}; needs {backbone.name}: a download of "
            f"{bytes_in_words(backbone.size_bytes)}, of which {bytes_in_words(backbone.stored_bytes)} stay; "
            f"{status.value}"
        )
        write_result(json.dumps(facts) if as_json else words)
    return 0


def get_all(names: Sequence[str], file: Path | None, as_json: bool) -> int:
    """Get the weights of each metric; one that fails is reported and the others go on. Returns the exit status."""
    weights = MetricWeights()

    def get_one(name: str) -> None:
        metric = metric_named(name)
        path = _fetched(metric, weights) if file is None else take(metric.backbone, weights, file.expanduser())
        write_result(json.dumps({"name": metric.name, "path": str(path)}) if as_json else f"{metric.name}: {path}")

    return run_each(names, get_one, lambda _: "lamgui metrics")


def delete_all(names: Sequence[str], as_json: bool) -> int:
    """Delete the weights of each metric, and print which file that was. Returns the exit status."""
    weights = MetricWeights()

    def delete(name: str) -> None:
        backbone = metric_named(name).backbone
        if weights.status_of(backbone) is Status.NOT_HERE:
            raise DownloadError(f"The weights of {name} are not downloaded: there is nothing to delete.")
        size_bytes, path = weights.size_bytes_of(backbone), str(weights.path_of(backbone))
        weights.delete(backbone)
        report = {"name": name, "path": path, "deleted_bytes": size_bytes}
        words = f"{name}: deleted {path} ({bytes_in_words(size_bytes)})"
        also = [one.name for one in METRICS if one.backbone is backbone and one.name != name.casefold()]
        write_result(json.dumps(report) if as_json else words + "".join(f"; {one} needs it, too" for one in also))

    return run_each(names, delete, lambda _: "lamgui metrics")


def _fetched(metric: Metric, weights: MetricWeights) -> Path:
    """Fetch, and show how far it is; raises DownloadError."""
    progress = ProgressLine()

    def show(report: FetchProgress) -> None:
        words = transfer_in_words(report.received_bytes, report.total_bytes, report.bytes_per_s)
        progress.show(f"{metric.backbone.name} {words}")

    try:
        return result_of(get(metric.backbone, weights), show)
    finally:
        progress.clear()
