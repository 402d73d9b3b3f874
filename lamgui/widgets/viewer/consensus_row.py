"""The last row of a comparison: where the networks agree (the paper's Figure 6), with all their outlines."""

from __future__ import annotations

from dataclasses import dataclass, replace

from PySide6.QtCore import QEvent
from PySide6.QtGui import QPainterPath
from PySide6.QtWidgets import QWidget

from lamgui.attribution.measures.measures import consensus
from lamgui.base.arrays import Floats, Mask
from lamgui.figures.render import colour_consensus, consensus_colours, grey_ground, overlay
from lamgui.imaging.picture import Pixels
from lamgui.session.state import PaneContent, View
from lamgui.widgets.controls.colour_chip import slot_colour
from lamgui.widgets.viewer.contents import Contents, Scale
from lamgui.widgets.viewer.contour import outline
from lamgui.widgets.viewer.marks import Outline
from lamgui.widgets.viewer.row import PaneRow

PANES = (PaneContent.INPUT, PaneContent.MAP, PaneContent.OVERLAY)


@dataclass(frozen=True, eq=False)
class Area:
    """The area of contribution of one network, (h, w), and the slot of its colour."""

    mask: Mask
    slot: int
    lr_origin: tuple[int, int] = (0, 0)
    """The column and row of the LR picture at which the mask begins."""


class ConsensusContents(Contents):
    """The input, and the share of networks whose area holds each pixel, alone and over the input."""

    def __init__(self) -> None:
        super().__init__()
        self.count = 0

    def colour_scale(self, content: PaneContent) -> Scale | None:
        """A block of colour for each number of networks: towards blue for few, red for all."""
        if self.signed is None or content is PaneContent.INPUT or not self.count:
            return None
        return Scale(consensus_colours(self.count), 1.0, float(self.count), in_steps=True)

    def _coloured_map(self, signed: Floats) -> Pixels:
        return colour_consensus(signed)

    def _overlaid(self, lr: Pixels, signed: Floats) -> Pixels:
        return overlay(grey_ground(lr, is_pale=False), colour_consensus(signed), self.view.opacity * (signed > 0))

    def _ground(self, content: PaneContent) -> Pixels | None:
        return None if self.lr is None or content is PaneContent.MAP else grey_ground(self.lr, is_pale=False)

    def _value(self, content: PaneContent, row: int, column: int) -> str:
        if content is PaneContent.MAP and self.signed is not None:
            return f"in the area of {round(self.signed[row, column] * self.count)} of {self.count} networks"
        return super()._value(content, row, column) if content is PaneContent.INPUT else ""


class ConsensusRow(PaneRow):
    """A row of three panes whose content cannot be changed."""

    def __init__(self, parent: QWidget | None = None) -> None:
        self._areas = ConsensusContents()
        self._outlines: tuple[tuple[QPainterPath, int], ...] = ()
        super().__init__(parent, self._areas)
        self.show_view(View())

    def show_view(self, view: View) -> None:
        """Apply the opacity; the panes are always the same."""
        super().show_view(replace(view, panes=PANES, contour=False, signed=False))

    def show_areas(self, areas: tuple[Area, ...]) -> None:
        """Show the areas of the networks; those of another LR picture, or part of it, than this row's are left out."""
        box = self.contents.place.box
        here = (self.contents.place.shape, (box.left, box.top))
        fitting = [area for area in areas if (area.mask.shape, area.lr_origin) == here]
        self._areas.count = len(fitting)
        self.show_map(consensus([area.mask for area in fitting]) if fitting else None)
        self._outlines = tuple((_outline_of(area), area.slot) for area in fitting)
        self._show_outlines()

    def changeEvent(self, event: QEvent) -> None:
        """The colours of the networks follow the palette."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.PaletteChange:
            self._show_outlines()

    def _show_outlines(self) -> None:
        outlines = tuple(Outline(line, slot_colour(slot, self.palette())) for line, slot in self._outlines)
        self.panes[0].canvas.show_contours(outlines)


def _outline_of(area: Area) -> QPainterPath:
    return outline(area.mask).translated(*area.lr_origin)
