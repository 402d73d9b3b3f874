"""Where the weights of metrics lie: heads come with the program, fetched backbones are in the user's data folder."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from pathlib import Path

import safetensors.torch
from safetensors import SafetensorError, safe_open
from torch import Tensor

from lamgui.base.errors import DownloadError, MetricError, MetricMissing
from lamgui.base.file_limits import CHECKPOINT_FILE
from lamgui.files.atomic import replacing
from lamgui.files.door import read_bytes
from lamgui.files.shipped import models_folder
from lamgui.files.user_folders import user_folder
from lamgui.metrics.backbone import Backbone
from lamgui.metrics.metric import Metric
from lamgui.networks.downloads.folder import Status
from lamgui.networks.downloads.unfinished import PartialFile, part_of

DIGEST = "sha256 of the numbers"
"""In the header of a stored backbone: what its numbers were when they were written."""


class MetricWeights:
    """The folder `metrics` in the user's data folder `home`, and the heads beside the bundled networks."""

    def __init__(self, home: Path | None = None) -> None:
        self.folder = (home or user_folder()) / "metrics"

    def path_of(self, backbone: Backbone) -> Path:
        """Where the layers that are used lie, or will lie."""
        return self.folder / f"{backbone.name}.safetensors"

    def download_of(self, backbone: Backbone) -> Path:
        """Where the published file lies as long as it is needed."""
        return self.folder / backbone.url.rsplit("/", 1)[-1]

    def status_of(self, backbone: Backbone) -> Status:
        """Whether it is here."""
        if self.path_of(backbone).is_file():
            return Status.DOWNLOADED
        download = self.download_of(backbone)
        return Status.PARTLY if download.is_file() or part_of(download).is_file() else Status.NOT_HERE

    def require(self, metric: Metric) -> None:
        """Raise MetricMissing where a metric cannot be measured here; nothing is read."""
        if self.status_of(metric.backbone) is not Status.DOWNLOADED:
            message = f"{metric.title} is not measured: its weights are not on this machine."
            raise MetricMissing(message, f"Get them: lamgui metrics --get {metric.name}")

    def backbone(self, metric: Metric) -> dict[str, Tensor]:
        """The weights of a metric's backbone by key, float32; raises MetricMissing, MetricError where they changed."""
        self.require(metric)
        path, backbone = self.path_of(metric.backbone), metric.backbone
        try:
            tensors = safetensors.torch.load(read_bytes(path, CHECKPOINT_FILE.bytes))
            with safe_open(path, framework="pt") as file:
                digest = (file.metadata() or {}).get(DIGEST)
        except (OSError, ValueError, SafetensorError) as error:
            raise _damaged(path, metric) from error
        if layout_of(tensors) != backbone.layout or digest != digest_of(tensors):
            raise _damaged(path, metric)
        return tensors

    def head(self, metric: Metric) -> dict[str, Tensor]:
        """The weights of a metric's own; raises MetricError where the installation is damaged."""
        path = models_folder() / "metrics" / f"{metric.head}.safetensors"
        try:
            return safetensors.torch.load(read_bytes(path, CHECKPOINT_FILE.bytes))
        except (OSError, ValueError, SafetensorError) as error:
            raise MetricError(f"{path} cannot be read: {error}.", "Install lamgui again.") from error

    def store(self, backbone: Backbone, tensors: Mapping[str, Tensor], came_from: str) -> None:
        """Store the layers that are used, in place of others; raises OSError."""
        metadata = {"from": came_from, "sha256 of that file": backbone.sha256, DIGEST: digest_of(tensors)}
        self.folder.mkdir(parents=True, exist_ok=True)
        with replacing(self.path_of(backbone)) as temporary:
            temporary.write_bytes(safetensors.torch.save(dict(tensors), metadata))

    def size_bytes_of(self, backbone: Backbone) -> int:
        """Its size on disk, complete or not."""
        download = self.download_of(backbone)
        files = (self.path_of(backbone), download, part_of(download))
        return sum(file.stat().st_size for file in files if file.is_file())

    def delete(self, backbone: Backbone) -> None:
        """Delete it, complete or not; raises DownloadError."""
        path, download = self.path_of(backbone), self.download_of(backbone)
        try:
            path.unlink(missing_ok=True)
            download.unlink(missing_ok=True)
            PartialFile(download, backbone.url).discard()
        except OSError as error:
            message = f"{path} cannot be deleted: {error.strerror or error}."
            raise DownloadError(message, "Close what uses it, or allow it, and try again.", str(error)) from error


def layout_of(tensors: Mapping[str, Tensor]) -> dict[str, tuple[int, ...]]:
    """Shape of every tensor, by key."""
    return {key: tuple(tensor.shape) for key, tensor in tensors.items()}


def digest_of(tensors: Mapping[str, Tensor]) -> str:
    """The sha256 of all numbers, in the order of their keys."""
    digest = hashlib.sha256()
    for key in sorted(tensors):
        digest.update(key.encode())
        digest.update(tensors[key].contiguous().numpy().tobytes())
    return digest.hexdigest()


def _damaged(path: Path, metric: Metric) -> MetricError:
    advice = f"Get it again: lamgui metrics --delete {metric.name}, then --get {metric.name}"
    return MetricError(f"{path} is not what was stored: nothing is measured by it.", advice)
