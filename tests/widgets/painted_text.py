"""Every text that a widget paints, with its colour and the ground behind it."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from statistics import median
from typing import Any

from PySide6.QtCore import QPoint, QPointF, QRect, QRectF
from PySide6.QtGui import QColor, QImage, QPaintDevice, QPaintEngine, QPaintEngineState, QPainterPath, QTextItem
from PySide6.QtWidgets import QMenu, QWidget

from tests.widgets.controls.test_theme import contrast
from tests.widgets.paint_record import metric_of

SIDE_PX = 3
"""Pixels at either side of a text whose ground is looked at too: of a single letter half is ink."""


@dataclass(frozen=True)
class PaintedText:
    """A text, the colour of its pen, its place in the widget, and its contrast ratio (1..21) to its ground."""

    words: str
    colour: QColor
    place: QRect
    contrast: float


def painted_texts(widget: QWidget) -> list[PaintedText]:
    """What a widget and its children write, apart from what cannot be used; as it stands on their picture."""
    device = _Device(widget)
    widget.render(device)
    picture = widget.grab().toImage()
    found = []
    for words, colour, place in device.engine.texts:
        inside = place & picture.rect()
        if not inside.isEmpty() and words.strip() and _is_enabled(widget, inside):
            found.append(PaintedText(words, colour, inside, _contrast(picture, inside, colour)))
    return found


def _contrast(picture: QImage, place: QRect, colour: QColor) -> float:
    """The median over the lines of the text: grounds may be gradients from top to bottom."""
    around = place.adjusted(-SIDE_PX, 0, SIDE_PX, 0) & picture.rect()
    ratios = []
    for y in range(around.top(), around.bottom() + 1):
        line = Counter(picture.pixel(x, y) for x in range(around.left(), around.right() + 1))
        ratios.append(contrast(colour, QColor(line.most_common(1)[0][0])))
    return median(ratios)


def _is_enabled(widget: QWidget, place: QRect) -> bool:
    if isinstance(widget, QMenu):
        action = widget.actionAt(place.center())
        return action is None or action.isEnabled()
    child = widget.childAt(place.center()) or widget
    return child.isEnabled()


class _Engine(QPaintEngine):
    """Writes down texts in place of painting them, and drops all else."""

    def __init__(self) -> None:
        super().__init__(QPaintEngine.PaintEngineFeature.AllFeatures)
        self.texts: list[tuple[str, QColor, QRect]] = []

    def begin(self, _device: QPaintDevice) -> bool:
        return True

    def end(self) -> bool:
        return True

    def type(self) -> QPaintEngine.Type:
        return QPaintEngine.Type.User

    def updateState(self, state: QPaintEngineState) -> None:
        """The painter is asked when a text is painted."""

    def drawTextItem(self, at: QPointF | QPoint | QPainterPath.Element, item: QTextItem) -> None:
        painter = self.painter()
        assert isinstance(at, QPointF)
        box = QRectF(at.x(), at.y() - item.ascent(), item.width(), item.ascent() + item.descent())
        if painter.hasClipping():
            box &= painter.clipBoundingRect()
        self.texts.append((item.text(), painter.pen().color(), painter.deviceTransform().mapRect(box).toRect()))

    def drawImage(self, *_: Any) -> None:
        """Nothing: only texts are wanted, and likewise below."""

    def drawPixmap(self, *_: Any) -> None: ...

    def drawTiledPixmap(self, *_: Any) -> None: ...

    def drawPath(self, *_: Any) -> None: ...

    def drawPolygon(self, *_: Any) -> None: ...

    def drawLines(self, *_: Any) -> None: ...

    def drawRects(self, *_: Any) -> None: ...

    def drawPoints(self, *_: Any) -> None: ...

    def drawEllipse(self, *_: Any) -> None: ...


class _Device(QPaintDevice):
    """As large as a widget, at one pixel to a unit."""

    def __init__(self, widget: QWidget) -> None:
        super().__init__()
        self.engine = _Engine()
        self._widget = widget

    def paintEngine(self) -> QPaintEngine:
        return self.engine

    def metric(self, metric: QPaintDevice.PaintDeviceMetric) -> int:
        return metric_of(metric, self._widget.width(), self._widget.height())
