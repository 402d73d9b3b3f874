"""`lamgui example`: the map of the bundled picture and network, as a first look where there is no display."""

from __future__ import annotations

import argparse
from pathlib import Path

SUMMARY = "compute the map of the bundled picture and write its figure"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The arguments of `lamgui example`."""
    parser.add_argument("--out", type=Path, default=Path("lamgui-example"), metavar="DIR", help="default: %(default)s")


def run(arguments: argparse.Namespace) -> int:
    """Compute and write, and say where; raises UserError."""
    from lamgui.analysis import Request
    from lamgui.attribution.settings import Settings
    from lamgui.commands.attribution_job import compute, write_files
    from lamgui.commands.folder import make_folder
    from lamgui.commands.terminal import ProgressLine, write_message
    from lamgui.imaging.read import read_picture
    from lamgui.networks.catalogue import default_entry
    from lamgui.networks.load import load_network
    from lamgui.resources import SAMPLE_PATCH, sample_picture

    make_folder(arguments.out)
    picture, network = read_picture(sample_picture()), load_network(default_entry())
    analysis = compute(Request(picture, network, SAMPLE_PATCH, Settings()), ProgressLine())
    files = write_files(analysis, arguments.out, network.facts.name)
    write_message(f"The figure is {files['png'].resolve()}")
    write_message(f"Map, curves and settings are in {files['npz'].resolve()}")
    return 0
