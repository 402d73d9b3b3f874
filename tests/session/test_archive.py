"""Session files are harmless whatever they hold: told in words what is wrong, and nothing of them is run."""

from __future__ import annotations

import io
import json
import zipfile
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lamgui.base.errors import SessionError
from lamgui.files.elsewhere import FilesElsewhere
from lamgui.session.file import MAIN, read_session, write_session
from tests.hostile import Hostile
from tests.session.test_file import contents


def what_is_said(path: Path) -> str:
    """The words of the SessionError, or the file's name where it was read all the same."""
    try:
        read_session(path)
    except SessionError as error:
        return str(error)
    return path.name


def rewritten(path: Path, **members: bytes) -> Path:
    """The session with other members."""
    stream = io.BytesIO()
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(stream, "w") as new:
        for name in old.namelist():
            new.writestr(name, members.pop(name, old.read(name)))
        for name, data in members.items():
            new.writestr(name, data)
    path.write_bytes(stream.getvalue())
    return path


def main_of(path: Path) -> dict[str, object]:
    with zipfile.ZipFile(path) as archive:
        values: dict[str, object] = json.loads(archive.read(MAIN))
    return values


def test_a_newer_format_is_named(tmp_path: Path) -> None:
    path = tmp_path / "s.lamgui"
    write_session(path, contents())
    rewritten(path, **{MAIN: json.dumps({**main_of(path), "format": 7}).encode()})
    with pytest.raises(SessionError, match=r"newer lamgui \(format 7"):
        read_session(path)


def test_what_another_program_wrote_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "s.lamgui"
    write_session(path, contents())
    rewritten(path, **{MAIN: json.dumps({**main_of(path), "program": "another"}).encode()})
    with pytest.raises(SessionError, match="not a session"):
        read_session(path)


@pytest.mark.parametrize("name", ["../out.txt", "/etc/passwd", "a/../../b", "C:\\x", "..\\b", "maps/../../x.npz"])
def test_names_that_climb_out_are_refused_and_nothing_is_written(name: str, tmp_path: Path) -> None:
    path = tmp_path / "in" / "s.lamgui"
    path.parent.mkdir()
    write_session(path, contents())
    rewritten(path, **{name: b"x"})
    with pytest.raises(SessionError, match="leads out of it"):
        read_session(path)
    assert [p.name for p in tmp_path.rglob("*") if p.is_file()] == ["s.lamgui"]


def test_pickles_are_not_loaded(tmp_path: Path) -> None:
    path = tmp_path / "s.lamgui"
    write_session(path, contents())
    marker, stream = tmp_path / "marker", io.BytesIO()
    np.savez(stream, lam=np.array([Hostile(marker)], dtype=object))
    with pytest.raises(SessionError, match="damaged"):
        read_session(rewritten(path, **{"maps/0.npz": stream.getvalue()}))
    assert not marker.exists()


def test_a_bomb_is_refused_before_it_is_unpacked(tmp_path: Path) -> None:
    path = tmp_path / "s.lamgui"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive, archive.open(MAIN, "w", force_zip64=True) as big:
        chunk = b" " * (16 << 20)
        for _ in range(65):
            big.write(chunk)
    with pytest.raises(SessionError, match="more than a session can hold"):
        read_session(path)


@pytest.mark.parametrize(
    "sizes",
    [[1 << 30] * 5, [(1 << 30) + 1], [0] * 4000],
    ids=["all together", "one alone", "how many"],
)
def test_members_too_many_or_too_large_are_refused_by_what_the_zip_says(sizes: list[int], tmp_path: Path) -> None:
    path = tmp_path / "s.lamgui"
    write_session(path, contents())
    with zipfile.ZipFile(path, "a") as archive:
        for k, size in enumerate(sizes):
            archive.writestr(f"more/{k}", b"")
            archive.getinfo(f"more/{k}").file_size = size
    with pytest.raises(SessionError, match="more than a session can hold"):
        read_session(path)


def test_a_member_that_holds_less_than_the_zip_says_is_damage(tmp_path: Path) -> None:
    path = tmp_path / "s.lamgui"
    write_session(path, contents())
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr("more", b"")
        archive.getinfo(MAIN).file_size += 4
    with pytest.raises(SessionError, match="damaged"):
        read_session(path)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_damage_is_told_in_words_and_raises_nothing_else(data: st.DataObject, tmp_path: Path) -> None:
    path = tmp_path / "s.lamgui"
    write_session(path, contents())
    raw = bytearray(path.read_bytes())
    if data.draw(st.booleans()):
        raw = raw[: data.draw(st.integers(0, len(raw) - 1))]
    else:
        for _ in range(data.draw(st.integers(1, 8))):
            raw[data.draw(st.integers(0, len(raw) - 1))] = data.draw(st.integers(0, 255))
    path.write_bytes(bytes(raw))
    assert "s.lamgui" in what_is_said(path)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_any_other_json_is_told_in_words(data: st.DataObject, tmp_path: Path) -> None:
    path = tmp_path / "s.lamgui"
    write_session(path, contents())
    values = main_of(path)
    key = data.draw(st.sampled_from(sorted(values)))
    odd = st.recursive(
        st.none() | st.booleans() | st.integers() | st.text(), lambda v: st.lists(v) | st.dictionaries(st.text(), v)
    )
    rewritten(path, **{MAIN: json.dumps({**values, key: data.draw(odd)}).encode()})
    assert what_is_said(path)


def test_files_on_other_machines_are_not_looked_at_unasked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "s.lamgui"
    write_session(path, contents())
    values: Any = main_of(path)
    far = "//server/share/net.pth"
    values["state"]["networks"] = [
        {**one, "name": "far", "bundled": False, "path": far, "sha256": None} for one in values["state"]["networks"]
    ]
    values["pictures"] = [{**one, "path": "//server/share/x.png", "member": None} for one in values["pictures"]]
    rewritten(path, **{MAIN: json.dumps(values).encode()})
    looked: list[str] = []
    for name in ("lamgui.session.values.is_there", "lamgui.session.file.is_there", "lamgui.session.file.sha256_of"):
        monkeypatch.setattr(name, lambda found: looked.append(str(found)))
    with pytest.raises(FilesElsewhere, match="//server/share") as raised:
        read_session(path)
    assert raised.value.places == ("//server/share",)
    opened = read_session(path, leave_out=True)
    assert "far" in opened.missing
    assert not [name for name in looked if "server" in name]
    read_session(path, agreed=lambda place: place == "//server/share")
    assert [name for name in looked if "server" in name]


def test_a_yes_to_code_in_a_session_is_not_believed(tmp_path: Path) -> None:
    path = tmp_path / "s.lamgui"
    write_session(path, contents())
    values: Any = main_of(path)
    code: dict[str, Any] = {"sha256": "0" * 64, "name": "Net", "arguments": [], "weights": None}
    values["state"]["networks"] = [
        {**one, "name": "mine", "bundled": False, "own_code": code} for one in values["state"]["networks"]
    ]
    opened = read_session(rewritten(path, **{MAIN: json.dumps(values).encode()}))
    assert [entry.name for entry in opened.contents.state.networks] == ["mine", "mine"]
    assert all(entry.own_code is None for entry in opened.contents.state.networks)
