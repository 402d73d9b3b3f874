"""Gets the backbone of a metric: fetched, or taken from a file; only the layers that are used stay on the disk."""

from __future__ import annotations

import hashlib
from collections.abc import Generator
from pathlib import Path

import torch

from lamgui.base.errors import DownloadError, NetworkError
from lamgui.metrics.backbone import Backbone
from lamgui.metrics.weights import MetricWeights, layout_of
from lamgui.networks.checkpoint.read import read_checkpoint
from lamgui.networks.downloads.fetch import FetchProgress, FileToFetch, fetch
from lamgui.networks.downloads.folder import Status

_CHUNK_BYTES = 1 << 20


def get(backbone: Backbone, weights: MetricWeights) -> Generator[FetchProgress, None, Path]:
    """Fetch a backbone, or continue; one that is here is left alone. Returns where its layers lie.

    The published file is deleted once its layers are stored. Raises DownloadError.
    """
    yield FetchProgress(0, backbone.size_bytes)
    if weights.status_of(backbone) is Status.DOWNLOADED:
        return weights.path_of(backbone)
    wanted = FileToFetch(backbone.url, backbone.url, backbone.sha256, backbone.documented, backbone.size_bytes)
    download = weights.download_of(backbone)
    yield from fetch(wanted, download)
    path = _stored(backbone, weights, download, backbone.url)
    download.unlink(missing_ok=True)
    return path


def take(backbone: Backbone, weights: MetricWeights, file: Path) -> Path:
    """Take a backbone from the published file, which was fetched by other means and stays where it is.

    Returns where its layers lie. Raises DownloadError for another file.
    """
    digest = hashlib.sha256()
    try:
        with file.open("rb") as stream:
            while piece := stream.read(_CHUNK_BYTES):
                digest.update(piece)
    except OSError as error:
        raise DownloadError(f"{file} cannot be read: {error.strerror or error}.", "Check its name.") from error
    if digest.hexdigest() != backbone.sha256:
        raise DownloadError(
            f"{file.name} is not the file of {backbone.name} that {backbone.documented} name: its sha256 is another.",
            f"Wanted is {backbone.url}",
            f"wanted {backbone.sha256}\nis     {digest.hexdigest()}",
        )
    return _stored(backbone, weights, file, str(file.name))


def _stored(backbone: Backbone, weights: MetricWeights, file: Path, came_from: str) -> Path:
    try:
        tensors = read_checkpoint(file).tensors
    except NetworkError as error:
        raise DownloadError(f"{backbone.name}: {error.message}", error.advice, error.details) from error
    used = {key: tensors[key].to(torch.float32).contiguous() for key in backbone.layout if key in tensors}
    if layout_of(used) != backbone.layout:
        raise DownloadError(
            f"{file.name} has not the layers of {backbone.name}.", f"Wanted is the file of {backbone.url}"
        )
    try:
        weights.store(backbone, used, came_from)
    except OSError as error:
        message = f"{weights.folder} cannot be written to: {error.strerror or error}."
        raise DownloadError(message, "Make room, or allow it.", str(error)) from error
    return weights.path_of(backbone)
