"""Work that is done a step at a time: run to its end at once, or followed with something said at each step."""

from __future__ import annotations

from collections.abc import Generator
from typing import Any, TypeVar

Result = TypeVar("Result")
Said = TypeVar("Said")


def finished(work: Generator[Any, None, Result]) -> Result:
    """Run work to its end, for whoever need not be able to stop it; what it returns."""
    while True:
        try:
            next(work)
        except StopIteration as ended:
            result: Result = ended.value
            return result


def saying(said: Said, work: Generator[Any, None, Result]) -> Generator[Said, None, Result]:
    """Do work with `said` in place of what it reports; closing this closes the work."""
    try:
        while True:
            try:
                next(work)
            except StopIteration as ended:
                result: Result = ended.value
                return result
            yield said
    finally:
        work.close()
