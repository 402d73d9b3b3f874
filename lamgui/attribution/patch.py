"""The patch of the SR picture whose attribution is computed."""

from __future__ import annotations

from dataclasses import dataclass, replace

from lamgui.base.errors import SettingsError

DETECTOR_MARGIN_PX = 1
"""Forward differences read one row below and one column right of the patch."""

DEFAULT_PATCH_PX = 16
"""Side of the patch that a picture starts with, in SR pixels: the paper's."""


@dataclass(frozen=True)
class Patch:
    """A square of side `size` with its top-left corner at column `x`, row `y`, in SR pixels."""

    x: int
    y: int
    size: int

    def __post_init__(self) -> None:
        if self.size < 1:
            raise SettingsError(f"A patch has a side of at least 1 SR pixel, not {self.size}.")
        if self.x < 0 or self.y < 0:
            raise SettingsError(
                f"The patch starts at column {self.x}, row {self.y}, outside the SR picture.",
                "Columns and rows count from 0.",
            )

    def require_inside(self, sr_width: int, sr_height: int) -> None:
        """Raise SettingsError unless patch and margin lie inside an SR picture of this size."""
        reach_x, reach_y = self.x + self.size + DETECTOR_MARGIN_PX, self.y + self.size + DETECTOR_MARGIN_PX
        if reach_x > sr_width or reach_y > sr_height:
            raise SettingsError(
                f"The patch of {self.size}x{self.size} at ({self.x}, {self.y}) needs {reach_x} SR columns and "
                f"{reach_y} rows, but the SR picture is {sr_width}x{sr_height}.",
                "Move the patch up or left, or make it smaller.",
            )

    def moved(self, columns: int, rows: int) -> Patch:
        """The patch shifted, stopped at the top and left edges."""
        return replace(self, x=max(0, self.x + columns), y=max(0, self.y + rows))

    def moved_inside(self, sr_width: int, sr_height: int) -> Patch:
        """The nearest patch that lies inside an SR picture of this size, made smaller only where it must be."""
        room = min(sr_width, sr_height) - DETECTOR_MARGIN_PX
        if room < 1:
            raise SettingsError(
                f"An SR picture of {sr_width}x{sr_height} has no room for a patch.",
                "Open a picture of at least 2x2 SR pixels.",
            )
        size = min(self.size, room)
        x = min(self.x, sr_width - size - DETECTOR_MARGIN_PX)
        y = min(self.y, sr_height - size - DETECTOR_MARGIN_PX)
        return Patch(max(0, x), max(0, y), size)


def patch_centred_on(column: float, row: float, size: int) -> Patch:
    """The patch of `size` whose middle is nearest to an SR position, stopped at the top and left edges."""
    return Patch(max(0, round(column - size / 2)), max(0, round(row - size / 2)), size)


def patch_in_the_middle(sr_width: int, sr_height: int) -> Patch:
    """The patch that an SR picture of this size starts with; it need not fit."""
    first_column, first_row = (max(0, (side - DEFAULT_PATCH_PX) // 2) for side in (sr_width, sr_height))
    return Patch(first_column, first_row, DEFAULT_PATCH_PX)
