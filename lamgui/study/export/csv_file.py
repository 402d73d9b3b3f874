"""A study as CSV: a line for every item, also those that failed."""

from __future__ import annotations

import csv
import io
from pathlib import Path

from lamgui.base.escape import for_csv
from lamgui.files.atomic import replacing
from lamgui.study.export.columns import Value, table_of
from lamgui.study.store.results import StudyResults


def write_csv(results: StudyResults, path: Path) -> None:
    """Write all rows; raises OSError."""
    names, rows = table_of(results)
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(names)
    writer.writerows([_cell(value) for value in row] for row in rows)
    with replacing(path) as temporary:
        temporary.write_text(text.getvalue(), encoding="utf-8", newline="")


def _cell(value: Value) -> str:
    return "" if value is None else for_csv(value) if isinstance(value, str) else str(value)
