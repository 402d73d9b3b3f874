"""One budget of memory for the whole program: what a run may take, and what may be cached beside it.

Stated, it holds for all that the process holds, runs, caches, undo and pictures together; else a run takes a share
of what is free when it begins.
"""

from __future__ import annotations

import os

from lamgui.base.file_limits import MIB
from lamgui.base.memory_limits import PASS_SHARE_OF_FREE_MEMORY

VARIABLE = "LAMGUI_MEMORY_MIB"
"""The variable of the environment that states the budget, in MiB."""

SHARE_OF_A_CACHE = 1 / 8
"""Share of a stated budget for each of the caches, and for undo: what a run needs counts first."""


def stated_bytes() -> int:
    """The budget of the process, 0 where none is stated."""
    stated = os.environ.get(VARIABLE, "")
    return int(stated) * MIB if stated.isdecimal() and len(stated) < 9 else 0


def state_budget(mib: int) -> None:
    """State it for this process; 0 leaves it as it is."""
    if mib > 0:
        os.environ[VARIABLE] = str(mib)


def usable_bytes(free_bytes: int, held_bytes: int, share: float = PASS_SHARE_OF_FREE_MEMORY) -> int:
    """What a run may take where so much is free and the process holds so much."""
    of_free, stated = int(share * free_bytes), stated_bytes()
    return max(0, min(of_free, stated - held_bytes)) if stated else of_free


def of_cache(usual_bytes: int) -> int:
    """The limit of a cache that holds `usual_bytes` where no budget is stated."""
    stated = stated_bytes()
    return min(usual_bytes, int(stated * SHARE_OF_A_CACHE)) if stated else usual_bytes
