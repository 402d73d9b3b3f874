"""The mean map over several seeds of a network that draws random numbers, with how far single maps lie from it."""

from __future__ import annotations

from collections.abc import Callable, Generator, Sequence
from dataclasses import replace

import numpy as np

from lamgui.attribution.integral.completeness import completeness_gap
from lamgui.attribution.integral.map_error import MapError
from lamgui.attribution.measures.spread import spread_of
from lamgui.attribution.settings.settings import Settings
from lamgui.base.arrays import Floats, Mask
from lamgui.base.generators import map_reports
from lamgui.maps.input_frames.maps import InputFrames
from lamgui.maps.progress import Progress
from lamgui.maps.request import Request
from lamgui.maps.result import Analysis
from lamgui.networks.entry import NetworkFacts, Repeats

Run = Callable[[Request, int | None], Generator[Progress, None, Analysis]]
"""Runs a request; where a number of passes is given, at the nodes at which automatic steps ended after so many."""


def is_by_chance(facts: NetworkFacts, settings: Settings) -> bool:
    """Whether every pass of a run draws other random numbers."""
    return facts.repeats is Repeats.NEVER or (facts.repeats is Repeats.SEEDED and settings.seed is None)


def mean_over_seeds(request: Request, run: Run) -> Generator[Progress, None, Analysis]:
    """One run a seed, from the one that is stated on; where steps are found, the first finds them for all."""
    settings = request.settings
    analyses: list[Analysis] = []
    for single in settings.single_seeds():
        passes = analyses[0].passes if single.steps is None and analyses else None
        running = run(replace(request, settings=single), passes)
        analyses.append((yield from _counted(running, len(analyses), settings.seeds, _elapsed_s(analyses))))
    return mean_of(analyses, settings)


def mean_of(analyses: Sequence[Analysis], settings: Settings) -> Analysis:
    """The mean of maps at the same nodes; pictures and frames are those of the first seed."""
    first, lams = analyses[0], [analysis.lam for analysis in analyses]
    lam: Floats = np.asarray(np.mean(lams, axis=0, dtype=np.float64), dtype=first.lam.dtype)
    all_curves = [analysis.curves for analysis in analyses]
    curves = replace(
        first.curves,
        objective=_mean([one.objective for one in all_curves]),
        cumulative=_mean([one.cumulative for one in all_curves]),
        objective_baseline=float(np.mean([one.objective_baseline for one in all_curves])),
        objective_input=float(np.mean([one.objective_input for one in all_curves])),
    )
    frames = _mean_of_frames(analyses)
    total = lam if frames is None else frames.lam
    return replace(
        first,
        input_frames=frames,
        settings=settings,
        lam=lam,
        curves=curves,
        completeness_gap=completeness_gap(float(total.sum(dtype=np.float64)), curves.delta),
        nonfinite=sum(analysis.nonfinite for analysis in analyses),
        passes=sum(analysis.passes for analysis in analyses),
        elapsed_s=_elapsed_s(analyses),
        peak_memory_bytes=max(analysis.peak_memory_bytes for analysis in analyses),
        notes=tuple(dict.fromkeys(note for analysis in analyses for note in analysis.notes)),
        error=_error(analyses, lam),
        spread=spread_of(lams),
        field_mask=_union([analysis.field_mask for analysis in analyses]),
    )


def _mean_of_frames(analyses: Sequence[Analysis]) -> InputFrames | None:
    """The mean maps of all frames of the input; None for a network of one."""
    frames = [analysis.input_frames for analysis in analyses if analysis.input_frames is not None]
    return replace(frames[0], lam=np.mean([one.lam for one in frames], axis=0)) if frames else None


def _error(analyses: Sequence[Analysis], mean: Floats) -> MapError | None:
    """Of the mean: no more than the mean of the errors, by the triangle inequality."""
    norm = float(np.linalg.norm(mean))
    errors = [(analysis.error, float(np.linalg.norm(analysis.lam))) for analysis in analyses]
    known = [(error, own) for error, own in errors if error is not None]
    if len(known) < len(errors) or not norm > 0:
        return None
    of_index = [error.of_diffusion_index for error, _ in known if error.of_diffusion_index is not None]
    return MapError(
        float(np.mean([error.of_map * own for error, own in known])) / norm,
        float(np.mean(of_index)) if len(of_index) == len(known) else None,
    )


def _mean(lines: Sequence[Floats]) -> Floats:
    mean: Floats = np.mean(lines, axis=0)
    return mean


def _union(masks: Sequence[Mask | None]) -> Mask | None:
    known = [mask for mask in masks if mask is not None]
    return np.any(known, axis=0) if known else None


def _elapsed_s(analyses: Sequence[Analysis]) -> float:
    return sum(analysis.elapsed_s for analysis in analyses)


def _counted(
    running: Generator[Progress, None, Analysis], done: int, seeds: int, elapsed_s: float
) -> Generator[Progress, None, Analysis]:
    """The progress of one seed as that of all."""

    def of_all(one: Progress) -> Progress:
        step, total, most = done * one.total + one.step, seeds * one.total, seeds * one.most
        return replace(one, step=step, total=total, most=most, elapsed_s=elapsed_s + one.elapsed_s)

    return map_reports(running, of_all)
