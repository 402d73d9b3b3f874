"""What is restored for the filmstrip is what the whole picture shows there, the frame at the cursor first."""

from __future__ import annotations

from dataclasses import replace
from threading import Event

import numpy as np
import pytest
import torch
from torch import nn

from lamgui.attribution.patch import Patch
from lamgui.attribution.receptive_field import ReceptiveField
from lamgui.attribution.settings.makers import make_path
from lamgui.attribution.settings.settings import Precision, Settings
from lamgui.imaging.colour import Colour
from lamgui.imaging.picture import Pixels
from lamgui.jobs.pipeline import Pipeline
from lamgui.jobs.restore_frames import CHANGED, Aim, Restoration, restore_along
from lamgui.maps import restored_frames as bounds
from lamgui.maps.analysis import analyse
from lamgui.maps.close_up import CloseUp
from lamgui.maps.request import Request
from lamgui.maps.restored_frames import RestoredFrames, RestoredFramesCache, missing_sr, restored_frames_key
from lamgui.maps.result import Analysis
from lamgui.networks.catalogue import find
from lamgui.networks.entry import NetworkEntry, NetworkFacts
from lamgui.networks.network import Network
from lamgui.session.state import State
from tests.small import fsrcnn, hr_picture, run_to_end

STEPS = 8
CORNERS = {
    "middle": CloseUp(9, 6, 11, 9),
    "top left": CloseUp(0, 0, 10, 8),
    "bottom right": CloseUp(32 - 9, 24 - 7, 9, 7),
    "all": CloseUp(0, 0, 32, 24),
}


def analysed(pipeline: Pipeline, entry: NetworkEntry, settings: Settings) -> Analysis:
    state = State(hr_picture(), network=entry, patch=Patch(40, 30, 16), settings=settings, device="cpu")
    return run_to_end(pipeline.run(state))[1]


def wanted_of(analysis: Analysis, entry: NetworkEntry, **changes: object) -> Restoration:
    return replace(Restoration(analysis, entry, "cpu"), **changes)  # type: ignore[arg-type]


def whole_at(network: Network, analysis: Analysis, alpha: float, dtype: torch.dtype) -> Pixels:
    pictures = analysis.pictures
    path = make_path(analysis.settings, network.encode(pictures.lr).to(dtype))
    with torch.no_grad():
        return network.decode(network.placed("cpu", dtype)(path.at([alpha]))[0], pictures.lr)


@pytest.fixture(scope="module")
def pipeline() -> Pipeline:
    return Pipeline()


@pytest.fixture(scope="module")
def analysis(pipeline: Pipeline) -> Analysis:
    return analysed(pipeline, fsrcnn(), Settings(steps=STEPS))


@pytest.mark.parametrize("precision", Precision)
@pytest.mark.parametrize("has_graph", [True, False])
@pytest.mark.parametrize("corner", CORNERS)
def test_each_piece_is_what_the_whole_picture_shows_there(
    pipeline: Pipeline, corner: str, has_graph: bool, precision: Precision, monkeypatch: pytest.MonkeyPatch
) -> None:
    if not has_graph:
        monkeypatch.setattr("lamgui.networks.crop.focus", lambda *_: None)
    analysis = analysed(pipeline, fsrcnn(), Settings(steps=2, precision=precision))
    region, network = CORNERS[corner], pipeline.network_of(fsrcnn())
    _, done = run_to_end(restore_along(pipeline, wanted_of(analysis, fsrcnn()), RestoredFrames(region)))
    assert set(done.frames) == set(missing_sr(analysis)) == {frame.alpha for frame in analysis.frames}
    dtype = torch.float64 if precision is Precision.FLOAT64 else torch.float32
    for alpha, piece in done.frames.items():
        whole = region.cut(whole_at(network, analysis, alpha, dtype), 4)
        assert piece.shape == whole.shape
        assert np.abs(piece.astype(int) - whole).max() <= 1
        assert piece.std() > 1


def test_of_a_deep_network_too(pipeline: Pipeline) -> None:
    entry = find("EDSR")
    analysis = analysed(pipeline, entry, Settings(steps=1))
    region, network = CORNERS["bottom right"], pipeline.network_of(entry)
    _, done = run_to_end(restore_along(pipeline, wanted_of(analysis, entry), RestoredFrames(region)))
    ((alpha, piece),) = done.frames.items()
    whole = region.cut(whole_at(network, analysis, alpha, torch.float32), 4)
    assert np.abs(piece.astype(int) - whole).max() <= 1


@pytest.mark.parametrize("corner", CORNERS)
def test_a_network_of_luma_gets_the_chroma_of_the_whole_picture(corner: str, monkeypatch: pytest.MonkeyPatch) -> None:
    facts = NetworkFacts("luma", "-", "-", 1960, 4, 1, 1.0, Colour.Y, 0, ReceptiveField.LOCAL, "0" * 64)
    network, pipeline, region = Network(nn.Upsample(scale_factor=4.0), facts), Pipeline(), CORNERS[corner]
    monkeypatch.setattr(pipeline, "network_of", lambda _: network)
    request = Request(hr_picture(), network, Patch(40, 30, 16), Settings(steps=1), device="cpu")
    analysis = run_to_end(analyse(request))[1]
    _, done = run_to_end(restore_along(pipeline, wanted_of(analysis, fsrcnn()), RestoredFrames(region)))
    ((alpha, piece),) = done.frames.items()
    whole = region.cut(whole_at(network, analysis, alpha, torch.float32), 4)
    np.testing.assert_array_equal(piece, whole)


