"""The cell of a picture itself: HR where it is known, else the input; below it the bicubic patch beside HR's."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtWidgets import QWidget

from lamgui.attribution.patch import Patch
from lamgui.base.vocabulary import heading_of, in_words_of
from lamgui.base.wording import psnr_in_words
from lamgui.imaging.colour import luma_bt601
from lamgui.imaging.enlarge import bicubic_part
from lamgui.imaging.quality import psnr
from lamgui.maps.pictures import AROUND_PATCH_PX
from lamgui.maps.quality_words import AROUND_PATCH
from lamgui.session.state import PaneContent, View
from lamgui.widgets.viewer.cells.cell import Cell
from lamgui.widgets.viewer.cells.cell_foot import PatchPicture, patch_of
from lamgui.widgets.viewer.cells.cell_title import CellNumber, CellTitle
from lamgui.widgets.viewer.pictures.contents import Contents
from lamgui.widgets.viewer.pictures.image import PaneImage


class ReferenceCell(Cell):
    """Shows the picture of a row, whatever the kind of picture of the others; it is not a row itself."""

    def __init__(self, parent: QWidget | None = None) -> None:
        self._name = ""
        self._bicubic: tuple[object, ...] = ()
        self._bicubic_image: PaneImage | None = None
        self._bicubic_patch: Patch | None = None
        """In that image."""
        self._psnr_words = ""
        super().__init__(parent)
        self.head.show_actions(is_row=False, hides=False)

    def show_name(self, name: str) -> None:
        """The name of the picture's file."""
        self._name = name
        self._show_name()

    def show_view(self, view: View) -> None:
        """HR, or the input, without the outline of any network's map."""
        content = PaneContent.INPUT if self.contents.hr is None else PaneContent.HR
        super().show_view(replace(view, content=content, contour=False))
        self._show_name()

    def show_picture_of(self, contents: Contents) -> None:
        """The picture of a row."""
        around = contents.place.surroundings
        if self.show_pictures(contents.lr, None, contents.hr, contents.scale, around):
            self.show_view(self.contents.view)

    def patch_pictures(self) -> tuple[PatchPicture, ...]:
        """What bicubic enlargement makes of the input, and HR."""
        scale = self.contents.scale_of_words
        bicubic = in_words_of(scale, "The patch by bicubic enlargement of the input.")
        return (
            PatchPicture(heading_of(scale, "Bicubic"), bicubic, self._bicubic_image, self._bicubic_patch),
            patch_of(self.contents, PaneContent.HR, self.patch),
        )

    def _show_patches(self) -> None:
        self._enlarge()
        super()._show_patches()
        self._show_name()

    def _show_name(self) -> None:
        scale = self.contents.scale_of_words
        known = heading_of(scale, "Input (LR)" if self.contents.hr is None else "HR")
        tip = f"PSNR of bicubic enlargement {AROUND_PATCH}; Y of BT.601."
        number = CellNumber(heading_of(scale, "Bicubic"), self._psnr_words, in_words_of(scale, tip))
        self.show_title(CellTitle(known, None, self._name, numbers=(number,) if self._psnr_words else ()))

    def _enlarge(self) -> None:
        """Make the bicubic patch and its PSNR, once for a patch of a picture."""
        lr, hr, patch, scale = self.contents.lr, self.contents.hr, self.patch, self.contents.scale
        wanted = (lr, hr, patch, scale)
        if len(self._bicubic) == len(wanted) and all(a is b for a, b in zip(wanted, self._bicubic, strict=True)):
            return
        self._bicubic, self._bicubic_image, self._bicubic_patch, self._psnr_words = wanted, None, None, ""
        width, height = self.contents.sr_size
        if lr is None or patch is None or patch.x + patch.size > width or patch.y + patch.size > height:
            return
        left, top = max(0, patch.x - AROUND_PATCH_PX), max(0, patch.y - AROUND_PATCH_PX)
        right = min(width, patch.x + patch.size + AROUND_PATCH_PX)
        bottom = min(height, patch.y + patch.size + AROUND_PATCH_PX)
        part = bicubic_part(lr, scale, left, top, right - left, bottom - top)
        self._bicubic_image, self._bicubic_patch = PaneImage(part, scale), patch.moved(-left, -top)
        if hr is not None:
            self._psnr_words = psnr_in_words(psnr(luma_bt601(part), luma_bt601(hr[top:bottom, left:right])))
