"""Scale variants among networks, by what their names say of width and depth: FSRCNN-d32-m4, EDSR_w64_b16."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from lamgui.study.statistics.networks import NetworkMeans

_WIDTH = re.compile(r"(?<![a-z])(?:width|channels|feats|nf|w|d)[ _=-]?(\d+)", re.IGNORECASE)
_DEPTH = re.compile(r"(?<![a-z])(?:(depth|m)|(blocks|b|n))[ _=-]?(\d+)", re.IGNORECASE)


@dataclass(frozen=True)
class Variant:
    """A network of a family, with its width (channels) and its depth: of layers, or of `blocks`."""

    family: str
    width: int
    depth: int
    depth_name: str
    means: NetworkMeans


def variants_of(networks: Sequence[NetworkMeans]) -> tuple[Variant, ...]:
    """Those whose names say both; others are no variants."""
    found = []
    for one in networks:
        width, depth = _WIDTH.search(one.name), _DEPTH.search(one.name)
        if width is not None and depth is not None:
            family = one.name[: min(width.start(), depth.start())].strip(" _-,(")
            kind = "depth" if depth[1] else "blocks"
            found.append(Variant(family or "variants", int(width[1]), int(depth[3]), kind, one))
    return tuple(found)
