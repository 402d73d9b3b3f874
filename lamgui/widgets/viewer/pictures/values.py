"""The numbers in what a cell shows: in words at one place, and as they lie along a line."""

from __future__ import annotations

import math

import numpy as np

from lamgui.base.arrays import Doubles, Floats
from lamgui.figures.pixels.contrast import finite_peak
from lamgui.imaging.colour import luma_bt601
from lamgui.session.state import PaneContent
from lamgui.widgets.viewer.pictures.contents import AT_SR, MAPS, OF_INPUT, Contents


def value_at(contents: Contents, content: PaneContent, x: float, y: float) -> str:
    """The value of a kind of picture at an LR position; empty where there is none."""
    if not contents.holds(x, y):
        return ""
    content = _read_in(content)
    factor = contents.scale if content in AT_SR else 1
    at: tuple[int, int] | None = math.floor(y * factor), math.floor(x * factor)
    if at is not None and content in OF_INPUT:
        at = contents.place.index(*at, factor)
    return "" if at is None else _value(contents, content, *at)


def values_at(contents: Contents, content: PaneContent, x: Doubles, y: Doubles) -> Doubles:
    """The values of a kind of picture at LR positions: luma of a picture in colour; NaN where there are none."""
    content = _read_in(content)
    plane = _plane(contents, content)
    factor, found = contents.scale if content in AT_SR else 1, np.full(len(x), np.nan)
    if plane is None:
        return found
    columns, rows = np.floor(x * factor).astype(int), np.floor(y * factor).astype(int)
    if content in OF_INPUT:
        box = contents.place.box
        columns, rows = columns - box.left * factor, rows - box.top * factor
    height, width = plane.shape
    inside = (columns >= 0) & (columns < width) & (rows >= 0) & (rows < height)
    found[inside] = plane[rows[inside], columns[inside]]
    return found


def _read_in(content: PaneContent) -> PaneContent:
    """The kind of picture whose numbers are read where one is shown: an outline lies on the input."""
    return PaneContent.INPUT if content is PaneContent.CONTOUR else content


def _plane(contents: Contents, content: PaneContent) -> Floats | None:
    """The numbers of a kind of picture, (H, W), as they are read out."""
    picture = contents.picture(content)
    if picture is not None:
        return luma_bt601(picture)
    if content is PaneContent.ERROR:
        return contents.error
    return None if contents.signed is None or content not in MAPS else _plane_of_map(contents, content, contents.signed)


def _plane_of_map(contents: Contents, content: PaneContent, signed: Floats) -> Floats | None:
    if contents.own_quantity is not None:
        return signed * contents.own_quantity.times
    if content is PaneContent.DIFFERENCE:
        return None if contents.difference is None else 100 * contents.difference
    if content is PaneContent.HEAT_MAP:
        heat = contents.heat_map(signed)
        return heat / (finite_peak(heat) or 1.0)
    return (signed if contents.view.signed else np.abs(signed)) / (contents.peak or 1.0)


def _value(contents: Contents, content: PaneContent, row: int, column: int) -> str:
    picture = contents.picture(content)
    if picture is not None:
        return " ".join(str(int(value)) for value in picture[row, column])
    if content is PaneContent.ERROR:
        error = contents.error
        return "" if error is None else f"{error[row, column]:.0f}"
    if contents.signed is None or content not in MAPS:
        return ""
    return _value_of_map(contents, content, contents.signed, row, column)


def _value_of_map(contents: Contents, content: PaneContent, signed: Floats, row: int, column: int) -> str:
    if contents.own_quantity is not None:
        return f"{round(signed[row, column] * contents.own_quantity.times)}{contents.own_quantity.unit}"
    if content is PaneContent.DIFFERENCE:
        if contents.difference is None:
            return ""
        percent = 100 * float(contents.difference[row, column])
        return f"{percent:+.3f} %".replace("-", "−")
    if content is PaneContent.HEAT_MAP:
        heat = contents.heat_map(signed)
        return _share(float(heat[row, column]), finite_peak(heat))
    value = float(signed[row, column])
    return _share(value if contents.view.signed else abs(value), contents.peak)


def _share(value: float, peak: float) -> str:
    """A value as a share of the maximum, as it is coloured."""
    if not math.isfinite(value):
        return "not finite"
    # Adding 0.0 turns -0.0 into 0.0.
    return f"{round(value / peak, 2) + 0.0 if peak > 0 else 0.0:.2f}".replace("-", "−")
