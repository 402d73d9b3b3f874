"""Chromium without a screen, driven through its DevTools protocol over a pair of pipes: no port, no further package."""

from __future__ import annotations

import itertools
import json
import os
import select
import shutil
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

PROGRAMS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
ANSWER_LIMIT_S = 60.0
"""For one answer: a slow machine may need seconds for a page."""

ON_3_AND_4 = """
import fcntl, os, sys
pipes = [fcntl.fcntl(int(pipe), fcntl.F_DUPFD, 10) for pipe in sys.argv[1:3]]
for descriptor, pipe in zip((3, 4), pipes):
    os.dup2(pipe, descriptor)
os.execv(sys.argv[3], sys.argv[3:])
"""
"""Starts a program with a pair of pipes as its descriptors 3 and 4, on which the protocol is spoken."""

SWITCHES = (
    "--headless=new",
    "--remote-debugging-pipe",
    "--no-first-run",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--disable-extensions",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--force-color-profile=srgb",
    # Root, as tests in a container are, has no sandbox.
    "--no-sandbox",
)


def found() -> str | None:
    """The browser's program; None where none is installed."""
    return next((path for name in PROGRAMS if (path := shutil.which(name)) is not None), None)


class Chromium:
    """One browser with one page. Everything that the page says on its console, throws or asks for is noted."""

    def __init__(self, profile: Path) -> None:
        program = found()
        assert program is not None
        commands_out, self._commands = os.pipe()
        self._answers, answers_in = os.pipe()
        command = [program, *SWITCHES, f"--user-data-dir={profile}", "about:blank"]
        self._process = subprocess.Popen(
            [sys.executable, "-c", ON_3_AND_4, str(commands_out), str(answers_in), *command],
            pass_fds=(commands_out, answers_in),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        os.close(commands_out)
        os.close(answers_in)
        self._numbers, self._unread = itertools.count(1), b""
        self.console: list[str] = []
        """What was written on the console, and errors that nothing caught."""
        self.requests: list[str] = []
        """Addresses that were asked for, without those inside the page."""
        self._loaded = 0
        self._session: str | None = None
        try:
            self._attach()
        except BaseException:
            self.close()
            raise

    def _attach(self) -> None:
        targets = self._call("Target.getTargets")["targetInfos"]
        page = next(target["targetId"] for target in targets if target["type"] == "page")
        self._session = self._call("Target.attachToTarget", targetId=page, flatten=True)["sessionId"]
        for domain in ("Page", "Runtime", "Log", "Network"):
            self._call(f"{domain}.enable")

    def close(self) -> None:
        """End the browser."""
        self._session = None
        try:
            self._call("Browser.close")
        except (OSError, EOFError):
            self._process.kill()
        self._process.wait(ANSWER_LIMIT_S)
        os.close(self._commands)
        os.close(self._answers)

    def open(self, page: Path) -> None:
        """Load a file, and wait until all of it is there."""
        before = self._loaded
        self._call("Page.navigate", url=page.absolute().as_uri())
        deadline = time.monotonic() + ANSWER_LIMIT_S
        while self._loaded == before:
            self._take(self._read(deadline))

    def run(self, expression: str) -> Any:
        """The value of JavaScript in the page, as JSON; a promise is waited for. Raises AssertionError if it throws."""
        answer = self._call("Runtime.evaluate", expression=expression, returnByValue=True, awaitPromise=True)
        assert "exceptionDetails" not in answer, answer["exceptionDetails"]
        return answer["result"].get("value")

    def wait_for(self, condition: str) -> None:
        """Until JavaScript is true of the page, looked at before each frame is drawn."""
        self.run(
            f"new Promise((done) => {{ const look = () => {{ if ({condition}) done(true);"
            "else requestAnimationFrame(look); }; look(); })"
        )

    def set_size(self, width: int, height: int, *, touch: bool = False) -> None:
        """The size of the window in CSS pixels; with `touch` as that of a telephone."""
        self._call("Emulation.setDeviceMetricsOverride", width=width, height=height, deviceScaleFactor=1, mobile=touch)
        self._call("Emulation.setTouchEmulationEnabled", enabled=touch)

    def set_dark(self, dark: bool) -> None:
        """What the system says of its colours."""
        feature = {"name": "prefers-color-scheme", "value": "dark" if dark else "light"}
        self._call("Emulation.setEmulatedMedia", features=[feature])

    def drag(self, x: float, y: float, to_x: float) -> None:
        """Press the mouse at a place of the window, move it sideways, let it go."""
        for kind, at in (("mousePressed", x), ("mouseMoved", to_x), ("mouseReleased", to_x)):
            self._call("Input.dispatchMouseEvent", type=kind, x=at, y=y, button="left", buttons=1, clickCount=1)

    def swipe(self, x: float, y: float, to_x: float) -> None:
        """The same with a finger."""
        for kind, points in (("touchStart", [x]), ("touchMove", [to_x]), ("touchEnd", [])):
            self._call("Input.dispatchTouchEvent", type=kind, touchPoints=[{"x": at, "y": y} for at in points])

    def press(self, key: str, code: int) -> None:
        """A key on what has the focus."""
        for kind in ("rawKeyDown", "keyUp"):
            self._call("Input.dispatchKeyEvent", type=kind, key=key, code=key, windowsVirtualKeyCode=code)

    def _call(self, method: str, **parameters: Any) -> Any:
        number, deadline = next(self._numbers), time.monotonic() + ANSWER_LIMIT_S
        message = {"id": number, "method": method, "params": parameters}
        if self._session is not None:
            message["sessionId"] = self._session
        os.write(self._commands, json.dumps(message).encode() + b"\0")
        while True:
            answer = self._read(deadline)
            if answer.get("id") == number:
                assert "error" not in answer, (method, answer["error"])
                return answer["result"]
            self._take(answer)

    def _read(self, deadline: float) -> Any:
        """The next message; raises EOFError where the browser has ended, TimeoutError where it says nothing."""
        while b"\0" not in self._unread:
            ready, _, _ = select.select([self._answers], [], [], max(0.0, deadline - time.monotonic()))
            if not ready:
                raise TimeoutError("the browser does not answer")
            more = os.read(self._answers, 1 << 20)
            if not more:
                raise EOFError("the browser has ended")
            self._unread += more
        message, _, self._unread = self._unread.partition(b"\0")
        return json.loads(message)

    def _take(self, event: Any) -> None:
        method, parameters = event.get("method"), event.get("params", {})
        if method == "Page.loadEventFired":
            self._loaded += 1
        elif method == "Runtime.consoleAPICalled":
            self.console.append(str(parameters["args"]))
        elif method == "Runtime.exceptionThrown":
            self.console.append(str(parameters["exceptionDetails"]))
        elif method == "Log.entryAdded":
            self.console.append(str(parameters["entry"]))
        elif method == "Network.requestWillBeSent" and not parameters["request"]["url"].startswith("data:"):
            self.requests.append(parameters["request"]["url"])