def test_pieces_come_from_the_cursor_outwards_and_follow_it(pipeline: Pipeline, analysis: Analysis) -> None:
    aim, alphas = Aim(0.0), sorted(frame.alpha for frame in analysis.frames)
    work = restore_along(pipeline, wanted_of(analysis, fsrcnn(), aim=aim), RestoredFrames(CORNERS["middle"]))
    assert next(work).frames == {}
    assert list(next(work).frames) == alphas[:1]
    aim.alpha = 1.0
    reports, done = run_to_end(work)
    assert list(done.frames) == [alphas[0], *reversed(alphas[1:])]
    assert [len(report.frames) for report in reports] == list(range(2, STEPS + 1))


def test_what_is_known_is_not_restored_again(pipeline: Pipeline, analysis: Analysis) -> None:
    wanted = wanted_of(analysis, fsrcnn(), most=1)
    reports, one = run_to_end(restore_along(pipeline, wanted, RestoredFrames(CORNERS["middle"])))
    assert [len(report.frames) for report in reports] == [0, 1]
    reports, more = run_to_end(restore_along(pipeline, replace(wanted, most=3), one))
    assert [len(report.frames) for report in reports] == [1, 2, 3]
    assert all(more.frames[alpha] is piece for alpha, piece in one.frames.items())


def test_memory_is_bounded_and_what_is_far_from_the_cursor_goes(
    pipeline: Pipeline, analysis: Analysis, monkeypatch: pytest.MonkeyPatch
) -> None:
    region, alphas = CORNERS["middle"], sorted(frame.alpha for frame in analysis.frames)
    piece_bytes = 3 * 16 * region.width * region.height
    monkeypatch.setattr(bounds, "RESTORED_FRAMES_OF_RUN_BYTES", 3 * piece_bytes + 1)
    wanted = wanted_of(analysis, fsrcnn(), aim=Aim(0.0))
    _, low = run_to_end(restore_along(pipeline, wanted, RestoredFrames(region)))
    assert sorted(low.frames) == alphas[:3]
    assert low.nbytes == 3 * piece_bytes
    _, high = run_to_end(restore_along(pipeline, replace(wanted, aim=Aim(1.0)), low))
    assert sorted(high.frames) == alphas[-3:]
    monkeypatch.setattr(bounds, "RESTORED_FRAMES_OF_RUN_BYTES", 1)
    _, one = run_to_end(restore_along(pipeline, wanted, RestoredFrames(region)))
    assert list(one.frames) == alphas[:1], "the one in view is always there"


def test_where_pieces_take_long_only_the_one_in_view_is_restored(
    pipeline: Pipeline, analysis: Analysis, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bounds, "PATIENCE_S", 0.0)
    alphas, aim = sorted(frame.alpha for frame in analysis.frames), Aim(0.0)
    wanted = wanted_of(analysis, fsrcnn(), aim=aim)
    _, first = run_to_end(restore_along(pipeline, wanted, RestoredFrames(CORNERS["middle"])))
    assert list(first.frames) == alphas[:1]
    assert first.spent_s > 0
    aim.alpha = 1.0
    _, second = run_to_end(restore_along(pipeline, wanted, first))
    assert list(second.frames) == [alphas[0], alphas[-1]]


def test_a_stop_ends_the_pass_that_is_on_and_closing_leaves_nothing(pipeline: Pipeline, analysis: Analysis) -> None:
    stop = Event()
    work = restore_along(pipeline, wanted_of(analysis, fsrcnn(), stop=stop), RestoredFrames(CORNERS["middle"]))
    next(work)
    next(work)
    stop.set()
    _, done = run_to_end(work)
    assert len(done.frames) == 1
    other = restore_along(pipeline, wanted_of(analysis, fsrcnn()), RestoredFrames(CORNERS["middle"]))
    next(other)
    next(other)
    other.close()
    assert not torch.overrides._get_current_function_mode_stack()


def test_a_part_that_shows_another_picture_than_the_run_did_is_not_used(
    pipeline: Pipeline, analysis: Analysis, monkeypatch: pytest.MonkeyPatch
) -> None:
    region, network = CORNERS["middle"], pipeline.network_of(fsrcnn())
    honest = Network.region_crop

    def shifted(self: Network, placed: object, _region: object, lr: object) -> object:
        return honest(self, placed, ((25, 61), (36, 80)), lr)  # type: ignore[arg-type]

    monkeypatch.setattr(Network, "region_crop", shifted)
    _, done = run_to_end(restore_along(pipeline, wanted_of(analysis, fsrcnn(), most=1), RestoredFrames(region)))
    ((alpha, piece),) = done.frames.items()
    whole = region.cut(whole_at(network, analysis, alpha, torch.float32), 4)
    assert np.abs(piece.astype(int) - whole).max() <= 1


def test_another_network_in_the_file_is_not_asked(pipeline: Pipeline, analysis: Analysis) -> None:
    other = replace(analysis, network=replace(analysis.network, sha256="0" * 64))
    _, done = run_to_end(restore_along(pipeline, wanted_of(other, fsrcnn()), RestoredFrames(CORNERS["middle"])))
    assert (done.frames, done.note) == ({}, CHANGED)


def test_the_shelf_tells_runs_and_regions_apart(analysis: Analysis) -> None:
    cache, one, other = RestoredFramesCache(), RestoredFrames(CORNERS["middle"]), RestoredFrames(CORNERS["all"])
    moved = replace(analysis, pictures=replace(analysis.pictures, patch=Patch(41, 30, 16)))
    for known, of in ((one, analysis), (other, analysis)):
        cache.put(restored_frames_key(of, known.region), known)
    assert cache.get(restored_frames_key(analysis, one.region)) is one
    assert cache.get(restored_frames_key(analysis, other.region)) is other
    assert cache.get(restored_frames_key(moved, one.region)) is None
