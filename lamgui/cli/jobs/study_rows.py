"""The rows of a study that a command names."""

from __future__ import annotations

import argparse

from lamgui.base.errors import StudyError
from lamgui.study.store.results import StudyResults


def chosen_rows(results: StudyResults, arguments: argparse.Namespace) -> StudyResults:
    """Those of its networks and settings; raises StudyError where there are not so many, or none of that name."""
    number, count = arguments.settings, max(1, len(results.settings))
    if number is not None and not 1 <= number <= count:
        raise StudyError(f"There are no settings {number}.", f"The study has {count}, counted from 1.")
    return results.only(arguments.networks, None if number is None else number - 1)
