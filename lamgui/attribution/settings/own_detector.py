"""A detector of the user's: which function of which file, by the hash of what was seen."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from lamgui.base.errors import SettingsError

HASH_LETTERS = 12
"""Of a sha256 in words."""


@dataclass(frozen=True)
class OwnDetector:
    """A function of a .py file of the user's, by name and by the hash of the file that was seen.

    `path` is where the file lies on this machine; None where a figure named the detector and it was not found yet.
    """

    function: str
    file_name: str
    sha256: str
    path: Path | None = None

    def __post_init__(self) -> None:
        if not self.function.isidentifier():
            raise SettingsError(
                f"{self.function!r} is no name of a function.", "Say which function of the file is the detector."
            )

    @property
    def words(self) -> str:
        """Which function it is, and the beginning of its file's hash."""
        return f"{self.function} of {self.file_name}, sha256 {self.sha256[:HASH_LETTERS]}"
