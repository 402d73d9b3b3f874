"""`lamgui example`: the map of the bundled picture and network, as a first look where there is no display."""

from __future__ import annotations

import argparse
from pathlib import Path

from lamgui.cli.subcommand import Subcommand


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The arguments of `lamgui example`."""
    parser.add_argument("--out", type=Path, default=Path("lamgui-example"), metavar="DIR", help="default: %(default)s")


def run(arguments: argparse.Namespace) -> int:
    """Compute and write, and print where; raises UserError."""
    from lamgui.attribution.settings.settings import Settings
    from lamgui.cli.jobs.attribute import write_files
    from lamgui.cli.jobs.maps import compute
    from lamgui.cli.terminal import ProgressLine, make_folder, write_message
    from lamgui.files.shipped import sample_picture
    from lamgui.imaging.read import read_picture
    from lamgui.maps.request import RequestFactory
    from lamgui.maps.sample import SAMPLE_PATCH
    from lamgui.networks.catalogue import default_entry
    from lamgui.networks.loading.load import load_network

    make_folder(arguments.out)
    picture, network = read_picture(sample_picture()), load_network(default_entry())
    request = RequestFactory().request(picture, network, SAMPLE_PATCH, Settings())
    analysis = compute(request, ProgressLine())
    files = write_files(analysis, arguments.out, network.facts.name)
    write_message(f"The figure is {files['png'].resolve()}")
    write_message(f"Map, curves and settings are in {files['npz'].resolve()}")
    return 0


SUBCOMMAND = Subcommand(
    name="example",
    summary="compute the map of the bundled picture and write its figure",
    add_arguments=add_arguments,
    run=run,
)
