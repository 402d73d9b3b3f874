"""What a subcommand declares: its name, its line in the help, its arguments, and what it does."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Subcommand:
    """One subcommand; its file is imported for every `lamgui --help`, and imports what costs time inside `run`."""

    name: str
    summary: str
    add_arguments: Callable[[argparse.ArgumentParser], None]
    """Says what the subcommand takes."""
    run: Callable[[argparse.Namespace], int]
    """Does it; returns the exit status, raises UserError for what the user can mend."""
