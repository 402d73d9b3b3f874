"""Brightness shift (paper 3.1): a constant added to the input changes no structure, and so must not change the map."""

from __future__ import annotations

from collections.abc import Generator
from dataclasses import replace

from lamgui.attribution.path.registry import PATHS
from lamgui.base.wording import MINUS, correlation_in_words
from lamgui.maps.request import Request
from lamgui.maps.result import Analysis
from lamgui.sanity.maps import SanityStep, compared_with
from lamgui.sanity.report import Compared, Finding, SanityTest, SanityVerdict, not_applicable

SHIFTS = (-0.1, 0.1)
"""Constants that are added to the input, as shares of white."""

LOWEST_RANK = 0.9


def cost(_request: Request) -> int:
    """Number of maps that are computed."""
    return len(SHIFTS)


def brightness(request: Request, reference: Analysis) -> Generator[SanityStep, None, Finding]:
    """Add a constant to the input, nothing clipped; the blurred baseline shifts with it, the black one does not.

    The map stays exactly the same for a network that passes the constant on, or ignores it; with biases, mean shifts
    and zero padding it stays nearly the same. Raises UserError.
    """
    compared: list[Compared] = []
    for shift in SHIFTS:
        changed = replace(request, network=request.network.brightened(shift))
        label = f"input {MINUS if shift < 0 else '+'}{abs(shift):g} of white"
        compared.append((yield from compared_with(reference, changed, label, len(compared))))
    ranks = [one.similarity.rank for one in compared if one.similarity.exists]
    if len(ranks) < len(compared):
        return not_applicable(SanityTest.BRIGHTNESS, "The map of the brighter or darker input has nothing to compare.")
    passed = min(ranks) >= LOWEST_RANK
    found = f"The map {'stays' if passed else 'changes'} when the input gets brighter or darker: "
    found += f"rank correlation at least {correlation_in_words(min(ranks))}."
    if PATHS[request.settings.path].baseline_is_fixed:
        found += " A black baseline stays black, so that this is a test of the baseline, too."
    return Finding(
        SanityTest.BRIGHTNESS,
        SanityVerdict.PASSED if passed else SanityVerdict.FAILED,
        found,
        f"Passed at {LOWEST_RANK:g} or more; biases, mean shifts and zero padding keep it below 1.",
        tuple(compared),
    )
