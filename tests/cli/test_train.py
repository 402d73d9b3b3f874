"""`lamgui train`: weights that load, a card that says how; a run that was stopped goes on; bad input is told first."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
import torch
from PIL import Image

from lamgui.networks.catalogue import find
from lamgui.networks.entry import NetworkEntry
from lamgui.networks.loading.load import load_network
from tests.cli.terminal import ON_A_FULL_DISK, Ran, interrupted, lamgui, lamgui_process
from tests.imaging.pictures import coloured
from tests.training.recipes import write_recipe


@pytest.fixture(autouse=True)
def arithmetic_of_the_process() -> Iterator[None]:
    """The command sets how torch computes in its process, which here is that of all tests."""
    threads = torch.get_num_threads()
    yield
    torch.set_num_threads(threads)
    torch.set_flush_denormal(False)


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """Two pictures."""
    folder = tmp_path / "mes images"
    folder.mkdir()
    for name, size in (("a.png", (64, 48)), ("b.png", (48, 80))):
        Image.fromarray(coloured(*size)).save(folder / name)
    return folder


def _train(capsys: pytest.CaptureFixture[str], recipe: Path, data: Path, out: Path, *more: object) -> Ran:
    return lamgui(capsys, "train", recipe, "--data", data, "--out", out, "--threads", 1, *more)


def test_weights_and_card_are_written(tmp_path: Path, data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    recipe, out = write_recipe(tmp_path / "tiny é.toml", steps=20), tmp_path / "new" / "out"
    ran = _train(capsys, recipe, data, out, "--test-data", data)
    weights, card = out / "tiny é.safetensors", out / "tiny é.md"
    assert (ran.status, ran.out, ran.err) == (0, [], [f"Weights are in {weights}, their card in {card}."])
    assert sorted(path.name for path in out.iterdir()) == [card.name, weights.name, "tiny é.state"]
    facts = load_network(NetworkEntry("tiny", weights, value_range=1.0, scale=4)).facts
    assert (facts.architecture, facts.scale, facts.parameters) == ("FSRCNN", 4, 5443)
    said = card.read_text(encoding="utf-8")
    assert "Trained on: mes images (2 pictures)" in said
    assert "20 steps of 2 crops of 6x6 LR pixels" in said
    assert "on one core of a CPU" in said
    assert re.search(r"\| mes images \(2\) \| -?[\d.]+ dB \| -?[\d.]+ \| [\d.]+ dB \|", said)
    usual = tmp_path / "usual"
    usual.touch()
    assert weights.stat().st_mode == card.stat().st_mode == usual.stat().st_mode


CONSTANT = 'schedule = "constant"\ncooldown_steps = 4\nsave_at = [10]'


def test_a_constant_rate_writes_weights_on_the_way_that_another_training_starts_from(
    tmp_path: Path, data: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    recipe, out = write_recipe(tmp_path / "tiny.toml", CONSTANT, steps=20), tmp_path / "out"
    ran = _train(capsys, recipe, data, out, "--test-data", data)
    assert ran.status == 0
    assert re.search(r"Small, step 10, mes images -?[\d.]+ dB: .*tiny-10.safetensors", ran.err[0])
    names = ["tiny-10.md", "tiny-10.safetensors", "tiny.md", "tiny.safetensors", "tiny.state"]
    assert sorted(path.name for path in out.iterdir()) == names
    middle = out / "tiny-10.safetensors"
    assert middle.read_bytes() != (out / "tiny.safetensors").read_bytes()
    further = tmp_path / "further"
    assert _train(capsys, recipe, data, further, "--from", middle).status == 0
    assert "- Began with the weights tiny-10.safetensors, sha256 " in (further / "tiny.md").read_text(encoding="utf-8")
    assert (further / "tiny.safetensors").read_bytes() != (out / "tiny.safetensors").read_bytes()
    ran = _train(capsys, recipe, data, further)
    assert "belongs to a training that started from other weights" in ran.require_one_line("train")


def test_all_recipes_of_a_folder_are_trained(tmp_path: Path, data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    recipes, out = tmp_path / "recipes", tmp_path / "out"
    recipes.mkdir()
    for name in ("b", "a"):
        write_recipe(recipes / f"{name}.toml", steps=3)
    (recipes / "catalogue.toml").write_text('default = "a"')
    ran = _train(capsys, recipes, data, out)
    assert ran.status == 0
    assert [line.split("/")[-1].split(",")[0] for line in ran.err] == ["a.md.", "b.md."]
    assert (out / "a.safetensors").read_bytes() == (out / "b.safetensors").read_bytes()
    ran = _train(capsys, recipes, data, out, "--state", tmp_path / "run.state")
    assert "--state names one file" in ran.require_one_line("train")
    empty = tmp_path / "empty"
    empty.mkdir()
    assert "holds no recipes" in _train(capsys, empty, data, out).require_one_line("train")


def test_weights_to_start_from_must_fit(tmp_path: Path, data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    recipe, out = write_recipe(tmp_path / "tiny.toml", steps=3), tmp_path / "out"
    ran = _train(capsys, recipe, data, out, "--from", find("SRCNN").path)
    assert "srcnn_x4.safetensors are not those of the recipe's network" in ran.require_one_line("train")
    ran = _train(capsys, recipe, data, out, "--from", tmp_path / "gone.pth")
    assert "gone.pth" in ran.require_one_line("train")


def test_a_run_stopped_by_ctrl_c_ends_with_the_same_weights(
    tmp_path: Path, data: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    recipe = write_recipe(tmp_path / "tiny.toml", steps=700)
    whole, parts = tmp_path / "whole", tmp_path / "parts"
    assert _train(capsys, recipe, data, whole).status == 0
    stopped = interrupted(
        r"step (2[5-9]\d|[3-6]\d\d)/700", "train", recipe, "--data", data, "--out", parts, "--threads", 1
    )
    assert (stopped.status, stopped.err[-1]) == (130, "lamgui train: stopped.")
    assert [path.name for path in parts.iterdir()] == ["tiny.state"]
    resumed = _train(capsys, recipe, data, parts)
    assert resumed.status == 0
    assert (parts / "tiny.safetensors").read_bytes() == (whole / "tiny.safetensors").read_bytes()


def test_a_finished_state_gives_the_weights_again(
    tmp_path: Path, data: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    recipe, state = write_recipe(tmp_path / "tiny.toml", steps=5), tmp_path / "kept" / "run.state"
    for out in ("first", "second"):
        assert _train(capsys, recipe, data, tmp_path / out, "--state", state).status == 0
    first, second = (tmp_path / out / "tiny.safetensors" for out in ("first", "second"))
    assert first.read_bytes() == second.read_bytes()
    assert [path.name for path in state.parent.iterdir()] == ["run.state"]


@pytest.mark.skipif(os.name == "nt", reason="Windows cannot limit the size of the files that a process writes")
def test_a_full_disk_leaves_the_old_weights(tmp_path: Path, data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    recipe, out = write_recipe(tmp_path / "tiny.toml", steps=5), tmp_path / "out"
    assert _train(capsys, recipe, data, out).status == 0
    before = {path.name: path.read_bytes() for path in out.iterdir()}
    ran = lamgui_process(ON_A_FULL_DISK, "train", recipe, "--data", data, "--out", out)
    assert "tiny.safetensors was not saved: no space is left on the disk" in ran.require_one_line("train")
    assert {path.name: path.read_bytes() for path in out.iterdir()} == before


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("stpes = 4", r"The recipe cannot be used: .*tiny.toml is not a training recipe: unknown settings \['stpes'\]"),
        ("steps = 0", "steps must be a whole number of at least 1, not 0"),
        ('architecture = "ABC"', "ABC cannot be trained. There are CARN, CSNLN, DDBPN, DRLN, EDSR, FSRCNN"),
        ('architecture = "EDSR"', "EDSR x4 cannot be built as the recipe's configuration says: .*shrink"),
        ('schedule = "constant"', "a constant rate needs cooldown_steps of at least 1"),
        ("crop_px = 99", "no picture is large enough for crops of 99 LR pixels. Give larger pictures"),
    ],
)
def test_a_recipe_that_cannot_be_used(
    tmp_path: Path, data: Path, capsys: pytest.CaptureFixture[str], text: str, said: str
) -> None:
    ran = _train(capsys, write_recipe(tmp_path / "tiny.toml", text), data, tmp_path / "out")
    assert re.search(said, ran.require_one_line("train")), ran.err
    assert list((tmp_path / "out").glob("*")) == []


def test_a_network_for_other_than_rgb_is_told_before_the_training(
    tmp_path: Path, data: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    recipe = write_recipe(tmp_path / "tiny.toml")
    recipe.write_text(recipe.read_text().replace("channels = 3", "channels = 1"))
    ran = _train(capsys, recipe, data, tmp_path / "out")
    assert "FSRCNN x4 cannot be built" in ran.require_one_line("train")


def test_folders_are_looked_at_before_the_training(
    tmp_path: Path, data: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    recipe, out, empty = write_recipe(tmp_path / "tiny.toml"), tmp_path / "out", tmp_path / "empty"
    empty.mkdir()
    for options, said in (
        (("--data", tmp_path / "gone"), "gone is no folder"),
        (("--data", data, empty), "empty holds no pictures"),
        (("--data", data, "--test-data", tmp_path / "gone"), "gone is no folder"),
        (("--data", data, "--test-data", empty), "empty holds no pictures"),
    ):
        ran = lamgui(capsys, "train", recipe, "--out", out, *options)
        assert said in ran.require_one_line("train")
    (data / "c.png").write_bytes(b"no picture")
    assert "c.png" in _train(capsys, recipe, data, out).require_one_line("train")
    assert list(out.iterdir()) == []


def test_a_missing_recipe_a_bad_state_and_a_bad_folder(
    tmp_path: Path, data: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    recipe, out, file = write_recipe(tmp_path / "tiny.toml", steps=3), tmp_path / "out", tmp_path / "file"
    file.write_bytes(b"no state")
    assert "gone.toml" in _train(capsys, tmp_path / "gone.toml", data, out).require_one_line("train")
    ran = _train(capsys, recipe, data, out, "--state", file)
    assert "file is no state of a training that can be read" in ran.require_one_line("train")
    assert file.read_bytes() == b"no state"
    assert "Nothing can be written to" in _train(capsys, recipe, data, file).require_one_line("train")
    ran = _train(capsys, recipe, data, out, "--state", file / "run.state")
    assert "Nothing can be written to" in ran.require_one_line("train")


@pytest.mark.parametrize("threads", ["-1", "all"])
def test_wrong_usage(tmp_path: Path, data: Path, capsys: pytest.CaptureFixture[str], threads: str) -> None:
    ran = lamgui(capsys, "train", write_recipe(tmp_path / "tiny.toml"), "--data", data, "--threads", threads)
    assert (ran.status, ran.out) == (2, [])
    assert f"'{threads}' is not a number of threads" in ran.err[-1]
