"""Start the program in this process and print how it felt: used by `application`, which says when it started it."""

from __future__ import annotations

import json
import os
import sys
import tempfile
import time
from itertools import pairwise
from pathlib import Path


def main() -> None:
    """Print seconds from the time given to the first paint, and the longest pause of the window after it."""
    started_s = float(sys.argv[1])
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from PySide6.QtCore import QEvent, QObject, QTimer

    from lamgui.control.preferences import Preferences
    from lamgui.window.app import Program, make_application
    from lamgui.window.options import WindowOptions

    application = make_application()
    folder = tempfile.mkdtemp()
    program = Program(WindowOptions(size=(1280, 800)), Preferences(Path(folder)), Path(folder))
    painted: list[float] = []
    ticks: list[float] = []

    class FirstPaint(QObject):
        def eventFilter(self, _: QObject, event: QEvent) -> bool:
            if event.type() == QEvent.Type.Paint and not painted:
                painted.append(time.time())
            return False

    watch = FirstPaint()
    program.window.viewer.installEventFilter(watch)
    ticker = QTimer(interval=1)
    ticker.timeout.connect(lambda: ticks.append(time.perf_counter()))
    program.maps.session.analysis_changed.connect(lambda analysis: analysis is not None and application.quit())
    program.window.show()
    QTimer.singleShot(0, program.begin)
    QTimer.singleShot(0, ticker.start)
    application.exec()
    ended = time.time()
    ticker.stop()
    program.close()
    pauses = [b - a for a, b in pairwise(ticks)]
    sys.stdout.write(
        json.dumps(
            {
                "first_paint_s": painted[0] - started_s,
                "first_map_s": ended - started_s,
                "longest_pause_ms": max(pauses) * 1000,
            }
        )
    )


if __name__ == "__main__":
    main()
