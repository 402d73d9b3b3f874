"""Writes a study as the kind of file that its ending names."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from lamgui.base.errors import SaveError, StudyError
from lamgui.study.export.csv_file import write_csv
from lamgui.study.export.json_file import write_json
from lamgui.study.store.results import StudyResults

WRITERS: Mapping[str, Callable[[StudyResults, Path], None]] = {".csv": write_csv, ".json": write_json}


def export(results: StudyResults, path: Path) -> None:
    """Write all rows of a study to a file; raises StudyError for an ending that is none, SaveError."""
    writer = WRITERS.get(path.suffix.lower())
    if writer is None:
        message = f"{path.name} has an ending that is not known."
        raise StudyError(message, f"There are {', '.join(WRITERS)}.")
    try:
        writer(results, path)
    except OSError as error:
        message = f"{path} cannot be written: {error.strerror or error}."
        raise SaveError(message, "Choose another folder, or free some space.") from error
