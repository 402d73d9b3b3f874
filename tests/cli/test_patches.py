"""`lamgui patches`: a JSON object a line, and what cannot be ranked is said in a line."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.terminal import lamgui


def test_hard_patches_are_listed_the_hardest_first(picture: Path, capsys: pytest.CaptureFixture[str]) -> None:
    ran = lamgui(capsys, "patches", picture, "--network", "FSRCNN", "--size", 16, "--count", 4, "--device", "cpu")
    assert ran.status == 0
    assert ran.err == []
    assert [one["rank"] for one in ran.results] == [1, 2, 3, 4]
    assert {(one["network"], one["size"]) for one in ran.results} == {("FSRCNN", 16)}
    scores = [one["score"] for one in ran.results]
    assert scores == sorted(scores, reverse=True)
    for one in ran.results:
        assert 0 <= one["x"] < 128 - 16
        assert 0 <= one["y"] < 96 - 16
        assert 5 < one["psnr_y"] < 60
        assert one["delta"] != 0


def test_an_lr_picture_has_no_psnr(picture: Path, capsys: pytest.CaptureFixture[str]) -> None:
    ran = lamgui(capsys, "patches", picture, "--network", "FSRCNN", "--input", "lr", "--device", "cpu")
    assert ran.status == 0
    assert len(ran.results) == 10
    assert {one["psnr_y"] for one in ran.results} == {None}
    assert ran.results[0]["score"] == 1.0


def test_the_delta_is_that_of_attribute(picture: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    first = lamgui(capsys, "patches", picture, "--network", "FSRCNN", "--count", 1, "--device", "cpu").results[0]
    patch = ["--patch", first["x"], first["y"], first["size"], "--steps", 1, "--device", "cpu"]
    (full,) = lamgui(capsys, "attribute", picture, "--network", "FSRCNN", *patch, "--out", tmp_path / "out").results
    assert first["delta"] == pytest.approx(full["delta"], rel=1e-4)


def test_a_size_that_does_not_fit_is_said_in_a_line(picture: Path, capsys: pytest.CaptureFixture[str]) -> None:
    ran = lamgui(capsys, "patches", picture, "--network", "FSRCNN", "--size", 96, "--device", "cpu")
    assert "do not fit into 128x96" in ran.require_one_line("patches")


@pytest.mark.parametrize("wrong", [["--size", 0], ["--count", 0]])
def test_nonsense_is_wrong_usage(picture: Path, wrong: list[object], capsys: pytest.CaptureFixture[str]) -> None:
    assert lamgui(capsys, "patches", picture, "--network", "FSRCNN", *wrong).status == 2


def test_a_network_that_fails_leaves_the_others(picture: Path, capsys: pytest.CaptureFixture[str]) -> None:
    networks = ["--network", "nowhere.pth", "--network", "FSRCNN"]
    ran = lamgui(capsys, "patches", picture, *networks, "--count", 1, "--device", "cpu")
    assert ran.status == 1
    assert len(ran.results) == 1
    assert len(ran.err) == 1
    assert ran.err[0].startswith("lamgui patches: nowhere.pth: ")
