"""The whole window, for the tests of how it is built."""

from __future__ import annotations

from tests.widgets.conftest import rig

__all__ = ["rig"]
