"""The outline of the area of contribution: made at once for a small map, in due course for a large one."""

from __future__ import annotations

import time

import numpy as np
from PySide6.QtCore import QObject, QPointF, QTimer, Signal
from PySide6.QtGui import QPainterPath, QPolygonF

from lamgui.attribution.measures.measures import area_of_contribution
from lamgui.figures.render import Floats, Mask, contour_paths

REST = 4
"""Times the cost of an outline that pass before the next, so that growing maps leave the window time."""
NEGLIGIBLE_MS = 4.0


def outline(mask: Mask) -> QPainterPath:
    """The edges of a mask as closed lines in LR pixels."""
    path = QPainterPath()
    for corners in contour_paths(mask):
        path.addPolygon(QPolygonF([QPointF(x, y) for x, y in corners.tolist()]))
        path.closeSubpath()
    return path


class Contour(QObject):
    """Keeps the outline that belongs to the newest map."""

    changed = Signal()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.path = QPainterPath()
        self._wanted: tuple[Floats, float] | None = None
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.timeout.connect(self._make)

    def show(self, signed: Floats | None, share: float) -> None:
        """Outline `share` of |signed|; None takes the outline away at once."""
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
        importance = np.nan_to_num(np.abs(signed), nan=0.0, posinf=0.0)
        self._set(outline(area_of_contribution(importance, share)))
        cost_ms = (time.perf_counter() - start) * 1000
        if cost_ms > NEGLIGIBLE_MS:
            self._rest.start(int(REST * cost_ms))

    def _set(self, path: QPainterPath) -> None:
        if path != self.path:
            self.path = path
            self.changed.emit()
