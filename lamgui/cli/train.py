"""`lamgui train`: train networks by recipes; a run that was stopped is resumed."""

from __future__ import annotations

import argparse
from pathlib import Path

from lamgui.cli.subcommand import Subcommand


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The arguments of `lamgui train`."""
    parser.add_argument(
        "recipe", type=Path, metavar="RECIPE", help="TOML file with the settings of the training, or a folder of them"
    )
    parser.add_argument("--data", type=Path, nargs="+", required=True, metavar="DIR", help="folders of HR pictures")
    parser.add_argument(
        "--test-data", type=Path, nargs="*", default=[], metavar="DIR", help="folders of HR pictures to measure on"
    )
    parser.add_argument(
        "--from", dest="start", type=Path, metavar="FILE", help="weights to start from (default: drawn by the seed)"
    )
    parser.add_argument(
        "--state", type=Path, metavar="FILE", help="where the state of the run is saved (default: beside the weights)"
    )
    parser.add_argument("--out", type=Path, default=Path(), metavar="DIR", help="folder for weights and card")
    parser.add_argument("--device", default="cpu", help="cpu, cuda:0, mps (default: cpu)")
    parser.add_argument(
        "--bfloat16",
        choices=("auto", "on", "off"),
        default="auto",
        help="passes in bfloat16, updates in float32; auto: where the device computes it faster (default: auto)",
    )
    parser.add_argument(
        "--threads", type=_threads, default=0, metavar="N", help="CPU threads (default: torch's choice)"
    )


def run(arguments: argparse.Namespace) -> int:
    """Train to the recipe's last step, then write weights and card; raises UserError."""
    from lamgui.cli.jobs.train import train_all

    return train_all(arguments)


def _threads(text: str) -> int:
    if not text.isdecimal():
        raise argparse.ArgumentTypeError(f"{text!r} is not a number of threads: give 0 or more")
    return int(text)


SUBCOMMAND = Subcommand(
    "train",
    "train a network by a recipe such as models/edsr_x4.toml, or by all recipes of a folder",
    add_arguments,
    run,
)
