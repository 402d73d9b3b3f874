"""Figures of the window's state: what a page needs besides the maps is restored, where the network is still there."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from PIL import Image

from lamgui.attribution.patch import Patch
from lamgui.attribution.settings.settings import Settings
from lamgui.base.errors import NetworkError, SettingsError
from lamgui.base.generators import result_of
from lamgui.figures.embed import read_recipe
from lamgui.figures.options import FigureOptions
from lamgui.imaging.read import read_picture
from lamgui.jobs.figures import FigureJobs, FigureProgress
from lamgui.jobs.pipeline import Pipeline
from lamgui.networks.catalogue import find
from lamgui.networks.entry import NetworkEntry
from lamgui.networks.network import Network
from lamgui.session.state import Bookmark, State
from tests.figures.page.pages import data_of
from tests.small import fsrcnn, hr_picture, saved

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


def test_all_bookmarks_are_stacked_for_every_network_though_of_other_pictures(tmp_path: Path) -> None:
    other = read_picture(saved(tmp_path / "other.png", 80, 64))
    state = replace(state_of(fsrcnn()), compared=(fsrcnn(), find("EDSR")))
    here = state.picture
    assert here is not None
    state = replace(
        state,
        bookmarks=(
            Bookmark("here", Patch(20, 24, 12), here.name, here.sha256),
            Bookmark("there", Patch(30, 20, 12), other.name, other.sha256, other.path),
        ),
    )
    options, path = FigureOptions(layout="zoom", of_bookmarks=True, dpi=80), tmp_path / "a.pdf"
    jobs = FigureJobs(Pipeline())
    assert result_of(jobs.write(state, options, path, beside=False)) == path
    recipe = read_recipe(path)
    assert recipe is not None
    assert {(one.picture_name, one.network_name) for one in recipe.maps} == {
        (name, network) for name in (here.name, "other.png") for network in ("FSRCNN", "EDSR")
    }
    # A figure of each is of its own patch.
    written = result_of(jobs.write_all(state, options, tmp_path, "svg", beside=False))
    assert [len(r.maps) for r in map(read_recipe, written) if r is not None] == [2, 2]
    with pytest.raises(SettingsError, match="no bookmark to show"):
        result_of(jobs.write(replace(state, bookmarks=()), options, path, beside=False))


PRESS = Path("/usr/share/color/icc/ghostscript/default_cmyk.icc")


@pytest.mark.skipif(not PRESS.exists(), reason="no profile of CMYK is installed")
def test_only_a_tiff_takes_the_profile(tmp_path: Path) -> None:
    jobs, state = FigureJobs(Pipeline()), state_of(fsrcnn())
    for name in ("a.tiff", "a.png"):
        result_of(jobs.write(state, FigureOptions(dpi=80), tmp_path / name, beside=False, cmyk_profile=PRESS))
    with Image.open(tmp_path / "a.tiff") as in_cmyk, Image.open(tmp_path / "a.png") as other:
        assert (in_cmyk.mode, other.mode[:3]) == ("CMYK", "RGB")
