"""Figures of the window's state: what a page needs besides the maps is restored, where the network is still there."""

from __future__ import annotations

from pathlib import Path

from lamgui.attribution.patch import Patch
from lamgui.attribution.settings.settings import Settings
from lamgui.base.errors import NetworkError
from lamgui.base.generators import result_of
from lamgui.figures.options import FigureOptions
from lamgui.jobs.figures import FigureJobs, FigureProgress
from lamgui.jobs.pipeline import Pipeline
from lamgui.networks.entry import NetworkEntry
from lamgui.networks.network import Network
from lamgui.session.state import State
from tests.figures.page.pages import data_of
from tests.small import fsrcnn, hr_picture

STEPS = 3


def state_of(entry: NetworkEntry) -> State:
    return State(
        hr_picture(64, 48), network=entry, patch=Patch(20, 24, 12), settings=Settings(steps=STEPS), device="cpu"
    )


def shown(path: Path) -> list[list[str]]:
    """The titles of the pictures in each frame of a page."""
    frames = data_of(path.read_text(encoding="utf-8"))["networks"][0]["frames"]
    return [[one["title"] for one in frame["pictures"]] for frame in frames]


def test_a_page_is_written_with_the_path_restored(tmp_path: Path) -> None:
    path = tmp_path / "page.html"
    progress: list[FigureProgress] = []
    work = FigureJobs(Pipeline()).write(state_of(fsrcnn()), FigureOptions(), path, beside=True)
    assert result_of(work, progress.append) == path
    assert [len(titles) for titles in shown(path)] == [4] * STEPS
    assert f"Restoring the path, {STEPS} to go" in [report.text for report in progress]
    assert path.with_name("page.html.json").is_file()


class WithoutNetworks(Pipeline):
    """Maps are there, and the files of their networks no longer are."""

    def network_of(self, entry: NetworkEntry) -> Network:
        raise NetworkError(f"{entry.name} is gone.", "Add it again.")


def test_a_page_is_written_without_what_can_no_longer_be_restored(tmp_path: Path) -> None:
    path = tmp_path / "page.html"
    result_of(FigureJobs(WithoutNetworks()).write(state_of(fsrcnn()), FigureOptions(), path, beside=False))
    assert shown(path) == [["γ(α)", "|Σ_c ∂D/∂γ|", "Sum up to α"]] * STEPS
