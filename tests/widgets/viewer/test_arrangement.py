"""Cells stand in the number of columns that makes their pictures largest, and scroll only where they would be tiny."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lamgui.widgets.viewer.arrangement import LEAST_SIDE_PX, LEAST_WITH_FOOT_PX, Furniture, arranged

FURNITURE = Furniture(head_px=26, foot_px=76, tall_foot_px=140, wide_from_px=300, frame_px=4, gap_px=8)
BESIDE_RAIL = (1440 - 244 - 8, 745)
WITHOUT_RAIL = (1440 - 8, 745)


@pytest.mark.parametrize(
    ("cells", "room", "least_px"),
    [(1, BESIDE_RAIL, 600), (6, BESIDE_RAIL, 300), (13, WITHOUT_RAIL, 220)],
    ids=["one network", "four, HR and consensus", "eleven, HR and consensus, the rail folded"],
)
def test_pictures_of_4_to_3_are_as_wide_as_they_are_asked_to_be(
    cells: int, room: tuple[int, int], least_px: int
) -> None:
    assert arranged(cells, room, (128, 96), FURNITURE).picture[0] >= least_px


def test_columns_follow_the_shape_of_the_picture() -> None:
    assert arranged(6, (1200, 700), (128, 96), FURNITURE).columns == 3
    assert arranged(6, (1200, 700), (96, 256), FURNITURE).columns == 6
    assert arranged(6, (1200, 700), (400, 50), FURNITURE).columns == 1


def test_a_foot_is_there_only_where_the_picture_stays_high_enough() -> None:
    for cells in (1, 4, 6, 13):
        one = arranged(cells, BESIDE_RAIL, (128, 96), FURNITURE)
        assert one.has_foot is (cells < 13)
        assert one.picture[1] >= LEAST_WITH_FOOT_PX or not one.has_foot


def test_cells_scroll_where_their_pictures_would_be_too_small() -> None:
    one = arranged(13, (500, 300), (128, 96), FURNITURE, scroll_bar_px=14)
    assert one.scrolls
    assert one.columns == 2
    assert one.height(FURNITURE.gap_px) > 300
    assert one.columns * (one.cell[0] + FURNITURE.gap_px) - FURNITURE.gap_px <= 500 - 14
    assert not arranged(13, (1400, 700), (128, 96), FURNITURE).scrolls


def test_places_fill_rows_from_the_left() -> None:
    one = arranged(5, (1200, 700), (128, 96), FURNITURE)
    width, height = one.cell
    assert one.columns == 3
    assert [one.place(number, 8) for number in (0, 2, 3)] == [(0, 0), (2 * (width + 8), 0), (0, height + 8)]


sides = st.integers(20, 4000)


@given(st.integers(1, 15), st.tuples(sides, sides), st.tuples(st.integers(1, 2000), st.integers(1, 2000)))
def test_no_other_number_of_columns_has_larger_pictures_and_nothing_leaves_the_room(
    cells: int, room: tuple[int, int], picture: tuple[int, int]
) -> None:
    one = arranged(cells, room, picture, FURNITURE)
    assert one.columns * one.rows >= cells
    if one.scrolls:
        return
    assert max(one.picture) >= LEAST_SIDE_PX
    _, bottom = one.place(cells - 1, FURNITURE.gap_px)
    assert bottom + one.cell[1] <= room[1]
    assert one.place(min(cells, one.columns) - 1, FURNITURE.gap_px)[0] + one.cell[0] <= room[0]
    for columns in range(1, cells + 1):
        rows = -(-cells // columns)
        width = (room[0] - 8 * (columns - 1)) // columns - FURNITURE.frame_px
        foot = FURNITURE.tall_foot_px if width + FURNITURE.frame_px < FURNITURE.wide_from_px else FURNITURE.foot_px
        height = (room[1] - 8 * (rows - 1)) // rows - FURNITURE.head_px - foot * one.has_foot - FURNITURE.frame_px
        times = min(width / picture[0], height / picture[1])
        assert int(picture[0] * times) <= one.picture[0]
