"""What the network panel points to is a function of what is open and ticked."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from lamgui.files.shipped import sample_picture
from lamgui.imaging.picture import Picture
from lamgui.imaging.read import read_picture
from lamgui.networks.catalogue import find
from lamgui.session.state import State
from lamgui.window.bind.networks import hint_of

OTHER = Picture(np.zeros((8, 8, 3), np.uint8), "other.png", None, "0" * 64)


@pytest.fixture(name="first_start")
def _first_start() -> State:
    return State(picture=read_picture(sample_picture()), network=find("FSRCNN"))


def test_the_first_start_points_to_the_wide_network_and_to_those_of_the_authors(first_start: State) -> None:
    hint = hint_of(first_start)
    assert "Tick IMDN (lamgui)" in hint
    assert all(words in hint for words in ("authors' IMDN (", "RFDN (1.7 MiB)"))


def test_nothing_is_said_where_it_is_ticked_or_another_picture_is_open(first_start: State) -> None:
    ticked = replace(first_start, compared=(find("FSRCNN"), find("IMDN")))
    for state in (ticked, replace(first_start, network=find("IMDN")), replace(first_start, picture=OTHER), State()):
        assert hint_of(state) == ""
