"""The survey as a job: its ends are the run's, it goes on where it was stopped, and its memory and time are bounded."""

from __future__ import annotations

from dataclasses import replace
from threading import Event

import numpy as np
import pytest
import torch
from torch import Tensor

from lamgui.attribution.patch import Patch
from lamgui.attribution.path.registry import PATHS
from lamgui.attribution.settings.own_detector import OwnDetector
from lamgui.attribution.settings.settings import Precision, Settings
from lamgui.base.errors import NetworkError
from lamgui.imaging.colour import luma_bt601
from lamgui.imaging.picture import Picture
from lamgui.imaging.prepare import Prepared, Role, prepare
from lamgui.imaging.quality import decibels, psnr
from lamgui.imaging.read import picture_from_pixels
from lamgui.imaging.reduce import Reduction
from lamgui.maps.analysis import analyse
from lamgui.maps.request import Request, SurveyRequest
from lamgui.maps.survey.survey import NO_SUM, Surveyed, affordable_nodes, survey
from lamgui.networks.loading.load import load_network
from lamgui.networks.network import Network
from tests.attribution.named import PLAIN
from tests.small import enlarging, fsrcnn, hr_picture, run_to_end


def request_for(network: Network, picture: Picture, role: Role = Role.HR, **changes: object) -> SurveyRequest:
    prepared = prepare(picture, role, network.scale, Reduction.PILLOW)
    return replace(SurveyRequest(network, prepared, Settings(), "cpu", 16), **changes)  # type: ignore[arg-type]


def whole(request: SurveyRequest) -> Surveyed:
    return run_to_end(survey(request))[1]


@pytest.mark.parametrize("detector", PLAIN)
@pytest.mark.parametrize("path", list(PATHS))
def test_the_ends_are_those_of_a_run(detector: str, path: str) -> None:
    network, picture = load_network(fsrcnn()), hr_picture()
    settings = Settings(detector=detector, path=path, steps=2, precision=Precision.FLOAT64)
    done = whole(request_for(network, picture, settings=settings))
    assert done.survey is not None
    for patch in (Patch(0, 0, 16), Patch(111, 79, 16), Patch(40, 30, 20)):
        curves = run_to_end(analyse(Request(picture, network, patch, settings, device="cpu")))[1].curves
        objective = done.survey.objective(patch)
        assert objective[0] == pytest.approx(curves.objective_baseline, rel=1e-9)
        assert objective[-1] == pytest.approx(curves.objective_input, rel=1e-9)


def test_reports_come_a_pass_at_a_time_and_patches_are_ranked_from_the_second_on() -> None:
    reports, done = run_to_end(survey(request_for(load_network(fsrcnn()), hr_picture())))
    assert [report.done for report in reports] == [0, 1, 2, *range(2, 18)]
    assert [report.size for report in reports] == [0, 0, 0, *[16] * 16]
    assert (done.done, done.nodes, done.is_whole, done.note) == (17, 17, True, "")
    assert done.hard
    assert done.hard == reports[3].hard


def test_hard_patches_lie_where_stripes_were_planted() -> None:
    pixels = np.full((96, 128, 3), 120, np.uint8)
    pixels[:, :32] = np.linspace(0, 120, 32)[:, None]
    stripes = slice(40, 72), slice(64, 104)
    pixels[stripes] = (120 + 100 * np.sign(np.sin(np.arange(40) * np.pi / 4 + 0.1)))[:, None]
    done = whole(request_for(enlarging(), picture_from_pixels(pixels, "stripes")))
    best = done.hard[0].patch
    assert 64 <= best.x <= 104 - 16
    assert 40 <= best.y <= 72 - 16
    planted = [one for one in done.hard if 48 < one.patch.x < 104 and 24 < one.patch.y < 72]
    assert len(planted) >= 4
    assert planted == list(done.hard[: len(planted)])
    assert all(one.score < 0.01 for one in done.hard[len(planted) :])


def test_the_error_is_that_of_psnr_on_luma() -> None:
    network, picture = load_network(fsrcnn()), hr_picture()
    request = request_for(network, picture)
    first = whole(request).hard[0]
    patch = first.patch
    with torch.no_grad():
        sr = network.placed("cpu", torch.float32)(network.encode(request.prepared.lr)[None])[0]
    assert request.prepared.hr is not None
    a, b = (
        luma_bt601(np.ascontiguousarray(p[patch.y : patch.y + 16, patch.x : patch.x + 16]))
        for p in (network.decode(sr, request.prepared.lr), request.prepared.hr)
    )
    assert first.mean_squared_error is not None
    assert decibels(first.mean_squared_error) == pytest.approx(psnr(a, b), abs=1e-4)


