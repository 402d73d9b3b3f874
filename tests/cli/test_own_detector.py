"""A detector of the user's on the command line: not run without --trust, then as good as one of the program's."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

from lamgui.figures.embed import read_recipe
from tests.cli.terminal import arrays_of, lamgui

BRIGHTNESS = """
from pathlib import Path

Path(__file__).with_name("ran").touch()


def other(crop):
    return crop.square().sum(dim=(1, 2, 3))


def brightness(crop):
    return crop[..., :-1, :-1].sum(dim=(1, 2, 3))
"""


@pytest.fixture
def code(tmp_path: Path) -> Path:
    path = tmp_path / "größe.py"
    path.write_text(BRIGHTNESS, encoding="utf-8")
    return path


def _of(command: str, picture: Path, out: Path) -> list[object]:
    patch = ("--patch", 40, 36, 16)
    return [command, picture, "--network", "fsrcnn", *patch, "--steps", 3, "--device", "cpu", "--out", out]


@pytest.mark.parametrize("command", ["attribute", "check", "figure"])
def test_nothing_runs_without_trust(
    command: str, tmp_path: Path, picture: Path, code: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    ran = lamgui(
        capsys, *_of(command, picture, tmp_path / "out.png"), "--detector", "own", "--detector-file", f"{code}::other"
    )
    assert (ran.status, ran.out) == (1, [])
    assert "größe.py is a Python file, which runs its own code" in ran.err[0]
    assert "give --trust" in ran.err[0]
    assert not code.with_name("ran").exists()


def test_a_map_of_an_own_detector_is_that_of_the_same_one_of_the_program(
    tmp_path: Path, picture: Path, code: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    own = ("--detector", "own", "--detector-file", f"{code}::brightness", "--trust")
    (made,) = lamgui(capsys, *_of("attribute", picture, tmp_path / "own"), *own).results
    lamgui(capsys, *_of("attribute", picture, tmp_path / "known"), "--detector", "intensity")
    mine, known = (arrays_of(tmp_path / name / "FSRCNN.npz") for name in ("own", "known"))
    np.testing.assert_allclose(mine["lam"], known["lam"], rtol=1e-4, atol=1e-6)
    said = json.loads(mine["settings"].item())
    assert said == made["settings"]
    assert set(said["own_detector"]) == {"function", "file_name", "sha256"}
    assert (said["detector"], said["own_detector"]["function"]) == ("own", "brightness")


def test_a_map_of_an_own_detector_is_tested(
    tmp_path: Path, picture: Path, code: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    own = ("--detector", "own", "--detector-file", f"{code}::brightness", "--trust")
    mine = lamgui(capsys, *_of("check", picture, tmp_path / "own"), *own)
    assert mine.status == 0, mine.err
    known = lamgui(capsys, *_of("check", picture, tmp_path / "known"), "--detector", "intensity")
    tests, same = mine.results[0]["tests"], known.results[0]["tests"]
    assert [test["verdict"] for test in tests] == [test["verdict"] for test in same]
    assert "not applicable" not in {test["verdict"] for test in tests}
    (areas, expected) = ([curve["area"] for test in found for curve in test["curves"]] for found in (tests, same))
    assert areas == pytest.approx(expected, rel=1e-4, abs=1e-6)


def test_hard_patches_are_not_known_of_an_own_detector_which_is_not_run(
    picture: Path, code: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    own = ("--detector", "own", "--detector-file", f"{code}::brightness", "--trust")
    ran = lamgui(capsys, "patches", picture, "--network", "fsrcnn", "--device", "cpu", *own)
    assert "no sum over places" in ran.require_one_line("patches")
    assert not code.with_name("ran").exists()


def test_a_figure_is_made_again_with_the_file_and_the_word(
    tmp_path: Path, picture: Path, code: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    figure = tmp_path / "figure.png"
    own = ("--detector", "own", "--detector-file", f"{code}::other", "--trust")
    assert lamgui(capsys, *_of("figure", picture, figure), *own, "--dpi", 80).status == 0
    recipe = read_recipe(figure)
    assert recipe is not None
    assert str(tmp_path) not in recipe.to_json()
    code.with_name("ran").unlink()
    without = lamgui(capsys, "reproduce", figure)
    assert without.status == 1
    assert "give --trust" in without.err[0]
    assert not code.with_name("ran").exists()
    again = lamgui(capsys, "reproduce", figure, "--trust")
    assert again.status == 0
    assert again.err[-1] == "All numbers agree: 1 of 1 maps."
    moved = code.rename(tmp_path / "moved.py")
    gone = lamgui(capsys, "reproduce", figure, "--trust")
    assert gone.status == 1
    assert "the detector größe.py" in gone.err[0]
    assert "--detector-file FILE" in gone.err[0]
    assert lamgui(capsys, "reproduce", figure, "--trust", "--detector-file", moved).status == 0


def test_what_is_no_detector_is_one_line(
    tmp_path: Path, picture: Path, code: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code.write_text("def detector(crop):\n    return crop.flip(0).oops\n", encoding="utf-8")
    own = ("--detector", "own", "--detector-file", code, "--trust")
    ran = lamgui(capsys, *_of("attribute", picture, tmp_path / "own"), *own)
    assert (ran.status, len(ran.err)) == (1, 1)
    assert "größe.py, line 2" in ran.err[0]


def test_trust_is_for_files_that_are_named_and_not_for_those_found_in_a_folder(
    tmp_path: Path, picture: Path, code: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    figure = tmp_path / "figure.png"
    own = ("--detector", "own", "--detector-file", f"{code}::other", "--trust")
    assert lamgui(capsys, *_of("figure", picture, figure), *own, "--dpi", 80).status == 0
    found = tmp_path / "found" / code.name
    found.parent.mkdir()
    code.rename(found)
    code.with_name("ran").unlink()
    looking = lamgui(capsys, "reproduce", figure, "--trust", "--look-in", found.parent)
    assert looking.status == 1
    assert f"Give it with --detector-file {found}" in looking.require_one_line("reproduce")
    assert not found.with_name("ran").exists()
    assert lamgui(capsys, "reproduce", figure, "--trust", "--detector-file", found).status == 0


def test_the_folder_that_is_given_is_where_it_imports_from(
    tmp_path: Path, picture: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code = tmp_path / "project" / "detectors" / "mine.py"
    code.parent.mkdir(parents=True)
    code.write_text("import importlib\ntotal = importlib.import_module('com' + 'mon').total\n", encoding="utf-8")
    with code.open("a", encoding="utf-8") as stream:
        stream.write("def detector(crop):\n    return total(crop)\n")
    common = code.parents[1] / "common.py"
    common.write_text("def total(x):\n    return x.sum(dim=(1, 2, 3))\n", encoding="utf-8")
    own = ("--detector", "own", "--detector-file", code, "--trust")
    without = lamgui(capsys, *_of("attribute", picture, tmp_path / "out"), *own)
    assert "imports common, which is not there" in without.err[0]
    given = lamgui(capsys, *_of("attribute", picture, tmp_path / "out"), *own, "--code-root", code.parents[1])
    assert given.status == 0, given.err
