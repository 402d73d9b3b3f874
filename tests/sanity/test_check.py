"""All tests together: order, progress, forecast, cancel, and what cannot be tested."""

from __future__ import annotations

import itertools
import json
from dataclasses import replace

import numpy as np
import pytest
import torch
from torch import Tensor

from lamgui.attribution.patch import Patch
from lamgui.imaging.read import picture_from_pixels
from lamgui.networks.loading.load import load_network
from lamgui.sanity.check import TESTS, check, forecast_s
from lamgui.sanity.report import SanityReport, SanityTest, SanityVerdict
from lamgui.sanity.steps import STEPS, modest
from tests.sanity.known import SETTINGS, convolution, map_of, request_of
from tests.small import enlarging, fsrcnn, hr_picture, run_to_end


@pytest.fixture(scope="module")
def report() -> SanityReport:
    request = request_of(convolution())
    return run_to_end(check(request, map_of(request)))[1]


def test_every_test_has_a_finding_in_the_order_of_the_report(report: SanityReport) -> None:
    assert [finding.test for finding in report.findings] == list(SanityTest) == list(TESTS)
    assert all(finding.mark for finding in report.findings)


def test_progress_rises_to_the_end_and_says_what_was_found() -> None:
    request = request_of(convolution())
    seen, _ = run_to_end(check(request, map_of(request)))
    shares = [progress.share for progress in seen]
    assert shares == sorted(shares)
    assert shares[-1] == pytest.approx(1)
    assert [len(progress.findings) for progress in (seen[0], seen[-1])] == [0, 4]
    assert seen[0].remaining_s is None or seen[0].remaining_s > 0
    assert "left" in seen[-1].in_words()
    # What a test costs is what it does: none jumps ahead by more than a map at its end.
    one_map = 1 / sum(cost(request) for _, cost in TESTS.values())
    assert max(after - before for before, after in itertools.pairwise(shares)) <= 1.01 * one_map


def test_surroundings_are_tested_as_a_picture_of_their_own() -> None:
    """24/2 - 5 + 1/2 = 7.5 and 18/2 - 4.5 = 4.5. A patch one pixel further would have others, and keeps these."""
    request = request_of(convolution(), surroundings=10)
    reference = map_of(request)
    assert reference.pictures.lr_origin == (7, 4)
    part = picture_from_pixels(np.ascontiguousarray(request.picture.pixels[4:14, 7:17]), "part")
    alone = replace(request, picture=part, patch=reference.pictures.patch, settings=SETTINGS)
    _, report = run_to_end(check(request, reference))
    _, expected = run_to_end(check(alone, map_of(alone)))
    assert [finding.values() for finding in report.findings] == [finding.values() for finding in expected.findings]
    assert report.values()["surroundings"] == 10
    assert all(one.signed.shape == (10, 10) for finding in report.findings for one in finding.compared)


def test_the_forecast_counts_the_maps() -> None:
    request = request_of(convolution())
    reference = replace(map_of(request), elapsed_s=2.0)
    passes = 2 * 5 * 11 / 3 / 6
    assert forecast_s(request, reference) == pytest.approx(2.0 * (2 + passes + 2 + 4))


def test_closing_cancels() -> None:
    passes: list[Tensor] = []
    request = replace(request_of(convolution()), network=enlarging(passes.append))
    running = check(request, map_of(request))
    next(running)
    made = len(passes)
    running.close()
    assert len(passes) == made
    assert next(running, None) is None


def test_maps_are_not_changed_by_testing() -> None:
    """The network that was tested gives the same map again: nothing of the random weights stays in it."""
    request = request_of(convolution())
    before = map_of(request)
    run_to_end(check(request, before))
    np.testing.assert_array_equal(map_of(request).lam, before.lam)


@pytest.mark.parametrize(("value", "why"), [(0.0, "The map is zero."), (np.nan, "The map is not finite.")])
def test_a_map_that_is_none_is_not_tested(value: float, why: str) -> None:
    request = request_of(convolution())
    reference = map_of(request)
    report = run_to_end(check(request, replace(reference, lam=np.full_like(reference.lam, value))))[1]
    assert {(finding.verdict, finding.sentence) for finding in report.findings} == {(SanityVerdict.NOT_APPLICABLE, why)}
    json.dumps(report.values(), allow_nan=False)


def test_a_test_that_stops_is_not_applicable_and_the_others_go_on() -> None:
    request = request_of(convolution())
    reference = map_of(request)

    def runs_out(lr: Tensor) -> None:
        # Only deletion and insertion have several pictures in a pass without gradients.
        if lr.shape[0] > 1 and not torch.is_grad_enabled():
            raise RuntimeError("out of memory")

    report = run_to_end(check(replace(request, network=enlarging(runs_out)), reference))[1]
    by_test = {finding.test: finding for finding in report.findings}
    assert by_test[SanityTest.DELETION].sentence == "Memory ran out."
    assert by_test[SanityTest.DELETION].verdict is SanityVerdict.NOT_APPLICABLE
    assert by_test[SanityTest.JITTER].verdict is not SanityVerdict.NOT_APPLICABLE


@pytest.mark.parametrize(("side", "patch"), [(8, Patch(0, 0, 1)), (8, Patch(30, 30, 1)), (8, Patch(5, 6, 16))])
def test_small_pictures_and_patches_at_borders(side: int, patch: Patch) -> None:
    request = replace(
        request_of(convolution(), patch), picture=hr_picture(4 * side, 4 * side), network=load_network(fsrcnn())
    )
    request = replace(request, role=request.role.HR, settings=modest(request.settings))
    reference = map_of(request)
    assert reference.pictures.lr.shape[:2] == (side, side)
    report = run_to_end(check(request, reference))[1]
    json.dumps(report.values(), allow_nan=False)
    by_test = {finding.test: finding for finding in report.findings}
    assert len(by_test[SanityTest.JITTER].compared) == (4 if patch.size == 16 else 2)
    assert by_test[SanityTest.RANDOMISE].verdict is not SanityVerdict.NOT_APPLICABLE


def test_a_trained_network_passes_them_all() -> None:
    request = replace(request_of(convolution()), picture=hr_picture(256, 256), network=load_network(fsrcnn()))
    request = replace(request, role=request.role.HR, patch=Patch(112, 112, 24), settings=modest(SETTINGS))
    report = run_to_end(check(request, map_of(request)))[1]
    assert [finding.verdict for finding in report.findings] == [SanityVerdict.PASSED] * 4, report.text()


def test_numbers_are_plain_and_complete(report: SanityReport) -> None:
    values = json.loads(json.dumps(report.values(), allow_nan=False))
    assert [test["test"] for test in values["tests"]] == [test.value for test in SanityTest]
    assert values["network"]["name"] == "known"
    deletion = values["tests"][1]
    assert [curve["kind"] for curve in deletion["curves"]] == ["deletion"] * 5 + ["insertion"] * 5
    assert all(len(curve["shares"]) == len(curve["objective"]) == 13 for curve in deletion["curves"])
    assert set(values["tests"][3]["compared"][0]) == {"with", "rank", "ssim", "overlap"}
    assert report.text().startswith("Sanity tests of known, waves 24x16\nRandomised weights: passed. ")


def test_modest_settings_keep_the_method() -> None:
    few = modest(SETTINGS)
    assert (few.steps, few.rule) == (STEPS, "arc")
    assert (few.path, few.detector, few.sigma, few.precision) == (
        SETTINGS.path,
        SETTINGS.detector,
        SETTINGS.sigma,
        SETTINGS.precision,
    )
