"""The outlines of a patch's receptive field: where they lie, and when they are shown."""

from __future__ import annotations

import numpy as np
import pytest
from pytestqt.qtbot import QtBot

from lamgui.attribution.patch import Patch
from lamgui.attribution.receptive_field import AxisField, ReceptiveField, TheoreticalField
from lamgui.session.state import PaneContent, View
from lamgui.widgets.viewer.cells.cell import Cell
from lamgui.widgets.viewer.contour import FieldOutlines

REACH = AxisField((-2,) * 4, (2,) * 4, 5)
LOCAL = TheoreticalField(ReceptiveField.LOCAL, 7, 1, REACH, REACH)
PATCH = Patch(40, 24, 7)
MASK = np.zeros((20, 30), bool)
MASK[5:9, 8:13] = True


def rectangle(outline: object) -> tuple[float, float, float, float]:
    box = outline.path.boundingRect()  # type: ignore[attr-defined]
    return box.left(), box.top(), box.width(), box.height()


def test_both_fields_lie_where_their_pixels_are() -> None:
    fields = FieldOutlines()
    fields.show(LOCAL, MASK)
    measured, theory = fields.outlines(PATCH, (30, 20))
    assert rectangle(measured) == (8, 5, 5, 4)
    # SR columns 40..47 are LR 10 and 11, rows 24..31 LR 6 and 7; two pixels around.
    assert rectangle(theory) == (8, 4, 6, 6)
    assert (measured.is_dashed, theory.is_dashed) == (False, True)


def test_what_is_not_known_or_of_another_picture_is_left_out() -> None:
    fields = FieldOutlines()
    assert fields.outlines(PATCH, (30, 20)) == ()
    fields.show(TheoreticalField(ReceptiveField.UNKNOWN), MASK)
    assert len(fields.outlines(PATCH, (30, 20))) == 1
    assert fields.outlines(PATCH, (31, 20)) == ()
    fields.show(TheoreticalField(ReceptiveField.GLOBAL), None)
    (whole,) = fields.outlines(PATCH, (30, 20))
    assert rectangle(whole) == (0, 0, 30, 20)


@pytest.fixture
def cell(qtbot: QtBot) -> Cell:
    cell = Cell()
    qtbot.addWidget(cell)
    cell.show_pictures(np.zeros((20, 30, 3), np.uint8), np.zeros((80, 120, 3), np.uint8), None, 4)
    cell.show_patch(PATCH)
    cell.show_field(LOCAL, MASK)
    return cell


def shown(cell: Cell, view: View) -> int:
    """How many outlines it has in a view."""
    cell.show_view(view)
    return len(cell.canvas.contours)


def test_they_are_shown_over_lr_where_the_view_says_so(cell: Cell) -> None:
    assert shown(cell, View()) == 0
    assert shown(cell, View(receptive_field=True)) == 2
    assert shown(cell, View(receptive_field=True, content=PaneContent.SR)) == 0
    assert shown(cell, View(receptive_field=True, content=PaneContent.INPUT)) == 2
    assert shown(cell, View()) == 0


def test_theory_follows_the_patch_and_what_was_measured_goes_with_it(cell: Cell) -> None:
    cell.show_view(View(receptive_field=True))
    cell.show_patch(Patch(44, 24, 7))
    (theory,) = cell.canvas.contours
    assert rectangle(theory) == (9, 4, 6, 6)
    cell.show_field(None, None)
    assert cell.canvas.contours == ()
