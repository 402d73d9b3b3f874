"""Of what the PSNR and SSIM in a figure are, in a sentence: for the foot of the figure and for its caption."""

from __future__ import annotations

from collections.abc import Sequence

from lamgui.figures.layouts.numbers import are_of_one_picture
from lamgui.figures.layouts.registry import LAYOUTS
from lamgui.figures.options import FigureOptions
from lamgui.figures.style import QualityOf
from lamgui.figures.words.columns import FigureColumn
from lamgui.maps.quality_words import picture_in_words
from lamgui.maps.result import Analysis


def quality_sentence(analyses: Sequence[Analysis], options: FigureOptions) -> str:
    """Such as "PSNR (Y) is of the whole picture; the best is bold."; empty where the figure has no such number."""
    known = [analysis for analysis in analyses if analysis.pictures.quality is not None]
    if not known:
        return ""
    compares = LAYOUTS[options.layout].compares_quality
    psnr = f"PSNR ({options.psnr_channels.words})"
    if compares:
        shown = [name for name, is_shown in ((psnr, options.show_psnr), ("SSIM (Y)", options.show_ssim)) if is_shown]
        has_best = len(analyses) > 1 or options.layout == "zoom"
    else:
        shown = [psnr] if _has_psnr(analyses, options) else []
        has_best = len(known) > 1 and options.labels and are_of_one_picture(analyses)
    if not shown:
        return ""
    is_part = compares and options.quality_of is QualityOf.PATCH
    what = "the part in the box" if is_part else picture_in_words(known)
    names = " and ".join(shown).replace("(Y) and SSIM (Y)", "and SSIM (Y)")
    return f"{names} {'is' if len(shown) == 1 else 'are'} of {what}{'; the best is bold' if has_best else ''}."


def _has_psnr(analyses: Sequence[Analysis], options: FigureOptions) -> bool:
    """Whether PSNR stands beside the rows or under the SR pictures of a single one."""
    beside = len(analyses) > 1 and options.labels
    under = {FigureColumn.SR, FigureColumn.PATCH_SR} & set(options.shown_columns)
    return options.show_psnr and LAYOUTS[options.layout].prints_psnr and bool(beside or under)
