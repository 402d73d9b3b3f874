"""The texts of the numbers panel: the measures of a run, in progress or finished, under fixed headings."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from enum import Enum

from lamgui.attribution.integral.completeness import is_large_gap
from lamgui.attribution.receptive_field import TheoreticalField
from lamgui.base.vocabulary import in_words_of
from lamgui.base.wording import (
    bytes_in_words,
    di_in_words,
    di_with_error,
    effective_with_error,
    number_in_words,
    psnr_in_words,
    seconds_in_words,
    share_in_words,
    size_in_words,
    ssim_in_words,
)
from lamgui.figures.words import caption
from lamgui.maps.field_words import box_in_words, field_in_full, field_of
from lamgui.maps.gap_words import gap_in_words
from lamgui.maps.pictures import Pictures
from lamgui.maps.progress import Progress
from lamgui.maps.quality_words import of_surroundings
from lamgui.maps.result import Analysis
from lamgui.maps.surroundings import too_small_note
from lamgui.maps.verdict import LARGE_ERROR, MapVerdict, Trust, judge, reservations

NO_HR = "no HR picture"
BLANK = "–"


class Measure(Enum):
    """A row: its heading and what the quantity is, in the paper's words."""

    VERDICT = (
        "Verdict",
        "Whether the map can be trusted, by all that is known of it; below are the reasons against it.",
    )
    PSNR = (
        "PSNR",
        "Peak signal-to-noise ratio of SR against HR on Y (luma, BT.601, 16..235), 8 bit; s (scale) border pixels cut.",
    )
    SSIM = (
        "SSIM",
        "Structural similarity of SR and HR, 1 where equal: on Y (luma), 11 × 11 Gaussian windows, s (scale) px cut.",
    )
    PSNR_RGB = ("PSNR RGB", "Peak signal-to-noise ratio of SR against HR over R, G and B, s border pixels cut, 8 bit.")
    DI = (
        "DI",
        "DI = (1 − Gini) × 100 of |Σ_c LAM|, with its ± at 95 %: the larger, the more input pixels take part.",
    )
    EFFECTIVE = (
        "Effective",
        "Effective pixels = DI / 100 × LR pixels: k pixels that count alike give k, whatever the size of the picture.",
    )
    INPUT = ("Input", "What the network was given: all of the LR picture, or only its pixels around the patch.")
    GAP = (
        "Gap",
        "Completeness gap (Σ LAM − ΔD) / ΔD. The sum of the map should equal ΔD; more than 5 % asks for more steps.",
    )
    ERROR = (
        "Error",
        "± at 95 %: 95 of 100 maps lie no farther from the integral, as a share of their norm; from every third node.",
    )
    DELTA = ("ΔD", "ΔD = D(F(I)) − D(F(I')): how much of the feature the input has more than the baseline.")
    AREA = (
        "Area",
        "Area of contribution: the smallest set of LR pixels that holds the stated share of the importance.",
    )
    FIELD = (
        "Field",
        "Theoretical receptive field by the network's graph: as the paper counts, at LR rate, and the exact support.",
    )
    REACHED = (
        "Reached",
        "Measured receptive field: the area of LR pixels with any gradient, and their share of all in reach.",
    )
    TIME = ("Time", "Wall-clock time of the run, and the number of nodes of the path at which the gradient was taken.")
    DEVICE = ("Device", "The device that computed the map.")
    MEMORY = ("Memory", "The most memory that the run held: of torch on a GPU, of the whole program on the CPU.")

    @property
    def heading(self) -> str:
        """Its name in the panel."""
        return self.value[0]

    @property
    def explanation(self) -> str:
        """What the quantity is."""
        return self.value[1]


@dataclass(frozen=True)
class Row:
    """A measure's text, what it means, and its severity."""

    text: str
    remark: str = ""
    warns: bool = False
    quiet: bool = False
    """Whether the meaning is shown only in the tooltip and in copied text."""

    def as_text(self) -> str:
        """Text and meaning as one."""
        return f"{self.text}: {self.remark}" if self.remark else self.text


Rows = dict[Measure, Row]


def rows_of_analysis(analysis: Analysis, share: float) -> Rows:
    """All rows of a finished run; `share` (0..1) is that of the area of contribution."""
    return {
        Measure.VERDICT: _verdict_row(judge(analysis)),
        **_quality_rows(analysis.pictures),
        Measure.DI: _di_row(analysis.diffusion_index, analysis.diffusion_index_error),
        Measure.EFFECTIVE: _effective_row(analysis),
        Measure.INPUT: _input_row(analysis),
        Measure.GAP: _gap_row(analysis.completeness_gap, analysis.nonfinite),
        Measure.ERROR: _error_row(analysis),
        Measure.DELTA: Row(number_in_words(analysis.curves.delta)),
        Measure.AREA: area_row(analysis, share),
        Measure.FIELD: _field_row(field_of(analysis.network)),
        Measure.REACHED: _reached_row(analysis),
        Measure.TIME: Row(f"{seconds_in_words(analysis.elapsed_s)}, {analysis.passes} passes"),
        Measure.DEVICE: Row(analysis.device),
        Measure.MEMORY: Row(bytes_in_words(analysis.peak_memory_bytes)),
    }


