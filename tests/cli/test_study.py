"""`lamgui study`: made, planned, run, looked at, exported, and gone on with; its exit status says what failed."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest

from lamgui.session.file import SessionContents, write_session
from lamgui.session.state import Bookmark, State
from tests.cli.terminal import lamgui
from tests.small import saved
from tests.study.small_study import TEXT, made

COLUMNS = (
    "network", "picture", "patch_x", "patch_y", "patch_size", "lr_width", "lr_height", "diffusion_index",
    "effective_pixels", "psnr_y", "completeness_gap", "state", "error", "reduction", "range",
    "channels", "surroundings",
)  # fmt: skip


def exported(capsys: pytest.CaptureFixture[str], study: Path) -> list[dict[str, str]]:
    out = study.parent / "rows.csv"
    assert lamgui(capsys, "study", "export", study, "--out", out).status == 0
    with out.open(newline="", encoding="utf-8") as stream:
        return list(csv.DictReader(stream))


def test_from_an_empty_folder_to_numbers(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    saved(tmp_path / "a b.png", 64, 48)
    new = lamgui(capsys, "study", "new", "first.study", "--pictures", "a b.png", "--networks", "FSRCNN")
    assert (new.status, new.out) == (0, [])
    study = tmp_path / "first.study"
    with (study / "study.toml").open("a", encoding="utf-8") as stream:
        stream.write("settings = {steps = 3}\n")
    assert lamgui(capsys, "study", "status", study).status == 1
    plan = lamgui(capsys, "study", "plan", study)
    assert (plan.status, plan.out[0]) == (0, "1 item: 0 done, 0 failed, 1 to compute")
    run = lamgui(capsys, "study", "run", study, "--workers", "0")
    assert (run.status, run.out, run.err[-1]) == (0, [], "lamgui study: 1 item: 1 done, 0 failed")
    (row,) = exported(capsys, study)
    assert set(COLUMNS) <= set(row)
    assert (row["network"], row["picture"], row["patch_x"], row["state"]) == (
        "FSRCNN", (tmp_path / "a b.png").as_posix(), "24", "done",
    )  # fmt: skip
    assert (row["lr_width"], row["lr_height"], row["surroundings"], row["steps"]) == ("16", "12", "64", "3")
    assert float(row["effective_pixels"]) == pytest.approx(float(row["diffusion_index"]) / 100 * 16 * 12)


def test_failed_items_are_said_on_the_last_line_and_by_the_status(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    study = made(tmp_path / "a.study").path
    (study / "pictures" / "bad.png").write_bytes(b"no picture")
    for _ in range(2):
        run = lamgui(capsys, "study", "run", study, "--workers", "0")
        assert run.status == 1
        assert run.err[-1].startswith("lamgui study: 6 items: 4 done, 2 failed")
    status = lamgui(capsys, "study", "status", study)
    assert (status.status, status.out[0]) == (1, "6 items: 4 done, 2 failed")
    assert status.out[1].startswith("  2 items: bad.png")
    (values,) = lamgui(capsys, "study", "status", study, "--json").results
    assert (values["total"], values["done"], values["failed"], values["running"]) == (6, 4, 2, False)
    bad = [row for row in exported(capsys, study) if row["state"] == "failed"]
    assert [(row["picture"], row["patch_x"]) for row in bad] == [("pictures/bad.png", "")] * 2
    assert all(row["error"] for row in bad)


def test_json_holds_the_rows_of_the_csv(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    study = made(tmp_path / "a.study").path
    lamgui(capsys, "study", "run", study, "--workers", "0")
    out = tmp_path / "rows.json"
    assert lamgui(capsys, "study", "export", study, "--out", out).status == 0
    items = json.loads(out.read_text(encoding="utf-8"))["items"]
    assert [str(item["diffusion_index"]) for item in items] == [
        row["diffusion_index"] for row in exported(capsys, study)
    ]


def test_the_bookmarks_of_a_session_become_its_patches(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    from lamgui.attribution.patch import Patch

    picture, session = saved(tmp_path / "a.png", 64, 48), tmp_path / "s.lamgui"
    mark = Bookmark("here", Patch(8, 4, 16), picture.name, "ab" * 32, picture)
    write_session(session, SessionContents(State(bookmarks=(mark,))))
    study = tmp_path / "a.study"
    words = ("--pictures", picture, "--networks", "FSRCNN", "--session", session)
    assert lamgui(capsys, "study", "new", study, *words).status == 0
    assert lamgui(capsys, "study", "run", study, "--workers", "0").status == 0
    (row,) = exported(capsys, study)
    assert (row["patch_x"], row["patch_y"], row["patch_size"]) == ("8", "4", "16")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("run", "nothing.study"), "no study"),
        (("run", "a.study", "--shard", "5/4"), "no part 5 of 4"),
        (("export", "a.study", "--out", "rows.csv"), "was not run yet"),
    ],
)
def test_what_cannot_be_is_said_in_a_line(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    words: tuple[str, ...],
    said: str,
) -> None:
    monkeypatch.chdir(tmp_path)
    made(tmp_path / "a.study", TEXT)
    assert said in lamgui(capsys, "study", *words).require_one_line("study")
