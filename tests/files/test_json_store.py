"""A small file of the user's: the latest are kept, and neither a broken file nor a place that refuses is an error."""

from __future__ import annotations

from pathlib import Path

import pytest

from lamgui.files.json_store import UserFile
from lamgui.files.user_folders import user_folder


def test_the_folder_is_the_programs_own_and_of_nobody_above_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("platformdirs.user_data_dir", lambda name, appauthor: str(tmp_path / (appauthor or "") / name))
    assert user_folder() == tmp_path / "lamgui"


def test_the_latest_are_kept(tmp_path: Path) -> None:
    file = UserFile(tmp_path / "a folder" / "f.json", 3)
    file.write({str(k): k for k in range(5)})
    assert file.read() == {"2": 2, "3": 3, "4": 4}


def test_what_is_broken_counts_as_empty_and_is_written_over(tmp_path: Path) -> None:
    path = tmp_path / "f.json"
    for broken in ("", "{", "[1]", "[" * 100_000, "\ud800"):
        path.write_bytes(broken.encode("utf-8", "surrogatepass"))
        assert UserFile(path, 3).read() == {}
    UserFile(path, 3).write({"a": "ü"})
    assert UserFile(path, 3).read() == {"a": "ü"}


def test_where_nothing_can_be_kept_nothing_is(tmp_path: Path) -> None:
    (tmp_path / "no folder").write_text("", encoding="utf-8")
    file = UserFile(tmp_path / "no folder" / "f.json", 3)
    file.write({"a": 1})
    assert file.read() == {}
    file.remove()
