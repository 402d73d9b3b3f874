"""A study as a pandas DataFrame, and as the Parquet file that it writes; pandas is an extra."""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from lamgui.base.errors import StudyError
from lamgui.files.atomic import replacing
from lamgui.study.export.columns import table_of
from lamgui.study.store.results import StudyResults

if TYPE_CHECKING:
    import pandas as pd

_ADVICE = "Install it: pip install 'lamgui[pandas]'. CSV and JSON are written without it."


def frame_of(results: StudyResults) -> pd.DataFrame:
    """The columns of the exported CSV; raises StudyError where pandas is not installed."""
    try:
        import pandas as pd
    except ImportError as error:
        raise StudyError("A frame needs pandas, which is not installed.", _ADVICE) from error
    names, rows = table_of(results)
    return pd.DataFrame(rows, columns=names)


def write_parquet(results: StudyResults, path: Path) -> None:
    """Write all rows; raises OSError, and StudyError where pandas or pyarrow is not installed."""
    frame = frame_of(results)
    if find_spec("pyarrow") is None:
        raise StudyError("Parquet needs pyarrow, which is not installed.", _ADVICE)
    with replacing(path) as temporary:
        frame.to_parquet(temporary, engine="pyarrow", index=False)
