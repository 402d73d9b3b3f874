"""Work a step at a time: what it reports and returns reaches who follows it, and closing reaches the work."""

from __future__ import annotations

from collections.abc import Generator
from contextlib import suppress

import pytest

from lamgui.base.generators import map_reports, replace_reports, result_of


class Work:
    """Reports 1, 2 and 3, and returns what `answer` is; notes that it was closed."""

    def __init__(self) -> None:
        self.closed = False

    def steps(self) -> Generator[int, None, str]:
        try:
            yield 1
            yield 2
            yield 3
        finally:
            self.closed = True
        return "answer"


def test_finished_returns_what_the_work_does_and_lets_each_report_be_heard() -> None:
    heard: list[int] = []
    assert result_of(Work().steps(), heard.append) == "answer"
    assert heard == [1, 2, 3]
    assert result_of(Work().steps()) == "answer"


def test_whoever_hears_and_fails_closes_the_work() -> None:
    work = Work()

    def fail(_: int) -> None:
        raise RuntimeError("no room")

    steps = work.steps()
    with pytest.raises(RuntimeError, match="no room"):
        result_of(steps, fail)
    assert work.closed


def test_reports_are_told_in_other_words_and_the_result_is_handed_on() -> None:
    for telling, wanted in (
        (map_reports(Work().steps(), str), ["1", "2", "3"]),
        (replace_reports("on", Work().steps()), ["on"] * 3),
    ):
        told: list[str] = []
        assert result_of(telling, told.append) == "answer"
        assert told == wanted


@pytest.mark.parametrize("ending", ["close", "throw"])
def test_ending_what_is_retold_ends_the_work(ending: str) -> None:
    work = Work()
    steps = work.steps()
    telling = map_reports(steps, str)
    assert next(telling) == "1"
    with suppress(KeyError):
        telling.close() if ending == "close" else telling.throw(KeyError())
    assert work.closed
