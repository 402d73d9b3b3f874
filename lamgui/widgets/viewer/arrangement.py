"""How cells are placed: in the number of columns that makes their pictures largest."""

from __future__ import annotations

from dataclasses import dataclass

LEAST_WITH_FOOT_PX = 200
"""Height that a picture keeps where its cell has a foot; cells in which it would be lower have none."""
LEAST_SIDE_PX = 160
"""Longer side of a picture below which the cells scroll instead of getting smaller."""

Size = tuple[int, int]
"""Width and height in screen px."""


@dataclass(frozen=True)
class Furniture:
    """What a cell needs beside its picture, in screen px."""

    head_px: int
    foot_px: int
    tall_foot_px: int
    """Of a foot in a cell that is narrower than `wide_from_px`."""
    wide_from_px: int
    frame_px: int
    """Of both sides together."""
    gap_px: int
    """Between cells."""


@dataclass(frozen=True)
class Arrangement:
    """Cells of one size in rows from the top left."""

    columns: int
    rows: int
    cell: Size
    picture: Size
    """The picture in it, as large as its shape allows."""
    has_foot: bool
    has_tall_foot: bool
    scrolls: bool

    def place(self, number: int, gap_px: int) -> tuple[int, int]:
        """Left and top of a cell, counted from 0."""
        row, column = divmod(number, self.columns)
        return column * (self.cell[0] + gap_px), row * (self.cell[1] + gap_px)

    def height(self, gap_px: int) -> int:
        """Height of all rows."""
        return self.rows * (self.cell[1] + gap_px) - gap_px


def arranged(count: int, room: Size, picture: Size, furniture: Furniture, scroll_bar_px: int = 0) -> Arrangement:
    """Place `count` cells, at least one, in a room; `picture` is the picture's size in any unit.

    Feet are left out where they would make pictures lower than LEAST_WITH_FOOT_PX. Cells scroll, in columns as narrow
    as LEAST_SIDE_PX allows, where the longer side of their pictures would be shorter than that.
    """
    for has_foot in (True, False):
        each = (_in_columns(columns, count, room, picture, furniture, has_foot) for columns in range(1, count + 1))
        best = max(each, key=lambda one: one.picture)
        if best.picture[1] >= (LEAST_WITH_FOOT_PX if has_foot else 1) and max(best.picture) >= LEAST_SIDE_PX:
            return best
    return _scrolling(count, (room[0] - scroll_bar_px, room[1]), picture, furniture)


def _in_columns(
    columns: int, count: int, room: Size, picture: Size, furniture: Furniture, has_foot: bool
) -> Arrangement:
    rows = -(-count // columns)
    gap = furniture.gap_px
    cell = (room[0] - gap * (columns - 1)) // columns, (room[1] - gap * (rows - 1)) // rows
    is_tall = cell[0] < furniture.wide_from_px
    foot = furniture.tall_foot_px if is_tall else furniture.foot_px
    beside = furniture.head_px + (foot if has_foot else 0) + furniture.frame_px
    shown = _fitting(picture, (cell[0] - furniture.frame_px, cell[1] - beside))
    return Arrangement(columns, rows, cell, shown, has_foot, is_tall, scrolls=False)


def _scrolling(count: int, room: Size, picture: Size, furniture: Furniture) -> Arrangement:
    gap, frame = furniture.gap_px, furniture.frame_px
    least = round(LEAST_SIDE_PX * min(1.0, picture[0] / picture[1]))
    columns = max(1, min(count, (room[0] + gap) // (least + frame + gap)))
    width = max(least + frame, (room[0] - gap * (columns - 1)) // columns)
    shown = _fitting(picture, (width - frame, max(LEAST_SIDE_PX, room[1] - furniture.head_px - frame)))
    cell = width, shown[1] + furniture.head_px + frame
    return Arrangement(columns, -(-count // columns), cell, shown, has_foot=False, has_tall_foot=False, scrolls=True)


def _fitting(picture: Size, room: Size) -> Size:
    """The size of a picture as large as fits; (0, 0) without room."""
    width, height = max(0, room[0]), max(0, room[1])
    times = min(width / picture[0], height / picture[1])
    return int(picture[0] * times), int(picture[1] * times)
