"""`lamgui patches`: where a network has much to restore and, with an HR picture, fails at it."""

from __future__ import annotations

import argparse

from lamgui.attribution.patch import Patch
from lamgui.base.errors import SettingsError
from lamgui.cli.arguments import (
    add_computing,
    add_method,
    add_picture_and_networks,
    add_reading,
    settings_from,
    usage_of,
)
from lamgui.cli.subcommand import Subcommand

DEFAULT_SIZE_PX = 24
DEFAULT_COUNT = 10


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The arguments of `lamgui patches`."""
    add_picture_and_networks(parser)
    parser.add_argument(
        "--size", type=int, default=DEFAULT_SIZE_PX, help="side of the patches, SR pixels (default: %(default)s)"
    )
    parser.add_argument(
        "--count", type=int, default=DEFAULT_COUNT, help="how many, none of which overlap (default: %(default)s)"
    )
    add_reading(parser)
    # Of the method, path and detector decide; no gradient is taken, so that steps and rule do not matter.
    add_method(parser)
    add_computing(parser)


def run(arguments: argparse.Namespace) -> int:
    """Rank and write; 0 if all networks were done, 1 if one failed. Raises UserError where none can be."""
    with usage_of(arguments):
        settings = settings_from(arguments)
        Patch(0, 0, arguments.size)
        if arguments.count < 1:
            raise SettingsError(f"{arguments.count} patches were asked for.", "Ask for at least one.")
    from lamgui.cli.jobs.patches import list_patches

    return list_patches(arguments, settings)


SUBCOMMAND = Subcommand(
    "patches",
    "list a picture's hard patches, a JSON object a line: where much is to be restored, and is restored wrongly",
    add_arguments,
    run,
)
