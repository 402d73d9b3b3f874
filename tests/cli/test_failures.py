"""What goes wrong in `lamgui attribute`: one line and an exit status, never a half file or a traceback."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest
import torch
from PIL import Image
from safetensors.torch import load_file

from lamgui.networks.catalogue import find
from tests.cli.terminal import ON_A_FULL_DISK, arrays_of, interrupted, lamgui, lamgui_process
from tests.hostile import Hostile
from tests.imaging.pictures import coloured


def _arguments(picture: object, out: object, *more: object, network: object = "FSRCNN") -> list[object]:
    settings = ("--patch", 40, 36, 16, "--steps", 3, "--device", "cpu")
    return ["attribute", picture, "--network", network, "--out", out, *settings, *more]


def _broken_file(folder: Path, kind: str) -> Path:
    """A file of the kind that the test's name says."""
    path, whole = folder / f"{kind}.bin", find("FSRCNN").path
    if kind == "cut picture":
        Image.fromarray(coloured(128, 96)).save(path, format="PNG")
        path.write_bytes(path.read_bytes()[:2000])
    elif kind == "cut checkpoint":
        path.write_bytes(whole.read_bytes()[:20000])
    elif kind == "text":
        path.write_text("neither picture nor network")
    elif kind == "empty":
        path.touch()
    elif kind == "code":
        torch.save({"weights": Hostile(folder / "it ran")}, path)
    elif kind == "nan":
        weights = load_file(whole)
        weights["first_part.0.weight"][0, 0, 0, 0] = float("nan")
        torch.save(weights, path)
    elif kind == "other network":
        torch.save({"some.weight": torch.ones(3, 3)}, path)
    return path


@pytest.mark.parametrize(
    ("kind", "said"),
    [
        ("missing", "There is no file .*missing.bin. Check its name"),
        ("cut picture", "cut picture.bin "),
        ("text", "text.bin "),
        ("empty", r"empty.bin is empty \(0 bytes\)"),
    ],
)
def test_a_picture_that_cannot_be_read(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], kind: str, said: str
) -> None:
    ran = lamgui(capsys, *_arguments(_broken_file(tmp_path, kind), tmp_path / "maps"))
    line = ran.require_one_line("attribute")
    assert re.search(said, line), line
    assert not (tmp_path / "maps").exists()


@pytest.mark.parametrize(
    ("kind", "said"),
    [
        ("missing", "'.*missing.bin' is neither a bundled network nor a file. Bundled are EDSR, FSRCNN"),
        ("cut checkpoint", "cut checkpoint.bin is cut off or damaged"),
        ("text", "text.bin is a text file, not a checkpoint"),
        ("empty", r"empty.bin is empty \(0 bytes\)"),
        ("code", "code.bin is more than weights: it names .*mkdir.* It was not opened"),
        ("nan", "nan.bin holds 1 weight that is NaN or infinite, the first in first_part.0.weight"),
        ("other network", "other network.bin is not a network that this program can build"),
    ],
)
def test_a_network_that_cannot_be_used(
    tmp_path: Path, picture: Path, capsys: pytest.CaptureFixture[str], kind: str, said: str
) -> None:
    ran = lamgui(capsys, *_arguments(picture, tmp_path / "maps", network=_broken_file(tmp_path, kind)))
    line = ran.require_one_line("attribute")
    assert re.search(said, line), line
    assert list((tmp_path / "maps").iterdir()) == []
    assert not (tmp_path / "it ran").exists()


