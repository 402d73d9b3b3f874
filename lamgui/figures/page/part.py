"""Which part of a picture a page shows: all of a small one, a square around the patch of a larger one."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np

from lamgui.base.vocabulary import in_words_of
from lamgui.base.wording import share_in_words, size_in_words
from lamgui.maps.close_up import CloseUp
from lamgui.maps.result import Analysis

MOST_SR_PX = 512
"""Longest side of a picture that is shown whole, in SR pixels; of a larger one the part around the patch is."""
FILM_LR_PX = 64
"""Longest side of γ(α), gradients and sums in the filmstrip, in LR pixels."""
FILM_SR_PX = 96
"""Longest side of F(γ(α)) in the filmstrip, in SR pixels."""


def common_step(analyses: Sequence[Analysis]) -> int:
    """SR pixels that are whole LR pixels of every network: parts that begin and end there are the same for all."""
    return math.lcm(*(analysis.pictures.scale for analysis in analyses))


def part_around(analysis: Analysis, most_sr_px: int, step: int) -> CloseUp:
    """The part of what the network was given whose sides are at most `most_sr_px`, with the patch in its middle.

    It begins and ends at multiples of `step` SR pixels, and holds at least one of them in each direction.
    """
    pictures, scale = analysis.pictures, analysis.pictures.scale
    height, width = pictures.sr.shape[:2]
    patch = pictures.patch
    x, steps_wide = _stretch(patch.x + patch.size / 2, width, most_sr_px, step)
    y, steps_high = _stretch(patch.y + patch.size / 2, height, most_sr_px, step)
    per_step = step // scale
    return CloseUp(x * per_step, y * per_step, steps_wide * per_step, steps_high * per_step)


def _stretch(middle_px: float, whole_px: int, most_px: int, step: int) -> tuple[int, int]:
    """Begin and length, in steps, of what lies around a middle."""
    count = max(1, whole_px // step)
    length = min(count, max(1, most_px // step))
    return min(max(0, round(middle_px / step - length / 2)), count - length), length


def film_part(analysis: Analysis, most_px: int) -> CloseUp | None:
    """The part of the filmstrip's close-up with sides of at most `most_px` LR pixels; None without frames."""
    region = analysis.close_up
    if region is None:
        return None
    patch, scale = analysis.pictures.patch, analysis.pictures.scale
    x, width = _stretch((patch.x + patch.size / 2) / scale - region.x, region.width, most_px, 1)
    y, height = _stretch((patch.y + patch.size / 2) / scale - region.y, region.height, most_px, 1)
    return CloseUp(region.x + x, region.y + y, width, height)


def part_sentence(analyses: Sequence[Analysis], parts: Sequence[CloseUp], reason: str) -> str:
    """What a reader must know of pictures that are not shown whole, with the reason; empty where all are."""
    cut = [(one, part) for one, part in zip(analyses, parts, strict=True) if _shows_less(one, part)]
    if not cut:
        return ""
    analysis, part = cut[0]
    scale, (height, width) = analysis.pictures.scale, analysis.pictures.sr.shape[:2]
    shown, whole = size_in_words((part.width * scale, part.height * scale)), size_in_words((width, height))
    shares = [share for one, place in cut if (share := _share_inside(one, place)) is not None]
    held = f" At least {share_in_words(min(shares))} of the importance of each map lies in it." if shares else ""
    px = in_words_of(scale, "SR pixels")
    return f"Pictures show the {shown} {px} around the patch, of {whole}{reason}.{held} Numbers are of whole maps."


def _shows_less(analysis: Analysis, part: CloseUp) -> bool:
    return (part.width, part.height) != analysis.lr_size


def _share_inside(analysis: Analysis, part: CloseUp) -> float | None:
    """The share of a map's importance that lies in a part; None for a map that is zero or not finite."""
    total = float(np.sum(analysis.importance, dtype=np.float64))
    inside = float(np.sum(part.cut(analysis.importance), dtype=np.float64))
    return inside / total if math.isfinite(total) and total > 0 else None
