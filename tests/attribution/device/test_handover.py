"""A device with a queue is never waited for in the middle of a run; of others values come when they are asked for."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

import pytest
import torch

from lamgui.attribution.detectors.gabor_filter import Gabor
from lamgui.attribution.device.handover import HostCopy, QueueMark, one_ahead, sent
from lamgui.attribution.integral.integrate import integrate, make_plan
from lamgui.attribution.measures.measured_field import MeasuredField
from lamgui.attribution.patch import Patch
from lamgui.attribution.path.registry import PATHS
from lamgui.attribution.receptive_field import PixelBox
from lamgui.attribution.settings.makers import make_detector, make_path, make_steps
from lamgui.attribution.settings.settings import Settings
from lamgui.attribution.window import window_of
from tests.attribution.named import PLAIN
from tests.attribution.networks import picture, smooth_network
from tests.queueing import DEVICE, queueing

PATCH = Patch(9, 7, 8)


@pytest.mark.parametrize("detector", [*PLAIN, "gabor"])
@pytest.mark.parametrize("path", list(PATHS))
@pytest.mark.parametrize("windowed", [False, True])
def test_no_step_of_a_run_waits_for_the_device(
    monkeypatch: pytest.MonkeyPatch, path: str, detector: str, windowed: bool
) -> None:
    settings = Settings(path=path, detector=detector, detector_options=Gabor(30, 2), steps=24)
    network, lr = smooth_network(2), picture(12, 13)
    plan = make_plan(
        network, make_path(settings, lr), PATCH, make_detector(settings), settings.rule, make_steps(settings)
    )
    network, there = network.to(DEVICE), make_path(settings, lr.to(DEVICE))
    window = window_of(PATCH, PixelBox(left=2, top=1, right=11, bottom=10), 2) if windowed else None
    object.__setattr__(plan, "path", there)
    field, batch = MeasuredField(window), 4
    coarse = len(plan.quadrature.levels[0].cells)
    nodes = len(plan.quadrature.alphas)
    with queueing(monkeypatch) as (device, events):
        steps = list(islice(integrate(network, PATCH, make_detector(settings), plan, batch, window), nodes))
        for step in steps:
            field.add(step.seen_gradient)
    passes = -(-coarse // batch) + -(-(nodes - coarse) // batch)
    assert [step.index for step in steps] == list(range(1, nodes + 1))
    assert [step.objective for step in steps] == [0.0] * nodes
    assert len(events.waited_for) == passes
    assert events.recorded == 2 * passes
    assert device.sent > 0


def test_a_pass_is_queued_before_the_one_before_it_is_looked_at(monkeypatch: pytest.MonkeyPatch) -> None:
    begun: list[int] = []

    def passes() -> Iterator[int]:
        for k in range(3):
            begun.append(k)
            yield k

    with queueing(monkeypatch):
        seen = [(item, len(begun)) for item in one_ahead(passes(), torch.device(DEVICE))]
    assert seen == [(0, 2), (1, 3), (2, 3)]
    begun.clear()
    assert [(item, len(begun)) for item in one_ahead(passes(), torch.device("cpu"))] == [(0, 1), (1, 2), (2, 3)]


def test_values_arrive_once_they_are_waited_for(monkeypatch: pytest.MonkeyPatch) -> None:
    with queueing(monkeypatch) as (device, _):
        arriving = HostCopy(torch.empty(2, 3, device=DEVICE), torch.empty(4, device=DEVICE))
        assert device.fetched == 2
        assert not arriving.is_there
        assert [tuple(values.shape) for values in arriving.values()] == [(2, 3), (4,)]
        assert arriving.is_there


def test_a_device_without_a_queue_has_done_what_it_was_given() -> None:
    assert QueueMark(torch.device("cpu")).is_passed
    values = torch.rand(3)
    arriving = HostCopy(values)
    assert arriving.is_there
    assert arriving.values()[0] is values


def test_what_is_sent_takes_the_precision_of_the_picture() -> None:
    assert sent(torch.tensor([0.1], dtype=torch.float64), torch.rand(1)).dtype is torch.float32
