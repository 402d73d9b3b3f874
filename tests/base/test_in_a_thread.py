"""Work on a thread of its own gives turns, returns or raises what it does, and learns that nobody waits any more."""

from __future__ import annotations

from threading import Event, current_thread, main_thread

import pytest

from lamgui.base.generators import result_of
from lamgui.base.in_a_thread import in_a_thread


def test_it_runs_elsewhere_and_its_result_comes_back() -> None:
    assert result_of(in_a_thread(lambda _: current_thread())) is not main_thread()


def test_what_it_raises_is_raised() -> None:
    def fail(_: Event) -> None:
        raise KeyError("a")

    with pytest.raises(KeyError):
        result_of(in_a_thread(fail))


def test_whoever_closes_it_stops_it_and_does_not_wait() -> None:
    begun, stopped, gate = Event(), Event(), Event()

    def work(stop: Event) -> None:
        begun.set()
        stop.wait()
        stopped.set()
        gate.wait()

    working = in_a_thread(work)
    next(working)
    assert begun.wait(60)
    working.close()
    assert stopped.wait(60)
    gate.set()
