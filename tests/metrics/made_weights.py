"""Backbones with weights by chance, in the layout of torchvision's files, and files of them on a server of the test."""

from __future__ import annotations

import hashlib
import io
from dataclasses import replace
from pathlib import Path

import pytest
import torch
from torch import Tensor

from lamgui.metrics import metric as metrics
from lamgui.metrics.backbone import Backbone
from lamgui.metrics.metric import Metric
from lamgui.metrics.weights import MetricWeights

CLASSIFIER = {"classifier.6.weight": (10, 20), "classifier.6.bias": (10,)}
"""Of the published files, which hold much more than the features; the real ones are larger."""


def drawn(layout: dict[str, tuple[int, ...]], seed: int = 0) -> dict[str, Tensor]:
    """Weights of such shapes; those of convolutions are as large as keeps the size of what they are given."""
    generator = torch.Generator().manual_seed(seed)
    made = {}
    for key, shape in layout.items():
        values = torch.randn(shape, generator=generator)
        inputs = values[0].numel() if len(shape) == 4 else 100
        made[key] = values * (2 / inputs) ** 0.5
    return made


def published(backbone: Backbone, seed: int = 0) -> bytes:
    """A file as torchvision publishes it: the features, and the classifier behind them."""
    stream = io.BytesIO()
    torch.save(drawn({**backbone.layout, **CLASSIFIER}, seed), stream)
    return stream.getvalue()


def stored(metric: Metric, home: Path | None = None) -> dict[str, Tensor]:
    """Put weights by chance where the fetched ones lie; returns them."""
    tensors = drawn(metric.backbone.layout)
    MetricWeights(home).store(metric.backbone, tensors, "the test")
    return tensors


def served(metric: Metric, url: str, content: bytes, patch: pytest.MonkeyPatch) -> Metric:
    """The metric as if its backbone were published at this address; the command line knows it so."""
    sha256 = hashlib.sha256(content).hexdigest()
    backbone = replace(metric.backbone, url=url, sha256=sha256, size_bytes=len(content))
    changed = replace(metric, backbone=backbone)
    others = tuple(one for one in metrics.METRICS if one.name != metric.name)
    patch.setattr(metrics, "METRICS", (changed, *others))
    return changed
