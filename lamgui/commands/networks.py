"""`lamgui networks`: the networks that come with the program."""

from __future__ import annotations

import argparse
import json
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from lamgui.commands.terminal import one_line, write_message, write_result
from lamgui.errors import NetworkError

if TYPE_CHECKING:
    from lamgui.networks.entry import NetworkEntry, NetworkFacts

SUMMARY = "list the networks that come with the program"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The arguments of `lamgui networks`."""
    parser.add_argument("--json", action="store_true", help="one JSON object a line, with all that is known")


def run(arguments: argparse.Namespace) -> int:
    """Write a line for each network; 1 if one of them cannot be loaded."""
    from lamgui.networks.catalogue import bundled
    from lamgui.networks.load import load_network

    failures = 0
    for entry in bundled():
        try:
            facts = load_network(entry).facts
        except NetworkError as error:
            failures += 1
            write_message(f"lamgui networks: {entry.name}: {one_line(error)}")
        else:
            write_result(json.dumps(as_json(entry, facts)) if arguments.json else as_line(facts))
    return 1 if failures else 0


def as_line(facts: NetworkFacts) -> str:
    """What to choose a network by, in columns."""
    white = f"0..{facts.value_range:g}"
    return (
        f"{facts.name:<12} x{facts.scale}  {facts.architecture}, {facts.paper}; {facts.parameters:,} parameters; "
        f"{facts.colour.value} {white}; receptive field {facts.receptive_field}"
    )


def as_json(entry: NetworkEntry, facts: NetworkFacts) -> dict[str, Any]:
    """The facts as plain JSON values, with the file."""
    return {**asdict(facts), "notes": list(facts.notes), "path": str(entry.path)}
