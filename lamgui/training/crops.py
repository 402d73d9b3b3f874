"""Random LR and HR crops of a folder of pictures, flipped and turned, with procedural scenes among them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

import numpy as np
import torch
from PIL import Image
from torch import Tensor

from lamgui.base.errors import PictureError
from lamgui.imaging.picture import Pixels
from lamgui.imaging.read import read_picture
from lamgui.imaging.reduce import crop_to_multiple, reduce
from lamgui.training.recipe import TrainingRecipe
from lamgui.training.scenes import draw_stripes

SUFFIXES = {".png", ".jpg", ".jpeg", ".bmp"}


class CropSampler:
    """Draws batches of aligned crops; the state of its generator makes a run resumable."""

    def __init__(self, pictures: Sequence[Pixels], recipe: TrainingRecipe) -> None:
        self._scale = recipe.scale
        self._crops = recipe.crops
        self._crop_px = recipe.crop_px
        self._scenes = recipe.scenes
        self._pairs = list(_pairs(pictures, recipe))
        if not self._pairs:
            raise ValueError(f"no picture is large enough for crops of {recipe.crop_px} LR pixels")
        areas = np.array([lr.shape[0] * lr.shape[1] for lr, _ in self._pairs], dtype=float)
        self._chance = areas / areas.sum()
        self.random = np.random.default_rng(recipe.seed)

    def draw(self) -> tuple[Tensor, Tensor]:
        """LR (N, 3, c, c) and HR (N, 3, s*c, s*c), values 0..1."""
        pairs = [self._draw_scene() if self._is_scene() else self._draw_crop() for _ in range(self._crops)]
        return _batch([lr for lr, _ in pairs]), _batch([hr for _, hr in pairs])

    def _is_scene(self) -> bool:
        """Whether a crop is a scene, at random; recipes without scenes draw nothing: their crops stay the same."""
        return self._scenes > 0 and bool(self.random.random() < self._scenes)

    def _draw_scene(self) -> tuple[Pixels, Pixels]:
        hr = draw_stripes(self._crop_px * self._scale, self.random)
        return reduce(hr, self._scale), hr

    def _draw_crop(self) -> tuple[Pixels, Pixels]:
        lr, hr = self._pairs[self.random.choice(len(self._pairs), p=self._chance)]
        size, scale = self._crop_px, self._scale
        row = int(self.random.integers(lr.shape[0] - size + 1))
        column = int(self.random.integers(lr.shape[1] - size + 1))
        lr = lr[row : row + size, column : column + size]
        hr = hr[row * scale : (row + size) * scale, column * scale : (column + size) * scale]
        turns, mirrored = int(self.random.integers(4)), bool(self.random.integers(2))
        lr, hr = np.rot90(lr, turns), np.rot90(hr, turns)
        return (lr[:, ::-1], hr[:, ::-1]) if mirrored else (lr, hr)


def read_folder(folder: Path) -> list[Pixels]:
    """Every PNG, JPEG and BMP of the folder as uint8 RGB, in the order of their names.

    Raises PictureError where there is no such folder, no picture in it, or one that cannot be read.
    """
    if not folder.is_dir():
        raise PictureError(f"{folder} is no folder.", "Give a folder of pictures.")
    paths = [path for path in sorted(folder.iterdir()) if path.suffix.lower() in SUFFIXES]
    if not paths:
        raise PictureError(f"{folder} holds no pictures.", f"Give a folder with {', '.join(sorted(SUFFIXES))} files.")
    return [read_picture(path).pixels for path in paths]


def _pairs(pictures: Sequence[Pixels], recipe: TrainingRecipe) -> Iterable[tuple[Pixels, Pixels]]:
    for pixels in pictures:
        for share in recipe.shrink_hr:
            hr = crop_to_multiple(_resized(pixels, share), recipe.scale)
            lr = reduce(hr, recipe.scale)
            if min(lr.shape[:2]) >= recipe.crop_px:
                yield lr, hr


def _resized(pixels: Pixels, share: float) -> Pixels:
    if share == 1.0:
        return pixels
    size = (round(pixels.shape[1] * share), round(pixels.shape[0] * share))
    return np.asarray(Image.fromarray(pixels).resize(size, Image.Resampling.BICUBIC))


def _batch(crops: Sequence[Pixels]) -> Tensor:
    stacked = np.ascontiguousarray(np.stack(crops).transpose(0, 3, 1, 2))
    return torch.from_numpy(stacked).float() / 255.0
