"""One folder counts for what code imports: given, marked, or the nearest that is needed; never home or the disk."""

from __future__ import annotations

from pathlib import Path

import pytest

from lamgui.base.errors import NetworkError
from lamgui.networks.user_code.imports import Import, imports_in
from lamgui.networks.user_code.root import MARKERS, root_of


def test_every_import_is_read_wherever_it_stands() -> None:
    text = b"""
import a.b as c, d
from .e import f, g
def later():
    from .. import h
    importlib.import_module("i.j")
    __import__(name)
"""
    assert set(imports_in(text)) == {
        Import("a.b"), Import("d"), Import("e", ("f", "g"), 1), Import("", ("h",), 2), Import("i.j"),
    }  # fmt: skip


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "project" / "models" / "archs" / "net.py"
    path.parent.mkdir(parents=True)
    path.touch()
    return path.resolve()


@pytest.mark.parametrize("marker", MARKERS)
def test_the_nearest_marked_folder_is_the_root(file: Path, marker: str) -> None:
    for folder in (file.parents[2], file.parents[3]):
        (folder / marker).mkdir()
    assert root_of(file, ()) == file.parents[2]


def test_without_a_mark_it_is_the_nearest_folder_that_satisfies_the_imports(file: Path) -> None:
    assert root_of(file, ()) == file.parent
    assert root_of(file, (Import("layers", (), 1),)) == file.parent
    assert root_of(file, (Import("", ("layers",), 2),)) == file.parents[1]
    (file.parents[2] / "common.py").touch()
    (file.parents[3] / "common.py").touch()
    assert root_of(file, (Import("common"),)) == file.parents[2]
    assert root_of(file, (Import("nowhere"),)) == file.parent


def test_what_is_installed_is_not_looked_for_above(file: Path) -> None:
    for name in ("numpy", "msgspec", "colorsys"):
        (file.parents[2] / f"{name}.py").touch()
        assert root_of(file, (Import(name),)) == file.parent


def test_home_and_the_disk_are_never_the_root(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", str(file.parents[1]))
    (file.parents[1] / ".git").mkdir()
    assert root_of(file, ()) == file.parent
    (file.parents[2] / "common.py").touch()
    assert root_of(file, (Import("common"),)) == file.parent
    beside_home = file.parents[1] / "net.py"
    assert root_of(beside_home, ()) is None
    for barred in (file.parents[1], Path(file.anchor)):
        with pytest.raises(NetworkError, match="cannot be the root of code"):
            root_of(file, (), barred)


def test_a_given_folder_counts_and_must_hold_the_file(file: Path, tmp_path: Path) -> None:
    (file.parent / ".git").mkdir()
    assert root_of(file, (), file.parents[1]) == file.parents[1]
    with pytest.raises(NetworkError, match="There is no folder"):
        root_of(file, (), tmp_path / "nowhere")
    (file.parents[2] / "docs").mkdir()
    with pytest.raises(NetworkError, match="does not lie in"):
        root_of(file, (), file.parents[2] / "docs")
