"""The menu of a cell: what can be done with its picture; the menu bar's own commands follow."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from PySide6.QtWidgets import QApplication

from lamgui.attribution.patch import Patch, patch_centred_on
from lamgui.files.names import safe_name
from lamgui.widgets.controls.clipboard import put_picture
from lamgui.widgets.viewer.cells.cell import Cell
from lamgui.window.command import Command, Condition
from lamgui.window.commands.file import PNG
from lamgui.window.commands.targets import Targets

ALSO_IN_CELL = ("toggle_common_scale", "zoom_to_patch", "fit")
"""Commands of the menu bar that the menu of a cell has too."""


@dataclass(frozen=True, eq=False)
class CellTargets:
    """A cell of the viewer, where the menu was opened, and the rest of the program."""

    on: Targets
    cell: Cell
    lr_position: tuple[float, float]
    """In LR pixels of the cell's picture."""

    @property
    def patch_here(self) -> Patch | None:
        """A patch of the size in use around the place; None outside of the picture in use, and without a patch."""
        contents, patch, (x, y) = self.cell.contents, self.cell.patch, self.lr_position
        picture, prepared = self.on.session.state.picture, self.on.session.prepared
        is_in_use = picture is not None and prepared is not None and prepared[0].lr is contents.lr
        if patch is None or not is_in_use or not contents.holds(x, y):
            return None
        scale = contents.scale
        return patch_centred_on(x * scale, y * scale, patch.size).moved_inside(*contents.sr_size)


def copy_as_seen(at: CellTargets) -> None:
    """Put the cell's part of the screen on the clipboard, with patch and outlines."""
    QApplication.clipboard().setPixmap(at.cell.canvas.grab())


def copy_own_pixels(at: CellTargets) -> None:
    """Put the whole picture on the clipboard, a pixel of its own for each."""
    image = at.cell.canvas.image
    if image is not None:
        put_picture(QApplication.clipboard(), image.pixels)


def save_own_pixels(at: CellTargets) -> None:
    """Ask where to, and save the whole picture, a pixel of its own for each."""
    image = at.cell.canvas.image
    picture = at.on.session.state.picture
    if image is None:
        return
    stem = "picture" if picture is None else Path(picture.name).stem
    name = safe_name(f"{stem}-{at.cell.title.name}-{at.cell.content.value}".replace("--", "-"))
    path = at.on.files.ask_target("Save the picture of the cell", f"{name}.png", PNG)
    if path is not None:
        at.on.runs.save_pixels(path, image.pixels)


def bookmark_here(at: CellTargets) -> None:
    """Bookmark the patch around the place where the menu was opened."""
    if at.patch_here is not None:
        at.on.rows.add_bookmark(at.patch_here)


has_image: Condition[CellTargets] = Condition(
    lambda at: at.cell.contents.image(at.cell.content) is not None, "There is no picture yet."
)

CELL: tuple[Command[CellTargets], ...] = (
    Command(
        "cell_copy_seen", "&Copy as seen", "", "As on the screen, with patch and outlines", copy_as_seen, has_image
    ),
    Command(
        "cell_copy_own", "Copy at &own pixels", "", "The whole picture, at its own size", copy_own_pixels, has_image
    ),
    Command("cell_save", "&Save…", "", "The whole picture as PNG, at its own size", save_own_pixels, has_image),
    Command(
        "cell_bookmark",
        "&Bookmark here",
        "",
        "Bookmark a patch around this place",
        bookmark_here,
        Condition[CellTargets](lambda at: at.patch_here is not None, "This is not a place in the picture in use."),
    ),
)