def rows_of_progress(progress: Progress) -> Rows:
    """The rows that are known during a run."""
    rows: Rows = {}
    if progress.elapsed_s > 0:
        rows[Measure.TIME] = Row(f"{seconds_in_words(progress.elapsed_s)} so far")
    if progress.pictures is not None:
        rows |= _quality_rows(progress.pictures)
    curves = progress.curves
    if curves is not None:
        rows[Measure.DELTA] = Row(number_in_words(curves.delta))
        if len(curves.cumulative) and curves.delta and math.isfinite(curves.cumulative[-1]):
            rows[Measure.GAP] = Row(f"sum so far: {number_in_words(float(curves.cumulative[-1]))}")
    return rows


def area_row(analysis: Analysis, share: float) -> Row:
    """How much of the LR picture holds `share` (0..1) of the importance."""
    if analysis.diffusion_index is None:
        return Row("none", "the map is zero or not finite")
    area = analysis.area(share)
    whole = in_words_of(analysis.pictures.scale, "LR")
    return Row(f"{int(area.sum())} px, {share_in_words(float(area.mean()))} of {whole}")


def analysis_in_text(analysis: Analysis, share: float) -> str:
    """The numbers of a run and its settings, a line each, for a note or a mail."""
    lines = [caption.title(analysis), caption.method(analysis), caption.origin(analysis)]
    lines += [f"{measure.heading}: {row.as_text()}" for measure, row in rows_of_analysis(analysis, share).items()]
    return "\n".join([*lines, *reservations(analysis)])


def _field_row(field: TheoreticalField) -> Row:
    if field.paper_px is not None:
        return Row(f"{field.paper_px} px, exactly {field.support_px}")
    return _split(field_in_full(field))


def _reached_row(analysis: Analysis) -> Row:
    """The sides of the area, and how many of the pixels in reach have a gradient."""
    if analysis.field_mask is None:
        return Row("not stored")
    reached, box = int(analysis.field_mask.sum()), analysis.theoretical_box
    if box is None:
        return Row(f"{box_in_words(analysis.measured_box)}, {reached} px")
    width, height = box.size_px
    return Row(f"{box_in_words(analysis.measured_box)}, {share_in_words(reached / (width * height))}")


def _quality_rows(pictures: Pictures) -> Rows:
    """PSNR and SSIM, each with what they are of where that is not the whole picture."""
    quality = pictures.quality
    if quality is None:
        none = Row(in_words_of(pictures.scale, NO_HR))
        return dict.fromkeys((Measure.PSNR, Measure.SSIM, Measure.PSNR_RGB), none)
    of = of_surroundings(pictures)
    luma, colours = _split(psnr_in_words(quality.psnr_y)), _split(psnr_in_words(quality.psnr_rgb))
    similarity = _split(ssim_in_words(quality.ssim_y))
    return {
        Measure.PSNR: replace(luma, text=f"{luma.text} (Y){of}"),
        Measure.SSIM: replace(similarity, text=f"{similarity.text} (Y){of}"),
        Measure.PSNR_RGB: replace(colours, text=f"{colours.text}{of}"),
    }


def _di_row(di: float | None, error: float | None) -> Row:
    return _split(di_with_error(di, error), warns=di is None)


def _effective_row(analysis: Analysis) -> Row:
    size = size_in_words(analysis.lr_size)
    if analysis.effective_pixels is None:
        return Row(BLANK)
    reached = analysis.diffusion_index_reached
    among = "" if reached is None else f"DI among the pixels that are reached: {di_in_words(reached)}"
    words = effective_with_error(analysis.effective_pixels, analysis.effective_pixels_error)
    return Row(f"{words} px of {size}", among, quiet=True)


def _input_row(analysis: Analysis) -> Row:
    size = size_in_words(analysis.lr_size)
    size = size if analysis.pictures.scale == 1 else f"LR {size}"
    if analysis.pictures.surroundings is not None:
        return Row(size, "around the patch")
    if too_small_note(analysis.lr_size, analysis.settings.surroundings):
        return Row(size, "the whole picture, not as in the paper's Table 1", warns=True)
    return Row(size, "the whole picture", quiet=True)


def _verdict_row(verdict: MapVerdict) -> Row:
    return Row(verdict.trust.value, warns=verdict.trust is not Trust.SOUND)


def _error_row(analysis: Analysis) -> Row:
    if analysis.error is None or analysis.diffusion_index is None:
        return Row(BLANK)
    off = analysis.error.of_map
    words = share_in_words(off)
    is_short = analysis.within_tolerance is False
    remark = f"short of {share_in_words(analysis.settings.tolerance)}" if is_short else ""
    return Row(words if words.startswith("<") else f"± {words}", remark, warns=off > LARGE_ERROR)


def _gap_row(gap: float, nonfinite: int) -> Row:
    warns = is_large_gap(gap)
    return replace(_split(gap_in_words(gap, nonfinite), warns), quiet=not warns)


def _split(words: str, warns: bool = False) -> Row:
    """Text and remark of a text with a reason after a colon."""
    text, _, remark = words.partition(": ")
    return Row(text, remark, warns)
