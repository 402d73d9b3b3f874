"""A real study that takes a moment: three networks, three pictures of 24x16 LR pixels, one patch each."""

from __future__ import annotations

import functools
import shutil
import tempfile
from pathlib import Path

import numpy as np

from lamgui.base.generators import result_of
from lamgui.imaging.save import save_png
from lamgui.study.running.run import run_study
from lamgui.study.store.folder import StudyFolder, new_study
from lamgui.study.workers.choose import crew_for
from tests.imaging.pictures import coloured

NETWORKS = ("FSRCNN", "SRCNN", "CARN-M")
PICTURES = ("noise.png", "stripes <b>.png", "waves.png")

STATED = """
pictures = ["pictures/*.png"]
networks = ["FSRCNN", "SRCNN", "CARN-M"]
patches = "centre:16"
surroundings = 16
device = "cpu"
settings = { steps = 2 }
"""


def finished_study(folder: Path, keep: str = "map") -> StudyFolder:
    """The study, all of its items done, as `first.study` in a folder."""
    path = folder / "first.study"
    shutil.copytree(_made(keep), path)
    return StudyFolder(path)


@functools.cache
def _made(keep: str) -> Path:
    path = Path(_folder().name) / keep / "first.study"
    study = new_study(path, f'{STATED}keep = "{keep}"\n')
    pictures = path / "pictures"
    pictures.mkdir()
    rows, columns = np.mgrid[:64, :96]
    stripes = np.repeat((128 + 90 * np.sin((columns + 0.3 * rows) / 3))[..., None], 3, axis=2)
    noise = np.random.default_rng(0).integers(0, 256, (64, 96, 3))
    for name, pixels in zip(
        PICTURES, (noise.astype(np.uint8), stripes.astype(np.uint8), coloured(96, 64)), strict=True
    ):
        save_png(pictures / name, pixels, {})
    counts = result_of(run_study(study, crew_for(0)))
    assert (counts.done, counts.failed) == (9, 0)
    return path


@functools.cache
def _folder() -> tempfile.TemporaryDirectory[str]:
    return tempfile.TemporaryDirectory(prefix="lamgui-study-")
