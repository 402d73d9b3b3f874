"""The folders of the user's data and preferences, by the conventions of the system."""

from __future__ import annotations

from pathlib import Path

import platformdirs


def user_folder() -> Path:
    """The folder of the user's data, by the conventions of the system; it need not exist yet."""
    return Path(platformdirs.user_data_dir("lamgui", appauthor=False))


def preferences_folder() -> Path:
    """The folder of the user's preferences, by the conventions of the system; it need not exist yet."""
    return Path(platformdirs.user_config_dir("lamgui", appauthor=False))
