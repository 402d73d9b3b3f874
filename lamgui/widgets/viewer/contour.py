"""Outlines over a picture: the area of contribution, and the pixels that a patch sees."""

from __future__ import annotations

import time
from collections.abc import Sequence

import numpy as np
from PySide6.QtCore import QObject, QPointF, QRectF, QTimer, Signal
from PySide6.QtGui import QColor, QPainterPath, QPolygonF

from lamgui.attribution.patch import Patch
from lamgui.attribution.receptive_field import PixelBox, TheoreticalField
from lamgui.base.arrays import Doubles, Floats, Mask
from lamgui.figures.pixels.outline import contour_paths, smooth_outline
from lamgui.session.state import PaneContent
from lamgui.widgets.viewer.marks import Outline

REST = 4
"""Pause before the next outline, as a multiple of the last one's cost, so that growing maps do not block the window."""
NEGLIGIBLE_MS = 4.0


def outline(mask: Mask) -> QPainterPath:
    """The edges of a mask as closed lines in LR pixels."""
    return _closed_lines(contour_paths(mask))


def _closed_lines(lines: Sequence[Doubles]) -> QPainterPath:
    """Polygons of x, y as a path."""
    path = QPainterPath()
    for corners in lines:
        path.addPolygon(QPolygonF([QPointF(x, y) for x, y in corners.tolist()]))
        path.closeSubpath()
    return path


class Contour(QObject):
    """Holds the smooth line around the area of the newest map."""

    changed = Signal()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.path = QPainterPath()
        self._wanted: tuple[Floats, float] | None = None
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.timeout.connect(self._make)

    def show(self, signed: Floats | None, share: float) -> None:
        """Outline `share` of |signed|; None removes the outline at once."""
        self._wanted = None if signed is None else (signed, share)
        if signed is None:
            self._rest.stop()
            self._set(QPainterPath())
        elif not self._rest.isActive():
            self._make()

    def _make(self) -> None:
        if self._wanted is None:
            return
        (signed, share), self._wanted = self._wanted, None
        start = time.perf_counter()
        self._set(_closed_lines(smooth_outline(np.abs(signed), share)))
        cost_ms = (time.perf_counter() - start) * 1000
        if cost_ms > NEGLIGIBLE_MS:
            self._rest.start(int(REST * cost_ms))

    def _set(self, path: QPainterPath) -> None:
        if path != self.path:
            self.path = path
            self.changed.emit()


FIELD_LIGHT = QColor(255, 205, 70)
"""Neither the white of the patch nor the green of the contour."""
OVER_LR = (PaneContent.INPUT, PaneContent.OVERLAY, PaneContent.CONTOUR, PaneContent.MAP, PaneContent.HEAT_MAP)
"""Kinds of picture with LR pixels as the network gets them, or a map of them."""


class FieldOutlines:
    """Holds both fields of a cell: the measured one, of one patch, and the theoretical one, of any."""

    def __init__(self) -> None:
        self._theory: TheoreticalField | None = None
        self._mask: Mask | None = None
        self._measured: QPainterPath | None = None

    def show(self, theory: TheoreticalField | None, mask: Mask | None) -> bool:
        """Show a network and a map of it, of which `mask` (h, w) says which pixels have any gradient.

        Returns whether either is another.
        """
        if theory == self._theory and mask is self._mask:
            return False
        self._theory = theory
        if mask is not self._mask:
            self._mask, self._measured = mask, None
        return True

    def forget_measured(self) -> None:
        """Drop the measured field: the patch has changed."""
        self._mask = self._measured = None

    def outlines(
        self, patch: Patch | None, lr_size: tuple[int, int], input_box: PixelBox | None = None
    ) -> tuple[Outline, ...]:
        """The outlines for a patch in a picture of (width, height) LR pixels; what is not known is left out.

        The network was given `input_box` of it, and sees nothing beyond; None for all of it.
        """
        outlines: list[Outline] = []
        width, height = lr_size
        given = PixelBox(0, 0, width, height) if input_box is None else input_box
        if self._mask is not None and self._mask.shape[::-1] == given.size_px:
            if self._measured is None:
                self._measured = outline(self._mask)
            outlines.append(Outline(self._measured.translated(given.left, given.top), FIELD_LIGHT))
        box = None if self._theory is None or patch is None else self._theory.box(patch, height, width)
        seen = None if box is None else _common(box, given)
        if seen is not None:
            outlines.append(Outline(box_path(seen), FIELD_LIGHT, is_dashed=True))
        return tuple(outlines)


def box_path(box: PixelBox) -> QPainterPath:
    """The edge of an area of LR pixels."""
    path = QPainterPath()
    path.addRect(QRectF(box.left, box.top, *box.size_px))
    return path


def _common(one: PixelBox, other: PixelBox) -> PixelBox | None:
    """What both areas hold; None for nothing, as of a patch that was moved since."""
    left, top = max(one.left, other.left), max(one.top, other.top)
    right, bottom = min(one.right, other.right), min(one.bottom, other.bottom)
    return PixelBox(left, top, right, bottom) if left < right and top < bottom else None
