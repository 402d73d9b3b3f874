"""Number of steps of the maps of the sanity tests: as few as a comparison allows."""

from __future__ import annotations

from dataclasses import replace

from lamgui.attribution.integral.rules.arc import RULE as ARC
from lamgui.attribution.settings.settings import Settings

STEPS = 16
"""Nodes of every map, by the arc rule: a dozen maps are needed, each compared with one computed alike."""


def modest(settings: Settings) -> Settings:
    """The settings with few nodes."""
    return replace(settings, rule=ARC.name, steps=STEPS)
