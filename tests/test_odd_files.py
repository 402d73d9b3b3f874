"""Odd files open as what they hold, or are refused in words that say what to do."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

from lamgui.base.errors import PictureError
from lamgui.cli.networks import inspected
from lamgui.imaging.prepare import Role, prepare
from lamgui.imaging.read import read_picture
from lamgui.imaging.reduce import Reduction
from tests.imaging.pictures import coloured
from tests.odd_files.networks import odd_networks
from tests.odd_files.odd_file import OddFile
from tests.odd_files.rasters import odd_rasters
from tests.odd_files.tiffs import odd_tiffs

SHOWN = coloured(96, 72)
PICTURES = [*odd_tiffs(SHOWN), *odd_rasters(SHOWN)]


@pytest.mark.parametrize("odd", PICTURES, ids=lambda odd: odd.name[:40])
def test_a_picture_is_what_it_holds_or_is_refused_with_a_way_out(odd: OddFile, tmp_path: Path) -> None:
    path = tmp_path / odd.name
    path.write_bytes(odd.data)
    if odd.shows is None:
        with pytest.raises(PictureError) as refused:
            read_picture(path, odd.reading)
        said = str(refused.value)
        assert odd.name in said
        assert refused.value.advice
    else:
        picture = read_picture(path, odd.reading)
        said = " ".join(picture.conversions)
        assert np.abs(picture.pixels.astype(int) - odd.shows).max() <= odd.off
        given = prepare(picture, Role.LR, 4, Reduction.PILLOW).network_input
        levels = given * 255 if given.dtype == np.float64 else given
        # Half a level, and the rounding of single precision, in which 8 bits are made.
        assert np.abs(levels - picture.pixels).max() <= 0.5 + 255 * 2**-22
    for word in odd.says:
        assert word in said


@pytest.mark.parametrize("odd", list(odd_networks()), ids=lambda odd: odd.name)
def test_a_network_opens_as_what_it_is_or_is_refused_with_a_way_out(odd: OddFile, tmp_path: Path) -> None:
    path = tmp_path / odd.name
    path.write_bytes(odd.data)
    found = inspected(str(path), trust=True)
    said = json.dumps(found, ensure_ascii=False)
    for word in odd.says:
        assert word in said
    assert not (Path.cwd() / "attacked").exists()


def test_there_are_sixty_kinds_at_least() -> None:
    assert len({odd.name for odd in PICTURES}) == len(PICTURES) >= 60
