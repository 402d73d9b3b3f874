"""The insets of a row: which panes have one, and which view it shows."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, QSizeF

from lamgui.attribution.patch import Patch
from lamgui.base.arrays import Floats
from lamgui.session.state import PaneContent
from lamgui.widgets.viewer.camera import Camera
from lamgui.widgets.viewer.contents import MAPS, Contents
from lamgui.widgets.viewer.framing import FramingBox, box_of, marked_box, other_view
from lamgui.widgets.viewer.pane import Pane

PANES = (*MAPS, PaneContent.CONTOUR)
"""Contents that have an inset: those in which the surroundings of the patch matter."""
MUCH_SMALLER = 0.6


class Insets:
    """Holds the part of the picture that is shown from near; it stays while the map grows, so as not to jump."""

    def __init__(self) -> None:
        self._seen: tuple[Floats | None, Patch, int] | None = None
        self._box: FramingBox | None = None

    def box(self, contents: Contents, patch: Patch) -> FramingBox:
        """The part to show from near: the patch and the pixels around it that the map marks."""
        seen = (contents.signed, patch, contents.scale)
        if self._seen is None or self._box is None or seen[1:] != self._seen[1:]:
            self._box = _marked_box(contents, patch)
        elif seen[0] is not self._seen[0]:
            box = _marked_box(contents, patch)
            grown = not self._box.holds(box)
            shrunk = max(box.width, box.height) < MUCH_SMALLER * max(self._box.width, self._box.height)
            self._box = box if grown or shrunk else self._box
        self._seen = seen
        return self._box

    def show(self, panes: Sequence[Pane], contents: Contents, camera: Camera, patch: Patch | None) -> None:
        """Show an inset in each pane of a map; none as long as there is no map."""
        size = smallest(panes)
        if patch is None or contents.signed is None or size is None:
            for pane in panes:
                pane.inset.show_view(None, QRectF(), QRectF())
            return
        scale, box = contents.scale, self.box(contents, patch)
        view = other_view(camera, contents.lr_size, size, patch, scale, box)
        for pane in panes:
            places = (_place_in(pane, camera, each) for each in (box_of(patch, scale), box))
            pane.inset.show_view(view if pane.content in PANES else None, *places)


def _marked_box(contents: Contents, patch: Patch) -> FramingBox:
    place = contents.place.box
    return marked_box(contents.signed, contents.own_peak, patch, contents.scale, (place.left, place.top))


def _place_in(pane: Pane, camera: Camera, box: FramingBox) -> QRectF:
    """The place of a part of the picture in a pane."""
    left, top = camera.to_screen(box.left, box.top)
    middle = QPointF(pane.canvas.width() / 2, pane.canvas.height() / 2)
    return QRectF(QPointF(left, top) + middle, QSizeF(box.width, box.height) * camera.zoom)


def smallest(panes: Sequence[Pane]) -> tuple[int, int] | None:
    """The largest width and height, in screen px, that fit in all canvases; None without any."""
    if not panes:
        return None
    return min(pane.canvas.width() for pane in panes), min(pane.canvas.height() for pane in panes)
