"""Paths that lead to other machines are known by their names; a document's are not looked at unasked."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import pytest

from lamgui.files import elsewhere
from lamgui.files.elsewhere import AgreedPlaces, place_elsewhere, places_named, without_places


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("\\\\server\\share\\x.png", "//server/share"),
        ("//host/share/x.png", "//host/share"),
        ("/\\host\\share", "//host/share"),
        ("\\\\?\\UNC\\server\\share\\x.png", "//server/share"),
        ("\\\\?\\C:\\x.png", None),
        ("http://host/x.png", "http://host"),
        ("SMB://host/x.png", "smb://host"),
        ("file://host/x.png", "file://host"),
        ("file:///x.png", None),
        ("http:/host/x.png", "http://host"),
        ("C:\\pictures\\x.png", None),
        ("pictures/x.png", None),
        ("", None),
    ],
)
def test_other_machines_by_name(text: str, place: str | None) -> None:
    assert place_elsewhere(text) == place


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such folders")
def test_folders_of_machines(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    mounts = tmp_path / "mounts"
    mounts.write_text("map /far autofs rw 0 0\ntmpfs /tmp tmpfs rw 0 0\n")
    monkeypatch.setattr(elsewhere, "_MOUNTS", mounts)
    assert place_elsewhere("/net/host/x.png") == "/net/host"
    assert place_elsewhere("/tmp/../net/host/x.png") == "/net/host"
    assert place_elsewhere("/far/host/x.png") == "/far/host"
    assert place_elsewhere("/network/x.png") is None
    assert place_elsewhere("/tmp/x.png") is None


VALUES: dict[str, Any] = {
    "pictures": [{"path": "//host/share/x.png", "name": "//not/a/path"}, {"path": "/tmp/y.png"}],
    "state": {"settings": {"own_detector": {"path": "/net/other/d.py"}}},
}


def test_places_are_found_wherever_a_path_stands(tmp_path: Path) -> None:
    named = places_named(VALUES, tmp_path / "s.lamgui", lambda _: False)
    assert set(named) == {"//host/share", "/net/other"} if sys.platform != "win32" else {"//host/share"}
    assert places_named(VALUES, tmp_path / "s.lamgui", lambda place: place in named) == ()
    left = without_places(VALUES, named)
    assert places_named(left, tmp_path / "s.lamgui", lambda _: False) == ()
    assert left["pictures"][0]["path"].endswith("x.png")
    assert left["pictures"][1] == VALUES["pictures"][1]


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such folders")
def test_the_machine_on_which_the_document_lies_is_none_elsewhere() -> None:
    assert places_named(VALUES, Path("/net/other/s.lamgui"), lambda _: False) == ("//host/share",)


def test_what_was_agreed_to_is_remembered(tmp_path: Path) -> None:
    store = tmp_path / "agreed_places.json"
    AgreedPlaces(store).add(("//host/share",))
    assert AgreedPlaces(store).holds("//host/share")
    assert not AgreedPlaces(store).holds("//host")
