"""An analysis step by step: what is known when, that it only goes forward, and what its failures say."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest
import torch
from torch import Tensor

from lamgui.attribution.integral.integrate import Step
from lamgui.attribution.patch import Patch
from lamgui.attribution.receptive_field import PixelBox
from lamgui.attribution.settings.settings import MAX_TOLERANCE, Precision, Settings
from lamgui.base.errors import NetworkError, SettingsError
from lamgui.base.memory_limits import FRAMES_OF_RUN_BYTES, PASS_SHARE_OF_FREE_MEMORY
from lamgui.imaging.prepare import Role, prepare
from lamgui.imaging.quality import measure_quality
from lamgui.imaging.reduce import Reduction
from lamgui.maps import frames as filmstrip
from lamgui.maps.analysis import analyse
from lamgui.maps.frames import FrameCollector
from lamgui.maps.progress import Progress, Stage
from lamgui.maps.request import Request
from lamgui.maps.result import Analysis
from lamgui.maps.verdict import judge
from lamgui.networks.catalogue import find
from lamgui.networks.loading.load import load_network
from lamgui.networks.network import Network
from tests.small import enlarging, fsrcnn, hr_picture, run_to_end
from tests.wide import wide_network

PATCH = Patch(40, 30, 16)
STEPS = 14
COARSE_STEPS = 3
"""Every second of them."""
Run = tuple[list[Progress], Analysis]


@pytest.fixture(scope="module")
def network() -> Network:
    return load_network(fsrcnn())


@pytest.fixture(scope="module")
def run(network: Network) -> Run:
    request = Request(hr_picture(), network, PATCH, Settings(steps=STEPS), device="cpu")
    return run_to_end(analyse(request))


def of_stage(run: Run, stage: Stage) -> list[Progress]:
    return [progress for progress in run[0] if progress.stage is stage]


def test_the_sr_picture_is_known_before_the_first_step(run: Run) -> None:
    first, second = run[0][:2]
    assert (first.stage, first.pictures) == (Stage.RESTORING, None)
    assert second.pictures is not None
    assert second.pictures.sr.shape == (96, 128, 3)
    assert second.curves is None
    assert all(progress.pictures is second.pictures for progress in run[0][1:])


def test_a_coarse_map_comes_first_then_the_full_one(run: Run) -> None:
    stages = [progress.stage for progress in run[0]]
    assert stages == [Stage.RESTORING] * 2 + [Stage.COARSE] * COARSE_STEPS + [Stage.FULL] * (STEPS - COARSE_STEPS)
    coarse, full = of_stage(run, Stage.COARSE)[-1].partial, run[1].signed
    assert coarse is not None
    assert np.corrcoef(coarse.ravel(), full.ravel())[0, 1] > 0.9


def test_progress_only_goes_forward_and_no_pass_is_thrown_away(run: Run) -> None:
    reports = of_stage(run, Stage.COARSE) + of_stage(run, Stage.FULL)
    assert [report.step for report in reports] == list(range(1, STEPS + 1))
    assert [report.total for report in reports] == [COARSE_STEPS] * COARSE_STEPS + [STEPS] * (STEPS - COARSE_STEPS)
    assert all(a.elapsed_s <= b.elapsed_s for a, b in pairwise(reports))
    assert reports[-1].remaining_s == 0
    assert {report.most for report in reports} == {0}, "none is found automatically"
    for report in reports:
        assert report.curves is not None
        assert report.step <= len(report.curves.alpha) <= report.step + report.total
        assert (np.diff(report.curves.alpha) > 0).all()
        assert report.curves.speed_over_path.shape == (65,)


def test_what_was_reported_does_not_change_later(run: Run) -> None:
    first, last = of_stage(run, Stage.COARSE)[-1], of_stage(run, Stage.FULL)[-1]
    assert first.partial is not None
    assert last.partial is not None
    assert first.curves is not None
    assert last.curves is not None
    assert len(first.curves.alpha) < len(last.curves.alpha)
    assert last.partial.sum() == pytest.approx(last.curves.cumulative[-1], rel=1e-4)
    assert (first.partial != last.partial).any()


def test_the_result_holds_together(run: Run) -> None:
    analysis = run[1]
    curves = analysis.curves
    assert analysis.lam.shape == (3, 24, 32)
    assert analysis.lam.sum() == pytest.approx(curves.cumulative[-1], rel=1e-3)
    assert analysis.completeness_gap == pytest.approx((analysis.lam.sum() - curves.delta) / curves.delta, abs=1e-4)
    assert abs(analysis.completeness_gap) < 0.1
    assert analysis.passes == STEPS
    assert [frame.alpha for frame in analysis.frames] == pytest.approx(curves.alpha)
    assert analysis.frames[-1].gamma.shape == (24, 32, 3)
    assert analysis.provenance()["device"] == "cpu"
    assert analysis.notes == ()


def test_the_patch_has_gradients_for_all_that_the_network_can_see_from_it(run: Run) -> None:
    """FSRCNN's rectifiers let something of everything pass."""
    analysis = run[1]
    assert analysis.measured_box == analysis.theoretical_box
    assert analysis.measured_box is not None
    # SR columns 40..56 and rows 30..46 with the margin: LR 10..14 and 7..11, with 7 around, above 6 only.
    assert analysis.measured_box == PixelBox(3, 1, 22, 19)
    assert analysis.field_mask is not None
    assert analysis.field_mask[analysis.importance > 0].all()


