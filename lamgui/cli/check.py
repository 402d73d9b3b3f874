"""`lamgui check`: the sanity tests that a reviewer asks for, as a page and as a JSON line each."""

from __future__ import annotations

import argparse

from lamgui.attribution.integral.rules.arc import RULE as ARC
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
from lamgui.sanity.steps import STEPS

FORMATS = ("png", "pdf", "svg", "tiff")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The arguments of `lamgui check`."""
    add_picture_and_networks(parser)
    add_patch_and_folder(parser, "folder for DIR/<network>-check.png and .png.json")
    parser.add_argument("--format", choices=FORMATS, default=FORMATS[0], help="of the page (default: %(default)s)")
    add_reading(parser)
    add_method(parser)
    add_surroundings(parser)
    add_computing(parser)
    parser.set_defaults(steps=STEPS, rule=ARC.name)


def run(arguments: argparse.Namespace) -> int:
    """Test and write; 0 if all networks were tested, with whatever result, 1 if one could not be. Raises UserError."""
    with usage_of(arguments):
        settings, patch = settings_from(arguments), Patch(*arguments.patch)
    from lamgui.cli.jobs.check import check_all

    return check_all(arguments, settings, patch)


SUBCOMMAND = Subcommand(
    "check",
    "test whether maps can be trusted: randomised weights, deletion and insertion, brightness, patch jitter",
    add_arguments,
    run,
)
