"""Which pixels the PSNR and SSIM of a result are of, in the words of window, tables, pages and figures alike."""

from __future__ import annotations

from collections.abc import Sequence

from lamgui.base.vocabulary import in_words_of
from lamgui.base.wording import size_in_words
from lamgui.maps.pictures import AROUND_PATCH_PX, Pictures
from lamgui.maps.result import Analysis

AROUND = "Around"
"""The PSNR around the patch, where a cell has room for one word."""

PSNR_AROUND, SSIM_AROUND = "PSNR around", "SSIM around"
"""Headings of columns of a table."""

AROUND_PATCH = f"around the patch: the patch and {AROUND_PATCH_PX} SR pixels on each side of it"
"""The pixels that they take in."""


def of_surroundings(pictures: Pictures) -> str:
    """Behind a number of the SR picture: " of 64×64 LR px", where the network was given no more; else empty."""
    if pictures.surroundings is None:
        return ""
    height, width = pictures.lr.shape[:2]
    return f" of {size_in_words((width, height))} {in_words_of(pictures.scale, 'LR px')}"


def picture_in_words(analyses: Sequence[Analysis]) -> str:
    """What the PSNR of SR pictures is of: the whole picture, or "the surroundings, 64×64 LR px" of some or all."""
    sizes = [a.lr_size for a in analyses if a.pictures.surroundings is not None]
    if not sizes:
        return "the whole picture"
    words = ", ".join(size_in_words(size) for size in dict.fromkeys(sizes))
    rest = "" if len(sizes) == len(analyses) else " where the network was given no more, else of the whole picture"
    return f"the surroundings, {words} {in_words_of(analyses[0].pictures.scale, 'LR px')}{rest}"


def surroundings_sentence(analyses: Sequence[Analysis]) -> str:
    """That PSNR and SSIM are not of whole pictures, for a table; empty where all are."""
    known = [analysis for analysis in analyses if analysis.pictures.quality is not None]
    if all(analysis.pictures.surroundings is None for analysis in known):
        return ""
    return f"PSNR and SSIM are of {picture_in_words(known)}."
