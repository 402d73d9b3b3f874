"""Find what a checkpoint does not tell by trying: the setting that restores a test chart best is the right one."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import torch
from PIL import Image

from lamgui.imaging.colour import Colour
from lamgui.imaging.picture import Pixels
from lamgui.imaging.quality import measure_quality
from lamgui.imaging.reduce import crop_to_multiple, reduce
from lamgui.networks.architecture import Configuration
from lamgui.networks.chart import drawn_chart
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
class Verdict:
    """The configuration to use, and in `notes` the evidence for it."""

    configuration: Configuration
    notes: tuple[str, ...]


def choose(configuration: Configuration, assemble: Callable[[Configuration], Network]) -> Verdict:
    """Try every candidate of `configuration`; the first is taken where none restores anything."""
    trials = [_tried(candidate, assemble(candidate)) for candidate in configuration.candidates()]
    best = _best(trials)
    if best.gain_db < WORST_GAIN_DB:
        return Verdict(trials[0].configuration, (_nonsense(best),))
    open_names = [name for name, options in configuration.undecided.items() if len(options) > 1]
    return Verdict(best.configuration, tuple(_evidence(name, best, trials) for name in open_names))


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
