"""The layouts by name: adding one is adding its file and its line here."""

from __future__ import annotations

from lamgui.base.registry import Registry
from lamgui.figures.layouts.kind import LayoutKind

LAYOUTS = Registry(
    "layout",
    LayoutKind,
    "lamgui.figures.layouts",
    "LAYOUT",
    (
        "strip",
        "grid",
        "figure3",
        "gallery",
        "zoom",
        "zoom_lam",
        "consensus",
        "frames",
    ),
)
