"""Find by trying what a checkpoint does not state: the setting that restores a test chart best is the right one."""

from __future__ import annotations

import itertools
import math
from collections.abc import Callable, Generator, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import torch
from PIL import Image

from lamgui.imaging.colour import Colour
from lamgui.imaging.picture import Pixels
from lamgui.imaging.quality import measure_quality
from lamgui.imaging.reduce import crop_to_multiple, reduce
from lamgui.networks.architectures._architecture import Configuration
from lamgui.networks.entry import Question, Tried
from lamgui.networks.loading.probe_chart import degraded_charts, drawn_chart
from lamgui.networks.loading.probe_colour import colour_in_steps, colour_note, colour_question
from lamgui.networks.network import Network
from lamgui.networks.value_range import NamedRange, is_possible, range_in_words

WORST_GAIN_DB = -3.0
"""A network this far below bicubic restores nothing, so that its best setting would be a matter of chance."""

CLEAR_DB = 0.3
"""A gain, or a lead, that decides whether a network is for pictures of its own size or for enlarged ones."""

LEAST_ADVANTAGE_DB = 0.1
"""Less than this between two settings is no evidence: to many networks the order of the colours hardly matters."""

NAMED_LEAD_DB = 0.5
"""By how much a range that does not begin at 0 must restore the chart better than those that do, to be taken.

Networks for values -1..1 or ImageNet's do so by 1 dB and more; released ones for values from 0 on lose 2 dB and more.
"""

_DOUBT = (
    "whether it is made for pictures of their own size (scale 1) or for enlarged ones is not clear: state its scale"
)


@dataclass(frozen=True)
class Trial:
    """How well a network restores the chart in a `configuration`; PSNR on RGB, in dB.

    `before_db` is that of bicubic enlargement; at scale 1 that of the chart with the degradation that the network
    removes best, which `removed` names.
    """

    configuration: Configuration
    psnr_db: float
    before_db: float
    removed: str = ""

    @property
    def gain_db(self) -> float:
        """PSNR above what it was before, which can be compared between scales."""
        return self.psnr_db - self.before_db


@dataclass(frozen=True)
class ProbeResult:
    """The configuration to use, in `notes` the evidence for it in words and in `questions` in numbers."""

    configuration: Configuration
    notes: tuple[str, ...]
    questions: tuple[Question, ...]
    restores: bool = True
    """Whether any candidate restores the chart."""


def probe_in_steps(
    configuration: Configuration, assemble: Callable[[Configuration], Network]
) -> Generator[str, None, ProbeResult]:
    """Try every candidate of `configuration`, one a step, with a report in words.

    The first is taken where none restores anything. Range, scale and arguments are those that restore the chart best;
    the order of colours is judged on photographs.
    """
    trials = yield from _trials(configuration, assemble)
    first, (best, doubt) = trials[0], _decided(trials)
    open_names = [name for name, options in configuration.undecided.items() if len(options) > 1]
    if "value_range" in configuration.undecided:
        colour = (first if best.gain_db < WORST_GAIN_DB else best).configuration.colour
        named = yield from _named_range_trials(configuration.decided({"colour": colour}), assemble)
        leading = [one for one in map(_decided, named) if one[0].gain_db >= best.gain_db + NAMED_LEAD_DB]
        best, doubt = max(leading, key=lambda one: one[0].gain_db, default=(best, doubt))
        trials = [*trials, *itertools.chain.from_iterable(named)]
        open_names = [name for name in configuration.undecided if name in {*open_names, "value_range"}]
    if best.gain_db < WORST_GAIN_DB:
        return ProbeResult(first.configuration, (_nonsense(best), *doubt), _questions(open_names, first, trials), False)
    on_chart = [name for name in open_names if name != "colour"]
    notes = tuple(_evidence(name, best, trials) for name in on_chart)
    result = ProbeResult(best.configuration, (*notes, *doubt), _questions(on_chart, best, trials))
    value_range, possible = best.configuration.value_range, configuration.undecided.get("colour", ())
    colours = [colour for colour in possible if is_possible(value_range, colour)]
    if len(colours) < 2:
        return result
    return (yield from _with_colour(result, colours, assemble, best.removed))


def _named_range_trials(
    configuration: Configuration, assemble: Callable[[Configuration], Network]
) -> Generator[str, None, list[list[Trial]]]:
    """The candidates of each range that does not begin at 0, of one colour: few networks have such a range."""
    possible = [named for named in NamedRange if is_possible(named, configuration.colour)]
    groups: list[list[Trial]] = []
    for named in possible:
        groups += [(yield from _trials(configuration.decided({"value_range": named}), assemble))]
    return groups


def _trials(
    configuration: Configuration, assemble: Callable[[Configuration], Network]
) -> Generator[str, None, list[Trial]]:
    """The candidates on the chart, one a step: of the likeliest colour, and of others only where that restores nothing.

    The chart does not tell the colours apart, and large networks take seconds for each trial.
    """
    colours = configuration.undecided.get("colour", (configuration.colour,))
    trials: list[Trial] = []
    for colour in colours:
        for candidate in configuration.decided({"colour": colour}).candidates():
            yield f"trying {_described(candidate)} on a test chart"
            trials.append(_tried(candidate, assemble(candidate)))
        if colour == colours[0] and _best(trials).gain_db >= WORST_GAIN_DB:
            break
    return trials


def _with_colour(
    result: ProbeResult, colours: Sequence[Colour], assemble: Callable[[Configuration], Network], removed: str
) -> Generator[str, None, ProbeResult]:
    """The result with the order of colours that the photographs ask for."""

    def with_colour(colour: Colour) -> Network:
        return assemble(replace(result.configuration, colour=colour))

    chosen, trials = yield from colour_in_steps(colours, with_colour, removed)
    return ProbeResult(
        replace(result.configuration, colour=chosen.colour),
        (*result.notes, colour_note(chosen.colour, trials)),
        (*result.questions, colour_question(trials)),
    )


