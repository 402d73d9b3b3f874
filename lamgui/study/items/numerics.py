"""Which generation of results a map belongs to."""

from __future__ import annotations

NUMERICS = 1
"""Raised when the same request gives other numbers than before: maps of another generation are computed again."""