@pytest.mark.parametrize(
    ("patch", "leans"),
    [(PATCH, False), (Patch(40, 20, 16), False), (Patch(40, 0, 16), True), (Patch(56, 79, 16), True)],
)
def test_an_edge_that_counts_for_more_than_the_rest_is_told(network: Network, patch: Patch, leans: bool) -> None:
    """24 rows and 32 columns, of which the network sees 7 to all sides: row 5 sees the edge, and hardly uses it."""
    _, analysis = run_to_end(analyse(Request(hr_picture(), network, patch, Settings(steps=1))))
    assert analysis.leans_on_edge == leans
    assert any("edge" in reason for reason in judge(analysis).reasons) == leans


@pytest.mark.parametrize(("side", "name"), [(256, "EDSR"), (128, "EDSR"), (128, "IMDN")])
def test_the_middle_of_a_picture_is_no_edge_for_any_network(side: int, name: str) -> None:
    """EDSR sees the whole of 64x64 LR pixels from anywhere; none of the importance lies at their edge."""
    patch = Patch(side // 2 - 8, side // 2 - 8, 16)
    request = Request(hr_picture(side, side), load_network(find(name)), patch, Settings(steps=2), device="cpu")
    _, analysis = run_to_end(analyse(request))
    assert not analysis.leans_on_edge


def test_few_steps_need_no_coarse_map(network: Network) -> None:
    settings = Settings(steps=8, rule="midpoint")
    seen, _ = run_to_end(analyse(Request(hr_picture(), network, PATCH, settings)))
    assert {progress.stage for progress in seen} == {Stage.RESTORING, Stage.FULL}


@pytest.mark.parametrize("memory_bytes", [FRAMES_OF_RUN_BYTES, 1])
def test_where_the_first_level_with_an_error_is_exact_enough_the_frames_are_its_own(
    network: Network, monkeypatch: pytest.MonkeyPatch, memory_bytes: int
) -> None:
    monkeypatch.setattr(filmstrip, "FRAMES_OF_RUN_BYTES", memory_bytes)
    settings = Settings(steps=None, tolerance=MAX_TOLERANCE)
    reports, analysis = run_to_end(analyse(Request(hr_picture(), network, PATCH, settings, device="cpu")))
    assert {report.most for report in reports if report.step} == {settings.most_steps}, "what the whole run may take"
    frames = analysis.frames
    assert analysis.passes == len(analysis.curves.alpha) == 7
    assert [frame.alpha for frame in frames] == list(analysis.curves.alpha)[-len(frames) :]
    # Where memory is short: the last node of each level with which the run might have ended.
    assert len(frames) == (7 if memory_bytes > 1 else 2)
    np.testing.assert_allclose(frames[-1].partial, analysis.signed, atol=1e-6 * np.abs(analysis.signed).max())


def test_quality_is_measured_where_the_original_is_known(run: Run, network: Network) -> None:
    pictures = run[1].pictures
    assert pictures.hr is not None
    assert pictures.quality == measure_quality(pictures.sr, pictures.hr, 4)
    small = hr_picture(32, 24)
    _, as_lr = run_to_end(analyse(Request(small, network, PATCH, Settings(steps=1), Role.LR)))
    assert (as_lr.pictures.hr, as_lr.pictures.quality) == (None, None)
    assert as_lr.pictures.lr is small.pixels


def test_a_prepared_picture_is_not_prepared_again(network: Network) -> None:
    picture = hr_picture()
    prepared = prepare(picture, Role.HR, 4, Reduction.MATLAB)
    request = Request(picture, network, PATCH, Settings(steps=1), reduction=Reduction.MATLAB, prepared=prepared)
    assert run_to_end(analyse(request))[1].pictures.lr is prepared.lr


def short_of_memory(most: int) -> Network:
    """A network that runs out of memory when gradients are wanted for more than so many pictures."""

    def fail(x: Tensor) -> None:
        if torch.is_grad_enabled() and len(x) > most:
            raise RuntimeError("DefaultCPUAllocator: not enough memory: you tried to allocate 1 byte")

    return enlarging(fail)


def small_request(network: Network, device: str = "cpu") -> Request:
    return Request(hr_picture(32, 24), network, Patch(8, 8, 6), Settings(steps=20), device=device)


def test_running_out_of_memory_halves_the_batch_and_says_so() -> None:
    seen, tight = run_to_end(analyse(small_request(short_of_memory(3))))
    _, free = run_to_end(analyse(small_request(enlarging())))
    assert any("ran out" in note and note.endswith("went on with 2.") for note in tight.notes)
    assert free.notes == ()
    np.testing.assert_allclose(tight.lam, free.lam, atol=1e-6)
    assert [progress.step for progress in seen if progress.step] == list(range(1, 21))


def test_no_memory_even_for_one_node_is_said_plainly() -> None:
    with pytest.raises(SettingsError, match="Memory ran out on cpu") as raised:
        run_to_end(analyse(small_request(short_of_memory(0))))
    assert "smaller picture" in raised.value.advice
    assert "you tried to allocate" in raised.value.details


def test_a_device_that_is_not_here_is_refused_with_those_that_are() -> None:
    with pytest.raises(SettingsError, match="cuda:97 is not on this machine") as raised:
        run_to_end(analyse(small_request(enlarging(), "cuda:97")))
    assert "cpu" in raised.value.advice


def test_a_network_that_breaks_is_named() -> None:
    def fail(x: Tensor) -> None:
        raise RuntimeError(f"mat1 and mat2 shapes cannot be multiplied ({len(x)})")

    with pytest.raises(NetworkError, match="bilinear could not process") as raised:
        run_to_end(analyse(small_request(enlarging(fail))))
    assert "mat1" in raised.value.details


def test_values_that_are_not_finite_are_an_error_and_no_black_map() -> None:
    def fail(x: Tensor) -> None:
        x += torch.nan

    with pytest.raises(NetworkError, match="not finite"):
        run_to_end(analyse(small_request(enlarging(fail))))


def test_a_patch_outside_is_refused(network: Network) -> None:
    with pytest.raises(SettingsError, match="128x96"):
        run_to_end(analyse(Request(hr_picture(), network, Patch(120, 0, 16), Settings(steps=1))))


def test_where_the_values_of_a_pass_do_not_fit_they_are_computed_again_and_the_map_is_the_same(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    request = Request(hr_picture(), wide_network(), PATCH, Settings(steps=3), device="cpu")
    _, plain = run_to_end(analyse(request))
    monkeypatch.setattr("lamgui.maps.analysis.free_memory_bytes", lambda _: 12 * 2**20)
    seen, tight = run_to_end(analyse(request))
    assert any("12.0 MiB are free" in note and "computed again" in note for note in tight.notes)
    assert plain.notes == ()
    usable = int(12 * 2**20 * PASS_SHARE_OF_FREE_MEMORY)
    np.testing.assert_allclose(tight.lam, plain.lam, rtol=0, atol=1e-5 * np.abs(plain.lam).max())
    assert {(report.activation_bytes > usable, report.free_bytes) for report in seen[1:]} == {(True, usable)}


def test_a_run_that_cannot_fit_says_what_would(network: Network, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LAMGUI_MEMORY_MIB", "1")
    request = Request(hr_picture(), network, PATCH, Settings(steps=1, precision=Precision.FLOAT64), device="cpu")
    with pytest.raises(SettingsError, match=r"needs about .* of memory. It may take 0 .* of the 1.0 MiB") as refused:
        run_to_end(analyse(request))
    assert all(words in refused.value.advice for words in ("surroundings", "float32", "LAMGUI_MEMORY_MIB"))


def test_a_part_that_gives_another_patch_is_not_used(
    network: Network, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("lamgui.networks.crop.TOLERANCE", -1.0)
    restored: list[int] = []
    real = FrameCollector._take

    def take(self: FrameCollector, step: Step) -> object:
        restored.append(0 if step.sr is None else 1)
        return real(self, step)

    monkeypatch.setattr(FrameCollector, "_take", take)
    _, whole = run_to_end(analyse(Request(hr_picture(), network, PATCH, Settings(steps=STEPS), device="cpu")))
    assert set(restored) == {1}
    np.testing.assert_allclose(whole.lam, run[1].lam, rtol=0, atol=1e-5 * np.abs(whole.lam).max())


def test_a_run_on_a_part_restores_the_whole_picture_once(network: Network) -> None:
    whole: list[Tensor] = []
    module = network.placed("cpu", torch.float32).module
    handle = module.register_forward_hook(lambda _module, _lr, sr: whole.append(sr))
    request = Request(hr_picture(), network, PATCH, Settings(steps=STEPS), device="cpu")
    try:
        _, analysis = run_to_end(analyse(request))
    finally:
        handle.remove()
    assert len(whole) == 1
    assert len(analysis.frames) == STEPS
    assert {frame.sr for frame in analysis.frames} == {None}


@pytest.mark.parametrize(("before", "after", "grew"), [(5 << 40, 6 << 40, True), (6 << 40, 6 << 40, False)])
def test_the_peak_of_memory_is_that_of_the_middle_of_a_pass(
    monkeypatch: pytest.MonkeyPatch, before: int, after: int, grew: bool
) -> None:
    told = iter((before, after))
    monkeypatch.setattr("lamgui.maps.analysis.highest_memory_bytes", lambda _: next(told))
    _, analysis = run_to_end(analyse(small_request(enlarging())))
    assert (analysis.peak_memory_bytes == after) is grew
    assert analysis.peak_memory_bytes > 0
