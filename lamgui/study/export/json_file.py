"""A study as JSON: a list of tables, one for every item."""

from __future__ import annotations

import json
from pathlib import Path

from lamgui.base.escape import shown
from lamgui.files.atomic import replacing
from lamgui.study.export.columns import plain_row, table_of
from lamgui.study.store.results import StudyResults


def write_json(results: StudyResults, path: Path) -> None:
    """Write all rows; raises OSError."""
    names, rows = table_of(results)
    items = [plain_row(names, [shown(value) if isinstance(value, str) else value for value in row]) for row in rows]
    with replacing(path) as temporary:
        temporary.write_text(json.dumps({"study": results.name, "items": items}, allow_nan=False), encoding="utf-8")
