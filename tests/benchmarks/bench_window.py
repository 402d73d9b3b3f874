"""A real window, driven as a user would, with a clock beside it."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from PySide6.QtCore import QEventLoop, QObject, QPoint, QTimer
from PySide6.QtTest import QTest

from lamgui.attribution.patch import Patch
from lamgui.control.preferences import Preferences
from lamgui.imaging.picture import Pixels
from lamgui.imaging.read import picture_from_pixels
from lamgui.maps.progress import Progress, Stage
from lamgui.window.app import Program, make_application
from lamgui.window.options import WindowOptions

LIMIT_MS = 120_000

HOVERS = 120
"""Moves of the pointer, a screen pixel each."""


@dataclass(frozen=True)
class Click:
    """Seconds from a click to the finished coarse map and to the full one."""

    coarse_s: float
    full_s: float


class BenchWindow:
    """The program with one picture and one network, and its own settings; `opened_s`: seconds to its first map."""

    def __init__(self, folder: Path, pixels: Pixels, network: str) -> None:
        self._application = make_application()
        self._program = Program(WindowOptions(networks=(network,), size=(1280, 800)), Preferences(folder), folder)
        self._session = self._program.maps.session
        self._program.window.show()
        self._program.begin()
        self._wait(lambda: self._session.analysis is not None)
        self._turn = 0
        began = time.perf_counter()
        self._program.maps.choices.take_picture(picture_from_pixels(pixels, "random"))
        self._wait(lambda: self._session.analysis is not None)
        self.opened_s = time.perf_counter() - began

    def run_once(self) -> None:
        """Move the patch and wait for its full map."""
        self._move()
        self._wait(lambda: self._session.analysis is not None)

    def run_again(self) -> None:
        """Compute the map of the same patch anew."""
        self._program.maps.runs.run_again()
        self._wait(lambda: self._session.analysis is not None)

    def run_around(self, patches: int) -> None:
        """Go to the next of so many patches, which comes back after them, and compute its map anew."""
        self._turn += 1
        self._program.maps.rows.move_patch(Patch(40 + 8 * (self._turn % patches), 60, 16), "")
        self.run_again()

    def count_qobjects(self) -> int:
        """All of Qt's objects below the program and its window."""
        return sum(len(parent.findChildren(QObject)) for parent in (self._program, self._program.window))

    def click(self) -> Click:
        """Move the patch and take the time to its coarse and its full map, as they are shown."""
        coarse: list[float] = []

        def on_progress(progress: Progress | None) -> None:
            whole = progress is not None and (progress.stage is Stage.FULL or progress.step == progress.total)
            if whole and progress is not None and progress.partial is not None and not coarse:
                coarse.append(time.perf_counter())

        self._session.progress_changed.connect(on_progress)
        began = time.perf_counter()
        self.run_once()
        ended = time.perf_counter()
        self._session.progress_changed.disconnect(on_progress)
        return Click((coarse or [ended])[0] - began, ended - began)

    def latency_ms(self) -> list[float]:
        """Pauses between the ticks of a 1 ms timer in the window's thread, over ten runs."""
        ticks: list[float] = []
        ticker = QTimer(interval=1)
        ticker.timeout.connect(lambda: ticks.append(time.perf_counter()))
        ticker.start()
        for _ in range(10):
            self.run_once()
        ticker.stop()
        return [(b - a) * 1000 for a, b in pairwise(ticks)]

    def hover_ms(self) -> list[float]:
        """From each of many moves of the pointer to the curve of the patch there, painted; after the survey."""
        self._wait(lambda: self._session.survey is not None and self._session.survey.is_whole)
        window = self._program.window
        canvas, plot = window.viewer.cell.canvas, window.curves.plots[0]
        took: list[float] = []
        for k in range(HOVERS):
            began = time.perf_counter()
            QTest.mouseMove(canvas, QPoint(canvas.width() // 2 - HOVERS // 2 + k, canvas.height() // 2 + k % 7))
            self._application.processEvents()
            took.append((time.perf_counter() - began) * 1000)
            if plot.hover_curve.points is None:
                raise RuntimeError("no curve was drawn under the pointer")
        return took

    def steps_after_cancel(self) -> float:
        """Reports that arrive after Cancel in the middle of a run; the worker closes the job before its next step."""
        self._move()
        self._wait(lambda: self._session.progress is not None and self._session.progress.step > 0)
        heard: list[object] = []
        self._program.maps.runs.cancel()
        self._session.progress_changed.connect(heard.append)
        self._wait(lambda: not self._program.maps.desk.is_busy("analysis"))
        self._session.progress_changed.disconnect(heard.append)
        return float(len(heard))

    def close(self) -> None:
        """End the program."""
        self._program.close()

    def _move(self) -> None:
        self._turn += 1
        self._program.maps.rows.move_patch(Patch(40 + self._turn % 150, 60 + self._turn * 7 % 130, 16), "")

    def _wait(self, is_done: Callable[[], bool]) -> None:
        # Without a limit in the call, which would make it return at once and keep a core busy with asking.
        waking = QTimer(interval=LIMIT_MS, singleShot=True)
        waking.start()
        while not is_done():
            self._application.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)
            if not waking.isActive():
                raise TimeoutError("the window did not get there in two minutes")
