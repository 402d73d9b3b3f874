"""Golden cases: maps of released networks, against float64 results of an independent program."""

from __future__ import annotations

import json

import numpy as np
import pytest

from lamgui.attribution.patch import Patch
from lamgui.attribution.settings.settings import Precision, Settings
from lamgui.base.generators import result_of
from lamgui.imaging.read import read_picture
from lamgui.maps.analysis import analyse
from lamgui.maps.request import Request
from lamgui.maps.result import Analysis
from lamgui.networks.entry import NetworkEntry
from lamgui.networks.loading.load import load_network
from tests.shared import shared_path

CASES = (("CARN-M_1", "CARN-M_x234.pth"), ("CARN-M_7", "CARN-M_x234.pth"), ("RFDN_7", "RFDN_x4.pth"))


@pytest.mark.parametrize("precision", list(Precision))
@pytest.mark.parametrize(("case", "checkpoint"), CASES)
def test_the_map_is_the_golden_one(case: str, checkpoint: str, precision: Precision) -> None:
    with np.load(shared_path("golden", f"{case}.npz")) as stored:
        golden = {name: stored[name] for name in stored.files}
    meta = json.loads(str(golden["meta"]))
    analysis = analysed(meta, checkpoint, precision)
    distance = np.linalg.norm(analysis.lam - golden["lam"]) / np.linalg.norm(golden["lam"])
    exact = precision is Precision.FLOAT64
    assert distance < (1e-10 if exact else 1e-2)
    assert analysis.diffusion_index == pytest.approx(float(golden["diffusion_index"]), abs=1e-6 if exact else 0.02)
    curves, relative = analysis.curves, 1e-10 if exact else 1e-3
    np.testing.assert_allclose(curves.objective, golden["objective"], rtol=relative)
    assert curves.objective_baseline == pytest.approx(float(golden["objective_baseline"]), rel=relative)
    assert curves.objective_input == pytest.approx(float(golden["objective_input"]), rel=relative)


def analysed(meta: dict[str, object], checkpoint: str, precision: Precision) -> Analysis:
    assert meta["rule"] == "right"
    settings = Settings(
        sigma=float(str(meta["sigma"])),
        kernel_size=int(str(meta["kernel_size"])),
        steps=int(str(meta["steps"])),
        rule="right",
        precision=precision,
    )
    patch = Patch(*(int(str(meta[name])) for name in ("patch_x", "patch_y", "patch_size")))
    network = load_network(NetworkEntry("network", shared_path("checkpoints", checkpoint)))
    picture = read_picture(shared_path("images", "lam", str(meta["image"])))
    return result_of(analyse(Request(picture, network, patch, settings, device="cpu")))
