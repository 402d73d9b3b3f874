"""The patch at first start, of the picture that comes with the program."""

from __future__ import annotations

from lamgui.attribution.patch import Patch

SAMPLE_PATCH = Patch(312, 140, 24)
"""On the louvres of the sample picture, in SR pixels at x4."""
