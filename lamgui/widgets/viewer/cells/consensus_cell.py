"""The last cell of a comparison: where the networks agree (the paper's Figure 6), with its legend."""

from __future__ import annotations

from dataclasses import dataclass, replace

from PySide6.QtCore import QEvent
from PySide6.QtGui import QPainterPath, QResizeEvent
from PySide6.QtWidgets import QWidget

from lamgui.attribution.measures.measures import consensus
from lamgui.base.arrays import Floats, Mask
from lamgui.figures.pixels.render import colour_consensus, grey_ground, overlay
from lamgui.imaging.picture import Pixels
from lamgui.session.state import PaneContent, View
from lamgui.widgets.controls.colour_chip import slot_colour
from lamgui.widgets.viewer.cells.cell import OF_RUN_BEFORE, Cell
from lamgui.widgets.viewer.cells.cell_foot import PatchPicture
from lamgui.widgets.viewer.cells.cell_frame import FRAME_PX
from lamgui.widgets.viewer.cells.cell_title import CellTitle
from lamgui.widgets.viewer.cells.consensus_legend import ConsensusLegend
from lamgui.widgets.viewer.contour import outline
from lamgui.widgets.viewer.marks import Outline
from lamgui.widgets.viewer.pictures.contents import Contents, Quantity


@dataclass(frozen=True, eq=False)
class Area:
    """The area of contribution of one network, (h, w), and the slot of its colour."""

    mask: Mask
    slot: int
    lr_origin: tuple[int, int] = (0, 0)
    """The column and row of the LR picture at which the mask begins."""


@dataclass(frozen=True)
class ComparedAreas:
    """The areas of contribution that the consensus is of, and how they came about."""

    areas: tuple[Area, ...] = ()
    """Fewer than two make no consensus."""
    may_agree: bool = True
    """Whether the rows are of one patch, so that there can be a consensus."""
    keeps_place: bool = False
    """Whether its cell stays while maps are computed again, because otherwise all other cells would jump."""
    total: int = 0
    """The number of rows that could have an area."""
    of_run_before: bool = False
    """Whether the areas are those of the last complete run, while the present one goes on."""
    why_none: str = "waits for two maps"
    """What is said where there is no consensus."""


class ConsensusContents(Contents):
    """The share of networks whose area holds each pixel, over the input."""

    def __init__(self) -> None:
        super().__init__()
        self.count = 0

    @property
    def own_quantity(self) -> Quantity | None:
        """Numbers of networks, of all."""
        return Quantity("Networks", self.count, f" of {self.count}") if self.count else None

    def _coloured_map(self, signed: Floats) -> Pixels:
        return colour_consensus(signed)

    def _overlaid(self, lr: Pixels, signed: Floats) -> Pixels:
        return overlay(grey_ground(lr, is_pale=False), colour_consensus(signed), self.view.opacity * (signed > 0))

    def _ground(self, content: PaneContent) -> Pixels | None:
        return None if self.lr is None or content is PaneContent.MAP else grey_ground(self.lr, is_pale=False)


class ConsensusCell(Cell):
    """Shows one kind of picture alone, with the outlines of all areas where the view has any."""

    def __init__(self, parent: QWidget | None = None) -> None:
        self._areas = ConsensusContents()
        self._outlines: tuple[tuple[QPainterPath, int], ...] = ()
        super().__init__(parent, self._areas)
        self.head.show_actions(is_row=False, hides=True)
        self.legend = ConsensusLegend(self)
        self.legend.raise_()
        self._foot_px = 0
        """Height of the foot, in which the legend lies; 0 where it lies over the picture."""
        self.show_areas(ComparedAreas())

    def show_view(self, view: View) -> None:
        """The consensus over the input; of the view, colours do not matter."""
        super().show_view(replace(view, content=PaneContent.OVERLAY, signed=False, receptive_field=False))
        self._show_outlines()

    def show_foot(self, has_foot: bool, is_tall: bool) -> None:
        """The legend is always there: in the foot, or over the picture, which is as large as the others."""
        super().show_foot(has_foot, is_tall)
        self._foot_px = self.foot.height_px(is_tall) if has_foot else 0
        self._place_legend()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The legend stays at the lower left, above what is said there of the map."""
        super().resizeEvent(event)
        self._place_legend()

    def _place_legend(self) -> None:
        line, inside = self.legend.sizeHint(), self.rect().adjusted(FRAME_PX, FRAME_PX, -FRAME_PX, -FRAME_PX)
        self.legend.show_plate(not self._foot_px)
        if self._foot_px:
            self.legend.setGeometry(inside.adjusted(0, inside.height() - self._foot_px, 0, 0))
        else:
            width, words_px = min(line.width(), inside.width()), line.height() if self.own_map_words else 0
            top = inside.bottom() + 1 - line.height() - words_px
            self.legend.setGeometry(inside.left(), top, width, line.height())

    def show_areas(self, compared: ComparedAreas) -> None:
        """Show the areas of two networks or more; those of another LR picture, or part of it, are left out."""
        box = self.contents.place.box
        here = (self.contents.place.shape, (box.left, box.top))
        fitting = [area for area in compared.areas if (area.mask.shape, area.lr_origin) == here]
        several = len(fitting) > 1
        fitting = fitting if several else []
        self._areas.count = len(fitting)
        self.show_map(consensus([area.mask for area in fitting]) if fitting else None)
        self._outlines = tuple((_outline_of(area), area.slot) for area in fitting)
        self._show_outlines()
        self.legend.show_count(len(fitting))
        self.legend.setVisible(several)
        is_whole = several and len(fitting) >= compared.total
        count = f"{len(fitting)}" if is_whole else f"{len(fitting)} of {compared.total}"
        self.show_title(CellTitle("Consensus", None, *((f"of {count} maps", count) if several else ())))
        self.show_map_words(OF_RUN_BEFORE if several and compared.of_run_before else "")
        self._place_legend()
        self.show_note("" if several else compared.why_none)

    def patch_pictures(self) -> tuple[PatchPicture, ...]:
        """None: it is no network's."""
        return ()

    def outlines(self) -> tuple[Outline, ...]:
        """The outline of each network's area in the colour of the network."""
        if not self.contents.view.contour:
            return ()
        return tuple(Outline(line, slot_colour(slot, self.palette())) for line, slot in self._outlines)

    def changeEvent(self, event: QEvent) -> None:
        """The colours of the networks follow the palette."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.PaletteChange:
            self._show_outlines()


def _outline_of(area: Area) -> QPainterPath:
    return outline(area.mask).translated(*area.lr_origin)
