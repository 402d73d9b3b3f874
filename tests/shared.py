"""Checkpoints, pictures and golden results that lie beside the checkout, for the tests that need them."""

from __future__ import annotations

import os
from pathlib import Path

import pytest


def shared_folder() -> Path:
    """The folder named by LAMGUI_SHARED, else `../shared` beside the checkout; it need not exist."""
    named = os.environ.get("LAMGUI_SHARED")
    return Path(named) if named else Path(__file__).resolve().parents[2] / "shared"


def shared_path(*parts: str) -> Path:
    """A file or folder of the shared folder; skips the test where it is missing."""
    path = shared_folder().joinpath(*parts)
    if not path.exists():
        pytest.skip(f"needs {'/'.join(parts)} of the shared folder (LAMGUI_SHARED or ../shared)")
    return path
