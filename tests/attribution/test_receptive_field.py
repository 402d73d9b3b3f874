"""Boxes of LR pixels: what a patch can see by the graph, and what it has gradients for."""

from __future__ import annotations

import numpy as np
import pytest
import torch

from lamgui.attribution.measures.measured_field import MeasuredField
from lamgui.attribution.patch import Patch
from lamgui.attribution.receptive_field import AxisField, PixelBox, ReceptiveField, TheoreticalField, box_around
from lamgui.attribution.window import Window

REACH = AxisField(first=(-3, -2), last=(2, 2), support_px=6)
LOCAL = TheoreticalField(ReceptiveField.LOCAL, 9, 1, REACH, REACH)


def test_a_patch_sees_what_its_pixels_and_the_margin_see() -> None:
    # SR rows 21..24 with the margin 25: cells 10..12, whose first ones begin in the middle of a cell.
    assert LOCAL.box(Patch(20, 21, 4), 40, 40) == PixelBox(left=7, top=8, right=15, bottom=15)
    assert LOCAL.support_px == 6


def test_what_lies_outside_the_picture_is_not_seen() -> None:
    assert LOCAL.box(Patch(0, 0, 3), 12, 30) == PixelBox(0, 0, 4, 4)
    assert LOCAL.box(Patch(52, 18, 4), 12, 30) == PixelBox(23, 6, 30, 12)


def test_who_sees_everything_has_the_whole_picture_and_who_knows_nothing_no_box() -> None:
    assert TheoreticalField(ReceptiveField.GLOBAL).box(Patch(0, 0, 2), 12, 30) == PixelBox(0, 0, 30, 12)
    assert TheoreticalField(ReceptiveField.UNKNOWN).box(Patch(0, 0, 2), 12, 30) is None
    assert TheoreticalField(ReceptiveField.UNKNOWN).support_px is None


def test_a_cell_has_as_many_first_as_last_pixels() -> None:
    with pytest.raises(ValueError, match="as many of each"):
        AxisField((0, 0), (1,), 2)


def test_the_measured_field_is_where_any_gradient_of_any_channel_was_not_zero() -> None:
    field = MeasuredField()
    with pytest.raises(ValueError, match="no gradient"):
        field.mask(4, 5)
    first, second = torch.zeros(3, 4, 5), torch.zeros(3, 4, 5)
    first[0, 1, 2], first[1, 1, 2] = 1.0, -1.0
    second[2, 3, 0], second[1, 2, 1] = 1e-30, torch.nan
    field.add(first)
    before = field.mask(4, 5)
    field.add(second)
    assert np.argwhere(before).tolist() == [[1, 2]]
    assert np.argwhere(field.mask(4, 5)).tolist() == [[1, 2], [2, 1], [3, 0]]
    assert box_around(field.mask(4, 5)) == PixelBox(0, 1, 3, 4)
    assert PixelBox(0, 1, 3, 4).size_px == (3, 3)
    assert box_around(np.zeros((4, 5), bool)) is None


def test_what_a_window_shows_lies_in_the_picture_where_the_window_is() -> None:
    field = MeasuredField(Window(slice(2, 4), slice(1, 4), Patch(0, 0, 2)))
    gradient = torch.zeros(3, 2, 3)
    gradient[1, 0, 2] = 0.5
    field.add(gradient)
    assert field.mask(6, 5).shape == (6, 5)
    assert np.argwhere(field.mask(6, 5)).tolist() == [[2, 3]]
