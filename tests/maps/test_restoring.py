"""D between nodes is that of the whole picture there; pictures are bounded, and a stop ends it."""

from __future__ import annotations

from threading import Event

import numpy as np
import pytest
import torch

from lamgui.attribution.detectors.detector import detect
from lamgui.attribution.patch import Patch
from lamgui.attribution.settings.makers import make_detector, make_path
from lamgui.attribution.settings.settings import Settings
from lamgui.base.generators import result_of
from lamgui.maps import filled_in as limits
from lamgui.maps.analysis import analyse
from lamgui.maps.between_nodes import alphas_between
from lamgui.maps.request import Request
from lamgui.maps.restoring import fill_in, region_of, with_points_between
from lamgui.maps.result import Analysis
from lamgui.networks.loading.load import load_network
from lamgui.networks.network import Network
from tests.small import fsrcnn, hr_picture, run_to_end

CORNERS = (Patch(40, 30, 16), Patch(0, 0, 8), Patch(128 - 9, 96 - 9, 8))


@pytest.fixture(scope="module")
def network() -> Network:
    return load_network(fsrcnn())


def of(network: Network, patch: Patch) -> tuple[Request, Analysis]:
    request = Request(hr_picture(), network, patch, Settings(steps=3), device="cpu")
    return request, result_of(analyse(request))


@pytest.mark.parametrize("patch", CORNERS)
def test_d_between_nodes_is_that_of_the_whole_picture(network: Network, patch: Patch) -> None:
    request, analysis = of(network, patch)
    filled = result_of(with_points_between(request, analysis)).filled_in
    assert filled is not None
    assert set(filled.points) == set(alphas_between(analysis))
    path = make_path(analysis.settings, network.encode(analysis.pictures.lr))
    detector = make_detector(analysis.settings)
    for alpha, point in filled.points.items():
        with torch.no_grad():
            whole = network.placed("cpu", torch.float32)(path.at([alpha]))
        assert point.objective == pytest.approx(float(detect(detector, whole, patch)[0]), rel=1e-4)
        assert point.gamma is not None
        assert point.sr is not None
        seen = filled.region.cut(network.decode(whole[0], analysis.pictures.lr), 4)
        assert np.abs(point.sr.astype(int) - seen).max() <= 1
        assert np.array_equal(point.gamma, network.decode(path.at([alpha])[0], analysis.pictures.lr))


def test_nothing_of_the_map_changes(network: Network) -> None:
    request, analysis = of(network, CORNERS[0])
    filled = result_of(with_points_between(request, analysis))
    assert filled.curves is analysis.curves
    assert filled.provenance() == analysis.provenance()


def test_pictures_are_bounded_and_d_is_not(network: Network, monkeypatch: pytest.MonkeyPatch) -> None:
    _, analysis = of(network, CORNERS[0])
    region = region_of(analysis)
    each = analysis.pictures.lr.nbytes + 3 * 16 * region.width * region.height
    monkeypatch.setattr(limits, "RESTORED_FRAMES_OF_RUN_BYTES", 2 * each)
    _, filled = run_to_end(fill_in(network, analysis, make_detector(analysis.settings), "cpu"))
    assert len(filled.points) == len(alphas_between(analysis))
    assert sum(point.sr is not None for point in filled.points.values()) == 2
    assert filled.nbytes == 2 * each


def test_what_is_known_is_not_computed_again_and_a_stop_ends_it(network: Network) -> None:
    _, analysis = of(network, CORNERS[0])
    detector, stop = make_detector(analysis.settings), Event()
    work = fill_in(network, analysis, detector, "cpu", stop=stop)
    next(work)
    first = next(work)
    stop.set()
    reports, done = run_to_end(work)
    assert (len(first.points), len(done.points), len(reports)) == (1, 1, 0)
    _, whole = run_to_end(fill_in(network, analysis, detector, "cpu", done))
    alpha = next(iter(done.points))
    assert next(iter(whole.points)) == alpha
    assert whole.points[alpha] is done.points[alpha]
