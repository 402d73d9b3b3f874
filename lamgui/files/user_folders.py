"""Where the program keeps what is the user's, as the system wants it."""

from __future__ import annotations

from pathlib import Path

import platformdirs


def user_folder() -> Path:
    """Where the program keeps what is the user's, as the system wants it; the folder need not exist yet."""
    return Path(platformdirs.user_data_dir("lamgui", appauthor=False))


def preferences_folder() -> Path:
    """Where the program keeps what the user is used to, as the system wants it; the folder need not exist yet."""
    return Path(platformdirs.user_config_dir("lamgui", appauthor=False))
