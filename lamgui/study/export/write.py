"""Writes a study as the kind of file that its ending names."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from lamgui.base.errors import SaveError, StudyError
from lamgui.study.export.csv_file import write_csv
from lamgui.study.export.frame import write_parquet
from lamgui.study.export.json_file import write_json
from lamgui.study.export.page_file import write_page
from lamgui.study.export.table_file import write_latex, write_markdown
from lamgui.study.store.results import StudyResults

WRITERS: Mapping[str, Callable[[StudyResults, Path], None]] = {
    ".csv": write_csv,
    ".json": write_json,
    ".parquet": write_parquet,
    ".tex": write_latex,
    ".md": write_markdown,
    ".html": write_page,
}


def export(results: StudyResults, path: Path) -> None:
    """Write a study to a file: all rows, Table 1 (.tex, .md) or a page; raises StudyError, SaveError.

    Table 1 is of the first of these settings that a row has.
    """
    writer = WRITERS.get(path.suffix.lower())
    if writer is None:
        message = f"{path.name} has an ending that is not known."
        raise StudyError(message, f"There are {', '.join(WRITERS)}.")
    try:
        writer(results, path)
    except OSError as error:
        message = f"{path} cannot be written: {error.strerror or error}."
        raise SaveError(message, "Choose another folder, or free some space.") from error
