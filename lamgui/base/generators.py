"""Work that is done a step at a time: run to its end at once, or followed with something said at each step."""

from __future__ import annotations

from collections.abc import Callable, Generator
from typing import Any, TypeVar

Result = TypeVar("Result")
Report = TypeVar("Report")
Said = TypeVar("Said")


def result_of(work: Generator[Report, None, Result], hear: Callable[[Report], object] | None = None) -> Result:
    """Run work to its end, for whoever need not be able to stop it, and give `hear` each report; what it returns."""
    try:
        while True:
            try:
                report = next(work)
            except StopIteration as ended:
                result: Result = ended.value
                return result
            if hear is not None:
                hear(report)
    finally:
        work.close()


def map_reports(work: Generator[Report, None, Result], tell: Callable[[Report], Said]) -> Generator[Said, None, Result]:
    """Do work with what `tell` makes of each report in its place; closing this closes the work."""
    try:
        while True:
            try:
                report = next(work)
            except StopIteration as ended:
                result: Result = ended.value
                return result
            yield tell(report)
    finally:
        work.close()


def replace_reports(said: Said, work: Generator[Any, None, Result]) -> Generator[Said, None, Result]:
    """Do work with `said` in place of what it reports; closing this closes the work."""
    return map_reports(work, lambda _: said)
