"""Which order of colours a network takes, judged on photographs: a drawn chart may prefer a wrong one."""

from __future__ import annotations

import functools
from collections.abc import Callable, Generator, Mapping, Sequence
from dataclasses import dataclass
from statistics import fmean

import numpy as np
import torch
from PIL import Image

from lamgui.files.shipped import natural_pictures
from lamgui.imaging.colour import Colour
from lamgui.imaging.picture import Pixels
from lamgui.imaging.quality import measure_quality
from lamgui.imaging.read import read_picture
from lamgui.imaging.reduce import crop_to_multiple, reduce
from lamgui.networks.entry import Question, Tried
from lamgui.networks.loading.probe_chart import NOISE, degraded
from lamgui.networks.network import Network

LEAD_DB = 1.0
"""By how much another order must restore every photograph better than the likeliest one, to be taken.

To networks for RGB the order hardly matters on photographs; networks for YCbCr restore them by several dB worse as RGB.
"""

NOTABLE_DB = 0.3
"""A lead on the mean that is stated, though it does not decide."""

WORDS: Mapping[Colour, str] = {
    Colour.RGB: "RGB",
    Colour.BGR: "BGR",
    Colour.YCBCR: "YCbCr",
    Colour.Y: "Y",
    Colour.GREY: "grey",
}


@dataclass(frozen=True)
class ColourTrial:
    """PSNR on RGB of each photograph, restored with one order of colours, and of what it was made of, in dB."""

    colour: Colour
    psnr_db: tuple[float, ...]
    before_db: tuple[float, ...]

    @property
    def mean_db(self) -> float:
        """The mean over the photographs."""
        return fmean(self.psnr_db)

    @property
    def gain_db(self) -> float:
        """The mean less that of what was restored."""
        return self.mean_db - fmean(self.before_db)

    def leads(self, other: ColourTrial) -> bool:
        """Whether it restores every photograph clearly better than the other does."""
        return all(own >= its + LEAD_DB for own, its in zip(self.psnr_db, other.psnr_db, strict=True))


@functools.cache
def photographs() -> tuple[Pixels, ...]:
    """Crops of 96x96 pixels of photographs that anybody may use; their files state where they come from."""
    return tuple(read_picture(path).pixels for path in natural_pictures())


def colour_in_steps(
    colours: Sequence[Colour], assemble: Callable[[Colour], Network], removed: str = ""
) -> Generator[None, None, tuple[ColourTrial, tuple[ColourTrial, ...]]]:
    """Restore the photographs with each order of colours, one a step: the chosen trial, and all.

    The first of `colours` is taken unless another leads on every photograph. A network of scale 1 is given them with
    the degradation of that name of `probe_chart.degraded`, `removed`. One that takes noise away in the first order is
    left with it: in YCbCr the noise of R, G and B is weaker, which helps networks for weaker noise, whatever theirs is.
    """
    trials = []
    for colour in colours:
        yield
        trials.append(_restored(colour, assemble(colour), removed))
    is_settled = removed == NOISE and trials[0].gain_db > 0
    leading = [] if is_settled else [trial for trial in trials[1:] if trial.leads(trials[0])]
    return max(leading, key=lambda trial: trial.mean_db, default=trials[0]), tuple(trials)


def colour_question(trials: Sequence[ColourTrial]) -> Question:
    """The evidence in numbers: means over the photographs."""
    return Question(
        "colour",
        tuple(Tried(t.colour, round(t.mean_db, 2), round(t.gain_db, 2)) for t in trials),
    )


def colour_note(chosen: ColourTrial, trials: Sequence[ColourTrial]) -> str:
    """The evidence in words, against the best other order."""
    rival = max((trial for trial in trials if trial is not chosen), key=lambda trial: trial.mean_db)
    name, other = WORDS[chosen.colour], WORDS[rival.colour]
    numbers = f"{chosen.mean_db:.1f} dB on photographs, against {rival.mean_db:.1f} dB as {other}"
    if rival.mean_db < chosen.mean_db + NOTABLE_DB:
        return f"{name} chosen: {numbers}"
    return (
        f"{name} chosen: {numbers}, which is not better by {LEAD_DB:g} dB on each: state the channels if it is {other}"
    )


def _restored(colour: Colour, network: Network, removed: str) -> ColourTrial:
    psnr_db, before_db = [], []
    for photograph in photographs():
        hr = crop_to_multiple(photograph, network.scale)
        if network.scale == 1:
            lr = before = degraded(hr)[removed]
        else:
            lr = reduce(hr, network.scale)
            size = (hr.shape[1], hr.shape[0])
            before = np.asarray(Image.fromarray(lr).resize(size, Image.Resampling.BICUBIC))
        with torch.no_grad():
            sr = network.placed("cpu", torch.float32)(network.encode(lr)[None])[0]
        psnr_db.append(measure_quality(network.decode(sr, lr), hr, network.scale).psnr_rgb)
        before_db.append(measure_quality(before, hr, network.scale).psnr_rgb)
    return ColourTrial(colour, tuple(psnr_db), tuple(before_db))
