"""A checkpoint that cannot be used: never run, told in the bar, nothing lost, and the window goes on."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
import safetensors.torch
import torch

from lamgui.networks.architectures.edsr import EDSR
from lamgui.networks.catalogue import bundled, find
from lamgui.window.options import WindowOptions
from tests.hostile import Hostile
from tests.program.conftest import Start
from tests.program.driver import Driver
from tests.shared import shared_path
from tests.small import edsr_x2


def truncated(path: Path) -> None:
    path.write_bytes(find("FSRCNN").path.read_bytes()[:-100])


def with_nan(path: Path) -> None:
    tensors = safetensors.torch.load_file(find("FSRCNN").path)
    next(iter(tensors.values())).view(-1)[0] = torch.nan
    torch.save(tensors, path)


def unknown(path: Path) -> None:
    torch.save({"stem.weight": torch.zeros(3, 3)}, path)


BAD: dict[str, tuple[Callable[[Path], object], str, str]] = {
    "missing": (lambda _: None, "There is no file", "Check its name"),
    "empty": (Path.touch, "is empty (0 bytes)", "Copy or download it again"),
    "words": (lambda path: path.write_text("words"), "is a text file, not a checkpoint", "Open a PyTorch checkpoint"),
    "truncated": (truncated, "is cut off or damaged", "Copy or download it again"),
    "NaN": (with_nan, "holds 1 weight that is NaN or infinite", "take an earlier checkpoint"),
    "unknown": (unknown, "is not a network that this program can build", "Supported are"),
}


@pytest.mark.parametrize(("make", "said", "advised"), BAD.values(), ids=BAD.keys())
def test_it_changes_nothing(
    driver: Driver, tmp_path: Path, make: Callable[[Path], object], said: str, advised: str
) -> None:
    path = tmp_path / "bad one.pth"
    make(path)
    before = driver.holdings()
    driver.drop([path])
    error = driver.error()
    assert path.name in error.title
    assert said in error.title
    assert advised in error.advice
    assert driver.holdings() == before
    assert driver.window.network_panel.list.count() == len(bundled())
    driver.goes_on()


@pytest.mark.parametrize("zipped", [True, False], ids=["zip", "before torch 1.6"])
def test_code_in_a_pickle_is_never_run(driver: Driver, tmp_path: Path, zipped: bool) -> None:
    path, marker = tmp_path / "net.pth", tmp_path / "marker"
    torch.save({"weight": torch.zeros(3), "extra": Hostile(marker)}, path, _use_new_zipfile_serialization=zipped)
    before = driver.holdings()
    driver.drop([path])
    error = driver.error()
    assert "net.pth is more than weights" in error.title
    assert "It was not opened" in error.title
    assert "save the weights alone" in error.advice
    assert driver.holdings() == before
    driver.goes_on()
    assert not marker.exists()
    torch.load(path, weights_only=False)
    assert marker.exists(), "whoever unpickles it runs its code, so this test could fail"


def test_a_whole_released_module_is_refused_with_what_to_do(driver: Driver) -> None:
    before = driver.holdings()
    driver.drop([shared_path("checkpoints", "LapSRN_x4_whole_module.pth")])
    assert "LapSRN_x4_whole_module.pth" in driver.error().title
    assert driver.holdings() == before
    driver.goes_on()


def test_a_network_of_another_scale_gets_another_lr_picture_and_a_patch_inside(driver: Driver, tmp_path: Path) -> None:
    driver.click(110, 80)
    driver.finished()
    entry = edsr_x2(tmp_path)
    driver.add_network(entry.path)
    driver.wait(lambda: driver.session.state.network == entry)
    analysis = driver.finished()
    assert (analysis.network.scale, analysis.pictures.lr.shape, analysis.pictures.sr.shape) == (
        2,
        (48, 64, 3),
        (96, 128, 3),
    )
    assert analysis.pictures.patch == driver.patch
    driver.choose("undo")
    assert driver.finished().pictures.lr.shape == (24, 32, 3)
    assert driver.errors() == []


def test_a_picture_that_is_no_multiple_of_another_scale_is_cropped_to_one(driver: Driver, tmp_path: Path) -> None:
    with torch.random.fork_rng(devices=[]):
        torch.save(EDSR(scale=3, width=4, blocks=1).state_dict(), tmp_path / "x3.pth")
    driver.add_network(tmp_path / "x3.pth")
    driver.wait(lambda: driver.session.facts is not None and driver.session.facts.scale == 3)
    assert driver.finished().pictures.hr is not None
    assert driver.analyses[-1].pictures.lr.shape == (32, 42, 3)


def test_a_network_whose_file_goes_away_stays_in_use_and_says_so(driver: Driver, tmp_path: Path) -> None:
    entry = edsr_x2(tmp_path)
    driver.add_network(entry.path)
    driver.wait(lambda: driver.session.state.network == entry)
    before = driver.finished()
    entry.path.unlink()
    after = driver.again()
    assert after.network.sha256 == before.network.sha256
    (note,) = set(after.network.notes) - set(before.network.notes)
    assert note.startswith("Its file is not there.")
    driver.choose("undo")
    assert driver.finished().network.name == "FSRCNN"


def test_at_the_start_the_default_network_is_taken_instead(start: Start, picture: Path, tmp_path: Path) -> None:
    driver = start(WindowOptions(picture=picture, networks=(str(tmp_path / "gone.pth"),)))
    assert "gone.pth" in driver.error().title
    assert driver.finished().network.name == "FSRCNN"
    driver.goes_on()


def test_a_broken_network_at_the_start_is_told_and_another_one_works(
    start: Start, picture: Path, tmp_path: Path
) -> None:
    path = tmp_path / "bad.pth"
    with_nan(path)
    driver = start(WindowOptions(picture=picture, networks=(str(path),)))
    assert "NaN" in driver.error().title
    driver.choices.choose_network(find("FSRCNN"))
    driver.finished()
    driver.goes_on()
