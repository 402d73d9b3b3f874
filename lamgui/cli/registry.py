"""The subcommands by name: adding one is adding its file and its line here."""

from __future__ import annotations

from lamgui.base.registry import Registry
from lamgui.cli.subcommand import Subcommand

SUBCOMMANDS = Registry(
    "command",
    Subcommand,
    "lamgui.cli",
    "SUBCOMMAND",
    (
        "window",
        "attribute",
        "patches",
        "check",
        "figure",
        "reproduce",
        "networks",
        "example",
        "train",
        "study",
        "metrics",
    ),
)
