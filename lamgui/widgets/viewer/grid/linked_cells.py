"""Cells that look at one place: one camera, pointer and line for all, relative to their patches where these differ."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject

from lamgui.widgets.viewer.camera import Camera, fitted
from lamgui.widgets.viewer.cells.cell import Cell
from lamgui.widgets.viewer.profile import Line


class LinkedCells(QObject):
    """Moves the cells of a grid together; `cells` gives those that there are, in their order."""

    def __init__(self, cells: Callable[[], Sequence[Cell]], parent: QObject) -> None:
        super().__init__(parent)
        self._cells = cells

    def lead(self, leading: Cell) -> None:
        """One of the cells on the screen keeps its patch in sight; the others follow."""
        for cell in self._cells():
            cell.sight.leads = cell is leading

    def follow(self, source: Cell) -> None:
        """Give all cells the camera of one, relative to their patches where these differ; or the whole of each."""
        for cell in self._cells():
            if cell is not source:
                _follow(source, cell)

    def follow_patches(self) -> None:
        """Patches have moved: the leading cell may have followed its own when those of the others were the old ones."""
        cells = self._cells()
        leading = next((cell for cell in cells if cell.sight.leads), cells[0])
        for cell in cells:
            if cell is not leading and not cell.is_pressed and cell.sight.with_patch != cell.sight.camera:
                _follow(leading, cell)

    def zoom_to_patch(self, current: Cell, rows: Sequence[Cell]) -> None:
        """Show the patch in focus with the areas of contribution of all rows that are of it."""
        box = current.area_box()
        if box is None:
            return
        for cell in rows:
            other = cell.area_box() if cell.patch == current.patch else None
            box = box if other is None else box.with_box(other)
        current.zoom_to(box)

    def zoom_alike(self) -> None:
        """Whole pictures of unequal sizes are shown at one zoom: that of the one which needs most room."""
        cells = self._cells()
        scenes = [cell.sight.scene for cell in cells if cell.contents.lr is not None]
        is_unequal = len({scene.lr_size for scene in scenes}) > 1
        most = min(fitted(*scene.lr_size, *scene.room_px).zoom for scene in scenes) if is_unequal else None
        for cell in cells:
            cell.sight.show_at_most(most)

    def mirror_pointer(self, source: Cell, position: tuple[float, float] | None) -> None:
        """Show a cross-hair in all cells at the pointer's position in one."""
        for cell in self._cells():
            dx, dy = offset(source, cell)
            cell.canvas.mirror_pointer(None if position is None else (position[0] + dx, position[1] + dy))

    def show_line(self, source: Cell, line: Line | None) -> None:
        """Show a line of one cell at its place in all, or (None) no line."""
        for cell in self._cells():
            cell.show_line(None if line is None else line.shifted(*offset(source, cell)))


def offset(source: Cell, cell: Cell) -> tuple[float, float]:
    """Offset between corresponding positions of two cells, in LR pixels."""
    if cell.patch is None or source.patch is None or cell.patch == source.patch:
        return 0.0, 0.0
    (x, y), (from_x, from_y) = _middle(cell), _middle(source)
    return x - from_x, y - from_y


def _follow(source: Cell, cell: Cell) -> None:
    if source.sight.shows_whole:
        cell.sight.show_whole()
        return
    dx, dy = offset(source, cell)
    camera = source.sight.camera
    cell.sight.follow(Camera(camera.centre_x + dx, camera.centre_y + dy, camera.zoom))


def _middle(cell: Cell) -> tuple[float, float]:
    """Middle of a cell's patch, in LR pixels."""
    patch, scale = cell.patch, cell.contents.scale
    assert patch is not None
    return (patch.x + patch.size / 2) / scale, (patch.y + patch.size / 2) / scale
