"""A list of pictures: those of a folder or several files, stepped through, small pictures of what is in view alone."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from pytestqt.qtbot import QtBot

from lamgui.control.pictures import PAIRS
from lamgui.imaging.pairs import Pair
from lamgui.imaging.picture import Pixels
from lamgui.imaging.prepare import Role
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


@pytest.fixture
def lr_and_hr(tmp_path: Path) -> tuple[Path, Path]:
    """An LR picture, and a picture 4 times as large with 3 columns and a row more."""
    return saved(tmp_path / "lr.png", 32, 24), saved(tmp_path / "hr.png", 131, 97)


def listed(rig: Rig) -> tuple[tuple[Pair, ...], tuple[Path, ...]]:
    return rig.session.pairs, rig.session.pictures


def test_two_pictures_that_fit_are_offered_as_a_pair_and_measured_as_one(
    rig: Rig, lr_and_hr: tuple[Path, Path]
) -> None:
    lr, hr = lr_and_hr
    rig.run()
    rig.pictures.open_all([hr, lr])
    rig.wait(lambda: rig.session.pairs == (Pair(lr, hr, 4),))
    assert rig.session.pictures == (hr, lr)
    rig.pictures.open_pair(rig.session.pairs[0])
    rig.wait(lambda: rig.session.state.role is Role.LR)
    assert listed(rig) == ((), ())
    picture = rig.session.state.picture
    assert picture is not None
    assert picture.reference is not None
    assert (picture.path, picture.reference.path) == (lr, hr)
    done = rig.finished()
    assert done.pictures.quality is not None
    assert any("hr.png is larger than 4 times lr.png: 3 columns" in note for note in done.notes)


def test_pictures_that_do_not_belong_together_are_not_offered(rig: Rig, tmp_path: Path) -> None:
    paths = [saved(tmp_path / f"{width}.png", width, 24) for width in (32, 33)]
    rig.pictures.open_all(paths)
    shows(rig, "32.png")
    rig.wait(lambda: not rig.desk.is_busy(PAIRS))
    assert rig.session.pairs == ()


def test_the_offer_ends_with_the_list(rig: Rig, lr_and_hr: tuple[Path, Path], folder: Path) -> None:
    rig.pictures.open_all(lr_and_hr)
    rig.wait(lambda: bool(rig.session.pairs))
    rig.pictures.take_no_pair()
    assert (rig.session.pairs, rig.session.pictures) == ((), lr_and_hr)
    rig.pictures.open_all(lr_and_hr)
    rig.wait(lambda: bool(rig.session.pairs))
    rig.pictures.open_folder(folder)
    shows(rig, "F1.PNG")
    assert rig.session.pairs == ()


def test_a_pair_of_another_scale_than_the_network_s_is_refused(rig: Rig, tmp_path: Path) -> None:
    rig.run()
    before = rig.session.state
    lr, hr = saved(tmp_path / "lr.png", 32, 24), saved(tmp_path / "hr.png", 64, 48)
    rig.pictures.open_pair(Pair(lr, hr, 2))
    assert "hr.png is 64x48, which is no HR original of lr.png" in rig.failed()[0]
    assert rig.session.state is before
