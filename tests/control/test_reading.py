"""Another reading of the picture in use: a new picture in one undo step, maps of it, or a message and no change."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from pytestqt.qtbot import QtBot

from lamgui.imaging.prepare import Role
from lamgui.imaging.read import read_picture
from lamgui.imaging.reading import LevelRule, Reading
from tests.imaging.pictures import sixteen_bit
from tests.imaging.tiffs import tiff
from tests.rig import Rig, first_state
from tests.small import saved

NUMBERS = (sixteen_bit(128, 96) >> 4).astype(np.uint16)


@pytest.fixture
def rig(qtbot: QtBot, tmp_path: Path) -> Iterator[Rig]:
    """12 bits in 16, of two pages."""
    (tmp_path / "deep.tif").write_bytes(tiff(NUMBERS, NUMBERS[::-1].copy()))
    rig = Rig(qtbot, replace(first_state(), picture=read_picture(tmp_path / "deep.tif")))
    yield rig
    rig.desk.close()


def reading(rig: Rig) -> Reading | None:
    picture = rig.session.state.picture
    return None if picture is None else picture.reading


def test_a_reading_is_one_undo_step_and_its_map_another(rig: Rig) -> None:
    first = rig.run()
    rig.choices.choose_reading(Reading(LevelRule.FULL, page=2))
    rig.wait(lambda: reading(rig) == Reading(LevelRule.FULL, page=2))
    second = rig.finished()
    assert np.array_equal(second.picture.pixels, np.floor(NUMBERS[::-1] / 257 + 0.5))
    assert not np.allclose(second.lam, first.lam)
    assert rig.session.undo_stack.undoText() == "Read deep.tif otherwise"
    rig.session.undo_stack.undo()
    assert reading(rig) == Reading()
    assert rig.finished().picture is first.picture


def test_a_page_that_is_not_there_is_said_and_changes_nothing(rig: Rig) -> None:
    rig.run()
    before = rig.session.state
    rig.choices.choose_reading(Reading(page=9))
    assert "deep.tif has 2 pages: there is no page 9." in rig.failed()[0]
    assert rig.session.state is before


def test_the_original_of_an_lr_picture_gives_psnr(rig: Rig, tmp_path: Path) -> None:
    rig.choices.choose_role(Role.LR)
    assert rig.finished().pictures.quality is None
    rig.choices.choose_reference(saved(tmp_path / "hr.png", 513, 386))
    rig.wait(lambda: rig.session.analysis is not None and rig.session.analysis.pictures.quality is not None)
    rig.choices.choose_reading(Reading(LevelRule.FULL))
    rig.wait(lambda: reading(rig) == Reading(LevelRule.FULL))
    picture = rig.session.state.picture
    assert picture is not None
    assert picture.reference is not None
    rig.choices.drop_reference()
    assert rig.finished().pictures.quality is None


def test_a_picture_of_another_size_is_no_original(rig: Rig, tmp_path: Path) -> None:
    rig.choices.choose_role(Role.LR)
    rig.finished()
    before = rig.session.state
    rig.choices.choose_reference(saved(tmp_path / "hr.png", 100, 80))
    assert "hr.png is 100x80, which is no HR original of deep.tif" in rig.failed()[0]
    assert rig.session.state is before


def test_a_file_that_is_read_again_keeps_its_reading(rig: Rig, tmp_path: Path) -> None:
    rig.run()
    rig.choices.choose_reading(Reading((0, 5000)))
    rig.wait(lambda: reading(rig) == Reading((0, 5000)))
    (tmp_path / "deep.tif").write_bytes(tiff(NUMBERS[:, ::-1].copy()))
    rig.choices.read_picture_again()
    rig.wait(lambda: bool(rig.infos))
    picture = rig.session.state.picture
    assert picture is not None
    assert picture.reading == Reading((0, 5000))
    assert np.abs(picture.pixels - NUMBERS[:, ::-1] * (255 / 5000)).max() < 0.501