def test_without_hr_patches_are_ranked_by_delta_alone() -> None:
    done = whole(request_for(enlarging(), hr_picture(), Role.LR))
    assert done.squared_error is None
    assert all(one.mean_squared_error is None for one in done.hard)
    assert done.hard[0].score == 1.0


def test_it_goes_on_where_it_was_closed() -> None:
    request = request_for(load_network(fsrcnn()), hr_picture())
    running = survey(request)
    for _ in range(6):
        known = next(running)
    running.close()
    assert known.done == 4
    reports, done = run_to_end(survey(request, known))
    assert [report.done for report in reports] == list(range(4, 18))
    assert done.survey is not None
    assert known.survey is not None
    assert all(any(plane is old for plane in done.survey.densities) for old in known.survey.densities)


def test_another_patch_size_costs_no_pass() -> None:
    passes: list[Tensor] = []
    request = request_for(enlarging(passes.append), hr_picture())
    done = whole(request)
    before = len(passes)
    again = run_to_end(survey(replace(request, size=9), done))[1]
    assert len(passes) == before == 17
    assert again.size == 9
    assert {one.patch.size for one in again.hard} == {9}


def test_stop_ends_the_pass_that_is_on() -> None:
    stop, network = Event(), load_network(fsrcnn())
    layers: list[object] = []

    def hook(module: object, _: object) -> None:
        layers.append(module)
        if len(layers) == 3:
            stop.set()

    running = survey(request_for(network, hr_picture(), stop=stop))
    next(running)
    handle = torch.nn.modules.module.register_module_forward_pre_hook(hook)
    try:
        known = next(running)
    finally:
        handle.remove()
    assert known.done == 0
    assert len(layers) == 3
    with pytest.raises(StopIteration):
        next(running)


def test_closing_before_and_after_the_first_step_leaves_nothing() -> None:
    for steps in (0, 1, 2):
        running = survey(request_for(enlarging(), hr_picture()))
        for _ in range(steps):
            next(running)
        running.close()
        with pytest.raises(StopIteration):
            next(running)
    assert not torch.nn.modules.module._global_forward_pre_hooks


@pytest.mark.parametrize(("planes", "nodes"), [(18, 17), (17, 9), (5, 3), (4, 3), (3, 2)])
def test_fewer_nodes_where_memory_is_short_and_it_says_so(planes: int, nodes: int) -> None:
    limit = planes * 4 * 128 * 96
    done = whole(request_for(enlarging(), hr_picture(), limit_bytes=limit))
    assert done.nodes == nodes
    assert done.nbytes <= limit
    assert bool(done.note) == (nodes < 17)
    assert done.is_whole


def test_no_survey_where_not_even_both_ends_fit() -> None:
    done = whole(request_for(enlarging(), hr_picture(), limit_bytes=2 * 4 * 128 * 96))
    assert done.survey is None
    assert done.failed
    assert "128 × 96 SR pixels are too many" in done.note


@pytest.mark.parametrize(("width", "height", "hr", "nodes"), [(4000, 3000, True, 5), (16000, 12000, False, 0)])
def test_how_many_nodes_large_pictures_get(width: int, height: int, hr: bool, nodes: int) -> None:
    """Without a pass: the pictures are one pixel, seen many times over."""
    lr, original = (np.broadcast_to(np.uint8(0), (height // k, width // k, 3)) for k in (2, 1))
    request = SurveyRequest(enlarging(), Prepared(lr, original if hr else None), Settings(), "cpu", 16)
    assert affordable_nodes(request, bytes_per_value=4) == nodes


def test_fewer_nodes_where_a_pass_takes_long() -> None:
    done = whole(request_for(enlarging(), hr_picture(), patience_s=0.0))
    assert done.nodes == 3
    assert "3 nodes instead of 17" in done.note


def test_a_detector_that_is_no_sum_over_pixels_says_so() -> None:
    own = Settings("own", own_detector=OwnDetector("edges", "mine.py", "ab" * 32))
    passes: list[Tensor] = []
    done = whole(request_for(enlarging(passes.append), hr_picture(), settings=own))
    assert not passes
    assert done.failed
    assert done.note == NO_SUM


def test_values_that_are_not_finite_are_an_error() -> None:
    def spoil(x: Tensor) -> None:
        x.fill_(float("nan"))

    with pytest.raises(NetworkError, match="not finite"):
        whole(request_for(enlarging(spoil), hr_picture()))
