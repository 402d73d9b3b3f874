"""Session files: whole there and back, harmless whatever they hold, and never half written."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
import zipfile
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lamgui.autosave import Autosave
from lamgui.bookmark_store import BookmarkStore
from lamgui.errors import SaveError, SessionError
from lamgui.figures.options import FigureOptions, Layout
from lamgui.imaging.prepare import Role
from lamgui.imaging.read import read_picture
from lamgui.known_files import KnownFiles, sha256_of
from lamgui.locate import Wanted, locate
from lamgui.networks.catalogue import find
from lamgui.networks.entry import NetworkEntry
from lamgui.session_file import MAIN, SessionContents, read_session, write_session
from lamgui.state import Bookmark, ColourMap, PaneContent, RowsOf, State, View
from tests.commands.terminal import CHECKOUT
from tests.made import PATCH, SETTINGS, analysis, two_networks
from tests.small import saved


def contents(picture_path: Path | None = None) -> SessionContents:
    one = analysis()
    picture = one.picture if picture_path is None else read_picture(picture_path)
    state = State(
        picture=picture,
        role=Role.HR,
        network=find("EDSR"),
        patch=PATCH,
        settings=SETTINGS,
        compared=(find("FSRCNN"), find("EDSR")),
        hidden=frozenset({find("FSRCNN")}),
        bookmarks=(Bookmark("an é", PATCH, picture.name, picture.sha256, picture.path),),
        rows=RowsOf.BOOKMARKS,
    )
    view = View((PaneContent.SR, PaneContent.ERROR), ColourMap.VIRIDIS, 0.4, True, False, 0.5, True, False)
    analyses = two_networks() if picture_path is None else ()
    return SessionContents(state, view, FigureOptions(Layout.GRID), analyses, layout={"window": b"\x00\xff"})


@pytest.mark.parametrize("embed", [True, False])
def test_a_session_comes_back_as_it_was(embed: bool, tmp_path: Path) -> None:
    path, before = tmp_path / "a session ü.lamgui", contents()
    write_session(path, before, embed)
    opened = read_session(path)
    after = opened.contents
    assert opened.missing == ()
    assert after.state.picture is not None
    assert before.state.picture is not None
    np.testing.assert_array_equal(after.state.picture.pixels, before.state.picture.pixels)
    assert replace(after.state, picture=None) == replace(before.state, picture=None)
    assert (after.view, after.options, after.layout) == (before.view, before.options, before.layout)
    assert len(after.analyses) == 2
    for one, other in zip(before.analyses, after.analyses, strict=True):
        np.testing.assert_array_equal(other.lam, one.lam)
        np.testing.assert_array_equal(other.field_mask, one.field_mask)
        np.testing.assert_array_equal(other.scene.sr, one.scene.sr)
        np.testing.assert_array_equal(other.scene.lr, one.scene.lr)
        np.testing.assert_array_equal(other.curves.objective, one.curves.objective)
        assert (other.network, other.settings, other.scene.patch) == (one.network, one.settings, one.scene.patch)
        assert (other.completeness_gap, other.diffusion_index) == (one.completeness_gap, one.diffusion_index)
        assert [frame.alpha for frame in other.frames] == [frame.alpha for frame in one.frames]


def test_frames_come_back_with_the_sr_that_they_had_or_none(tmp_path: Path) -> None:
    one, before = analysis(), contents()
    first, *others = one.frames
    assert first.sr is None
    with_sr = replace(one, frames=(replace(first, sr=one.scene.sr), *others))
    write_session(tmp_path / "s.lamgui", replace(before, analyses=(with_sr,)))
    (back,) = read_session(tmp_path / "s.lamgui").contents.analyses
    np.testing.assert_array_equal(back.frames[0].sr, one.scene.sr)
    assert [frame.sr for frame in back.frames[1:]] == [None] * len(others)


def test_a_picture_that_is_not_inside_is_found_beside_or_named(tmp_path: Path) -> None:
    (tmp_path / "far").mkdir()
    picture = saved(tmp_path / "far" / "waves.png", 64, 48)
    path = tmp_path / "s.lamgui"
    write_session(path, contents(picture), embed_pictures=False)
    assert read_session(path).contents.state.picture is not None
    moved = picture.rename(tmp_path / "waves.png")
    assert read_session(path).contents.state.picture is not None, "beside the session"
    elsewhere = moved.rename(tmp_path / "other.png")
    opened = read_session(path)
    assert (opened.contents.state.picture, opened.missing) == (None, ("waves.png",))
    sha256 = sha256_of(elsewhere)
    assert sha256 is not None
    assert read_session(path, {sha256: elsewhere}.get).contents.state.picture is not None


def test_a_network_that_moved_is_found_by_its_hash_or_named(tmp_path: Path) -> None:
    weights = tmp_path / "mine.safetensors"
    weights.write_bytes(find("FSRCNN").path.read_bytes())
    sha256, path = sha256_of(weights), tmp_path / "s.lamgui"
    assert sha256 is not None
    entry = NetworkEntry("mine", weights, value_range=1.0, scale=4)
    write_session(path, SessionContents(State(network=entry), hashes={weights: sha256}))
    assert read_session(path).contents.state.network == entry
    moved = weights.rename(tmp_path / "moved.safetensors")
    assert read_session(path).missing == ("mine",)
    opened = read_session(path, {sha256: moved}.get)
    assert opened.missing == ()
    assert opened.contents.state.network == replace(entry, path=moved)


def test_a_full_disk_or_a_missing_folder_is_told(tmp_path: Path) -> None:
    with pytest.raises(SaveError, match="no folder"):
        write_session(tmp_path / "none" / "s.lamgui", contents())


def test_a_power_cut_in_the_middle_of_a_save_leaves_the_old_one(tmp_path: Path) -> None:
    path = tmp_path / "s.lamgui"
    write_session(path, contents())
    before = path.read_bytes()
    code = (
        "import os, sys\nfrom pathlib import Path\nimport lamgui.session_file as f\n"
        "from tests.test_session_file import contents\n"
        "f.map_values = lambda analysis: os._exit(9)\n"
        "f.write_session(Path(sys.argv[1]), contents())\n"
    )
    run = subprocess.run([sys.executable, "-c", code, str(path)], cwd=CHECKOUT, env={**os.environ}, check=False)
    assert run.returncode == 9
    assert path.read_bytes() == before


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
    stream = io.BytesIO()
    np.savez(stream, lam=np.array([print], dtype=object))
    with pytest.raises(SessionError, match="damaged"):
        read_session(rewritten(path, **{"maps/0.npz": stream.getvalue()}))


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


def test_autosave_offers_what_a_process_that_is_gone_left(tmp_path: Path) -> None:
    folder = tmp_path / "autosave"
    mine = Autosave(folder)
    mine.write(contents())
    assert mine.left_behind() is None, "this process is alive"
    (own,) = folder.iterdir()
    gone = own.rename(folder / "999999999-1.lamgui")
    mine.write(contents())
    assert mine.left_behind() == gone
    assert read_session(gone).contents.state.patch == PATCH
    reused = folder / f"{os.getpid()}-1.lamgui"
    reused.write_bytes(b"")
    mine.forget_left_behind()
    assert [path.name for path in folder.iterdir()] == [own.name], "another process with the number does not count"
    mine.discard()
    assert list(folder.iterdir()) == []
    Autosave(tmp_path / "file" / "x").discard()


def test_bookmarks_come_back_by_picture(tmp_path: Path) -> None:
    store, file = BookmarkStore(tmp_path / "b.json"), tmp_path / "b.json"
    marks = tuple(Bookmark(name, PATCH, "p.png", "abc", Path("/x/p.png"), Role.LR) for name in ("a", "b"))
    store.save("abc", marks)
    assert BookmarkStore(file).load("abc") == marks
    assert store.load("other") == ()
    store.save("abc", ())
    assert json.loads(file.read_text(encoding="utf-8")) == {}
    for broken in ("", "[]", '{"abc": 3}', '{"abc": [{"name": 1}]}'):
        file.write_text(broken, encoding="utf-8")
        assert store.load("abc") == ()
    store.save("abc", marks)
    assert store.load("abc") == marks


def test_known_files_are_found_by_what_they_hold(tmp_path: Path) -> None:
    known, file = KnownFiles(tmp_path / "home" / "k.json"), saved(tmp_path / "a.png", 16, 16)
    sha256 = sha256_of(file)
    assert sha256 is not None
    assert known.find(sha256) is None
    known.remember({sha256: file})
    assert KnownFiles(tmp_path / "home" / "k.json").find(sha256) == file
    saved(file, 20, 20)
    assert known.find(sha256) is None, "it holds something else by now"
    (tmp_path / "home" / "k.json").write_text("{", encoding="utf-8")
    assert known.find(sha256) is None


def test_locate_takes_only_files_with_the_hash(tmp_path: Path) -> None:
    (tmp_path / "deep").mkdir()
    file = saved(tmp_path / "deep" / "a.png", 16, 16)
    sha256 = sha256_of(file)
    assert sha256 is not None
    wanted = (Wanted("a.png", sha256, "picture"), Wanted("w", "0" * 64, "network"))
    known = KnownFiles(tmp_path / "k.json")
    assert locate(wanted, known).missing == wanted
    found = locate(wanted, known, folders=(tmp_path,))
    assert dict(found.files) == {sha256: file}
    assert found.missing == wanted[1:]
    fsrcnn = analysis().network
    assert locate((Wanted("n", fsrcnn.sha256, "network"),), known).files[fsrcnn.sha256] == find("FSRCNN").path
