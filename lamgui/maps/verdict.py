"""How far a map can be trusted, and why not further: one judgement for window, command line and figures."""

from __future__ import annotations

import math
from dataclasses import dataclass
from enum import StrEnum

from lamgui.attribution.integral.completeness import LARGE_FALL, is_large_gap, largest_fall, misses_little
from lamgui.attribution.path.registry import PATHS
from lamgui.attribution.settings.settings import Settings, cuts_the_kernel, effective_sigma
from lamgui.base.wording import gap_in_percent, share_in_words
from lamgui.maps.result import Analysis
from lamgui.maps.seeds import is_by_chance
from lamgui.networks.entry import Repeats

LARGE_ERROR = 0.05
"""Error of a map at 95 %, as a share of its norm, beyond which it is reported."""

RUINOUS_ERROR = 0.2
"""Error beyond which it is another map."""


class Trust(StrEnum):
    """The judgement in a word or two, the best first."""

    SOUND = "sound"
    CARE = "read with care"
    NONE = "not to be trusted"


@dataclass(frozen=True)
class MapVerdict:
    """The judgement, and a sentence for each reason against the map."""

    trust: Trust
    reasons: tuple[str, ...] = ()


def judge(analysis: Analysis) -> MapVerdict:
    """The worst of all that is known of a map: finite values, completeness, falls of D, error, blur, border."""
    findings = [
        *_of_values(analysis),
        *_of_network(analysis),
        *_of_noise(analysis),
        *_of_sum(analysis),
        *_of_fall(analysis),
        *_of_error(analysis),
    ]
    if truncation := kernel_note(analysis.settings):
        findings.append((Trust.CARE, truncation))
    if analysis.leans_on_edge:
        findings.append((Trust.CARE, AT_THE_EDGE))
    order = list(Trust)
    worst = max((order.index(trust) for trust, _ in findings), default=0)
    return MapVerdict(order[worst], tuple(reason for _, reason in findings))


def reservations(analysis: Analysis) -> tuple[str, ...]:
    """All that a reader of the map should know, in sentences: the verdict's reasons and what happened in the run."""
    return (*judge(analysis).reasons, *_short_of_tolerance(analysis), *analysis.notes)


def kernel_note(settings: Settings) -> str:
    """What a kernel that is too small for σ really does; empty where it is large enough or no blur is used."""
    if not PATHS[settings.path].blurs or not cuts_the_kernel(settings.sigma, settings.kernel_width):
        return ""
    real = effective_sigma(settings.sigma, settings.kernel_width)
    return f"A kernel of {settings.kernel_width} cuts σ = {settings.sigma:g}: the real blur is {real:.2f} LR pixels."


AT_THE_EDGE = (
    "The map leans on the picture's edge, whose pixels count for more than the others: what the network pads there "
    "takes part in it."
)
RESTORES_NOTHING = (
    "The network restores nothing on a test chart: it may be untrained, or be fed in a wrong range, scale or order of "
    "channels."
)
ROUNDING = 1e-6
"""Of D: what single precision leaves undecided of a sum."""

_Findings = list[tuple[Trust, str]]


def _of_values(analysis: Analysis) -> _Findings:
    if analysis.nonfinite:
        return [
            (
                Trust.NONE,
                f"{analysis.nonfinite} values of D or its gradients were not finite; nothing was put in their place.",
            )
        ]
    if analysis.diffusion_index is None:
        reason = (
            "nothing in the picture changes this patch, and there is no DI."
            if _is_nothing(analysis)
            else "D changes along the path, but the network passes no gradient to its input."
        )
        return [(Trust.NONE, f"The map is zero everywhere: {reason}")]
    return []


def _of_network(analysis: Analysis) -> _Findings:
    return [] if analysis.network.restores else [(Trust.CARE, RESTORES_NOTHING)]


def _of_sum(analysis: Analysis) -> _Findings:
    if analysis.nonfinite or analysis.diffusion_index is None:
        return []
    if _is_nothing(analysis):
        return [
            (Trust.CARE, "D is the same at both ends of the path (ΔD = 0), so the completeness gap has no meaning.")
        ]
    if not is_large_gap(analysis.completeness_gap):
        return []
    gap = gap_in_percent(analysis.completeness_gap)
    if _sum_says_little(analysis):
        return [
            (Trust.CARE, f"D rises and falls along the path and ΔD nearly cancels, so the gap of {gap} says little.")
        ]
    more = "take more steps, or Auto" if analysis.settings.steps is not None else "take another rule or path"
    if is_by_chance(analysis.network, analysis.settings):
        more = "its passes have other noise than its ends"
    return [(Trust.NONE, f"The map does not add up to ΔD (gap {gap}): {more}.")]


