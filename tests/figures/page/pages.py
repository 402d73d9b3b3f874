"""Pages to test, with F(γ(α)) restored in their frames."""

from __future__ import annotations

import base64
import functools
import io
import json
import re
from dataclasses import replace
from typing import Any

import numpy as np
from PIL import Image

from lamgui.base.generators import result_of
from lamgui.imaging.picture import Pixels
from lamgui.maps.restoring import with_frames_restored
from lamgui.maps.result import Analysis
from lamgui.networks.catalogue import find
from lamgui.networks.loading.load import load_network
from tests.made import two_networks

HOSTILE = '</script><img src=http://127.0.0.1:9/x onerror=alert(1)> "quoted" & \u202e ü 網'


@functools.cache
def restored() -> tuple[Analysis, ...]:
    """FSRCNN and EDSR on one patch, as a page of them needs them."""
    return tuple(
        result_of(with_frames_restored(load_network(find(analysis.network.name)), analysis, "cpu", 10))
        for analysis in two_networks()
    )


def hostile() -> tuple[Analysis, ...]:
    """The same, under names that are HTML."""
    return tuple(
        replace(
            one,
            network=replace(one.network, name=HOSTILE),
            picture=replace(one.picture, name=HOSTILE),
            notes=(HOSTILE,),
        )
        for one in restored()
    )


def data_of(page: str) -> dict[str, Any]:
    """What a page holds for its script."""
    found = re.search(r'<script type="application/json" id="lamgui-data">([^<]*)</script>', page)
    assert found is not None
    values: dict[str, Any] = json.loads(found[1])
    return values


def pixels_of(uri: str) -> Pixels:
    """Of a `data:` address."""
    pixels: Pixels = np.asarray(Image.open(io.BytesIO(base64.b64decode(uri.partition(",")[2]))).convert("RGB"))
    return pixels
