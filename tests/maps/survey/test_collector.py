"""A run that restores whole pictures leaves a survey behind: D of every patch, without a pass more."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

import numpy as np
import pytest
import torch
from torch import Tensor, nn

from lamgui.attribution.detectors.detector import detect
from lamgui.attribution.detectors.gabor_filter import Gabor
from lamgui.attribution.patch import Patch
from lamgui.attribution.settings.makers import make_detector, make_path
from lamgui.attribution.settings.settings import Settings
from lamgui.imaging.prepare import Prepared, Role, prepare
from lamgui.imaging.reduce import Reduction
from lamgui.maps.analysis import analyse
from lamgui.maps.request import Request, SurveyRequest
from lamgui.maps.sr_cache import SrCache
from lamgui.maps.survey.survey import Surveyed, survey
from lamgui.networks.catalogue import find
from lamgui.networks.loading.load import load_network
from lamgui.networks.network import Network
from tests.small import hr_picture, run_to_end

PATCH, OTHER = Patch(40, 30, 16), Patch(71, 12, 16)
SETTINGS = Settings(steps=20)


@pytest.fixture(scope="module")
def imdn() -> Network:
    return load_network(find("IMDN"))


@contextmanager
def passes(network: Network) -> Iterator[list[Tensor]]:
    """Grows by what each pass is given."""
    given: list[Tensor] = []

    def note(_module: nn.Module, inputs: tuple[Tensor, ...], _sr: Tensor) -> None:
        given.append(inputs[0])

    handle = network.placed("cpu", torch.float32).module.register_forward_hook(note)
    yield given
    handle.remove()


def surveyed(
    network: Network,
    run: Settings,
    asked: Settings | None = None,
    sr_cache: SrCache | None = None,
    prepared: Prepared | None = None,
) -> tuple[Surveyed, int]:
    """The survey after a run, and how many passes it took of its own."""
    picture, sr_cache = hr_picture(), sr_cache or SrCache()
    prepared = prepared or prepare(picture, Role.HR, network.scale, Reduction.PILLOW)
    run_to_end(analyse(Request(picture, network, PATCH, run, device="cpu", prepared=prepared, sr_cache=sr_cache)))
    with passes(network) as own:
        request = SurveyRequest(network, prepared, asked or run, "cpu", 16, sr_cache=sr_cache)
        return run_to_end(survey(request))[1], len(own)


@pytest.mark.parametrize(
    "settings",
    [
        SETTINGS,
        Settings(steps=None, tolerance=0.5),
        Settings(steps=5),
        Settings(steps=12, rule="right", path="linear-black", detector="intensity"),
        Settings(steps=12, rule="trapezoid", detector="gabor", detector_options=Gabor(30, 2)),
    ],
)
def test_d_of_any_patch_is_known_without_a_pass(imdn: Network, settings: Settings) -> None:
    found, own = surveyed(imdn, settings)
    assert (own > 0) is (settings.steps == 5), "five nodes and both ends are fewer than a survey has"
    assert found.survey is not None
    assert found.is_whole
    alphas = found.survey.alpha
    placed = imdn.placed("cpu", torch.float32)
    lr = imdn.encode(prepare(hr_picture(), Role.HR, imdn.scale, Reduction.PILLOW).lr)
    with torch.no_grad():
        sr = torch.cat([placed(make_path(settings, lr).at([alpha])) for alpha in alphas])
    for patch in (PATCH, OTHER):
        expected = detect(make_detector(settings), sr, patch).double().numpy()
        np.testing.assert_allclose(found.survey.objective(patch), expected, rtol=1e-4, atol=1e-4)


def test_the_hard_patches_are_those_of_a_survey_by_itself(imdn: Network) -> None:
    found, own = surveyed(imdn, SETTINGS)
    by_itself, passes_by_itself = surveyed(imdn, SETTINGS, replace(SETTINGS, sigma=1.2000001))
    assert (own, passes_by_itself) == (0, 17)
    assert [hard.patch for hard in found.hard] == [hard.patch for hard in by_itself.hard]
    assert [hard.score for hard in found.hard] == pytest.approx([hard.score for hard in by_itself.hard], rel=1e-3)


@pytest.mark.parametrize(
    "changes",
    [{"detector": "intensity"}, {"path": "linear-blur"}, {"sigma": 2.0}, {"kernel_size": 5}],
)
def test_what_another_path_or_detector_found_is_not_taken(imdn: Network, changes: dict[str, object]) -> None:
    assert surveyed(imdn, SETTINGS, replace(SETTINGS, **changes))[1] > 0  # type: ignore[arg-type] # by name


def test_rule_and_steps_make_no_difference(imdn: Network) -> None:
    assert surveyed(imdn, SETTINGS, Settings(steps=7, rule="right"))[1] == 0


def test_a_run_on_a_part_or_of_few_nodes_or_on_a_large_picture_leaves_nothing(
    imdn: Network, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert surveyed(imdn, Settings(steps=6))[1] == 17
    assert surveyed(load_network(find("FSRCNN")), SETTINGS)[1] == 17
    monkeypatch.setattr("lamgui.maps.survey.collector.SURVEY_OF_RUN_BYTES", 8 * 4 * 128 * 96)
    assert surveyed(imdn, SETTINGS)[1] == 17


def test_a_survey_counts_with_its_picture_and_goes_with_it(imdn: Network) -> None:
    prepared = prepare(hr_picture(), Role.HR, imdn.scale, Reduction.PILLOW)
    sr_cache = SrCache()
    surveyed(imdn, SETTINGS, sr_cache=sr_cache, prepared=prepared)
    held = sr_cache.bytes_held
    assert held > 17 * 4 * 95 * 127
    small = SrCache(limit_bytes=held - 1)
    assert surveyed(imdn, SETTINGS, sr_cache=small, prepared=prepared)[1] == 17
    assert small.bytes_held == 0
