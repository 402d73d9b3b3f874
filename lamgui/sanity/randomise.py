"""Randomised weights (Adebayo et al. 2018): a map that does not change with them says nothing about the network."""

from __future__ import annotations

from collections.abc import Generator
from dataclasses import replace

import numpy as np

from lamgui.base.wording import correlation_in_words
from lamgui.maps.request import Request
from lamgui.maps.result import Analysis
from lamgui.networks.redraw import redrawn
from lamgui.sanity.maps import SanityStep, compared_with
from lamgui.sanity.report import Compared, Finding, SanityTest, SanityVerdict, not_applicable

HIGHEST_RANK = 0.7
"""Rank correlation up to which a map counts as changed; maps of jittered patches stay above 0.85."""

CASCADE = (0.25, 0.5, 0.75)
"""Shares of the layers, from the output on, that are drawn anew on the way to all of them."""

SEEDS = (1, 2)
"""Seeds of the draws of all layers; the cascade uses the first."""


def cost(request: Request) -> int:
    """Number of maps that are computed."""
    return len(_stages(len(request.network.learnt_layers)))


def randomise(request: Request, reference: Analysis) -> Generator[SanityStep, None, Finding]:
    """Draw the weights anew from the last layer on until all are, twice; the map must change.

    Values that were not learnt (statistics of normalisation, mean shifts) stay. Raises UserError.
    """
    layers = len(request.network.learnt_layers)
    if layers == 0:
        return not_applicable(
            SanityTest.RANDOMISE, f"{request.network.facts.name} has no weights that could be drawn anew."
        )
    compared: list[Compared] = []
    for count, seed in _stages(layers):
        label = f"all {layers} layers, draw {seed}" if count == layers else f"last {count} of {layers} layers"
        network = redrawn(request.network, count, seed)
        try:
            changed = replace(request, network=network)
            compared.append((yield from compared_with(reference, changed, label, len(compared))))
        finally:
            network.release()
    return _judged(compared)


def _stages(layers: int) -> list[tuple[int, int]]:
    """The numbers of last layers that are drawn, each with its seed."""
    if layers == 0:
        return []
    partly = sorted({count for share in CASCADE if 0 < (count := round(share * layers)) < layers})
    return [*((count, SEEDS[0]) for count in partly), *((layers, seed) for seed in SEEDS)]


def _judged(compared: list[Compared]) -> Finding:
    whole = [one.similarity.rank for one in compared[-len(SEEDS) :] if one.similarity.exists]
    if not whole:
        why = "With all weights random the network passes nothing on: there is no map to compare."
        return replace(not_applicable(SanityTest.RANDOMISE, why), compared=tuple(compared))
    highest = float(np.max(whole))
    passed = highest <= HIGHEST_RANK
    what = "changes" if passed else "hardly changes"
    return Finding(
        SanityTest.RANDOMISE,
        SanityVerdict.PASSED if passed else SanityVerdict.FAILED,
        f"The map {what} when all weights are random: rank correlation {correlation_in_words(highest)}.",
        f"Passed at {HIGHEST_RANK:g} or less, with all layers drawn anew.",
        tuple(compared),
    )
