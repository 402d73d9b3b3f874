"""What a subcommand declares: its name, its line in the help, its arguments, and what it does."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Subcommand:
    """One subcommand; its file is imported for every `lamgui --help`, and imports slow modules inside `run`."""

    name: str
    summary: str
    add_arguments: Callable[[argparse.ArgumentParser], None]
    """Adds the arguments of the subcommand."""
    run: Callable[[argparse.Namespace], int]
    """Runs it; returns the exit status, raises UserError for what the user can put right."""
