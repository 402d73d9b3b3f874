"""Work that is done a step at a time: run to its end at once, or with its reports replaced by others."""

from __future__ import annotations

from collections.abc import Callable, Generator
from typing import Any, TypeVar

Result = TypeVar("Result")
Report = TypeVar("Report")
Other = TypeVar("Other")


def result_of(work: Generator[Report, None, Result], on_report: Callable[[Report], object] | None = None) -> Result:
    """Run work to its end, calling `on_report` with each report; returns what the work returns."""
    try:
        while True:
            try:
                report = next(work)
            except StopIteration as ended:
                result: Result = ended.value
                return result
            if on_report is not None:
                on_report(report)
    finally:
        work.close()


def map_reports(
    work: Generator[Report, None, Result], convert: Callable[[Report], Other]
) -> Generator[Other, None, Result]:
    """The same work, with each report converted; closing this closes the work."""
    try:
        while True:
            try:
                report = next(work)
            except StopIteration as ended:
                result: Result = ended.value
                return result
            yield convert(report)
    finally:
        work.close()


def replace_reports(report: Other, work: Generator[Any, None, Result]) -> Generator[Other, None, Result]:
    """The same work, with `report` in place of each of its own; closing this closes the work."""
    return map_reports(work, lambda _: report)
