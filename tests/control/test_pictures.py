"""A list of pictures: those of a folder or several files, stepped through, small pictures of what is in view alone."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from pytestqt.qtbot import QtBot

from lamgui.imaging.picture import Pixels
from tests.rig import Rig
from tests.small import saved


@pytest.fixture
def rig(qtbot: QtBot) -> Iterator[Rig]:
    rig = Rig(qtbot)
    yield rig
    rig.desk.close()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Three pictures, and two files that are none."""
    folder = tmp_path / "frames"
    folder.mkdir()
    for name in ("f10.png", "f2.png", "F1.PNG"):
        saved(folder / name)
    (folder / "notes.txt").touch()
    (folder / "f3.pth").touch()
    return folder


def shows(rig: Rig, name: str) -> None:
    rig.wait(lambda: rig.session.state.picture is not None and rig.session.state.picture.name == name)


def test_a_folder_is_listed_in_the_order_of_its_numbers_and_stepped_through(rig: Rig, folder: Path) -> None:
    rig.pictures.open_folder(folder)
    shows(rig, "F1.PNG")
    assert [path.name for path in rig.session.pictures] == ["F1.PNG", "f2.png", "f10.png"]
    rig.pictures.next()
    shows(rig, "f2.png")
    rig.pictures.previous()
    rig.pictures.previous()
    shows(rig, "f10.png")
    rig.pictures.next()
    shows(rig, "F1.PNG")
    rig.pictures.close_list()
    assert rig.session.pictures == ()
    rig.pictures.next()
    shows(rig, "F1.PNG")


def test_a_key_that_is_pressed_twice_goes_two_pictures_on(rig: Rig, folder: Path) -> None:
    rig.pictures.open_folder(folder)
    shows(rig, "F1.PNG")
    rig.pictures.next()
    rig.pictures.next()
    shows(rig, "f10.png")


def test_a_folder_without_pictures_and_one_that_is_gone_are_said(rig: Rig, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    rig.pictures.open_folder(tmp_path / "empty")
    assert "no picture in empty" in rig.failed()[0]
    rig.pictures.open_folder(tmp_path / "gone")
    assert "cannot be read" in rig.failed()[0]
    assert rig.session.pictures == ()


def test_small_pictures_are_made_of_what_is_wanted_once(rig: Rig, folder: Path) -> None:
    made: dict[Path, Pixels] = {}
    rig.pictures.thumbnails_made.connect(made.update)
    wanted = [folder / "F1.PNG", folder / "f2.png"]
    (folder / "f3.png").write_bytes(b"no picture")
    rig.pictures.want_thumbnails([*wanted, folder / "f3.png"])
    rig.wait(lambda: set(made) == set(wanted) and not rig.desk.is_busy("thumbnails"))
    assert all(max(pixels.shape) == 96 for pixels in made.values())
    first = dict(made)
    made.clear()
    rig.pictures.want_thumbnails(wanted)
    assert not rig.desk.is_busy("thumbnails")
    for path in wanted:
        np.testing.assert_array_equal(made[path], first[path])
