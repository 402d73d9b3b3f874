"""The outlines of what a patch sees: the theoretical field, dashed, and around the pixels that have any gradient."""

from __future__ import annotations

from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QPainterPath

from lamgui.attribution.patch import Patch
from lamgui.attribution.receptive_field import TheoreticalField
from lamgui.figures.render import Mask
from lamgui.session.state import PaneContent
from lamgui.widgets.viewer.contour import outline
from lamgui.widgets.viewer.marks import Outline

FIELD_LIGHT = QColor(255, 205, 70)
"""Neither the white of the patch nor the green of the contour."""
PANES = (PaneContent.INPUT, PaneContent.OVERLAY, PaneContent.CONTOUR, PaneContent.MAP, PaneContent.HEAT_MAP)
"""That show LR pixels as the network gets them, or a map of them."""


class FieldOutlines:
    """Keeps both fields of a row; what was measured holds for one patch, what is theory for all."""

    def __init__(self) -> None:
        self._theory: TheoreticalField | None = None
        self._mask: Mask | None = None
        self._measured: QPainterPath | None = None

    def show(self, theory: TheoreticalField | None, mask: Mask | None) -> None:
        """Another network, or another map of it; `mask` (h, w) says which pixels have any gradient."""
        self._theory = theory
        if mask is not self._mask:
            self._mask, self._measured = mask, None

    def forget_measured(self) -> None:
        """The patch is another."""
        self._mask = self._measured = None

    def outlines(self, patch: Patch | None, lr_size: tuple[int, int]) -> tuple[Outline, ...]:
        """For a patch in a picture of (width, height) LR pixels; what is not known is left out."""
        found: list[Outline] = []
        width, height = lr_size
        if self._mask is not None and self._mask.shape == (height, width):
            if self._measured is None:
                self._measured = outline(self._mask)
            found.append(Outline(self._measured, FIELD_LIGHT))
        box = None if self._theory is None or patch is None else self._theory.box(patch, height, width)
        if box is not None:
            square = QPainterPath()
            square.addRect(QRectF(box.left, box.top, *box.size_px))
            found.append(Outline(square, FIELD_LIGHT, is_dashed=True))
        return tuple(found)
