"""The real program on an X server of its own, and a hand that types and clicks there as xdotool does."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

CHECKOUT = Path(__file__).resolve().parents[2]
PATIENCE_S = 60.0
LOOK_AGAIN_S = 0.1
SCREEN = "1400x1000x24"


@contextmanager
def x_server() -> Iterator[str]:
    """An X server without a window manager; gives its name, such as `:7`."""
    read, write = os.pipe()
    command = ["Xvfb", "-displayfd", str(write), "-screen", "0", SCREEN, "-nolisten", "tcp"]
    with subprocess.Popen(command, pass_fds=[write], stderr=subprocess.DEVNULL) as server:
        os.close(write)
        try:
            with os.fdopen(read) as numbers:
                number = numbers.readline().strip()
            assert number, "Xvfb did not start"
            yield f":{number}"
        finally:
            server.terminate()
            server.wait(PATIENCE_S)


class RealProgram:
    """A running `python main.py window ...` in a session of its own."""

    def __init__(self, display: str, home: Path, arguments: Sequence[str]) -> None:
        kept = {name: value for name, value in os.environ.items() if not name.startswith(("QT_", "XDG_"))}
        own = {"DISPLAY": display, "HOME": str(home), "XDG_CONFIG_HOME": str(home), "QT_QPA_PLATFORM": "xcb"}
        self._environment = kept | own | {"OMP_NUM_THREADS": "1"}
        self._log = (home / "stderr.txt").open("w+")
        self._process = subprocess.Popen(
            [sys.executable, str(CHECKOUT / "main.py"), "window", *arguments],
            env=self._environment,
            stdin=subprocess.DEVNULL,
            stdout=self._log,
            stderr=self._log,
            start_new_session=True,
        )

    def window(self, name: str = "lamgui") -> str:
        """Wait for a visible window whose title holds `name`; gives its number, focused."""
        self.wait(lambda: bool(self.windows(name)))
        number = self.windows(name)[-1]
        self.xdotool("windowfocus", "--sync", number)
        return number

    def windows(self, name: str) -> list[str]:
        """Numbers of the visible windows whose title holds `name`."""
        return self.xdotool("search", "--onlyvisible", "--name", name, check=False).split()

    def key(self, keys: str) -> None:
        """Press keys in the window that has the focus."""
        self.xdotool("key", "--clearmodifiers", keys)

    def xdotool(self, *words: str, check: bool = True) -> str:
        """Run xdotool; gives what it prints."""
        command = ["xdotool", *words]
        ran = subprocess.run(
            command, env=self._environment, check=check, capture_output=True, text=True, timeout=PATIENCE_S
        )
        return ran.stdout

    def wait(self, condition: Callable[[], bool]) -> None:
        """Wait for a condition while the program runs; its end or the deadline fails the test."""
        deadline = time.monotonic() + PATIENCE_S
        while not condition():
            assert time.monotonic() < deadline, f"it did not get there: {self.log()}"
            try:
                status = self._process.wait(LOOK_AGAIN_S)
            except subprocess.TimeoutExpired:
                continue
            raise AssertionError(f"the program ended with {status}: {self.log()}")

    def uses(self, library: str) -> bool:
        """Whether the program has loaded a library, such as torch's."""
        return library in Path(f"/proc/{self._process.pid}/maps").read_text()

    def send(self, number: signal.Signals) -> None:
        """Send it a signal."""
        self._process.send_signal(number)

    def end(self) -> int:
        """Wait for the end; gives the exit status."""
        return self._process.wait(PATIENCE_S)

    def log(self) -> str:
        """All that the program printed."""
        self._log.seek(0)
        return self._log.read()

    @property
    def processes_left(self) -> bool:
        """Whether any process of the program's session is alive."""
        try:
            os.killpg(self._process.pid, 0)
        except ProcessLookupError:
            return False
        return True

    def close(self) -> None:
        """End whatever is left of it."""
        if self.processes_left:
            os.killpg(self._process.pid, signal.SIGKILL)
        self._process.wait()
        self._log.close()
