"""Frames are gathered while a GPU works on: their pictures are looked at when the device is a pass further."""

from __future__ import annotations

from itertools import groupby, islice

import numpy as np
import pytest
import torch

from lamgui.attribution.integral.integrate import integrate, make_plan
from lamgui.attribution.patch import Patch
from lamgui.attribution.receptive_field import PixelBox
from lamgui.attribution.settings.makers import make_path, make_steps
from lamgui.attribution.settings.settings import Settings
from lamgui.attribution.window import window_of
from lamgui.imaging.prepare import Role, prepare
from lamgui.imaging.reduce import Reduction
from lamgui.maps.frames import FrameCollector
from lamgui.maps.pictures import Pictures
from lamgui.networks.loading.load import load_network
from tests.attribution.named import gradient
from tests.queueing import DEVICE, queueing
from tests.small import fsrcnn, hr_picture

PATCH = Patch(40, 30, 16)
BATCH = 4


@pytest.mark.parametrize("windowed", [False, True])
def test_frames_are_gathered_without_waiting_for_the_device(monkeypatch: pytest.MonkeyPatch, windowed: bool) -> None:
    network, settings = load_network(fsrcnn()), Settings(steps=24)
    prepared = prepare(hr_picture(), Role.HR, network.scale, Reduction.PILLOW)
    lr, (height, width) = network.encode(prepared.lr), prepared.lr.shape[:2]
    placed, there = (network.placed(device, torch.float32) for device in ("cpu", DEVICE))
    plan = make_plan(placed, make_path(settings, lr), PATCH, gradient, settings.rule, make_steps(settings))
    object.__setattr__(plan, "path", make_path(settings, lr.to(DEVICE)))
    sr = np.zeros((network.scale * height, network.scale * width, 3), dtype=np.uint8)
    pictures = Pictures(prepared.lr, prepared.hr, sr, PATCH, network.scale, None)
    window = window_of(PATCH, PixelBox(left=5, top=2, right=20, bottom=17), network.scale) if windowed else None
    looked_at = 0
    with queueing(monkeypatch) as (_, events):
        filmstrip = FrameCollector(network, plan, pictures, stores_sr=not windowed)
        steps = islice(integrate(there, PATCH, gradient, plan, BATCH, window), len(plan.quadrature.alphas))
        for _, of_pass in groupby(steps, key=lambda step: id(step.signed)):
            begun = events.recorded
            for step in of_pass:
                waited = len(events.waited_for)
                filmstrip.add(step)
                assert all(place < begun for place in events.waited_for[waited:]), "it is still on its way"
                looked_at += len(events.waited_for) - waited
    assert looked_at > 0


def test_frames_hold_sr_pictures_only_where_they_are_to_keep_them() -> None:
    network, settings = load_network(fsrcnn()), Settings(steps=3)
    prepared = prepare(hr_picture(), Role.HR, network.scale, Reduction.PILLOW)
    placed, path = network.placed("cpu", torch.float32), make_path(settings, network.encode(prepared.lr))
    plan = make_plan(placed, path, PATCH, gradient, settings.rule, make_steps(settings))
    sr = network.decode(plan.sr, prepared.lr)
    pictures = Pictures(prepared.lr, prepared.hr, sr, PATCH, network.scale, None)
    strips = {keeps: FrameCollector(network, plan, pictures, stores_sr=keeps) for keeps in (True, False)}
    for step in integrate(placed, PATCH, gradient, plan):
        for strip in strips.values():
            strip.add(step)
    assert [frame.sr for frame in strips[False].frames(0)] == [None] * 3
    for frame, alpha in zip(strips[True].frames(0), plan.quadrature.alphas, strict=True):
        with torch.no_grad():
            expected = network.decode(placed(path.at([alpha]))[0], prepared.lr)
        np.testing.assert_array_equal(frame.sr, expected)
