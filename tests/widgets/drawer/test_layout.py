"""Where the drawer lies follows from what the user decided and from the room."""

from __future__ import annotations

from dataclasses import replace

import pytest

from lamgui.widgets.drawer.layout import Arrangement, DrawerLayout, Place, arrangement, usual_size_px

WIDE, NARROW, HIGH, LOW = 1196, 900, 1080, 900
RIGHT, BOTTOM, FOLDED = Arrangement(True, False), Arrangement(False, False), Arrangement(False, True)


@pytest.mark.parametrize(
    ("several", "width", "height", "there"),
    [
        (False, WIDE, LOW, RIGHT),
        (False, 1000, LOW, RIGHT),
        (False, 999, LOW, BOTTOM),
        (True, WIDE, LOW, FOLDED),
        (True, WIDE, 999, FOLDED),
        (True, WIDE, 1000, BOTTOM),
        (True, NARROW, HIGH, BOTTOM),
    ],
)
def test_by_default_it_lies_where_there_is_room(several: bool, width: int, height: int, there: Arrangement) -> None:
    assert arrangement(DrawerLayout(), several, width, height) == there


def test_the_place_that_the_user_chose_counts() -> None:
    assert arrangement(DrawerLayout(Place.BOTTOM), False, WIDE, LOW) == BOTTOM
    assert arrangement(DrawerLayout(Place.RIGHT), False, NARROW, LOW) == RIGHT
    assert arrangement(DrawerLayout(Place.RIGHT), True, WIDE, HIGH) == RIGHT


def test_one_picture_and_several_are_folded_each_for_itself() -> None:
    unfolded = DrawerLayout().with_folded(True, False)
    assert arrangement(unfolded, True, WIDE, LOW) == BOTTOM
    folded = unfolded.with_folded(False, True)
    assert arrangement(folded, False, WIDE, LOW) == FOLDED
    assert arrangement(folded, True, WIDE, LOW) == BOTTOM
    assert arrangement(replace(folded, place=Place.RIGHT), False, WIDE, LOW) == FOLDED, "a line at the bottom"


def test_its_usual_size_is_a_share_within_limits() -> None:
    assert [usual_size_px(True, room) for room in (600, 1200, 3000)] == [300, 372, 480]
    assert [usual_size_px(False, room) for room in (500, 1000, 2000)] == [190, 240, 320]
