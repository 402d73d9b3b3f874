"""One odd file: its name and bytes, what is odd about it, and what whoever opens it should see or read."""

from __future__ import annotations

from dataclasses import dataclass, field

from lamgui.imaging.picture import Pixels
from lamgui.imaging.reading import AS_USUAL, Reading


@dataclass(frozen=True, eq=False)
class OddFile:
    """`shows` is the right picture, uint8 (H, W, 3), and None for a file that is refused."""

    name: str
    odd: str
    data: bytes
    shows: Pixels | None = None
    off: int = 0
    """Levels of 0..255 by which what is read may differ: of rounding, or of a lossy file."""
    says: tuple[str, ...] = field(default=())
    """Words of the conversions, or of the refusal."""
    reading: Reading = AS_USUAL
