"""The desk: the window submits jobs to the worker's thread, the only other one, and gets their reports in its own."""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QObject, QThread, QTimer, Signal, Slot

from lamgui.base.escape import for_terminal
from lamgui.control.desk.garbage import GarbageInWindowThread
from lamgui.control.desk.worker import Work, Worker

REDRAW_EVERY_MS = 33
"""Progress reaches the window at most this often; of the reports in between only the latest counts."""

OPEN = "open"
"""The lane of opening a file: another file cancels the one before."""


@dataclass(frozen=True, eq=False)
class _Order:
    """What to call in the window's thread for a submitted job."""

    lane: str
    on_progress: Callable[[Any], None] | None
    on_return: Callable[[Any], None]
    on_error: Callable[[Exception], None]
    must_end: bool


class Desk(QObject):
    """Where the window submits jobs; all their reports arrive in the window's thread.

    A job of a lane cancels the earlier ones of the same lane, and a cancelled job reports nothing more.
    """

    busy_changed = Signal(bool)
    _handed_in = Signal(int, str, object)
    _closing = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._orders: dict[int, _Order] = {}
        self._latest: dict[int, Any] = {}
        self._next_number = 1
        self._redraw = QTimer(self)
        self._redraw.setSingleShot(True)
        self._redraw.timeout.connect(self._deliver_progress)
        self._garbage = GarbageInWindowThread(self)
        self._thread = QThread()
        self._thread.setObjectName("lamgui-worker")
        self._worker = Worker()
        self._worker.moveToThread(self._thread)
        self._handed_in.connect(self._worker.take)
        self._closing.connect(self._worker.finish)
        self._worker.progressed.connect(self._on_progress)
        self._worker.returned.connect(self._on_return)
        self._worker.failed.connect(self._on_error)
        self._thread.start()

    def submit(
        self,
        lane: str,
        work: Work,
        on_return: Callable[[Any], None],
        on_error: Callable[[Exception], None],
        on_progress: Callable[[Any], None] | None = None,
        *,
        must_end: bool = False,
    ) -> None:
        """Run `work` on the worker's thread, and cancel the lane's other jobs; `close` waits for one that must end."""
        self.cancel(lane)
        number = self._next_number
        self._next_number += 1
        self._orders[number] = _Order(lane, on_progress, on_return, on_error, must_end)
        self._handed_in.emit(number, lane, work)
        if len(self._orders) == 1:
            self.busy_changed.emit(True)

    def cancel(self, lane: str) -> bool:
        """Cancel the jobs of a lane; says whether there were any."""
        self._worker.overtake(lane, self._next_number)
        numbers = [n for n, order in self._orders.items() if order.lane == lane]
        for number in numbers:
            self._close_order(number)
        return bool(numbers)

    def is_busy(self, lane: str) -> bool:
        """Whether a job of the lane is waiting or running."""
        return any(order.lane == lane for order in self._orders.values())

    @property
    def has_running_thread(self) -> bool:
        """Whether the worker's thread is alive."""
        return self._thread.isRunning()

    def close(self) -> None:
        """Cancel all jobs but those that must end, and stop the thread after them and the present step.

        Errors that the window can no longer show are written to stderr.
        """
        for lane in {order.lane for order in self._orders.values() if not order.must_end}:
            self.cancel(lane)
        self._closing.emit()
        self._thread.wait()
        for number in tuple(self._worker.failures):
            error = self._worker.failures.pop(number)
            if self._close_order(number) is not None:
                sys.stderr.write(f"lamgui: {for_terminal(str(error))}\n")
        self._garbage.stop()

    @Slot(int, object)
    def _on_progress(self, number: int, value: Any) -> None:
        if number in self._orders:
            self._latest[number] = value
            if not self._redraw.isActive():
                # After the reports that are waiting already, which overtake this one.
                self._redraw.start(0)

    @Slot()
    def _deliver_progress(self) -> None:
        latest, self._latest = self._latest, {}
        for number, value in latest.items():
            order = self._orders.get(number)
            if order is not None and order.on_progress is not None:
                order.on_progress(value)
        if latest:
            self._redraw.start(REDRAW_EVERY_MS)

    @Slot(int, object)
    def _on_return(self, number: int, value: Any) -> None:
        order = self._close_order(number)
        if order is not None:
            order.on_return(value)

    @Slot(int, object)
    def _on_error(self, number: int, error: Exception) -> None:
        self._worker.failures.pop(number, None)
        order = self._close_order(number)
        if order is not None:
            order.on_error(error)

    def _close_order(self, number: int) -> _Order | None:
        order = self._orders.pop(number, None)
        self._latest.pop(number, None)
        if order is not None and not self._orders:
            self.busy_changed.emit(False)
        return order


def ignore_result(_: object) -> None:
    """A callback for jobs whose result nobody needs."""
