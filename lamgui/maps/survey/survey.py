"""Surveys a picture: passes over all of it at a few α, without gradients, give D of every patch."""

from __future__ import annotations

import time
from collections.abc import Generator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from lamgui.attribution.measures.ranking import HardPatch, hard_patches
from lamgui.attribution.measures.survey import NODE_COUNTS, Survey, coarse_to_fine
from lamgui.attribution.path.equal_pieces import equal_pieces
from lamgui.base.arrays import Floats
from lamgui.base.errors import NetworkError
from lamgui.base.wording import bytes_in_words, seconds_in_words
from lamgui.imaging.quality import squared_error
from lamgui.maps.request import SurveyRequest

if TYPE_CHECKING:
    from torch import Tensor


@dataclass(frozen=True, eq=False)
class Surveyed:
    """A survey in progress or finished; a later one of the same key holds all of an earlier one."""

    survey: Survey | None = None
    """None before the first node, and for a detector that is no sum over positions."""
    nodes: int = 0
    """Number of nodes in the end; 0 where it is not yet known."""
    squared_error: Floats | None = None
    """Squared error of SR against HR on Y, (H - 1, W - 1); None without an HR picture."""
    size: int = 0
    """Side of the patches that are ranked, in SR pixels; 0 before any are."""
    hard: tuple[HardPatch, ...] = ()
    """The hardest patches of that size, the hardest first."""
    note: str = ""
    """Why there is no survey, or fewer nodes than usual, in a sentence."""
    failed: bool = False
    """Whether another try would fail, too."""

    @property
    def done(self) -> int:
        """Nodes that are known."""
        return 0 if self.survey is None else len(self.survey.alpha)

    @property
    def is_whole(self) -> bool:
        """Whether nothing is left to compute for any patch."""
        return self.failed or 0 < self.nodes == self.done

    @property
    def nbytes(self) -> int:
        """Memory of its planes."""
        error = 0 if self.squared_error is None else self.squared_error.nbytes
        return error + (0 if self.survey is None else self.survey.nbytes)

    def hard_of(self, size: int) -> tuple[HardPatch, ...]:
        """The hard patches, if they have that size."""
        return self.hard if size == self.size else ()


NO_SUM = "This detector is no sum over places of the patch: of other patches nothing is known before they are computed."

MEASURED_PX = 128
"""Side of the middle of the LR picture on which the path's length is measured."""


def survey(request: SurveyRequest, so_far: Surveyed | None = None) -> Generator[Surveyed, None, Surveyed]:
    """Continue a survey: a pass in each step, both ends of the path first, then from coarse to fine.

    The hard patches are ranked as soon as both ends are known. Closing the generator cancels between two passes;
    setting the request's `stop` ends the present pass, and the survey with the nodes so far. Raises UserError.
    """
    surveyed = so_far or Surveyed()
    yield surveyed
    work = _Survey(request)
    surveyed = work.begun(surveyed)
    while not request.stop.is_set():
        if work.can_rank(surveyed):
            surveyed = work.ranked(surveyed)
        elif not surveyed.is_whole:
            surveyed = work.with_next_node(surveyed)
        else:
            break
        yield surveyed
    return surveyed


