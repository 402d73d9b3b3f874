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

    def of_first(self, count: int) -> ColourTrial:
        """The trial of the first photographs alone."""
        return ColourTrial(self.colour, self.psnr_db[:count], self.before_db[:count])

    def with_one_more(self, psnr_db: float, before_db: float) -> ColourTrial:
        """The trial of one photograph more."""
        return ColourTrial(self.colour, (*self.psnr_db, psnr_db), (*self.before_db, before_db))

    @property
    def gain_db(self) -> float:
        """The mean less that of what was restored."""
        return self.mean_db - fmean(self.before_db)

    def leads(self, other: ColourTrial) -> bool:
        """Whether it restores each of its photographs clearly better than the other does."""
        return all(own >= its + LEAD_DB for own, its in zip(self.psnr_db, other.psnr_db, strict=False))


@functools.cache
def photographs() -> tuple[Pixels, ...]:
    """Crops of 96x96 pixels of photographs that anybody may use; their files state where they come from."""
    return tuple(read_picture(path).pixels for path in natural_pictures())


def colour_in_steps(
    colours: Sequence[Colour], assemble: Callable[[Colour], Network], removed: str = ""
) -> Generator[str, None, tuple[ColourTrial, tuple[ColourTrial, ...]]]:
    """Restore the photographs with each order of colours, one a step: the chosen trial, and all; reports in words.

    The first of `colours` is taken unless another leads on every photograph: one that does not lead is not tried on
    further ones, and where none is left it is decided. The trials are of as many photographs as all of them restored.
    A network of scale 1 is given them with the degradation of that name of `probe_chart.degraded`, `removed`. One that
    takes noise away in the first order is left with it: in YCbCr the noise of R, G and B is weaker, which helps
    networks for weaker noise, whatever theirs is.
    """
    networks = {colour: assemble(colour) for colour in colours}
    trials = {colour: ColourTrial(colour, (), ()) for colour in colours}
    first, *rivals = colours
    for number, photograph in enumerate(photographs(), start=1):
        for colour in (first, *rivals):
            yield f"trying {WORDS[colour]} on photograph {number}"
            restored = _restored(networks[colour], photograph, removed)
            trials[colour] = trials[colour].with_one_more(*restored)
        rivals = [colour for colour in rivals if trials[colour].leads(trials[first])]
        if not rivals:
            break
    is_settled = removed == NOISE and trials[first].gain_db > 0
    leading = [] if is_settled else [trials[colour] for colour in rivals]
    chosen = max(leading, key=lambda trial: trial.mean_db, default=trials[first])
    shared = min(len(trial.psnr_db) for trial in trials.values())
    return chosen, tuple(trial.of_first(shared) for trial in trials.values())


def colour_question(trials: Sequence[ColourTrial]) -> Question:
    """The evidence in numbers: means over the photographs."""
    return Question(
        "colour",
        tuple(Tried(t.colour, round(t.mean_db, 2), round(t.gain_db, 2)) for t in trials),
    )


def colour_note(chosen: Colour, trials: Sequence[ColourTrial]) -> str:
    """The evidence in words, against the best other order."""
    own = next(trial for trial in trials if trial.colour is chosen)
    rival = max((trial for trial in trials if trial is not own), key=lambda trial: trial.mean_db)
    name, other = WORDS[chosen], WORDS[rival.colour]
    on = "a photograph" if len(own.psnr_db) == 1 else "photographs"
    numbers = f"{own.mean_db:.1f} dB on {on}, against {rival.mean_db:.1f} dB as {other}"
    if rival.mean_db < own.mean_db + NOTABLE_DB:
        return f"{name} chosen: {numbers}"
    return (
        f"{name} chosen: {numbers}, which is not better by {LEAD_DB:g} dB on each of {len(photographs())}: "
        f"state the channels if it is {other}"
    )


def _restored(network: Network, photograph: Pixels, removed: str) -> tuple[float, float]:
    """PSNR of a photograph that was restored, and of what it was restored from, in dB."""
    hr = crop_to_multiple(photograph, network.scale)
    if network.scale == 1:
        lr = before = degraded(hr)[removed]
    else:
        lr = reduce(hr, network.scale)
        size = (hr.shape[1], hr.shape[0])
        before = np.asarray(Image.fromarray(lr).resize(size, Image.Resampling.BICUBIC))
    with torch.no_grad():
        sr = network.placed("cpu", torch.float32)(network.encode(lr)[None])[0]
    after_db, before_db = (
        measure_quality(pixels, hr, network.scale).psnr_rgb for pixels in (network.decode(sr, lr), before)
    )
    return after_db, before_db
