"""A function of the user's as the detector, from a file of theirs."""

from __future__ import annotations

from lamgui.attribution.detectors.kind import DetectorKind

DETECTOR = DetectorKind(
    name="own",
    title="Own function",
    formula="D is what a Python function of yours makes of the patch of F(γ).",
    needs_file=True,
)
