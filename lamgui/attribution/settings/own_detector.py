"""A detector of the user's: its function, its file, and the hash of the file's content."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from lamgui.base.errors import SettingsError

HASH_LETTERS = 12
"""Letters of a sha256 that are shown."""


@dataclass(frozen=True)
class OwnDetector:
    """A function of a .py file of the user's, by name and by the hash of the file's content.

    `path` is where the file lies on this machine; None for a detector of a figure whose file is not found yet.
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
        """The function, and the beginning of its file's hash."""
        return f"{self.function} of {self.file_name}, sha256 {self.sha256[:HASH_LETTERS]}"
