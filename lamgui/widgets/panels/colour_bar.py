"""A colour map as a small picture, from 0 at the left to the maximum at the right."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QIcon, QImage, QPixmap

from lamgui.figures.render import colour_table
from lamgui.session.state import ColourMap

SIZE = QSize(32, 12)


def colour_bar(colour_map: ColourMap) -> QIcon:
    """The map's 256 colours as an icon of `SIZE`."""
    row = np.ascontiguousarray(colour_table(colour_map)[None])
    image = QImage(row.data, 256, 1, 3 * 256, QImage.Format.Format_RGB888)
    pixmap = QPixmap.fromImage(image.scaled(SIZE * 2, Qt.AspectRatioMode.IgnoreAspectRatio))
    return QIcon(pixmap)
