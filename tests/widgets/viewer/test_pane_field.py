"""The outlines of a patch's receptive field: where they lie, and when they are shown."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from pytestqt.qtbot import QtBot

from lamgui.attribution.patch import Patch
from lamgui.attribution.receptive_field import AxisField, ReceptiveField, TheoreticalField
from lamgui.session.state import PaneContent, View
from lamgui.widgets.viewer.contour import FieldOutlines
from lamgui.widgets.viewer.row import PaneRow

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
def row(qtbot: QtBot) -> PaneRow:
    row = PaneRow()
    qtbot.addWidget(row)
    row.show_view(View(panes=(PaneContent.INPUT, PaneContent.SR, PaneContent.OVERLAY)))
    row.show_pictures(np.zeros((20, 30, 3), np.uint8), np.zeros((80, 120, 3), np.uint8), None, 4)
    row.show_patch(PATCH)
    row.show_field(LOCAL, MASK)
    return row


def shown(row: PaneRow) -> list[int]:
    """How many outlines each pane has."""
    return [len(pane.canvas.contours) for pane in row.panes]


def test_they_are_shown_over_lr_where_the_view_says_so(row: PaneRow) -> None:
    view = row.contents.view
    assert shown(row) == [0, 0, 0]
    row.show_view(replace(view, receptive_field=True))
    assert shown(row) == [2, 0, 2]
    row.show_view(replace(view, receptive_field=True, panes=(PaneContent.SR, PaneContent.INPUT)))
    assert shown(row) == [0, 2]
    row.show_view(view)
    assert shown(row) == [0, 0, 0]


def test_theory_follows_the_patch_and_what_was_measured_goes_with_it(row: PaneRow) -> None:
    row.show_view(replace(row.contents.view, receptive_field=True))
    row.show_patch(Patch(44, 24, 7))
    (theory,) = row.panes[0].canvas.contours
    assert rectangle(theory) == (9, 4, 6, 6)
    row.show_field(None, None)
    assert shown(row) == [0, 0, 0]
