"""The outlines over the picture of a cell: what the network was given, how far it sees, and the area of its map."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from lamgui.attribution.patch import Patch
from lamgui.attribution.receptive_field import TheoreticalField
from lamgui.base.arrays import Mask
from lamgui.session.state import PaneContent, View
from lamgui.widgets.viewer.contour import OVER_LR, Contour, FieldOutlines, box_path
from lamgui.widgets.viewer.marks import CONTOUR_LIGHT, LIGHT, Outline
from lamgui.widgets.viewer.pictures.contents import Contents


class CellOutlines(QObject):
    """Makes the outlines that the view of a cell's contents asks for."""

    changed = Signal()
    """`around` gives others."""

    def __init__(self, contents: Contents, parent: QObject) -> None:
        super().__init__(parent)
        self._contents = contents
        self._contour = Contour(self)
        self._contour.changed.connect(self.changed)
        self._field = FieldOutlines()

    def show_field(self, theory: TheoreticalField | None, mask: Mask | None) -> None:
        """How far the network sees, and the LR pixels (h, w) for which the patch has any gradient."""
        if self._field.show(theory, mask):
            self.changed.emit()

    def forget_measured_field(self) -> None:
        """The patch is another: what was measured is of the one before."""
        self._field.forget_measured()

    def follow_map(self) -> None:
        """The map is another: outline its area, where the view asks for that."""
        view = self._contents.view
        is_wanted = view.contour or view.content is PaneContent.CONTOUR
        self._contour.show(self._contents.signed if is_wanted else None, view.share)

    def follow_view(self, before: View) -> None:
        """The view of the contents was another one before."""
        view = self._contents.view
        if (before.contour, before.content, before.share) != (view.contour, view.content, view.share):
            self.follow_map()
        if (before.receptive_field, before.content) != (view.receptive_field, view.content):
            self.changed.emit()

    def around(self, patch: Patch | None) -> tuple[Outline, ...]:
        """The frame of what the network was given, receptive field of the patch and area, as far as they are shown."""
        contents, contour = self._contents, self._contour.path
        box = contents.place.box
        area = () if contour.isEmpty() else (Outline(contour.translated(box.left, box.top), CONTOUR_LIGHT),)
        given = contents.place.frame(patch, contents.scale)
        frame = () if given is None else (Outline(box_path(given), LIGHT),)
        seen: tuple[Outline, ...] = ()
        if contents.view.receptive_field and contents.lr is not None and contents.view.content in OVER_LR:
            seen = self._field.outlines(patch, contents.lr_size, box)
        return (*frame, *seen, *area)
