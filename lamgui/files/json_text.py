"""JSON of others: read with limits on how many values there are, and how deep they are nested."""

from __future__ import annotations

import json
import math
from typing import Any

from lamgui.base.file_limits import MOST_DEPTH, MOST_VALUES


def json_values(text: str | bytes, only_finite: bool = True) -> Any:
    """The value of a JSON text; raises ValueError for anything that is none, or larger or deeper than is read.

    Python writes numbers that are not finite, which JSON has not; they are read unless `only_finite`.
    """
    # Every value but the first stands behind one of these; those inside of texts count, too.
    encoded = text if isinstance(text, bytes) else text.encode("utf-8", "surrogatepass")
    if sum(encoded.count(mark) for mark in (b",", b":", b"[", b"{")) > 2 * MOST_VALUES:
        raise ValueError(f"it holds more than {MOST_VALUES} values")
    try:
        values = json.loads(text, parse_constant=_refuse_constant if only_finite else float)
    except RecursionError as error:
        raise ValueError("it is nested too deep") from error
    require_bounded(values, only_finite)
    return values


def require_bounded(values: Any, only_finite: bool = True) -> None:
    """Raises ValueError where lists and objects are nested deeper than is read, or a number is not finite."""
    level, depth = [values] if isinstance(values, dict | list) else [], 1
    while level:
        if depth > MOST_DEPTH:
            raise ValueError(f"it is nested more than {MOST_DEPTH} deep")
        inside = [value for one in level for value in (one.values() if isinstance(one, dict) else one)]
        if only_finite and any(isinstance(value, float) and not math.isfinite(value) for value in inside):
            raise ValueError("a number in it is not finite")
        level, depth = [value for value in inside if isinstance(value, dict | list)], depth + 1


def _refuse_constant(name: str) -> None:
    raise ValueError(f"{name} is no number of JSON")
