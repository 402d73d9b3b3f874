"""What is known of all patches of a picture under a network, and the few such surveys that are kept. Free of torch."""

from __future__ import annotations

from dataclasses import dataclass

from lamgui.attribution.measures.ranking import HardPatch
from lamgui.attribution.measures.survey import Floats, Survey
from lamgui.attribution.patch import Patch
from lamgui.base.bounded_shelf import BoundedShelf
from lamgui.maps.cache import MapKey, key_of
from lamgui.networks.entry import NetworkFacts
from lamgui.session.state import State

SURVEY_BYTES = 288 << 20
"""What one survey may hold: five nodes and the error of a picture of 4000x3000."""

KEPT_BYTES = 512 << 20
"""What all surveys that are kept may hold together, unless it is one alone."""

_ANY_PATCH = Patch(0, 0, 1)


@dataclass(frozen=True, eq=False)
class Surveyed:
    """A survey on its way or done; a later one of the same key holds what an earlier one said."""

    survey: Survey | None = None
    """None before the first node, and for a detector that is no sum over places."""
    nodes: int = 0
    """How many there will be; 0 where it is not yet known."""
    squared_error: Floats | None = None
    """Of SR against HR on Y, (H - 1, W - 1); None without an HR picture."""
    size: int = 0
    """Side of the patches that are ranked, in SR pixels; 0 before any are."""
    hard: tuple[HardPatch, ...] = ()
    """The hardest patches of that size, the hardest first."""
    note: str = ""
    """Why there is no survey, or fewer nodes than usual, in a sentence."""
    failed: bool = False
    """Whether there is no use in trying again."""

    @property
    def done(self) -> int:
        """Nodes that are known."""
        return 0 if self.survey is None else len(self.survey.alpha)

    @property
    def is_whole(self) -> bool:
        """Whether nothing is left to compute, whatever the patch."""
        return self.failed or 0 < self.nodes == self.done

    @property
    def nbytes(self) -> int:
        """Memory of its planes."""
        error = 0 if self.squared_error is None else self.squared_error.nbytes
        return error + (0 if self.survey is None else self.survey.nbytes)

    def hard_of(self, size: int) -> tuple[HardPatch, ...]:
        """The hard patches, where they are of that size."""
        return self.hard if size == self.size else ()


def survey_key(state: State, facts: NetworkFacts) -> MapKey:
    """All that decides a survey: neither the patch nor where on the path gradients are taken. Needs a picture."""
    assert state.picture is not None
    settings = state.settings.of_the_path()
    return key_of(state.picture, state.role, state.reduction, facts, _ANY_PATCH, settings, state.device)


class SurveyShelf(BoundedShelf[MapKey, Surveyed]):
    """Surveys by key, each as far as it went."""

    def __init__(self, limit_bytes: int = KEPT_BYTES) -> None:
        super().__init__(limit_bytes)
