"""Results of studies made of numbers alone, without any network or map."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np

from lamgui.attribution.patch import Patch
from lamgui.attribution.settings.settings import Settings
from lamgui.base.arrays import Doubles
from lamgui.imaging.colour import Colour
from lamgui.study.items.network_facts import StudyNetworkFacts
from lamgui.study.items.numbers import MapNumbers
from lamgui.study.store.results import ItemState, StudyResults, StudyRow

PATCH = Patch(120, 120, 16)
SIDE = 64

FACTS = StudyNetworkFacts(
    label="network",
    architecture="FSRCNN",
    sha256="0" * 64,
    scale=4,
    value_range=1.0,
    colour=Colour.RGB,
    output="",
    parameters=24_700,
    field="17 px",
    field_kind="local",
    field_px=17,
    field_support_px=17,
    restores=True,
)
_NUMBERS = MapNumbers(
    lr_width=SIDE,
    lr_height=SIDE,
    lr_left=0,
    lr_top=0,
    diffusion_index=1.0,
    diffusion_index_error=None,
    effective_pixels=40.96,
    diffusion_index_reached=None,
    completeness_gap=0.0,
    delta=1.0,
    objective_baseline=0.0,
    objective_input=1.0,
    map_error=None,
    within_tolerance=True,
    verdict="sound",
    measured_px=17,
    nonfinite=0,
    passes=10,
    psnr_y=20.0,
    ssim_y=0.5,
    psnr_rgb=20.0,
    psnr_y_patch=20.0,
    ssim_y_patch=0.5,
    elapsed_s=1.0,
    peak_memory_bytes=1,
    device="cpu",
    threads=1,
    restoration="",
    notes="",
)


def row_of(network: int, place: int, di: float | None, psnr: float | None, **changes: Any) -> StudyRow:
    """A finished item of 64x64 LR pixels; `numbers`, `facts` and the fields of a row can be given or changed."""
    effective = None if di is None else di / 100 * SIDE**2
    numbers = replace(_NUMBERS, diffusion_index=di, effective_pixels=effective, psnr_y=psnr)
    numbers = replace(numbers, **changes.pop("numbers", {}))
    facts = replace(FACTS, label=f"N{network}", **changes.pop("facts", {}))
    row = StudyRow(
        f"N{network}",
        f"p{place:02d}.png",
        "centre:16",
        0,
        f"{network:032x}{place:032x}",
        PATCH,
        ItemState.DONE,
        "",
        numbers,
        facts,
    )
    return replace(row, **changes)


def results_of(
    di: Doubles | Sequence[Sequence[float] | Doubles],
    psnr: Doubles | Sequence[Sequence[float]] | None = None,
    facts: Sequence[dict[str, Any]] = (),
    more: Sequence[StudyRow] = (),
    folder: Path = Path("/nowhere/made.study"),
) -> StudyResults:
    """The results with these DI and PSNR, (networks, places), where NaN stands for none; `facts` of each network."""
    di = np.asarray(di, dtype=np.float64)
    psnr = np.full(di.shape, 20.0) if psnr is None else np.asarray(psnr, dtype=np.float64)
    rows = [
        row_of(k, i, _or_none(di[k, i]), _or_none(psnr[k, i]), facts=facts[k] if facts else {})
        for k in range(di.shape[0])
        for i in range(di.shape[1])
    ]
    return StudyResults(folder, (*rows, *more), (Settings(),), None)


def _or_none(number: float) -> float | None:
    return None if np.isnan(number) else float(number)
