"""All that `import lamgui` offers, by its name; imported when the first of it is used."""

from __future__ import annotations

from lamgui.api.explanation import Comparison, Explanation
from lamgui.api.functions import compare, explain
from lamgui.api.many import Explanations, FailedMap, explain_many
from lamgui.api.restoring import Restoration, load_network, restore
from lamgui.api.study import Study
from lamgui.api.test_sets import build_test_set

__all__ = [
    "Comparison",
    "Explanation",
    "Explanations",
    "FailedMap",
    "Restoration",
    "Study",
    "build_test_set",
    "compare",
    "explain",
    "explain_many",
    "load_network",
    "restore",
]
