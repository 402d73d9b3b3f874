"""Two pictures in one place lie on one ground."""

from __future__ import annotations

import numpy as np
from pytestqt.qtbot import QtBot

from lamgui.widgets.viewer.camera import Camera
from lamgui.widgets.viewer.duel.duel_canvas import DuelCanvas
from lamgui.widgets.viewer.pictures.image import PaneImage


def test_the_ground_is_the_same_on_both_sides_of_the_line(qtbot: QtBot) -> None:
    canvas = DuelCanvas()
    qtbot.addWidget(canvas)
    canvas.resize(200, 100)
    canvas.show()
    small = PaneImage(np.full((4, 4, 3), 90, dtype=np.uint8), 1)
    canvas.show_camera(Camera(2.0, 2.0, 5.0))
    canvas.show_image(small, "")
    canvas.show_second(small, 0.5)
    seen = canvas.grab().toImage()
    left, right = seen.pixelColor(2, 50), seen.pixelColor(197, 50)
    assert left == right
    assert seen.pixelColor(95, 50).red() == seen.pixelColor(105, 50).red() == 90
