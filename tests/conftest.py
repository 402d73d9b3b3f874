"""What every test gets: Qt without a screen, settings of its own, and no thread or window left behind."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from lamgui.base.threads import wait_asleep

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
wait_asleep()

THREAD_LIMIT_MS = 5000


@pytest.fixture(autouse=True)
def own_user_folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Settings, caches and data of the user lie in the test's folder, never in the real ones."""
    home = tmp_path / "home"
    home.mkdir()
    for name in ("HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME", "XDG_DATA_HOME", "APPDATA", "LOCALAPPDATA"):
        monkeypatch.setenv(name, str(home))


@pytest.fixture(autouse=True)
def nothing_left_behind() -> Iterator[None]:
    """A test that leaves a window open or the worker's thread running fails."""
    yield
    if "PySide6.QtWidgets" not in sys.modules:
        return
    from PySide6.QtCore import QDeadlineTimer
    from PySide6.QtWidgets import QApplication

    if QApplication.instance() is None:
        return
    QApplication.processEvents()
    open_windows = [w for w in QApplication.topLevelWidgets() if w.isVisible()]
    for window in open_windows:
        window.close()
    assert not open_windows, f"windows left open: {open_windows}"
    # A thread that has ended needs the interpreter once more before the system drops it.
    deadline = QDeadlineTimer(THREAD_LIMIT_MS)
    while worker_threads() and not deadline.hasExpired():
        QApplication.processEvents()
    assert not worker_threads(), "the worker's thread was left running"


def worker_threads() -> list[str]:
    """Threads of this process that carry the worker's name, as the system lists them; Linux only."""
    tasks = Path("/proc/self/task")
    if not tasks.exists():
        return []
    return [name for task in tasks.iterdir() if (name := _thread_name(task)) == "lamgui-worker"]


def _thread_name(task: Path) -> str:
    """Empty where the thread ends while it is asked for its name."""
    try:
        return (task / "comm").read_text().strip()
    except OSError:
        return ""
