"""The metrics by name, as studies and the command line state them."""

from __future__ import annotations

from dataclasses import dataclass

from lamgui.base.errors import MetricError
from lamgui.base.registry import nearest
from lamgui.metrics.backbone import ALEXNET, VGG16, Backbone


@dataclass(frozen=True)
class Metric:
    """A distance of a restored picture to its original: 0 for equal ones, larger for others.

    `head` is the file of its own weights, which come with the program; those of the `backbone` are fetched.
    """

    name: str
    title: str
    backbone: Backbone
    head: str
    paper: str
    licence: str


METRICS = (
    Metric("lpips-alex", "LPIPS (AlexNet)", ALEXNET, "lpips_alex", "Zhang et al., CVPR 2018", "BSD-2-Clause"),
    Metric("lpips-vgg", "LPIPS (VGG16)", VGG16, "lpips_vgg", "Zhang et al., CVPR 2018", "BSD-2-Clause"),
    Metric("dists", "DISTS", VGG16, "dists", "Ding et al., TPAMI 2020", "MIT"),
)


def metric_named(name: str) -> Metric:
    """The metric of that name, in any case; raises MetricError, which says what was probably meant."""
    found = next((metric for metric in METRICS if metric.name == name.casefold()), None)
    if found is not None:
        return found
    names = [metric.name for metric in METRICS]
    near = nearest(name, names)
    raise MetricError(
        f"There is no metric {name!r}.", f"Did you mean {near}?" if near else f"There are {', '.join(names)}."
    )
