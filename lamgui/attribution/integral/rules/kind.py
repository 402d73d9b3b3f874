"""What a rule declares: its name, its words, and where its nodes lie."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from lamgui.attribution.integral.rules.calibration import Calibration
from lamgui.attribution.integral.rules.nodes import Nodes, PathLength


@dataclass(frozen=True)
class RuleKind:
    """One rule; its file is imported at the start of the window, and does without torch."""

    name: str
    title: str
    """In the panel."""
    tooltip: str
    sentence: str
    """In a caption."""
    nodes: Callable[[int, PathLength], Nodes]
    """From the number of steps and the path's length, which it may leave unasked."""
    calibration: Calibration
    """Makes error bars of how far its thirds scatter."""
