"""`--surroundings`: what the network was given is stated with its place, and what cannot be is refused in words."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.terminal import arrays_of, lamgui
from tests.imaging.pictures import rgb_of

PATCH = {"x": 40, "y": 36, "size": 16}


def arguments(picture: Path, *more: object, command: str = "attribute") -> list[object]:
    out = picture.parent / "maps"
    return [command, picture, "--network", "FSRCNN", "--patch", *PATCH.values(), "--out", out, "--steps", 4, *more]


def test_what_the_network_was_given_is_stated_with_its_place(picture: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """48/4 - 8 + 1/2 = 4.5 and 44/4 - 7.5 = 3.5: it begins at LR column 4, row 3."""
    (said,) = lamgui(capsys, *arguments(picture, "--surroundings", 16, "--pictures")).results
    assert (said["lr_size"], said["lr_origin"], said["settings"]["surroundings"]) == ([16, 16], [4, 3], 16)
    assert said["settings"]["patch"] == PATCH
    left, top, width, height = said["receptive_field"]["measured_box"]
    assert 4 <= left < left + width <= 20
    assert 3 <= top < top + height <= 19
    files = {kind: Path(path) for kind, path in said["files"].items()}
    saved = arrays_of(files["npz"])
    assert (saved["lam"].shape, saved["lr_origin"].tolist()) == ((3, 16, 16), [4, 3])
    assert rgb_of(files["sr"]).shape == rgb_of(files["map"]).shape == (64, 64, 3)
    assert rgb_of(files["overlay"]).shape == (96, 128, 3)


def test_whole_is_what_is_done_without_a_word(picture: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (whole,) = lamgui(capsys, *arguments(picture, "--surroundings", "whole")).results
    (plain,) = lamgui(capsys, *arguments(picture)).results
    assert "surroundings" not in whole["settings"]
    assert whole["settings"] == plain["settings"]
    assert whole["lr_size"] == [32, 24]


def test_a_small_picture_is_said_not_to_compare(picture: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (said,) = lamgui(capsys, *arguments(picture, "--surroundings", 64)).results
    assert said["lr_size"] == [32, 24]
    assert any("does not compare with the paper's Table 1" in note for note in said["notes"])


def test_surroundings_without_room_for_the_patch_are_refused(picture: Path, capsys: pytest.CaptureFixture[str]) -> None:
    ran = lamgui(capsys, *arguments(picture, "--surroundings", 4))
    assert "Surroundings of 4x4 LR pixels do not hold the patch of 16x16" in ran.require_one_line("attribute")


@pytest.mark.parametrize(
    ("wrong", "why"), [("half", "neither a whole number nor whole"), ("1", "Choose 2 to 4096, or whole")]
)
def test_what_are_no_surroundings_is_wrong_usage(
    picture: Path, capsys: pytest.CaptureFixture[str], wrong: str, why: str
) -> None:
    ran = lamgui(capsys, *arguments(picture, "--surroundings", wrong))
    assert ran.status == 2
    assert why in "\n".join(ran.err)


def test_a_figure_of_surroundings_is_made_again_with_them(picture: Path, capsys: pytest.CaptureFixture[str]) -> None:
    figure = picture.parent / "figure.png"
    given = ["--network", "FSRCNN", "--patch", *PATCH.values(), "--steps", 4, "--surroundings", 16, "--out", figure]
    (made,) = lamgui(capsys, "figure", picture, *given).results
    again = lamgui(capsys, "reproduce", figure)
    assert again.status == 0
    assert again.results[0]["lr_origin"] == made["lr_origin"] == [4, 3]
    assert again.results[0]["diffusion_index"] == pytest.approx(made["diffusion_index"], abs=1e-3)


def test_surroundings_can_be_checked(picture: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (said,) = lamgui(capsys, *arguments(picture, "--surroundings", 16, command="check")).results
    assert said["settings"]["surroundings"] == 16
    assert len(said["tests"]) == 4
