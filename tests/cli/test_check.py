"""`lamgui check`: the time first, then a page, its numbers, and a JSON line."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from lamgui.figures.embed import read_recipe
from tests.cli.terminal import lamgui

PATCH = ("--patch", 56, 40, 16)


def test_a_network_is_tested_and_the_page_written(
    picture: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "maps é"
    ran = lamgui(capsys, "check", picture, "--network", "FSRCNN", *PATCH, "--format", "svg", "--out", out)
    assert ran.status == 0, ran.err
    (said,) = ran.results
    assert [test["test"] for test in said["tests"]] == [
        "randomised weights",
        "deletion and insertion",
        "brightness shift",
        "patch jitter",
    ]
    assert (said["settings"]["steps"], said["settings"]["rule"]) == (16, "arc")
    assert said["files"] == {"svg": str(out / "FSRCNN-check.svg"), "json": str(out / "FSRCNN-check.svg.json")}
    assert read_recipe(Path(said["files"]["svg"])) is not None
    assert json.loads(Path(said["files"]["json"]).read_text(encoding="utf-8"))["tests"] == said["tests"]
    first = next(line for line in ran.err if "about" in line)
    assert first.startswith("FSRCNN: the tests will take about ")
    verdicts = [line for line in ran.err if line.startswith("FSRCNN: ") and " weights: " in line]
    assert len(verdicts) == 1
    assert ran.err.index(first) < ran.err.index(verdicts[0])


def test_a_network_that_cannot_be_tested_is_named(
    picture: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    outside = ("--patch", 120, 90, 16)
    ran = lamgui(capsys, "check", picture, "--network", "FSRCNN", *outside, "--out", tmp_path / "out")
    assert "needs 137 SR columns" in ran.require_one_line("check")


@pytest.mark.parametrize("wrong", [("--steps", 0), ("--format", "bmp"), ("--sigma", -1)])
def test_wrong_usage(
    wrong: tuple[object, ...], picture: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    ran = lamgui(capsys, "check", picture, "--network", "FSRCNN", *PATCH, "--out", tmp_path, *wrong)
    assert (ran.status, ran.out) == (2, [])
