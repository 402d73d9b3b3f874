"""`lamgui metrics`: lists LPIPS and DISTS, and gets or deletes the weights that they need."""

from __future__ import annotations

import argparse
from pathlib import Path

from lamgui.cli.subcommand import Subcommand


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The arguments of `lamgui metrics`."""
    parser.add_argument("--json", action="store_true", help="one JSON object a line, with all that is known")
    parser.add_argument(
        "--get",
        nargs="+",
        metavar="NAME",
        help="download the weights of metrics of the list; a download that was interrupted is continued",
    )
    parser.add_argument(
        "--from",
        dest="file",
        type=Path,
        metavar="FILE",
        help="with --get: take them from this file, which was downloaded by other means, such as torchvision's",
    )
    parser.add_argument("--delete", nargs="+", metavar="NAME", help="delete downloaded weights, complete or not")


def run(arguments: argparse.Namespace) -> int:
    """Write a line for each metric; 1 if the weights of one cannot be got or deleted."""
    from lamgui.cli.jobs import metrics

    if arguments.delete:
        return metrics.delete_all(arguments.delete, arguments.json)
    if arguments.get:
        return metrics.get_all(arguments.get, arguments.file, arguments.json)
    return metrics.list_all(arguments.json)


SUBCOMMAND = Subcommand(
    "metrics", "list the metrics of restored pictures, get or delete the weights that they need", add_arguments, run
)
