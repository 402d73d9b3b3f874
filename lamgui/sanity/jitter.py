"""Patch jitter: a patch moved by one SR pixel is nearly the same patch, and must have nearly the same map."""

from __future__ import annotations

from collections.abc import Generator
from dataclasses import replace

import numpy as np

from lamgui.attribution.patch import Patch
from lamgui.base.errors import SettingsError
from lamgui.base.vocabulary import in_words_of
from lamgui.base.wording import correlation_in_words
from lamgui.maps.request import Request
from lamgui.maps.result import Analysis
from lamgui.sanity.maps import SanityStep, compared_with
from lamgui.sanity.report import Compared, Finding, SanityTest, SanityVerdict, not_applicable

DIRECTIONS = {"left": (-1, 0), "right": (1, 0), "up": (0, -1), "down": (0, 1)}
LOWEST_MEAN_RANK, LOWEST_RANK = 0.85, 0.7
SMALL_PX = 4
"""Side up to which one pixel more or less is a large part of the patch."""


def cost(_request: Request) -> int:
    """Largest number of maps that are computed."""
    return len(DIRECTIONS)


def jitter(request: Request, reference: Analysis) -> Generator[SanityStep, None, Finding]:
    """Move the patch by one SR pixel in every direction in which it stays inside; the map must hardly change.

    Raises UserError.
    """
    height, width = reference.pictures.sr.shape[:2]
    compared: list[Compared] = []
    for direction, patch in moved_patches(request.patch, width, height).items():
        changed = replace(request, patch=patch)
        compared.append((yield from compared_with(reference, changed, f"1 px {direction}", len(compared))))
    if not compared:
        return not_applicable(SanityTest.JITTER, "The patch fills the picture: it can move in no direction.")
    ranks = [one.similarity.rank for one in compared if one.similarity.exists]
    if len(ranks) < len(compared):
        return not_applicable(SanityTest.JITTER, "The map of a neighbouring patch is zero, or marks a single pixel.")
    mean, worst = float(np.mean(ranks)), min(ranks)
    passed = mean >= LOWEST_MEAN_RANK and worst >= LOWEST_RANK
    pixel = in_words_of(request.network.scale, "SR pixel")
    found = f"The map {'hardly changes' if passed else 'changes'} when the patch moves by one {pixel}: "
    found += f"rank correlation {correlation_in_words(mean)} on average, {correlation_in_words(worst)} at worst."
    if len(compared) < len(DIRECTIONS):
        found += f" Only {len(compared)} of {len(DIRECTIONS)} directions stay inside the picture."
    if request.patch.size <= SMALL_PX:
        found += f" Of a patch of {request.patch.size} px, one pixel is a large part."
    return Finding(
        SanityTest.JITTER,
        SanityVerdict.PASSED if passed else SanityVerdict.FAILED,
        found,
        f"Passed at {LOWEST_MEAN_RANK:g} or more on average and {LOWEST_RANK:g} in each direction.",
        tuple(compared),
    )


def moved_patches(patch: Patch, sr_width: int, sr_height: int) -> dict[str, Patch]:
    """The patch moved by one SR pixel, by direction; those that would leave the picture are left out."""
    moved: dict[str, Patch] = {}
    for direction, (columns, rows) in DIRECTIONS.items():
        try:
            neighbour = Patch(patch.x + columns, patch.y + rows, patch.size)
            neighbour.require_inside(sr_width, sr_height)
        except SettingsError:
            continue
        moved[direction] = neighbour
    return moved
