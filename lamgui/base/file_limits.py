"""How large files may be, and what they unpack to; each limit can be raised by a variable of the environment."""

from __future__ import annotations

import os
from dataclasses import dataclass

MIB = 1 << 20


@dataclass(frozen=True)
class Limit:
    """A number of bytes; `variable` of the environment states another one, in MiB."""

    variable: str
    usual_mib: int

    @property
    def bytes(self) -> int:
        """The limit as it holds now; a variable that is no positive number counts for nothing."""
        stated = os.environ.get(self.variable, "")
        return (int(stated) if stated.isdecimal() and 0 < len(stated) < 9 and int(stated) else self.usual_mib) * MIB


PICTURE_FILE = Limit("LAMGUI_PICTURE_FILE_MIB", 2048)
"""Longer picture files are refused before they are read into memory."""

CHECKPOINT_FILE = Limit("LAMGUI_CHECKPOINT_FILE_MIB", 4096)
"""Far more than any SR network; a larger file is something else."""

CODE_FILE = Limit("LAMGUI_CODE_FILE_MIB", 4)
"""A .py file of the user's: ten times the largest that people write by hand."""

SESSION_FILE = Limit("LAMGUI_SESSION_FILE_MIB", 4096)

SESSION_UNPACKED = Limit("LAMGUI_SESSION_UNPACKED_MIB", 4096)
"""All members of a session together."""

FIGURE_FILE = Limit("LAMGUI_FIGURE_FILE_MIB", 512)
"""Larger files are not searched for how they were made."""

RECIPE_TEXT = Limit("LAMGUI_RECIPE_TEXT_MIB", 4)
"""What a figure says of how it was made."""

OWN_STORE = Limit("LAMGUI_OWN_STORE_MIB", 64)
"""The program's own small files: preferences, bookmarks, answers, the catalogue."""

STUDY_FILE = Limit("LAMGUI_STUDY_FILE_MIB", 512)
"""A list or a map of a study."""

SEARCHED_FILE = Limit("LAMGUI_SEARCHED_FILE_MIB", 2048)
"""Larger files of a folder are not hashed in the search for those of a figure."""

MOST_UNPACKING, FREE_UNPACKING_BYTES = 32, 512 * MIB
"""An archive may grow so many times, or to so many bytes if that is more: noise hardly packs, and maps of zeros do."""

MOST_MEMBERS = 4000
"""Of an archive."""

MOST_VALUES, MOST_DEPTH = 1_000_000, 64
"""Of JSON: how many values there are, and how deep they are nested."""
