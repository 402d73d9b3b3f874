"""Every dialect of every network loads strictly and computes what the released code computes, gradients too."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
import torch
from torch import Tensor

from lamgui.attribution.integral.integrate import integrate, make_plan
from lamgui.attribution.patch import Patch
from lamgui.attribution.settings.makers import make_path
from lamgui.attribution.settings.settings import Settings
from lamgui.base.generators import result_of
from lamgui.networks.crop import layerwise
from lamgui.networks.loading.builders import ArchitectureBuilder
from lamgui.networks.loading.recognise import recognise
from lamgui.networks.network import Network
from lamgui.networks.placed import Forward
from tests.attribution.named import gradient
from tests.networks.fixtures import LAYOUTS, filled, stated_arrays, stated_layout

FOLLOWED_PARAMETERS = 8_000_000
"""Up to which a layout's map is computed here: of the larger ones `test_focus` has small builds."""


def _value_range(stated: dict[str, Any]) -> float:
    """The range that a layout's trunk works in; BasicSR scales 0..1 to 0..255 inside the network."""
    shift = stated["mean_shift"]
    if isinstance(shift, dict) and "x*255" in shift.get("forward", ""):
        return 255.0
    return float(shift.get("img_range", stated["input_range"])) if isinstance(shift, dict) else stated["input_range"]


def _scales(stated: dict[str, Any]) -> list[int]:
    return stated["scale"] if isinstance(stated["scale"], list) else [stated["scale"]]


def _scale(stated: dict[str, Any]) -> int:
    """The largest that the file gives; where its input was enlarged before, nothing is left to enlarge."""
    return 1 if stated["input_is_preupsampled"] else max(_scales(stated))


def _middle(sr: Tensor, like: Tensor) -> Tensor:
    """The part that convolutions without padding leave: ours continue the picture by its edge instead."""
    rows, columns = ((ours - theirs) // 2 for ours, theirs in zip(sr.shape[-2:], like.shape[-2:], strict=True))
    return sr[..., rows : rows + like.shape[-2], columns : columns + like.shape[-1]]


Case = tuple[dict[str, Any], Network, dict[str, Tensor]]
"""What is stated of a layout, its network, and the stated inputs and outputs."""


@pytest.fixture(scope="module", params=LAYOUTS)
def case(request: pytest.FixtureRequest) -> Case:
    stated = stated_layout(request.param)
    checkpoint = filled(stated)
    found = recognise(checkpoint.layout, request.param)
    assert found.architecture.name == stated["network"]
    decided = found.configuration.decided({"value_range": _value_range(stated), "scale": _scale(stated)})
    network = ArchitectureBuilder(request.param, found, checkpoint).build(next(decided.candidates()))
    assert found.configuration.scale in _scales(stated)
    assert network.facts.channels == stated["input_channels"]
    assert network.facts.parameters == stated["n_parameters_without_fixed"]
    return stated, network, stated_arrays(request.param)


def _differs_by(restore: Forward, lr: Tensor, sr: Tensor, white: float) -> float:
    with torch.inference_mode():
        return float((_middle(restore(lr / white), sr) * white - sr).abs().max())


def test_output_is_that_of_the_released_code(case: Case) -> None:
    stated, network, arrays = case
    restore = network.placed("cpu", torch.float32)
    white, tolerance = stated["input_range"], stated["suggested_tolerance"]["output"]
    assert _differs_by(restore, arrays["input1"], arrays["output1"], white) <= tolerance
    if "input2" in arrays:
        assert _differs_by(restore, arrays["input2"], arrays["output2"], white) <= tolerance


def test_gradient_is_that_of_the_released_code(case: Case) -> None:
    stated, network, arrays = case
    # In float64: a gate of a ReLU that lies within float32's rounding of 0 would change a gradient more than a bug.
    lr = (arrays["input1"].double() / stated["input_range"]).requires_grad_()
    sr = _middle(network.placed("cpu", torch.float64)(lr), arrays["output1"])
    rows, columns = sr.shape[-2] // 2, sr.shape[-1] // 2
    objective = sr[..., rows - 8 : rows + 8, columns - 8 : columns + 8].sum()
    (gradient,) = torch.autograd.grad(objective, lr)
    assert float((gradient - arrays["grad1"]).abs().max()) <= stated["suggested_tolerance"]["grad1"]


def test_map_of_what_a_patch_needs_is_that_of_the_whole(case: Case) -> None:
    stated, network, arrays = case
    if network.facts.parameters > FOLLOWED_PARAMETERS:
        return
    placed = network.placed("cpu", torch.float64)
    if placed.network_graph is None:
        assert stated["network"] in ("CSNLN", "RFDN", "RNAN", "SAN")
        return
    height, width = 14, 16
    lr = arrays["input1"][0, :, :height, :width].double() / stated["input_range"]
    for patch in (Patch(network.scale * width - 7, network.scale * height // 2, 6), Patch(5, 4, 6)):
        part = layerwise(placed, patch, height, width, most=1.0)
        assert part is not None
        plan = make_plan(placed, make_path(Settings(), lr), patch, gradient, "midpoint", 1)
        whole = result_of(integrate(placed, patch, gradient, plan)).lam
        own = result_of(integrate(part.restore, patch, gradient, plan, window=part.window)).lam
        np.testing.assert_allclose(own, whole, rtol=0, atol=1e-9 * np.abs(whole).max())


def test_rfdn_with_a_wider_attention_map() -> None:
    stated = stated_layout("RFDN__official")
    checkpoint = filled(stated)
    found = recognise(checkpoint.layout, "RFDN")
    network = ArchitectureBuilder("RFDN", found, checkpoint).build(found.configuration).placed("cpu", torch.float32)
    arrays = stated_arrays("RFDN__official__probe3")
    lr, sr = (next(a for key, a in arrays.items() if key.startswith(kind)) for kind in ("input", "output"))
    assert _differs_by(network, lr, sr, 1.0) <= stated["suggested_tolerance"]["output"]
