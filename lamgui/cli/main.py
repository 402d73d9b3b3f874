"""The command line: finds the subcommand, runs it, and turns an error into one line and an exit status."""

from __future__ import annotations

import argparse
import contextlib
import io
import os
import signal
import sys
from collections.abc import Sequence
from pathlib import Path

from lamgui import __version__
from lamgui.base.errors import UserError
from lamgui.base.registry import nearest
from lamgui.base.threads import wait_asleep
from lamgui.cli.registry import SUBCOMMANDS
from lamgui.cli.terminal import OutputLost, one_line, write_message
from lamgui.files.save_notes import remove_leftovers

DONE, FAILED, WRONG_USAGE, INTERRUPTED = 0, 1, 2, 128 + signal.SIGINT

DESCRIPTION = """\
Local Attribution Maps of super-resolution networks: which input pixels does a network use for a patch of its output?

`lamgui` alone opens the window; `lamgui PICTURE` opens it with that picture."""


def main(argv: Sequence[str] | None = None) -> int:
    """Run the program with `argv` (without the program's name; None takes the process's) and return its exit status."""
    _keep_odd_letters()
    wait_asleep()
    try:
        arguments = _parse(list(sys.argv[1:] if argv is None else argv))
        remove_leftovers()
        status: int = arguments.run(arguments)
    except SystemExit as stopped:
        return stopped.code if isinstance(stopped.code, int) else WRONG_USAGE
    except UserError as error:
        if isinstance(error, OutputLost):
            _forget_output()
        write_message(f"{_program(argv)}: {one_line(error)}")
        return FAILED
    except KeyboardInterrupt:
        write_message(f"{_program(argv)}: stopped.")
        return INTERRUPTED
    except BrokenPipeError:
        _forget_output()
        return FAILED
    return status


def _parse(argv: list[str]) -> argparse.Namespace:
    """The arguments, with the window as the subcommand where none is named; `run` of them is what to do."""
    parser = argparse.ArgumentParser(
        "lamgui", description=DESCRIPTION, allow_abbrev=False, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--version", action="version", version=f"lamgui {__version__}")
    commands = parser.add_subparsers(title="commands", metavar="COMMAND", required=True)
    for name, command in SUBCOMMANDS.items():
        own = commands.add_parser(name, help=command.summary, description=command.summary, allow_abbrev=False)
        command.add_arguments(own)
        own.set_defaults(run=command.run, wrong_usage=own.error)
    return parser.parse_args(_with_command(argv, parser))


def _with_command(argv: list[str], parser: argparse.ArgumentParser) -> list[str]:
    first = argv[0] if argv else ""
    if first in SUBCOMMANDS or first in ("-h", "--help", "--version"):
        return argv
    if first.isalpha() and not Path(first).exists():
        near = nearest(first, SUBCOMMANDS)
        hint = f"did you mean {near}?" if near else f"there are {', '.join(SUBCOMMANDS)}."
        parser.error(f"{first} is neither a command nor a picture; {hint}")
    return ["window", *argv]


def _program(argv: Sequence[str] | None) -> str:
    named = list(sys.argv[1:] if argv is None else argv)
    return f"lamgui {named[0]}" if named and named[0] in SUBCOMMANDS else "lamgui"


def _keep_odd_letters() -> None:
    """Print a question mark for a letter of a file name that the terminal's encoding lacks, instead of failing."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")


def _forget_output() -> None:
    """The reader of the output has closed it, as `head` does; the interpreter would complain when it flushes."""
    with contextlib.suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
