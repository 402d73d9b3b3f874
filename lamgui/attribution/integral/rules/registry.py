"""The rules by name: adding one is adding its file and its line here."""

from __future__ import annotations

from lamgui.attribution.integral.rules.kind import RuleKind
from lamgui.base.registry import Registry

RULES = Registry(
    "rule",
    RuleKind,
    "lamgui.attribution.integral.rules",
    "RULE",
    (
        "right",
        "midpoint",
        "trapezoid",
        "arc",
    ),
)
