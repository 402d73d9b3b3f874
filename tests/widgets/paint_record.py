"""A paint device that keeps what images are drawn on it, in place of drawing them."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QImage, QPaintDevice, QPaintEngine, QPaintEngineState

SCALE = 65536
"""Qt states the ratio of device pixels in this unit."""


@dataclass(frozen=True)
class Drawn:
    """One image: how large it is, which part of it was drawn, and where to."""

    size: QSize
    part: QRectF
    target: QRectF


class _Engine(QPaintEngine):
    def __init__(self) -> None:
        super().__init__(QPaintEngine.PaintEngineFeature.AllFeatures)
        self.drawn: list[Drawn] = []

    def begin(self, _device: QPaintDevice) -> bool:
        return True

    def end(self) -> bool:
        return True

    def updateState(self, state: QPaintEngineState) -> None:
        """No state matters to the record."""

    def type(self) -> QPaintEngine.Type:
        return QPaintEngine.Type.User

    def drawImage(
        self,
        target: QRectF | QRect,
        image: QImage,
        part: QRectF | QRect,
        _flags: Qt.ImageConversionFlag = Qt.ImageConversionFlag.AutoColor,
    ) -> None:
        self.drawn.append(Drawn(image.size(), QRectF(part), QRectF(target)))


class PaintRecord(QPaintDevice):
    """A screen of 300x200 pixels at one pixel to a unit."""

    def __init__(self) -> None:
        super().__init__()
        self._engine = _Engine()

    @property
    def drawn(self) -> list[Drawn]:
        """The images in the order in which they were drawn."""
        return self._engine.drawn

    def paintEngine(self) -> QPaintEngine:
        return self._engine

    def metric(self, metric: QPaintDevice.PaintDeviceMetric) -> int:
        return metric_of(metric, 300, 200)


def metric_of(metric: QPaintDevice.PaintDeviceMetric, width: int, height: int) -> int:
    """What a paint device of 96 dots per inch, one to a pixel, says of itself; 0 for what nobody asks."""
    sizes = QPaintDevice.PaintDeviceMetric
    known = {
        sizes.PdmWidth: width,
        sizes.PdmHeight: height,
        sizes.PdmDevicePixelRatio: 1,
        sizes.PdmDevicePixelRatioScaled: SCALE,
        sizes.PdmDpiX: 96,
        sizes.PdmDpiY: 96,
        sizes.PdmPhysicalDpiX: 96,
        sizes.PdmPhysicalDpiY: 96,
        sizes.PdmDepth: 32,
    }
    return known.get(metric, 0)
