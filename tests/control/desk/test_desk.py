"""The desk: jobs by turns, cancelled within a step, answers in the window's thread, no thread left."""

from __future__ import annotations

import gc
import threading
from collections.abc import Generator, Iterator
from typing import Any

import pytest
from PySide6.QtCore import QThread
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from lamgui.control.desk.desk import Desk


class Inbox:
    """Collects what a desk answers, and in which thread."""

    def __init__(self) -> None:
        self.returned: list[Any] = []
        self.errors: list[Exception] = []
        self.progress: list[Any] = []
        self.threads: set[QThread] = set()

    def on_return(self, value: Any) -> None:
        self.threads.add(QThread.currentThread())
        self.returned.append(value)

    def on_error(self, error: Exception) -> None:
        self.errors.append(error)

    def on_progress(self, value: Any) -> None:
        self.threads.add(QThread.currentThread())
        self.progress.append(value)


@pytest.fixture
def desk(qapp: QApplication) -> Iterator[Desk]:  # noqa: ARG001 - signals need an application
    desk = Desk()
    yield desk
    desk.close()


def counting(steps: int) -> Generator[int, None, str]:
    yield from range(steps)
    return f"counted to {steps}"


def waiting(gate: threading.Event, done: list[str]) -> Generator[str, None, str]:
    """Reports that it began, then holds the worker in a step until the gate opens."""
    try:
        yield "began"
        gate.wait(10)
        yield "gate passed"
        yield "never reached when cancelled"
        done.append("returned")
        return "whole"
    finally:
        done.append("closed")


def test_a_job_returns_in_the_windows_thread_after_its_progress(desk: Desk, qtbot: QtBot) -> None:
    inbox = Inbox()
    desk.submit("a", counting(3), inbox.on_return, inbox.on_error, inbox.on_progress)
    qtbot.waitUntil(lambda: bool(inbox.returned))
    assert inbox.returned == ["counted to 3"]
    assert inbox.threads == {QThread.currentThread()}
    assert not desk.is_busy("a")


def test_an_error_is_reported_and_the_worker_goes_on(desk: Desk, qtbot: QtBot) -> None:
    def failing() -> Generator[int, None, str]:
        yield 1
        raise ValueError("broken")

    inbox = Inbox()
    desk.submit("a", failing(), inbox.on_return, inbox.on_error)
    qtbot.waitUntil(lambda: bool(inbox.errors))
    assert str(inbox.errors[0]) == "broken"
    desk.submit("a", counting(1), inbox.on_return, inbox.on_error)
    qtbot.waitUntil(lambda: bool(inbox.returned))


def test_the_newest_job_of_a_lane_wins_and_the_older_is_never_heard_of_again(desk: Desk, qtbot: QtBot) -> None:
    ends: list[str] = []
    gate, old, new = threading.Event(), Inbox(), Inbox()
    desk.submit("a", waiting(gate, ends), old.on_return, old.on_error, old.on_progress)
    qtbot.waitUntil(lambda: bool(old.progress))
    desk.submit("a", counting(2), new.on_return, new.on_error)
    gate.set()
    qtbot.waitUntil(lambda: bool(new.returned))
    assert old.returned == []
    assert old.progress == ["began"]
    assert ends == ["closed"]


def test_cancel_ends_a_job_before_its_next_step(desk: Desk, qtbot: QtBot) -> None:
    ends: list[str] = []
    gate, inbox = threading.Event(), Inbox()
    desk.submit("a", waiting(gate, ends), inbox.on_return, inbox.on_error, inbox.on_progress)
    qtbot.waitUntil(lambda: bool(inbox.progress))
    assert desk.cancel("a")
    assert not desk.cancel("a")
    gate.set()
    qtbot.waitUntil(lambda: bool(ends))
    assert ends == ["closed"]
    assert inbox.returned == []


def test_a_short_job_does_not_wait_for_a_long_one(desk: Desk, qtbot: QtBot) -> None:
    def endless() -> Generator[int, None, None]:
        k = 0
        while True:
            k += 1
            yield k

    long, short = Inbox(), Inbox()
    desk.submit("long", endless(), long.on_return, long.on_error, long.on_progress)
    qtbot.waitUntil(lambda: bool(long.progress))
    desk.submit("short", counting(3), short.on_return, short.on_error)
    qtbot.waitUntil(lambda: bool(short.returned))
    heard = len(long.progress)
    qtbot.waitUntil(lambda: len(long.progress) > heard)
    assert desk.is_busy("long")


