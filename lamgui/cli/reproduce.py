"""`lamgui reproduce`: make a figure again from the recipe inside it, and say whether the numbers agree."""

from __future__ import annotations

import argparse
from pathlib import Path

from lamgui.cli.arguments import add_device
from lamgui.cli.subcommand import Subcommand


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The arguments of `lamgui reproduce`."""
    parser.add_argument(
        "figure",
        type=Path,
        metavar="FILE",
        help="PNG, TIFF, PDF, SVG, HTML or animation that lamgui wrote, or its .json",
    )
    parser.add_argument("--out", type=Path, metavar="FILE", help="where to write the figure made again")
    parser.add_argument("--study", type=Path, metavar="NAME.study", help="of a figure of a study, its folder")
    parser.add_argument(
        "--picture", dest="files", action="append", type=Path, default=[], metavar="FILE",
        help="a picture that is no longer where it was; may be given several times",
    )  # fmt: skip
    parser.add_argument(
        "--weights", dest="files", action="append", type=Path, metavar="FILE", help="a network that has moved; likewise"
    )
    parser.add_argument(
        "--look-in", dest="folders", action="append", type=Path, default=[], metavar="DIR",
        help="a folder to search for pictures, networks and detectors",
    )  # fmt: skip
    parser.add_argument(
        "--detector-file", dest="files", action="append", type=Path, metavar="FILE",
        help="the file of a detector of your own that has moved; likewise",
    )  # fmt: skip
    parser.add_argument(
        "--network", dest="networks", action="append", default=[], metavar="FILE",
        help="with --trust: a network that is code, named as it was, FILE.py::Class(width=64)::weights.pth; likewise",
    )  # fmt: skip
    parser.add_argument(
        "--trust", action="store_true",
        help="run the code of networks that --network names, and of a detector of your own: one that --detector-file "
        "names, or that ran before where it lies",
    )  # fmt: skip
    parser.add_argument(
        "--code-root",
        type=Path,
        metavar="DIR",
        help="with --trust: the folder from which it imports modules of its own",
    )
    add_device(parser)


def run(arguments: argparse.Namespace) -> int:
    """0 where all numbers agree, 1 where they do not or files are missing. Raises UserError."""
    from lamgui.cli.jobs.reproduce import reproduce_figure

    return reproduce_figure(arguments)


SUBCOMMAND = Subcommand(
    "reproduce",
    "make an exported figure again from what it says of itself, and say whether the numbers agree",
    add_arguments,
    run,
)