@pytest.mark.parametrize(
    ("more", "said"),
    [
        (("--patch", 113, 0, 15), "needs 129 SR columns and 16 rows, but the SR picture is 128x96. Move the patch"),
        (("--patch", 0, 95, 1), "needs 2 SR columns and 97 rows"),
        (("--device", "cuda:99"), "The device cuda:99 is not on this machine. There is: "),
        (("--device", "toaster"), "The device toaster is not on this machine"),
        (("--scale", 3), "enlarges by 4, but scale 3 was asked for"),
    ],
)
def test_what_does_not_fit_picture_network_or_machine(
    tmp_path: Path, picture: Path, capsys: pytest.CaptureFixture[str], more: tuple[object, ...], said: str
) -> None:
    network = picture.with_name("edsr_x4.safetensors")
    network.write_bytes(find("EDSR").path.read_bytes())
    ran = lamgui(
        capsys, *_arguments(picture, tmp_path / "maps", *more, network=network if "--scale" in more else "FSRCNN")
    )
    assert said in ran.require_one_line("attribute")


def test_a_picture_that_is_too_small(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    Image.new("RGB", (3, 90)).save(tmp_path / "thin.png")
    ran = lamgui(capsys, *_arguments(tmp_path / "thin.png", tmp_path / "maps"))
    assert "thin.png is 3x90, too small to be reduced 4 times" in ran.require_one_line("attribute")


def test_the_others_are_computed_where_one_network_fails(
    tmp_path: Path, picture: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    more = ("--network", tmp_path / "gone.pth", "--network", "FSRCNN")
    ran = lamgui(capsys, *_arguments(picture, tmp_path / "maps", *more))
    assert ran.status == 1
    assert [said["network"] for said in ran.results] == ["FSRCNN", "FSRCNN"]
    assert len(ran.err) == 1
    assert "gone.pth" in ran.err[0]


def test_details_are_told_where_asked_for(tmp_path: Path, picture: Path, capsys: pytest.CaptureFixture[str]) -> None:
    network = _broken_file(tmp_path, "cut checkpoint")
    ran = lamgui(capsys, *_arguments(picture, tmp_path / "maps", "--details", network=network))
    assert ran.status == 1
    assert len(ran.err) > 1


def test_a_folder_that_is_a_file(picture: Path, capsys: pytest.CaptureFixture[str]) -> None:
    ran = lamgui(capsys, *_arguments(picture, picture))
    assert "Nothing can be written to the folder" in ran.require_one_line("attribute")
    ran = lamgui(capsys, *_arguments(picture, picture / "deeper"))
    assert "Nothing can be written to the folder" in ran.require_one_line("attribute")


@pytest.mark.parametrize("inside", ["", "new"])
def test_a_folder_that_may_not_be_written(locked_folder: Path, capsys: pytest.CaptureFixture[str], inside: str) -> None:
    # A folder of the user that the fixture turns this process into.
    with tempfile.TemporaryDirectory() as own:
        picture = Path(own) / "picture.png"
        Image.fromarray(coloured(128, 96)).save(picture)
        ran = lamgui(capsys, *_arguments(picture, locked_folder / inside))
    assert "Permission denied. Give another folder for the results." in ran.require_one_line("attribute")


@pytest.mark.parametrize(
    ("more", "said"),
    [
        (("--kernel-size", 8), "an even number, which has no middle pixel. Take 7 or 9, or auto"),
        (("--kernel-size", "wide"), "'wide' is neither a whole number nor auto"),
        (("--kernel-size", 403), "Choose an odd number from 1 to 401"),
        (("--kernel-size", -3), "Choose an odd number from 1 to 401"),
        (("--sigma", 0), "σ is 0 LR pixels. It must be more than 0"),
        (("--sigma", -1), "σ is -1 LR pixels"),
        (("--sigma", "nan"), "σ is nan LR pixels"),
        (("--sigma", "x"), "invalid float value: 'x'"),
        (("--steps", 0), "0 steps were asked for. Choose 1 to 2000"),
        (("--steps", 2001), "2001 steps were asked for"),
        (("--steps", 1.5), "'1.5' is neither a whole number nor auto"),
        (("--scale", 0), "'0' is not a scale: give a whole number of at least 1"),
        (("--scale", "two"), "'two' is not a scale"),
        (("--rule", "simpson"), "simpson"),
        (("--detector", "nose"), "nose"),
        (("--detector", "own"), "A detector of your own needs its file"),
        (("--detector-file", "mine.py"), "--detector-file belongs to --detector own"),
        (("--gabor-angle", 3), "belong to --detector gabor"),
        (("--detector", "gabor", "--gabor-angle", 200), "angle is 200 degrees. Choose 0 to 180"),
        (("--detector", "gabor", "--gabor-wavelength", 1), "wavelength is 1 SR pixels. Choose 2 to 64"),
        (("--path", "garden"), "garden"),
        (("--precision", "float16"), "float16"),
        (("--input", "mr"), "invalid choice: 'mr'"),
        (("--reduce", "opencv"), "invalid choice: 'opencv'"),
        (("--range", "1024"), "invalid choice: '1024'"),
        (("--patch", 1, 2), "expected 3 arguments"),
        (("--patch", 0, 0, 0), "A patch has a side of at least 1 SR pixel, not 0"),
        (("--patch", -1, 0, 8), "outside the SR picture. Columns and rows count from 0"),
        (("--stpes", 5), "unrecognized arguments: --stpes 5"),
    ],
)
def test_wrong_usage(
    tmp_path: Path, picture: Path, capsys: pytest.CaptureFixture[str], more: tuple[object, ...], said: str
) -> None:
    ran = lamgui(capsys, *_arguments(picture, tmp_path / "maps", *more))
    assert (ran.status, ran.out) == (2, [])
    assert ran.err[0].startswith("usage: lamgui")
    assert said in ran.err[-1]
    assert not (tmp_path / "maps").exists()


@pytest.mark.parametrize("left_out", ["--network", "--patch", "--out"])
def test_what_is_required(tmp_path: Path, capsys: pytest.CaptureFixture[str], left_out: str) -> None:
    given: dict[str, list[object]] = {"--network": ["FSRCNN"], "--patch": [0, 0, 8], "--out": [tmp_path / "maps"]}
    rest = [word for option, values in given.items() if option != left_out for word in (option, *values)]
    ran = lamgui(capsys, "attribute", "picture.png", *rest)
    assert (ran.status, ran.out) == (2, [])
    assert f"the following arguments are required: {left_out}" in ran.err[-1]


def test_ctrl_c_stops_at_once_and_leaves_no_half_file(tmp_path: Path, picture: Path) -> None:
    arguments = _arguments(picture, tmp_path / "maps", "--steps", 2000)
    ran = interrupted(r"FSRCNN \d+ of 2000 passes, .* left", *arguments)
    assert (ran.status, ran.out) == (130, [])
    assert ran.err[-1] == "lamgui attribute: stopped."
    assert not any("Traceback" in line for line in ran.err)
    assert list((tmp_path / "maps").iterdir()) == []


@pytest.mark.skipif(os.name == "nt", reason="Windows cannot limit the size of the files that a process writes")
def test_a_full_disk_leaves_the_files_of_the_last_run(
    tmp_path: Path, picture: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "maps"
    assert lamgui(capsys, *_arguments(picture, out)).status == 0
    before = {path.name: path.read_bytes() for path in out.iterdir()}
    ran = lamgui_process(ON_A_FULL_DISK, *_arguments(picture, out, "--steps", 4))
    assert "FSRCNN.npz was not saved: no space is left on the disk" in ran.require_one_line("attribute")
    assert {path.name: path.read_bytes() for path in out.iterdir()} == before
    assert json.loads(arrays_of(out / "FSRCNN.npz")["settings"].item())["steps"] == 3


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs Linux's full device")
def test_a_full_disk_behind_standard_output_is_one_line() -> None:
    command = [sys.executable, "-m", "lamgui", "networks"]
    with Path("/dev/full").open("w") as full:
        ran = subprocess.run(command, stdout=full, stderr=subprocess.PIPE, text=True, check=False)
    said = "lamgui networks: The results cannot be written to standard output: no space is left on its disk. "
    assert (ran.returncode, ran.stderr) == (1, f"{said}Free some space, or send them elsewhere.\n")