class _Survey:
    """The steps of one survey, which share the placed network and the path."""

    def __init__(self, request: SurveyRequest) -> None:
        from lamgui.attribution.settings.makers import make_density
        from lamgui.maps.devices import placed, resolve_device

        self._request = request
        settings, network = request.settings, request.network
        device = resolve_device(request.device, settings.precision)
        self._restore, self._path = placed(network, settings, request.prepared.network_input, device)
        self._density = make_density(settings)

    def begun(self, surveyed: Surveyed) -> Surveyed:
        """The survey so far; complete, if a run restored whole pictures along the path."""
        request, lr = self._request, self._path.lr
        if request.sr_cache is None or surveyed.survey is not None:
            return surveyed
        survey = request.sr_cache.survey(self._restore, request.prepared, lr, request.settings)
        sr_picture = request.sr_cache.get(self._restore, request.prepared, lr)
        if survey is None or sr_picture is None:
            return surveyed
        hr = request.prepared.hr
        error = None if hr is None else squared_error(sr_picture.pixels, hr)[:-1, :-1].copy()
        return replace(surveyed, survey=survey, nodes=len(survey.alpha), squared_error=error)

    def with_next_node(self, surveyed: Surveyed) -> Surveyed:
        """The survey with another node, or with a note why there will be none."""
        request = self._request
        if self._density is None:
            return replace(surveyed, failed=True, note=NO_SUM)
        density, side_px = self._density
        nodes = surveyed.nodes or affordable_nodes(request, self._path.lr.element_size())
        if not nodes:
            return replace(surveyed, failed=True, note=self._too_large())
        from lamgui.attribution.detectors.detector import summed_density

        began = time.monotonic()
        node = coarse_to_fine(nodes)[surveyed.done]
        alpha = self._alphas(nodes)[node]
        sr = self._pass(alpha)
        if sr is None:
            return surveyed
        plane = summed_density(density, side_px, sr)
        survey = (surveyed.survey or Survey((), (), side_px)).with_node(alpha, plane)
        if not surveyed.done:
            nodes = self._bearable(nodes, time.monotonic() - began)
        note = "" if nodes == request.most_nodes else f"{surveyed.note or self._fewer(nodes)}"
        return replace(surveyed, survey=survey, nodes=nodes, note=note, squared_error=self._error(alpha, sr, surveyed))

    def can_rank(self, surveyed: Surveyed) -> bool:
        """Whether ΔD is known, but not the hard patches of the requested size."""
        return surveyed.survey is not None and surveyed.survey.has_ends and surveyed.size != self._request.size

    def ranked(self, surveyed: Surveyed) -> Surveyed:
        """The survey with the hard patches of the requested size."""
        request, survey = self._request, surveyed.survey
        assert survey is not None
        hard = hard_patches(survey, surveyed.squared_error, request.size, request.count)
        return replace(surveyed, size=request.size, hard=hard)

    def _pass(self, alpha: float) -> Tensor | None:
        """F(γ(α)), (C, H, W); None where it was stopped."""
        import torch

        from lamgui.networks.stoppable import PassStopped, stoppable

        try:
            with torch.no_grad(), stoppable(self._request.stop):
                sr: Tensor = self._restore(self._path.at([alpha]))[0]
        except PassStopped:
            return None
        if alpha in (0.0, 1.0) and not torch.isfinite(sr).all():
            name = self._request.network.facts.name
            raise NetworkError(f"{name} gives values that are not finite at α = {alpha:g}.")
        return sr

    def _error(self, alpha: float, sr: Tensor, surveyed: Surveyed) -> Floats | None:
        """The survey with the error of F(I), the picture at the path's end."""
        network, prepared = self._request.network, self._request.prepared
        if alpha < 1.0 or prepared.hr is None:
            return surveyed.squared_error
        return squared_error(network.decode(sr, prepared.lr), prepared.hr)[:-1, :-1].copy()

    def _alphas(self, nodes: int) -> tuple[float, ...]:
        """α that divide the path into equal lengths, by its middle; those of a smaller number are among them."""
        from lamgui.attribution.path.path import LENGTH_GRID

        rows, columns = (_middle(side) for side in self._path.lr.shape[-2:])
        return tuple(equal_pieces(LENGTH_GRID, self._path.within(rows, columns).lengths, nodes - 1).tolist())

    def _bearable(self, nodes: int, pass_s: float) -> int:
        """The number of nodes that the time limit allows, at least both ends and the middle."""
        bearable = [n for n in NODE_COUNTS if n <= nodes and n * pass_s <= self._request.patience_s]
        return bearable[0] if bearable else min(nodes, 3)

    def _fewer(self, nodes: int) -> str:
        width, height = self._request.sr_size
        return (
            f"{nodes} nodes instead of {self._request.most_nodes}: more would take over "
            f"{seconds_in_words(self._request.patience_s)} or {bytes_in_words(self._request.limit_bytes)} "
            f"for {width} × {height} SR pixels."
        )

    def _too_large(self) -> str:
        width, height = self._request.sr_size
        return (
            f"{width} × {height} SR pixels are too many to be surveyed in {bytes_in_words(self._request.limit_bytes)}: "
            "open a smaller picture, or a part of it."
        )


def affordable_nodes(request: SurveyRequest, bytes_per_value: int) -> int:
    """The most nodes whose planes fit in memory beside the error; 0 where not even both ends do."""
    width, height = request.sr_size
    error = 4 * height * width if request.prepared.hr is not None else 0
    room = (request.limit_bytes - error) // (bytes_per_value * height * width)
    return next((n for n in NODE_COUNTS if n <= min(room, request.most_nodes)), 0)


def _middle(side: int) -> slice:
    length = min(side, MEASURED_PX)
    return slice((side - length) // 2, (side - length) // 2 + length)
