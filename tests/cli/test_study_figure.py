"""`lamgui study figure`, and `lamgui reproduce` of what it wrote."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from lamgui.cli.main import main
from tests.study.finished_study import finished_study

LOOKS = ("--dpi", "50", "--width", "89mm")


def test_a_figure_is_drawn_and_held_against_its_study(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    study = finished_study(tmp_path)
    out, again = tmp_path / "new" / "figure.png", tmp_path / "again.pdf"
    assert main(["study", "figure", str(study.path), "--figure", "4", "--out", str(out), *LOOKS]) == 0
    assert out.is_file()
    # The study is found in the folder above that of the figure.
    assert main(["reproduce", str(out), "--out", str(again)]) == 0
    assert "All numbers are the same: 9 items." in capsys.readouterr().err
    assert again.is_file()


def test_a_study_that_gives_it_no_longer_is_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    study, out = finished_study(tmp_path), tmp_path / "figure.pdf"
    assert main(["study", "figure", str(study.path), "--figure", "7a", "--out", str(out), *LOOKS]) == 0
    text = (study.path / "study.toml").read_text(encoding="utf-8")
    (study.path / "study.toml").write_text(text.replace('"FSRCNN", ', ""), encoding="utf-8")
    assert main(["study", "run", str(study.path), "--workers", "0"]) == 0
    assert main(["reproduce", str(out)]) == 1
    assert "no longer there: FSRCNN" in capsys.readouterr().err


def test_a_study_that_moved_is_asked_for(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    study, out = finished_study(tmp_path), tmp_path / "figure.svg"
    assert main(["study", "figure", str(study.path), "--figure", "8", "--out", str(out), *LOOKS]) == 0
    moved = tmp_path / "elsewhere" / "other.study"
    shutil.move(study.path, moved)
    assert main(["reproduce", str(out)]) == 1
    assert "The study first was not found. Give its folder: --study" in capsys.readouterr().err
    assert main(["reproduce", str(out), "--study", str(moved)]) == 0


@pytest.mark.parametrize(
    ("options", "status", "reason"),
    [
        (["--figure", "9"], 2, "There is no figure of a study '9'"),
        (["--figure", "7a", "--networks", "FSRCN"], 1, "Did you mean FSRCNN?"),
        (["--figure", "7a", "--settings", "3"], 1, "There are no settings 3."),
        (["--figure", "4", "--count", "0"], 1, "0 pictures were asked for"),
    ],
)
def test_what_cannot_be_is_refused(
    options: list[str], status: int, reason: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    study = finished_study(tmp_path)
    command = ["study", "figure", str(study.path), *options, "--out", str(tmp_path / "f.png")]
    try:
        found = main(command)
    except SystemExit as ended:
        found = int(ended.code or 0)
    assert found == status
    assert reason in capsys.readouterr().err
    assert not (tmp_path / "f.png").exists()