def _of_fall(analysis: Analysis) -> _Findings:
    """The reservation about a D that falls along the path: the map shows a loss, or gains and losses that cancel."""
    if analysis.nonfinite or analysis.diffusion_index is None or _is_nothing(analysis):
        return []
    if analysis.curves.delta < 0:
        lost = "ΔD is negative: the patch holds less of the feature at the input than at the baseline, and the map "
        return [(Trust.CARE, f"{lost}shows what takes it away.")]
    _, objective = analysis.curves.objective_with_ends()
    fall = largest_fall(objective)
    if fall <= LARGE_FALL or _sum_says_little(analysis):
        return []
    falls = f"D falls along the path, by {share_in_words(fall)} of the range in which it moves: "
    return [(Trust.CARE, f"{falls}in the map, what raises D and what lowers it cancel in part.")]


def _is_nothing(analysis: Analysis) -> bool:
    """Whether ΔD is 0, or no more than rounding."""
    curves = analysis.curves
    largest = max(abs(curves.objective_baseline), abs(curves.objective_input))
    return math.isnan(analysis.completeness_gap) or abs(curves.delta) <= ROUNDING * largest


def _sum_says_little(analysis: Analysis) -> bool:
    """Whether the gap is large only because ΔD nearly cancels."""
    if not is_large_gap(analysis.completeness_gap):
        return False
    curves = analysis.curves
    _, objective = curves.objective_with_ends()
    return misses_little(abs(analysis.completeness_gap * curves.delta), objective)


def _of_error(analysis: Analysis) -> _Findings:
    if analysis.diffusion_index is None:
        return []
    if analysis.error is None:
        return [(Trust.CARE, "There are too few steps to tell the map's error: take 6 or more.")]
    off = analysis.error.of_map
    if off <= LARGE_ERROR:
        return []
    more = "take more steps, or Auto" if analysis.settings.steps is not None else "take a smaller tolerance"
    if analysis.within_tolerance is False:
        more = ended_short(analysis)
    if is_by_chance(analysis.network, analysis.settings):
        more = "its nodes have other noise each"
    trust = Trust.CARE if off <= RUINOUS_ERROR else Trust.NONE
    return [(trust, _off_by(off, more))]


def _short_of_tolerance(analysis: Analysis) -> tuple[str, ...]:
    """That automatic steps ended too soon, where the error is not so large that the verdict says it."""
    if analysis.within_tolerance is not False or analysis.error is None or analysis.error.of_map > LARGE_ERROR:
        return ()
    return (_off_by(analysis.error.of_map, ended_short(analysis)),)


def _off_by(share: float, more: str) -> str:
    return f"The map may be off by up to {share_in_words(share)} of its norm (at 95 %): {more}."


def ended_short(analysis: Analysis) -> str:
    """What is said of automatic steps that ended short of their tolerance, without the full stop."""
    settings = analysis.settings
    return f"automatic steps ended at {settings.most_steps}, short of {share_in_words(settings.tolerance)}; state more"


def _of_noise(analysis: Analysis) -> _Findings:
    """The reservation about a network that draws random numbers: its map is never sound."""
    repeats, settings, spread = analysis.network.repeats, analysis.settings, analysis.spread
    if repeats is Repeats.ALWAYS:
        return []
    draws = "The network draws random numbers"
    if spread is not None:
        index = spread.of_diffusion_index
        and_index = "" if index is None else f", its DI by {index:.2g}"
        apart = f"that of one seed lies {share_in_words(spread.of_map)} of its norm away{and_index}"
        return [(Trust.CARE, f"{draws}: this map is the {settings.seed_words}; {apart} (standard deviation).")]
    if repeats is Repeats.NEVER:
        return [(Trust.CARE, f"{draws} from a generator of its own, others in every pass: no seed makes it repeat.")]
    if settings.seed is None:
        return [(Trust.CARE, f"{draws}, others in every pass: state a seed, or take the mean over several.")]
    return [(Trust.CARE, f"{draws}: this is the map of {settings.seed_words}, and another seed gives another.")]
