"""A study that takes a second: two pictures, two networks, one patch each."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from lamgui.base.generators import result_of
from lamgui.study.running.progress import StudyProgress
from lamgui.study.running.run import RunOptions, run_study
from lamgui.study.store.folder import StudyFolder
from lamgui.study.store.index import Counts
from lamgui.study.workers.in_process import InProcess
from tests.small import fsrcnn_like, saved

TEXT = """
pictures = ["pictures/*.png"]
networks = ["FSRCNN", "nets/*.safetensors"]
patches = "centre:16"
settings = {steps = 3, rule = "midpoint"}
"""


def made(folder: Path, text: str = TEXT, pictures: Sequence[str] = ("a", "b")) -> StudyFolder:
    """The folder of a study with pictures of 64x48 and a copy of FSRCNN with other weights."""
    for name in ("pictures", "nets"):
        (folder / name).mkdir(parents=True)
    for k, name in enumerate(pictures):
        saved(folder / "pictures" / f"{name}.png", 64 + 4 * k, 48)
    fsrcnn_like(folder / "nets" / "brighter.safetensors", 1.01)
    (folder / "study.toml").write_text(text, encoding="utf-8")
    return StudyFolder(folder)


def ran(study: StudyFolder, options: RunOptions | None = None) -> tuple[Counts, int]:
    """Run a study in this process; returns what there is then, and how many maps this run made."""
    reports: list[StudyProgress] = []
    counts = result_of(run_study(study, InProcess, options), reports.append)
    return counts, reports[-1].done_now
