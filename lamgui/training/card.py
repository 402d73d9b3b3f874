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
from lamgui.training.recipe import Recipe


@dataclass(frozen=True)
class Score:
    """Means over the pictures of a folder; PSNR in dB and SSIM on BT.601 luma, Pillow-reduced, borders cut."""

    pictures: int
    psnr_db: float
    ssim: float
    bicubic_psnr_db: float


def measure(network: Network, pictures: Sequence[Pixels]) -> Score:
    """Restore each picture from its reduction and compare; raises ValueError where there is no picture."""
    if not pictures:
        raise ValueError("there is no picture to measure on")
    rows = [_measure_one(network, pixels) for pixels in pictures]
    psnr_db, ssim, bicubic_psnr_db = np.mean(rows, axis=0)
    return Score(len(rows), float(psnr_db), float(ssim), float(bicubic_psnr_db))


def write_card(
    recipe: Recipe, data: Sequence[tuple[str, int]], hours: float, threads: int, scores: Sequence[tuple[str, Score]]
) -> str:
    """The card as Markdown; `data` names the training folders with their numbers of pictures."""
    trained_on = ", ".join(f"{name} ({count} pictures)" for name, count in data)
    sizes = ", ".join(f"{share:g}" for share in recipe.shrink_hr)
    configuration = ", ".join(f"{name} {value}" for name, value in recipe.configuration.items())
    schedule = f"Adam, {recipe.learning_rate:g} falling to 0 along a cosine, L1 loss"
    crops = f"{recipe.crops} crops of {recipe.crop_px}x{recipe.crop_px} LR pixels"
    cores = "one core" if threads == 1 else f"{threads} cores"
    lines = [
        f"# {recipe.name} x{recipe.scale}",
        "",
        f"- Architecture: {recipe.architecture}, {configuration}; RGB, values 0..1",
        f"- Trained on: {trained_on}, at the sizes {sizes}, reduced by Pillow's bicubic, flipped and turned",
        f"- {recipe.steps} steps of {crops}, {schedule}, weights averaged with {recipe.averaging:g} a step",
        f"- Time: {hours:.1f} hours on {cores} of a CPU; weights stored as float16",
        "",
        "| pictures | PSNR (Y) | SSIM (Y) | bicubic PSNR (Y) |",
        "|---|---|---|---|",
    ]
    lines += [
        f"| {name} ({s.pictures}) | {s.psnr_db:.2f} dB | {s.ssim:.4f} | {s.bicubic_psnr_db:.2f} dB |"
        for name, s in scores
    ]
    return "\n".join(lines) + "\n"


def _measure_one(network: Network, pixels: Pixels) -> tuple[float, float, float]:
    scale = network.scale
    hr = crop_to_multiple(pixels, scale)
    lr = reduce(hr, scale)
    with torch.inference_mode():
        sr = network.placed("cpu", torch.float32)(network.encode(lr)[None])[0]
    restored = measure_quality(network.decode(sr, lr), hr, scale)
    enlarged = np.asarray(Image.fromarray(lr).resize((hr.shape[1], hr.shape[0]), Image.Resampling.BICUBIC))
    return restored.psnr_y, restored.ssim_y, measure_quality(enlarged, hr, scale).psnr_y
