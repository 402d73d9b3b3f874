"""The card of a trained network: what it was trained on, for how long, and how well it restores."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import torch
from PIL import Image

from lamgui.imaging.picture import Pixels
from lamgui.imaging.quality import measure_quality
from lamgui.imaging.reduce import crop_to_multiple, reduce
from lamgui.networks.network import Network
from lamgui.training.arithmetic import Arithmetic
from lamgui.training.far_pixels import FAR_PX, FarPixels
from lamgui.training.reach import Reach
from lamgui.training.recipe import TrainingRecipe
from lamgui.training.schedule import Schedule


@dataclass(frozen=True)
class Score:
    """Means over the pictures of a folder; PSNR in dB and SSIM on BT.601 luma, Pillow-reduced, borders cut."""

    pictures: int
    psnr_db: float
    ssim: float
    bicubic_psnr_db: float


@dataclass(frozen=True)
class Origin:
    """The file of weights that a training began with, by name and sha256; empty for weights drawn by the seed."""

    name: str = ""
    sha256: str = ""


def measure(network: Network, pictures: Sequence[Pixels]) -> Score:
    """Restore each picture from its reduction and compare; raises ValueError where there is no picture."""
    if not pictures:
        raise ValueError("there is no picture to measure on")
    rows = [_measure_one(network, pixels) for pixels in pictures]
    psnr_db, ssim, bicubic_psnr_db = np.mean(rows, axis=0)
    return Score(len(rows), float(psnr_db), float(ssim), float(bicubic_psnr_db))


def write_card(
    recipe: TrainingRecipe,
    data: Sequence[tuple[str, int]],
    hours: float,
    threads: int,
    scores: Sequence[tuple[str, Score, Reach | None]],
    arithmetic: Arithmetic | None = None,
    origin: Origin | None = None,
    far_pixels: Sequence[tuple[str, FarPixels]] = (),
) -> str:
    """The card as Markdown; `data` names the training folders with their numbers of pictures.

    `far_pixels` says by the name of a set of pictures what pixels far from a patch are worth.
    """
    arithmetic = arithmetic or Arithmetic()
    trained_on = ", ".join(f"{name} ({count} pictures)" for name, count in data)
    sizes = ", ".join(f"{share:g}" for share in recipe.shrink_hr)
    configuration = ", ".join(f"{name} {value}" for name, value in recipe.configuration.items())
    schedule = f"Adam, {recipe.learning_rate:g} {_schedule_words(recipe)}, L1 loss"
    crops = f"{recipe.crops} crops of {recipe.crop_px}x{recipe.crop_px} LR pixels"
    where = "one core of a CPU" if threads == 1 else f"{threads} cores of a CPU"
    where = where if arithmetic.device == "cpu" else f"the device {arithmetic.device}"
    lines = [
        f"# {recipe.name} x{recipe.scale}",
        "",
        f"- Architecture: {recipe.architecture}, {configuration}; RGB, values 0..1",
        f"- Trained on: {trained_on}, at the sizes {sizes}, reduced by Pillow's bicubic, flipped and turned",
        f"- {recipe.steps} steps of {crops}, {schedule}, weights averaged with {recipe.averaging:g} a step",
        f"- Time: {hours:.1f} hours on {where}, {arithmetic.words}; weights stored as float16",
    ]
    if recipe.scenes:
        lines.insert(
            4, f"- {recipe.scenes:.0%} of the crops are procedural scenes of stripes (lamgui/training/scenes.py)"
        )
    if origin is not None and origin.sha256:
        lines.append(f"- Began with the weights {origin.name}, sha256 {origin.sha256}")
    lines += ["", "| pictures | PSNR (Y) | SSIM (Y) | bicubic PSNR (Y) | DI, 64x64 LR |", "|---|---|---|---|---|"]
    lines += [
        f"| {name} ({score.pictures}) | {_score_cells(score)} | {_reach_words(reach)} |"
        for name, score, reach in scores
    ]
    lines += [_far_words(name, worth) for name, worth in far_pixels]
    return "\n".join(lines) + "\n"


def _far_words(name: str, worth: FarPixels) -> str:
    """What far pixels are worth on a set of pictures, as a paragraph."""
    return (
        f"\nOn {name} ({worth.pictures}) the pixels further than {FAR_PX} LR pixels from a patch change its PSNR by "
        f"{worth.gain_db:+.2f} dB ({worth.low_db:+.2f} to {worth.high_db:+.2f})."
    )


def _schedule_words(recipe: TrainingRecipe) -> str:
    if recipe.schedule is Schedule.COSINE:
        return "falling to 0 along a cosine"
    return f"held, then {recipe.cooldown_steps} steps falling to 0"


def _score_cells(score: Score) -> str:
    return f"{score.psnr_db:.2f} dB | {score.ssim:.4f} | {score.bicubic_psnr_db:.2f} dB"


def _reach_words(reach: Reach | None) -> str:
    """A mean DI with its 95 % interval; a dash where no picture is large enough."""
    if reach is None:
        return "-"
    return f"{reach.diffusion_index:.2f} ({reach.low:.2f} to {reach.high:.2f}, {reach.pictures} pictures)"


def _measure_one(network: Network, pixels: Pixels) -> tuple[float, float, float]:
    scale = network.scale
    hr = crop_to_multiple(pixels, scale)
    lr = reduce(hr, scale)
    # Not inference_mode: the placed network stays for maps, whose gradients refuse tensors made in it.
    with torch.no_grad():
        sr = network.placed("cpu", torch.float32)(network.encode(lr)[None])[0]
    restored = measure_quality(network.decode(sr, lr), hr, scale)
    enlarged = np.asarray(Image.fromarray(lr).resize((hr.shape[1], hr.shape[0]), Image.Resampling.BICUBIC))
    return restored.psnr_y, restored.ssim_y, measure_quality(enlarged, hr, scale).psnr_y
