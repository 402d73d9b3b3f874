"""Surveys of the window's picture: continued where they stopped, and kept by what decides them."""

from __future__ import annotations

from collections.abc import Generator
from threading import Event

from lamgui.attribution.patch import Patch
from lamgui.base.bounded_cache import BoundedCache
from lamgui.base.memory_limits import SURVEYS_BYTES
from lamgui.jobs.pipeline import Pipeline
from lamgui.maps.cache import MapKey, key_of
from lamgui.maps.survey.survey import Surveyed, survey
from lamgui.networks.entry import NetworkFacts
from lamgui.session.state import State

_ANY_PATCH = Patch(0, 0, 1)


def survey_key(state: State, facts: NetworkFacts) -> MapKey:
    """All that decides a survey: neither the patch nor where on the path gradients are taken. Needs a picture."""
    assert state.picture is not None
    settings = state.settings.of_the_path()
    place = (state.picture, state.role, state.reduction)
    return key_of(*place, facts, _ANY_PATCH, settings, state.device, state.degradation)


class SurveyCache(BoundedCache[MapKey, Surveyed]):
    """Surveys by key, each as far as it was computed."""

    def __init__(self, limit_bytes: int = SURVEYS_BYTES) -> None:
        super().__init__(limit_bytes)


def survey_state(
    pipeline: Pipeline, state: State, size: int, so_far: Surveyed, stop: Event
) -> Generator[Surveyed, None, Surveyed]:
    """The survey of a state's picture under its network in focus; raises UserError."""
    yield so_far
    return (yield from survey(pipeline.survey_request(state, size, stop), so_far))
