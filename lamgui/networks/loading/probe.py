"""Find what a checkpoint does not tell by trying: the setting that restores a test chart best is the right one."""

from __future__ import annotations

import math
from collections.abc import Callable, Generator, Iterator, Sequence
from dataclasses import dataclass
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
from lamgui.networks.loading.probe_chart import drawn_chart
from lamgui.networks.network import Network

WORST_GAIN_DB = -3.0
"""A network this far below bicubic restores nothing, so that its best setting would be a matter of chance."""

LEAST_ADVANTAGE_DB = 0.1
"""Less than this between two settings is no evidence: many networks hardly care for the order of the colours."""

_COLOURS = {Colour.RGB: "RGB", Colour.BGR: "BGR", Colour.YCBCR: "YCbCr", Colour.Y: "Y"}


@dataclass(frozen=True)
class Trial:
    """How well a network restores the chart when it is taken for `configuration`; PSNR on RGB, in dB."""

    configuration: Configuration
    psnr_db: float
    bicubic_db: float

    @property
    def gain_db(self) -> float:
        """PSNR above that of bicubic enlargement, which can be compared between scales."""
        return self.psnr_db - self.bicubic_db


@dataclass(frozen=True)
class ProbeResult:
    """The configuration to use, in `notes` the evidence for it in words and in `questions` in numbers."""

    configuration: Configuration
    notes: tuple[str, ...]
    questions: tuple[Question, ...]


def probe_in_steps(
    configuration: Configuration, assemble: Callable[[Configuration], Network]
) -> Generator[None, None, ProbeResult]:
    """Try every candidate of `configuration`, one a step; the first is taken where none restores anything."""
    trials = []
    for candidate in configuration.candidates():
        yield
        trials.append(_tried(candidate, assemble(candidate)))
    best = _best(trials)
    open_names = [name for name, options in configuration.undecided.items() if len(options) > 1]
    if best.gain_db < WORST_GAIN_DB:
        first = trials[0]
        return ProbeResult(first.configuration, (_nonsense(best),), _questions(open_names, first, trials))
    notes = tuple(_evidence(name, best, trials) for name in open_names)
    return ProbeResult(best.configuration, notes, _questions(open_names, best, trials))


def _questions(names: Sequence[str], chosen: Trial, trials: Sequence[Trial]) -> tuple[Question, ...]:
    return tuple(Question(name, tuple(_alternatives(name, chosen, trials))) for name in names)


def _alternatives(name: str, chosen: Trial, trials: Sequence[Trial]) -> Iterator[Tried]:
    """The chosen trial and those that differ from it in `name` only; those without a number are left out."""
    for trial in trials:
        is_one = trial is chosen or _differs_only_in(name, trial.configuration, chosen.configuration)
        if is_one and math.isfinite(trial.gain_db):
            yield Tried(trial.configuration.value_of(name), round(trial.psnr_db, 2), round(trial.gain_db, 2))


def _best(trials: Sequence[Trial]) -> Trial:
    """The first of those that come within LEAST_ADVANTAGE_DB of the highest gain: the likeliest come first."""
    highest = max(trial.gain_db for trial in trials)
    return next((trial for trial in trials if trial.gain_db >= highest - LEAST_ADVANTAGE_DB), trials[0])


def _tried(configuration: Configuration, network: Network) -> Trial:
    scale = network.scale
    hr = crop_to_multiple(drawn_chart(), scale)
    lr = reduce(hr, scale)
    with torch.no_grad():
        sr = network.placed("cpu", torch.float32)(network.encode(lr)[None])[0]
    enlarged = np.asarray(Image.fromarray(lr).resize((hr.shape[1], hr.shape[0]), Image.Resampling.BICUBIC))
    return Trial(configuration, _psnr_db(network.decode(sr, lr), hr, scale), _psnr_db(enlarged, hr, scale))


def _psnr_db(sr: Pixels, hr: Pixels, scale: int) -> float:
    return measure_quality(sr, hr, scale).psnr_rgb


def _evidence(name: str, best: Trial, trials: Sequence[Trial]) -> str:
    """What speaks for the chosen value of `name`, against the best other value with all else the same."""
    chosen = best.configuration
    rivals = [trial for trial in trials if _differs_only_in(name, trial.configuration, chosen)]
    rival = max(rivals, key=lambda trial: trial.gain_db)
    said = _in_words(name, chosen.value_of(name))
    if name == "scale":
        return f"{said} chosen: {best.gain_db:.1f} dB above bicubic on a test chart, against {rival.gain_db:.1f} dB"
    return f"{said} chosen: {best.psnr_db:.1f} dB on a test chart, against {rival.psnr_db:.1f} dB"


def _differs_only_in(name: str, one: Configuration, other: Configuration) -> bool:
    return one != other and one.decided({name: other.value_of(name)}) == other


def _in_words(name: str, value: Any) -> str:
    if name == "value_range":
        return f"values 0..{value:g}"
    if name == "colour":
        return _COLOURS[value]
    return f"{name.replace('_', ' ')} {value:g}"


def _nonsense(best: Trial) -> str:
    return (
        f"restores nothing on a test chart ({best.psnr_db:.1f} dB at best, bicubic {best.bicubic_db:.1f} dB): "
        "it may be untrained, or made for other values, colours or scale than were tried"
    )
