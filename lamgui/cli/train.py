"""`lamgui train`: train a network by a recipe; a run that was stopped goes on where it was."""

from __future__ import annotations

import argparse
from pathlib import Path

SUMMARY = "train a network by a recipe such as models/edsr_x4.toml"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The arguments of `lamgui train`."""
    parser.add_argument("recipe", type=Path, metavar="RECIPE", help="TOML file with the settings of the training")
    parser.add_argument("--data", type=Path, nargs="+", required=True, metavar="DIR", help="folders of HR pictures")
    parser.add_argument(
        "--test-data", type=Path, nargs="*", default=[], metavar="DIR", help="folders of HR pictures to measure on"
    )
    parser.add_argument(
        "--state", type=Path, metavar="FILE", help="where the run is kept (default: beside the weights)"
    )
    parser.add_argument("--out", type=Path, default=Path(), metavar="DIR", help="folder for weights and card")
    parser.add_argument(
        "--threads", type=_threads, default=0, metavar="N", help="CPU threads (default: torch's choice)"
    )


def run(arguments: argparse.Namespace) -> int:
    """Train to the recipe's last step, then write weights and card; raises UserError."""
    from lamgui.cli.jobs.train import train_and_write

    return train_and_write(arguments)


def _threads(text: str) -> int:
    if not text.isdecimal():
        raise argparse.ArgumentTypeError(f"{text!r} is not a number of threads: give 0 or more")
    return int(text)
