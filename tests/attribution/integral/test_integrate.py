"""The integral against identities: linear networks are exact, Integrated Gradients, one step, completeness."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st
from torch import Tensor

from lamgui.attribution.detectors.detector import detect
from lamgui.attribution.detectors.gabor_filter import Gabor
from lamgui.attribution.detectors.kind import Detector
from lamgui.attribution.integral.integrate import integrate, make_plan
from lamgui.attribution.integral.rules.registry import RULES
from lamgui.attribution.patch import Patch
from lamgui.attribution.path.registry import PATHS
from lamgui.attribution.settings.makers import make_detector, make_path, make_steps
from lamgui.attribution.settings.settings import Settings
from lamgui.base.errors import SettingsError
from tests.attribution.named import PLAIN, gradient
from tests.attribution.networks import GlobalMean, linear_network, picture, smooth_network
from tests.attribution.run import run

PATCH = Patch(9, 7, 6)
LINEAR_DETECTORS = [name for name in PLAIN if name != "gradient"]
EVERY_DETECTOR: list[dict[str, Any]] = [{"detector": name} for name in PLAIN]
EVERY_DETECTOR += [{"detector": "gabor", "detector_options": Gabor(30, 2)}]


def input_gradient(network: torch.nn.Module, lr: Tensor, patch: Patch, detector: Detector) -> np.ndarray:
    lr = lr.clone().requires_grad_(True)
    (slope,) = torch.autograd.grad(detect(detector, network(lr[None]), patch).sum(), lr)
    return slope.numpy()


@pytest.mark.parametrize("detector", LINEAR_DETECTORS)
@pytest.mark.parametrize("rule", list(RULES))
@pytest.mark.parametrize("path", list(PATHS))
def test_a_linear_network_and_detector_are_attributed_exactly_by_every_rule(
    rule: str, path: str, detector: str
) -> None:
    network, lr = linear_network(2), picture(12, 13)
    attribution, _ = run(network, lr, PATCH, rule=rule, path=path, detector=detector, steps=7)
    baseline = make_path(Settings(path=path), lr).at([0.0])[0]
    expected = input_gradient(network, lr, PATCH, make_detector(Settings(detector))) * (lr - baseline).numpy()
    np.testing.assert_allclose(attribution.lam, expected, rtol=1e-10, atol=1e-13)
    assert abs(attribution.completeness_gap) < 1e-10


@pytest.mark.parametrize("told", EVERY_DETECTOR, ids=lambda told: told["detector"])
def test_linear_from_black_is_integrated_gradients(told: dict[str, Any]) -> None:
    network, lr, steps = smooth_network(2), picture(11, 14), 16
    attribution, _ = run(network, lr, PATCH, rule="right", path="linear-black", steps=steps, **told)
    detector = make_detector(Settings(**told))
    gradients = [input_gradient(network, lr * (k / steps), PATCH, detector) for k in range(1, steps + 1)]
    np.testing.assert_allclose(attribution.lam, lr.numpy() * np.mean(gradients, axis=0), rtol=1e-10, atol=1e-14)


@pytest.mark.parametrize("told", EVERY_DETECTOR, ids=lambda told: told["detector"])
def test_one_step_of_the_right_rule_is_the_gradient_times_the_change(told: dict[str, Any]) -> None:
    network, lr = smooth_network(3), picture(9, 10)
    attribution, steps = run(network, lr, PATCH, rule="right", steps=1, **told)
    baseline = make_path(Settings(), lr).at([0.0])[0]
    expected = input_gradient(network, lr, PATCH, make_detector(Settings(**told))) * (lr - baseline).numpy()
    np.testing.assert_allclose(attribution.lam, expected, rtol=1e-10, atol=1e-14)
    assert [step.alpha for step in steps] == [1.0]


@pytest.mark.parametrize(("rule", "order"), [("right", 1), ("midpoint", 2), ("trapezoid", 2), ("arc", 2)])
def test_the_completeness_gap_shrinks_at_the_order_of_the_rule(rule: str, order: int) -> None:
    # The root in the gradient detector has a kink at 0, where no order holds: brightness has none.
    chosen: dict[str, Any] = {"rule": rule, "path": "linear-black", "detector": "intensity"}
    network, lr = smooth_network(2), picture(12, 12)
    few, many = (abs(run(network, lr, PATCH, steps=m, **chosen)[0].completeness_gap) for m in (4, 16))
    assert many < few / 4**order * 1.3
    assert few > 1e-6


@pytest.mark.parametrize("told", EVERY_DETECTOR, ids=lambda told: told["detector"])
def test_the_sum_comes_to_the_change_of_every_detector(told: dict[str, Any]) -> None:
    network, lr = smooth_network(2), picture(12, 12)
    few, many = (abs(run(network, lr, PATCH, steps=m, **told)[0].completeness_gap) for m in (8, 256))
    assert many < 2e-3
    assert many < few / 4


@pytest.mark.parametrize("rule", list(RULES))
def test_every_rule_comes_to_the_same_map_on_the_blur_path(rule: str) -> None:
    network, lr = smooth_network(2), picture(12, 12)
    reference, _ = run(network, lr, PATCH, rule="midpoint", steps=1500)
    attribution, _ = run(network, lr, PATCH, rule=rule, steps=600)
    distance = np.linalg.norm(attribution.lam - reference.lam) / np.linalg.norm(reference.lam)
    assert distance < 1e-2
    assert abs(attribution.completeness_gap) < 1e-2


@pytest.mark.parametrize("batch", [2, 3, 50])
def test_the_batch_does_not_change_the_numbers(batch: int) -> None:
    network, lr = smooth_network(2), picture(12, 12)
    alone, _ = run(network, lr, PATCH, steps=10)
    together, steps = run(network, lr, PATCH, batch=batch, steps=10)
    np.testing.assert_allclose(together.lam, alone.lam, rtol=1e-10, atol=1e-15)
    np.testing.assert_allclose(together.points.cumulative, alone.points.cumulative, rtol=1e-10)
    assert len(steps) == 10


def test_steps_report_figure_3() -> None:
    network, lr = smooth_network(2), picture(12, 12)
    attribution, steps = run(network, lr, PATCH, rule="right", steps=5)
    path = make_path(Settings(), lr)
    assert [step.index for step in steps] == [1, 2, 3, 4, 5]
    for step in steps:
        restored = network(path.at([step.alpha]))
        assert step.objective == pytest.approx(float(detect(gradient, restored, PATCH)), rel=1e-12)
        torch.testing.assert_close(step.sr, restored[0])
        expected = input_gradient(network, path.at([step.alpha])[0], PATCH, gradient)
        np.testing.assert_allclose(step.seen_gradient.numpy(), expected, rtol=1e-9, atol=1e-14)
    assert attribution.objective_input == pytest.approx(steps[-1].objective)
    assert attribution.points.cumulative[-1] == pytest.approx(attribution.lam.sum())
    assert [step.curves for step in steps] == [steps[0].curves] * 5


def test_a_flat_place_elsewhere_does_not_turn_a_global_network_black() -> None:
    lr = picture(12, 12)
    lr[:, :6, :6] = 0.5
    attribution, _ = run(GlobalMean(2), lr, Patch(12, 12, 6), steps=8)
    assert attribution.nonfinite == 0
    assert (attribution.importance[:6, :6] > 0).any()


def test_a_flat_patch_has_a_gradient_of_zero_and_no_diffusion_index() -> None:
    attribution, _ = run(linear_network(1), torch.full((3, 9, 9), 0.25, dtype=torch.float64), Patch(3, 3, 3), steps=4)
    assert attribution.nonfinite == 0
    assert np.all(attribution.lam == 0)
    assert attribution.diffusion_index is None
    assert np.isnan(attribution.completeness_gap)


def test_what_rounding_alone_makes_of_a_flat_picture_is_no_map() -> None:
    """Its blurs differ by rounding, which a detector of brightness would attribute; a faint pattern is one, though."""
    network, flat = smooth_network(2).float(), torch.full((3, 16, 16), 0.61)
    faint = flat + 1e-3 * torch.rand(3, 16, 16, generator=torch.Generator().manual_seed(1))
    told: dict[str, Any] = {"detector": "intensity", "steps": 6}
    plain, _ = run(network, flat, Patch(9, 7, 8), **told)
    assert not plain.lam.any()
    assert plain.diffusion_index is None
    patterned, _ = run(network, faint, Patch(9, 7, 8), **told)
    assert patterned.lam.any()


def test_nonfinite_gradients_are_counted_and_kept() -> None:
    def broken(x: Tensor) -> Tensor:
        return torch.where(x > 0.5, x, x * float("nan"))

    lr = picture(9, 9)
    attribution, steps = run(broken, lr, Patch(2, 2, 4), steps=3, rule="right")
    counts = [int((~step.seen_gradient.isfinite()).sum()) for step in steps]
    assert min(counts) > 1
    assert attribution.nonfinite == sum(counts) + len(steps) + 2, "D at each node and at both ends too"
    assert np.isnan(attribution.lam).any()
    assert attribution.diffusion_index is None


def test_no_gradients_are_left_on_parameters() -> None:
    network = smooth_network(2).requires_grad_(True)
    with torch.no_grad():
        run(network, picture(9, 9), Patch(2, 2, 4), steps=2)
    assert all(p.grad is None for p in network.parameters())


def test_closing_the_generator_ends_the_run() -> None:
    passes = []

    def counting(x: Tensor) -> Tensor:
        passes.append(len(x))
        return x * 2

    lr, settings = picture(9, 9), Settings(steps=10)
    plan = make_plan(counting, make_path(settings, lr), Patch(2, 2, 4), gradient, settings.rule, make_steps(settings))
    running = integrate(counting, Patch(2, 2, 4), gradient, plan)
    next(running)
    running.close()
    assert len(passes) == 3, "two passes for the ends and one for the only step"


def test_memory_that_runs_out_halves_the_batch_and_goes_on() -> None:
    network, lr = smooth_network(2), picture(9, 9)
    sizes = []

    def small_memory(x: Tensor) -> Tensor:
        sizes.append(len(x))
        if len(x) > 2:
            raise torch.OutOfMemoryError("CUDA out of memory")
        restored: Tensor = network(x)
        return restored

    attribution, steps = run(small_memory, lr, Patch(2, 2, 4), batch=8, steps=8)
    expected, _ = run(network, lr, Patch(2, 2, 4), steps=8)
    np.testing.assert_allclose(attribution.lam, expected.lam, rtol=1e-10, atol=1e-15)
    assert sizes[2:] == [8, 4, 2, 2, 2, 2]
    assert {step.batch for step in steps} == {2}


def test_memory_that_runs_out_with_one_node_is_an_error() -> None:
    def no_memory(x: Tensor) -> Tensor:
        if x.requires_grad:
            raise torch.OutOfMemoryError("CUDA out of memory")
        return x

    with pytest.raises(torch.OutOfMemoryError):
        run(no_memory, picture(9, 9), Patch(2, 2, 4), batch=4, steps=4)


def test_a_patch_outside_is_refused() -> None:
    with pytest.raises(SettingsError, match="18x18"):
        run(smooth_network(2), picture(9, 9), Patch(12, 2, 6), steps=2)


@settings(max_examples=25, deadline=None)
@given(
    height=st.integers(3, 17),
    width=st.integers(3, 17),
    scale=st.integers(1, 4),
    size=st.integers(1, 8),
    sigma=st.floats(1e-3, 4),
    data=st.data(),
)
def test_any_size_patch_scale_and_sigma_is_complete(
    height: int, width: int, scale: int, size: int, sigma: float, data: st.DataObject
) -> None:
    size = min(size, scale * min(height, width) - 1)
    patch = Patch(
        data.draw(st.integers(0, scale * width - size - 1)), data.draw(st.integers(0, scale * height - size - 1)), size
    )
    network, lr = linear_network(scale), picture(height, width)
    attribution, _ = run(network, lr, patch, detector="intensity", sigma=sigma, steps=4)
    assert attribution.lam.shape == (3, height, width)
    assert attribution.lam.sum() == pytest.approx(attribution.delta, rel=1e-8, abs=1e-12)
