"""Marks show on any ground from near, and from afar leave what they mark to be seen."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QImage, QPainter, QPainterPath
from pytestqt.qtbot import QtBot

from lamgui.imaging.picture import Pixels
from lamgui.widgets.viewer.camera import Camera
from lamgui.widgets.viewer.marks import CONTOUR_LIGHT, Outline, draw_box, draw_outline

SIDE = 100
GREY = 128


def covered(draw: str, zoom: float, is_dashed: bool = False) -> float:
    """How much of a patch of 6 LR pixels in the middle of a grey picture a mark around it hides, 0..1."""
    image = QImage(SIDE, SIDE, QImage.Format.Format_RGB888)
    image.fill(GREY << 16 | GREY << 8 | GREY)
    painter = QPainter(image)
    inside = QRectF(-3, -3, 6, 6)
    middle, side = QPointF(SIDE / 2, SIDE / 2), 6 * zoom
    if draw == "box":
        draw_box(painter, QRectF(middle.x() - side / 2, middle.y() - side / 2, side, side), handles=False)
    else:
        path = QPainterPath()
        path.addRect(inside)
        draw_outline(painter, Outline(path, CONTOUR_LIGHT, is_dashed), Camera(0, 0, zoom), middle)
    painter.end()
    half = round(side / 2)
    part = _pixels(image)[SIDE // 2 - half : SIDE // 2 + half, SIDE // 2 - half : SIDE // 2 + half]
    return float((part != GREY).any(axis=2).mean())


def _pixels(image: QImage) -> Pixels:
    rows = np.frombuffer(image.constBits(), np.uint8).reshape(SIDE, image.bytesPerLine())
    return rows[:, : 3 * SIDE].reshape(SIDE, SIDE, 3).copy()


@pytest.mark.parametrize(("draw", "zoom", "most"), [("outline", 2.0, 0.2), ("outline", 4.0, 0.1), ("box", 2.0, 0.45)])
def test_from_afar_a_mark_leaves_much_of_what_it_marks(qtbot: QtBot, draw: str, zoom: float, most: float) -> None:
    assert 0 < covered(draw, zoom) <= most
    assert qtbot


def test_from_near_an_outline_lies_on_dark_and_a_dashed_one_always_does(qtbot: QtBot) -> None:
    assert covered("outline", 8.0) > 2 * covered("outline", 7.0)
    assert covered("outline", 3.0, is_dashed=True) > 1.5 * covered("outline", 3.0)
    assert qtbot
