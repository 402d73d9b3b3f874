"""What runs of parts of a study leave besides their maps: a report each, from which an index is made."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from lamgui.attribution.patch import Patch
from lamgui.base.errors import StudyError
from lamgui.base.file_limits import STUDY_FILE
from lamgui.base.plain_values import plain, read_as
from lamgui.files.atomic import replacing
from lamgui.files.door import read_bytes
from lamgui.files.json_text import json_values
from lamgui.study.items.network_facts import StudyNetworkFacts
from lamgui.study.store.index import StudyIndex

SHARDS = "shards"


def write_report(index: StudyIndex, path: Path) -> None:
    """Write what a part has found out besides its maps: networks, hard patches, failures, metrics; a JSON line each.

    Raises StudyError where it cannot be written.
    """
    lines = [
        *({"network": entry, "stamp": stamp, "facts": plain(facts)} for entry, stamp, facts in index.all_facts()),
        *(
            {"picture": picture, "judge": judge, "wanted": wanted, "patches": [plain(one) for one in patches]}
            for picture, judge, wanted, patches in index.all_hard_patches()
        ),
        *({"key": key, "failed": one.reason} for key, one in index.failures().items()),
        *(
            {"restoration": restoration, "metric": metric, "value": value}
            for restoration, measures in index.measures().items()
            for metric, value in measures.items()
        ),
    ]
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with replacing(path) as temporary:
            temporary.write_text("".join(json.dumps(line) + "\n" for line in lines), encoding="utf-8")
    except OSError as error:
        message = f"{path.name} cannot be written: {error.strerror or error}."
        raise StudyError(message, "Free some space, or check the permissions of its folder.") from error


def take_reports(index: StudyIndex, folder: Path) -> int:
    """Record what the parts of a study have reported; returns how many parts there are.

    Raises StudyError for a report that cannot be read.
    """
    reports = sorted((folder / SHARDS).glob("*-of-*.jsonl"))
    done = index.done()
    for path in reports:
        for line in _lines(path):
            _take(index, line, done, path)
    return len(reports)


def take_measures(index: StudyIndex, report: Path) -> None:
    """Record what a part has measured before, as far as it has a report; raises StudyError for one that is damaged."""
    if report.is_file():
        for line in _lines(report):
            if "restoration" in line:
                _take(index, line, set(), report)


def _lines(path: Path) -> Iterator[dict[str, Any]]:
    try:
        for text in read_bytes(path, STUDY_FILE.bytes).splitlines():
            values = json_values(text)
            if not isinstance(values, dict):
                raise ValueError("a line is no table")
            yield values
    except (OSError, ValueError) as error:
        message = f"{path.name} cannot be read: {error}."
        raise StudyError(message, "Run that part again, or delete its report.") from error


def _take(index: StudyIndex, line: dict[str, Any], done: set[str], path: Path) -> None:
    try:
        if "network" in line:
            index.put_facts(line["network"], line["stamp"], read_as(line["facts"], StudyNetworkFacts))
        elif "picture" in line:
            patches = read_as(line["patches"], tuple[Patch, ...])
            index.put_hard_patches(line["picture"], line["judge"], line["wanted"], patches)
        elif "restoration" in line:
            value = line["value"]
            index.put_measures(line["restoration"], {line["metric"]: None if value is None else float(value)})
        elif line["key"] not in done:
            index.put_failure(line["key"], str(line["failed"]))
    except (KeyError, ValueError, TypeError) as error:
        message = f"{path.name} cannot be read: {error}."
        raise StudyError(message, "Run that part again, or delete its report.") from error
