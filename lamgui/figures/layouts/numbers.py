"""The numbers beside and below pictures: DI with its ±, effective pixels, PSNR and SSIM, and which of them is best."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from lamgui.base.wording import di_label, effective_to_its_digit, glued, psnr_in_words, ssim_in_words
from lamgui.figures.style import FigureStyle, PsnrChannels
from lamgui.imaging.quality import Quality
from lamgui.maps.result import Analysis

BEFORE_ERROR = " ±"


@dataclass(frozen=True)
class Number:
    """A number as it is printed; `is_best` where no other picture's is higher. Blanks in it end no line."""

    text: str
    is_best: bool = False

    @property
    def weight(self) -> str:
        """Of its letters."""
        return "bold" if self.is_best else "normal"


def di_words(analysis: Analysis) -> str:
    """DI with its ± as the window has it; a line may end before the ±."""
    words = di_label(analysis.diffusion_index, analysis.diffusion_index_error)
    before, _, error = words.partition(BEFORE_ERROR)
    return f"{glued(before)} {glued(f'±{error}')}" if error else glued(words)


def effective_words(analysis: Analysis) -> str:
    """Effective pixels to the digit of their ±: "43 px"."""
    return glued(f"{effective_to_its_digit(analysis.effective_pixels, analysis.effective_pixels_error)} px")


def quality_numbers(qualities: Sequence[Quality | None], style: FigureStyle) -> list[tuple[Number, ...]]:
    """PSNR and SSIM as far as the style shows them, of pictures of one HR original, the highest marked, ties all."""
    known = [Quality(math.nan, math.nan, math.nan) if one is None else one for one in qualities]
    columns = []
    if style.show_psnr:
        columns.append(_marked([psnr_of(one, style) for one in known], psnr_in_words, 2))
    if style.show_ssim:
        columns.append(_marked([one.ssim_y for one in known], ssim_in_words, 4))
    return [
        () if one is None else tuple(column[k] for column in columns) for k, one in enumerate(qualities)
    ]  # fmt: skip


def row_numbers(analyses: Sequence[Analysis], style: FigureStyle) -> list[tuple[Number, ...]]:
    """PSNR beside each of several maps as far as it is shown; the best is marked if all are of one picture."""
    measured = quality_numbers([analysis.pictures.quality for analysis in analyses], replace(style, show_ssim=False))
    if are_of_one_picture(analyses):
        return measured
    return [tuple(Number(number.text) for number in numbers) for numbers in measured]


def are_of_one_picture(analyses: Sequence[Analysis]) -> bool:
    """Whether the PSNR of several maps compares: all networks were given the same part of one picture."""
    given = {(one.picture.sha256, one.pictures.scale, one.lr_size, one.pictures.lr_origin) for one in analyses}
    return len(given) <= 1


def psnr_of(quality: Quality, style: FigureStyle) -> float:
    """PSNR in dB, of the channels that the style chooses."""
    return quality.psnr_rgb if style.psnr_channels is PsnrChannels.RGB else quality.psnr_y


def number_titles(style: FigureStyle) -> list[str]:
    """What the numbers of a picture are called, in their order."""
    psnr = f"PSNR ({style.psnr_channels.words})"
    return [title for title, is_shown in ((psnr, style.show_psnr), ("SSIM (Y)", style.show_ssim)) if is_shown]


def _marked(values: Sequence[float], in_words: Callable[[float], str], decimals: int) -> list[Number]:
    """Values as they are printed; the highest are marked, where there are others to compare with."""
    rounded = [round(value, decimals) for value in values]
    known = [value for value in rounded if not math.isnan(value)]
    best = max(known) if len(known) > 1 else None
    return [Number(in_words(value), shown == best) for value, shown in zip(values, rounded, strict=True)]