def test_progress_in_between_is_overtaken_by_the_latest(desk: Desk, qtbot: QtBot) -> None:
    inbox = Inbox()
    desk.submit("a", counting(20_000), inbox.on_return, inbox.on_error, inbox.on_progress)
    qtbot.waitUntil(lambda: bool(inbox.returned), timeout=60_000)
    assert len(inbox.progress) < 10_000
    assert inbox.progress == sorted(inbox.progress)


def test_of_reports_that_wait_when_the_window_has_time_only_the_latest_arrives(desk: Desk, qtbot: QtBot) -> None:
    reported, gate = threading.Event(), threading.Event()

    def reporting() -> Generator[int, None, None]:
        yield from range(5)
        reported.set()
        gate.wait(10)

    inbox = Inbox()
    desk.submit("a", reporting(), inbox.on_return, inbox.on_error, inbox.on_progress)
    assert reported.wait(10), "the window does nothing else meanwhile"
    qtbot.waitUntil(lambda: bool(inbox.progress))
    assert inbox.progress == [4]
    gate.set()


def test_closing_in_the_middle_leaves_no_thread(qtbot: QtBot) -> None:
    ends: list[str] = []
    desk, inbox, gate = Desk(), Inbox(), threading.Event()
    before = threading.active_count()
    desk.submit("a", waiting(gate, ends), inbox.on_return, inbox.on_error, inbox.on_progress)
    qtbot.waitUntil(lambda: bool(inbox.progress))
    gate.set()
    desk.close()
    assert not desk.has_running_thread
    assert inbox.returned == []
    assert threading.active_count() <= before


def test_busy_is_told_once_at_each_change(desk: Desk, qtbot: QtBot) -> None:
    heard: list[bool] = []
    desk.busy_changed.connect(heard.append)
    inbox = Inbox()
    desk.submit("a", counting(2), inbox.on_return, inbox.on_error)
    desk.submit("b", counting(2), inbox.on_return, inbox.on_error)
    qtbot.waitUntil(lambda: len(inbox.returned) == 2)
    assert heard == [True, False]


def test_closing_lets_a_save_end_and_cancels_the_rest(qapp: QApplication) -> None:  # noqa: ARG001
    desk, inbox, gate = Desk(), Inbox(), threading.Event()
    saved: list[str] = []
    cancelled: list[str] = []
    desk.submit("run", waiting(gate, cancelled), inbox.on_return, inbox.on_error)
    desk.submit("save", waiting(gate, saved), inbox.on_return, inbox.on_error, must_end=True)
    gate.set()
    desk.close()
    assert saved == ["returned", "closed"]
    assert "returned" not in cancelled
    assert not desk.has_running_thread


def test_a_save_that_fails_while_closing_is_told(
    qapp: QApplication,  # noqa: ARG001
    capsys: pytest.CaptureFixture[str],
) -> None:
    def failing() -> Generator[None, None, None]:
        yield
        raise OSError("the disk is full")

    desk, inbox = Desk(), Inbox()
    desk.submit("save", failing(), inbox.on_return, inbox.on_error, must_end=True)
    desk.close()
    assert inbox.errors == []
    assert not desk.has_running_thread
    assert "the disk is full" in capsys.readouterr().err


def test_a_save_that_failed_just_before_closing_is_told(
    qapp: QApplication,  # noqa: ARG001
    capsys: pytest.CaptureFixture[str],
) -> None:
    at_the_end = threading.Event()

    def failing() -> Generator[None, None, None]:
        yield
        at_the_end.set()
        raise OSError("the disk is full")

    desk, inbox = Desk(), Inbox()
    desk.submit("save", failing(), inbox.on_return, inbox.on_error, must_end=True)
    assert at_the_end.wait(timeout=60)
    desk.close()
    QApplication.processEvents()
    assert inbox.errors == []
    assert capsys.readouterr().err.count("the disk is full") == 1


def test_cycles_are_not_collected_in_the_workers_thread(qtbot: QtBot) -> None:
    threads: list[str] = []

    class Cycle:
        def __init__(self) -> None:
            self.itself = self

        def __del__(self) -> None:
            threads.append(threading.current_thread().name)

    def work() -> Generator[None, None, None]:
        for _ in range(2000):
            Cycle()
            yield

    desk, done = Desk(), list[object]()
    assert not gc.isenabled()
    desk.submit("a", work(), done.append, print)
    qtbot.waitUntil(lambda: bool(done) and bool(threads), timeout=30_000)
    desk.close()
    assert set(threads) == {threading.main_thread().name}
    assert gc.isenabled()
