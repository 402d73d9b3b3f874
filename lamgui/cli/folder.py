"""The folder that a command writes to: made and tried before minutes are spent on what goes into it."""

from __future__ import annotations

import tempfile
from pathlib import Path

from lamgui.base.errors import SaveError


def make_folder(folder: Path) -> None:
    """Make the folder and those above it, and try to write there; raises SaveError."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=folder):
            pass
    except OSError as error:
        message = f"Nothing can be written to the folder {folder}: {error.strerror or error}."
        raise SaveError(message, "Give another folder for the results.") from error