def _decided(trials: Sequence[Trial]) -> tuple[Trial, tuple[str, ...]]:
    """The best trial, with a note where the trials do not show for which size of pictures the network is made.

    A network that improves enlarged pictures is made for those, as SRCNN is, even if it improves blurred pictures of
    its own size by more: a network against noise or JPEG does not improve enlarged ones. Where nothing is clear, as of
    a network against rain, it is for pictures of the size that it gives out.
    """
    enlarging = [trial for trial in trials if trial.configuration.scale > 1]
    keeping = [trial for trial in trials if trial.configuration.scale == 1]
    if not enlarging or not keeping:
        return _best(trials), ()
    enlarged, same_size = _best(enlarging), _best(keeping)
    if enlarged.gain_db >= CLEAR_DB:
        both = same_size.removed == "blur" and same_size.gain_db >= enlarged.gain_db + CLEAR_DB
        return enlarged, (_DOUBT,) if both else ()
    if same_size.gain_db >= max(CLEAR_DB, enlarged.gain_db + CLEAR_DB):
        return same_size, ()
    return same_size, (_DOUBT,)


def _questions(names: Sequence[str], chosen: Trial, trials: Sequence[Trial]) -> tuple[Question, ...]:
    return tuple(Question(name, tuple(_alternatives(name, chosen, trials))) for name in names)


def _alternatives(name: str, chosen: Trial, trials: Sequence[Trial]) -> Iterator[Tried]:
    """The chosen trial and those that differ from it in `name` only; those without a number are left out."""
    for trial in trials:
        is_one = trial is chosen or _differs_only_in(name, trial.configuration, chosen.configuration)
        if is_one and math.isfinite(trial.gain_db):
            yield Tried(trial.configuration.value_of(name), round(trial.psnr_db, 2), round(trial.gain_db, 2))


def _best(trials: Sequence[Trial]) -> Trial:
    """The first of those within LEAST_ADVANTAGE_DB of the highest gain: the likeliest settings are tried first."""
    highest = max(trial.gain_db for trial in trials)
    return next((trial for trial in trials if trial.gain_db >= highest - LEAST_ADVANTAGE_DB), trials[0])


def _tried(configuration: Configuration, network: Network) -> Trial:
    scale = network.scale
    if scale == 1:
        charts = degraded_charts().items()
        trials = [_restored(configuration, network, chart, chart, removed) for removed, chart in charts]
        return max(trials, key=lambda trial: trial.gain_db)
    hr = crop_to_multiple(drawn_chart(), scale)
    lr = reduce(hr, scale)
    enlarged = np.asarray(Image.fromarray(lr).resize((hr.shape[1], hr.shape[0]), Image.Resampling.BICUBIC))
    return _restored(configuration, network, lr, enlarged)


def _restored(configuration: Configuration, network: Network, lr: Pixels, before: Pixels, removed: str = "") -> Trial:
    """The trial on `lr`, against the picture `before`."""
    hr = crop_to_multiple(drawn_chart(), network.scale)
    with torch.no_grad():
        sr = network.placed("cpu", torch.float32)(network.encode(lr)[None])[0]
    psnr_db, before_db = (_psnr_db(pixels, hr, network.scale) for pixels in (network.decode(sr, lr), before))
    return Trial(configuration, psnr_db, before_db, removed)


def _psnr_db(sr: Pixels, hr: Pixels, scale: int) -> float:
    return measure_quality(sr, hr, scale).psnr_rgb


def _evidence(name: str, best: Trial, trials: Sequence[Trial]) -> str:
    """The evidence for the chosen value of `name`, against the best other value with all else the same."""
    chosen = best.configuration
    rivals = [trial for trial in trials if _differs_only_in(name, trial.configuration, chosen)]
    rival = max(rivals, key=lambda trial: trial.gain_db)
    value_words = _in_words(name, chosen.value_of(name))
    if name == "scale":
        against = f"against {rival.gain_db:.1f} dB"
        if best.removed:
            chosen_for = f"takes {best.removed} away, {best.gain_db:.1f} dB above the test chart with it"
            return f"{value_words} chosen: {chosen_for}, {against} above bicubic at scale {rival.configuration.scale}"
        of_rival = f" above the chart with {rival.removed}" if rival.removed else ""
        return f"{value_words} chosen: {best.gain_db:.1f} dB above bicubic on a test chart, {against}{of_rival}"
    return f"{value_words} chosen: {best.psnr_db:.1f} dB on a test chart, against {rival.psnr_db:.1f} dB"


def _described(candidate: Configuration) -> str:
    """A way of feeding the network, as it is tried."""
    output = candidate.arguments.get("output")
    parts = (f"output {output}" if output else "", f"scale {candidate.scale}")
    return ", ".join(filter(None, (*parts, _in_words("value_range", candidate.value_range))))


def _differs_only_in(name: str, one: Configuration, other: Configuration) -> bool:
    return one != other and one.decided({name: other.value_of(name)}) == other


def _in_words(name: str, value: Any) -> str:
    if name == "value_range":
        return f"values {range_in_words(value)}"
    return f"{name.replace('_', ' ')} {value if isinstance(value, str) else f'{value:g}'}"


def _nonsense(best: Trial) -> str:
    before = f"the chart with {best.removed}" if best.removed else "bicubic"
    return (
        f"restores nothing on a test chart ({best.psnr_db:.1f} dB at best, {before} {best.before_db:.1f} dB): "
        "it may be untrained, or made for other values, colours or scale than were tried"
    )
