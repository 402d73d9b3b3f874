"""Work that may hang, such as reading from a drive that is gone, on a thread that can be left to itself."""

from __future__ import annotations

import time
from collections.abc import Callable, Generator
from queue import Empty, SimpleQueue
from threading import Event, Thread
from typing import TypeVar

Result = TypeVar("Result")

TURN_S = 0.05
"""Between two turns, each of which is a chance to cancel."""


def in_a_thread(work: Callable[[Event], Result]) -> Generator[None, None, Result]:
    """Do work on a thread of its own, with a turn now and then until it is done; returns or raises what it does.

    The work is given an event that is set where nobody waits for it any more.
    """
    stop, answers = Event(), SimpleQueue[tuple[Result | None, BaseException | None]]()

    def run() -> None:
        try:
            answers.put((work(stop), None))
        except BaseException as error:  # noqa: BLE001 - raised where it is waited for
            answers.put((None, error))

    Thread(target=run, name="lamgui-opening", daemon=True).start()
    try:
        while True:
            try:
                result, error = answers.get(timeout=TURN_S)
                break
            except Empty:
                yield None
    finally:
        stop.set()
    if error is not None:
        raise error
    return result  # type: ignore[return-value] # without an error it is what the work returned


def within(work: Callable[[], Result], seconds: float) -> Generator[None, None, tuple[Result] | None]:
    """The same for work that is given up after a time: then None, else what it returns, in a tuple."""
    until_s, working = time.monotonic() + seconds, in_a_thread(lambda _: work())
    while True:
        try:
            next(working)
        except StopIteration as done:
            return (done.value,)
        if time.monotonic() > until_s:
            working.close()
            return None
        yield None
