"""Local Attribution Maps of super-resolution networks, in a window and without one."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from lamgui.base.threads import wait_asleep

if TYPE_CHECKING:
    from lamgui.api.public import (
        Comparison,
        Explanation,
        Explanations,
        FailedMap,
        Restoration,
        Study,
        build_test_set,
        compare,
        explain,
        explain_many,
        load_network,
        restore,
    )

__version__ = "0.2.0.dev0"
__all__ = [
    "Comparison",
    "Explanation",
    "Explanations",
    "FailedMap",
    "Restoration",
    "Study",
    "__version__",
    "build_test_set",
    "compare",
    "explain",
    "explain_many",
    "load_network",
    "restore",
]


def __getattr__(name: str) -> object:
    """The public functions, imported when they are first used: torch takes seconds that a window would not wait."""
    if name in __all__:
        if "torch" not in sys.modules:
            # Later it has no effect, and would hide that the threads of this process spin.
            wait_asleep()
        from lamgui.api import public

        return getattr(public, name)
    raise AttributeError(f"module 'lamgui' has no attribute {name!r}")
