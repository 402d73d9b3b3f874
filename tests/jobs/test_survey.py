"""What decides a survey, and the cache of surveys: found again, bounded, the oldest first to go."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from lamgui.attribution.measures.ranking import HardPatch
from lamgui.attribution.measures.survey import Survey
from lamgui.attribution.patch import Patch
from lamgui.attribution.receptive_field import ReceptiveField
from lamgui.attribution.settings.settings import Settings
from lamgui.imaging.colour import Colour
from lamgui.imaging.prepare import Role
from lamgui.jobs.survey import SurveyCache, survey_key
from lamgui.maps.cache import MapKey
from lamgui.maps.survey.survey import Surveyed
from lamgui.networks.entry import NetworkFacts
from tests.rig import first_state
from tests.small import hr_picture

FACTS = NetworkFacts("n", "n", "-", 2000, 4, 3, 1.0, Colour.RGB, 0, ReceptiveField.LOCAL, "0" * 64)


def of_bytes(count: int) -> Surveyed:
    return Surveyed(Survey((0.0,), (np.zeros((1, count), np.uint8),)), 17)


def keys(count: int) -> list[MapKey]:
    state = first_state()
    return [survey_key(replace(state, device=f"cuda:{k}"), FACTS) for k in range(count)]


@pytest.mark.parametrize(
    "change",
    [
        {"patch": Patch(1, 2, 8)},
        {"settings": Settings(steps=70)},
        {"settings": Settings(rule="right")},
        {"settings": Settings(surroundings=64)},
    ],
)
def test_neither_patch_nor_nodes_nor_surroundings_matter(change: dict[str, object]) -> None:
    """The curve under the pointer and the hard patches are those of the whole picture."""
    state = first_state()
    assert survey_key(replace(state, **change), FACTS) == survey_key(state, FACTS)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "change",
    [
        {"picture": hr_picture(64, 64)},
        {"role": Role.LR},
        {"device": "cuda:0"},
        {"settings": Settings(sigma=2)},
        {"settings": Settings(detector="intensity")},
    ],
)
def test_whatever_changes_sr_or_the_path_matters(change: dict[str, object]) -> None:
    state = first_state()
    assert survey_key(replace(state, **change), FACTS) != survey_key(state, FACTS)  # type: ignore[arg-type]
    assert survey_key(state, replace(FACTS, sha256="1" * 64)) != survey_key(state, FACTS)


def test_the_shelf_is_bounded_and_the_oldest_goes_first() -> None:
    cache, (a, b, c, d) = SurveyCache(limit_bytes=100), keys(4)
    for key in (a, b):
        cache.put(key, of_bytes(40))
    assert cache.get(a) is not None
    cache.put(c, of_bytes(40))
    assert cache.get(b) is None
    assert cache.get(a) is not None
    assert cache.bytes_held == 80
    cache.put(a, of_bytes(60))
    assert cache.bytes_held == 100
    cache.put(d, of_bytes(500))
    assert cache.bytes_held == 500, "the one in use is kept, however large"
    assert cache.get(a) is None
    assert cache.get(d) is not None


def test_hard_patches_are_those_of_their_size() -> None:
    hard = (HardPatch(Patch(1, 2, 16), 3.0, None, 1.0),)
    one = replace(of_bytes(4), size=16, hard=hard)
    assert one.hard_of(16) == hard
    assert one.hard_of(17) == ()


def test_a_survey_is_whole_when_all_nodes_are_done_or_none_will_be() -> None:
    assert not Surveyed().is_whole
    assert not of_bytes(1).is_whole
    assert replace(of_bytes(1), nodes=1).is_whole
    assert Surveyed(failed=True).is_whole
