"""`lamgui attribute`: the maps of one patch for one or more networks, as files and as a JSON line each."""

from __future__ import annotations

import argparse

from lamgui.attribution.patch import Patch
from lamgui.cli.arguments import (
    add_computing,
    add_method,
    add_patch_and_folder,
    add_picture_and_networks,
    add_reading,
    add_surroundings,
    settings_from,
    usage_of,
)
from lamgui.cli.subcommand import Subcommand


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The arguments of `lamgui attribute`."""
    add_picture_and_networks(parser)
    add_patch_and_folder(parser, "folder for DIR/<network>.npz and .png")
    add_reading(parser)
    add_method(parser)
    add_surroundings(parser)
    compute = add_computing(parser)
    compute.add_argument("--pictures", action="store_true", help="also write the map, overlay and SR alone, as PNG")
    compute.add_argument("--details", action="store_true", help="say all that is known of what went wrong")


def run(arguments: argparse.Namespace) -> int:
    """Compute and write; 0 if all networks were done, 1 if one failed. Raises UserError where none can be."""
    with usage_of(arguments):
        settings, patch = settings_from(arguments), Patch(*arguments.patch)
    from lamgui.cli.jobs.attribute import attribute_all

    return attribute_all(arguments, settings, patch)


SUBCOMMAND = Subcommand(
    "attribute", "compute Local Attribution Maps of a patch and write them, with figures", add_arguments, run
)
