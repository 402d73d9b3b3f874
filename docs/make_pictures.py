"""Makes the pictures of README and tutorial: `python docs/make_pictures.py`, on a screen or under xvfb-run."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

    from lamgui.window.app import Program

PICTURES = Path(__file__).parent / "pictures"
SIZES = {"": "1280x800", "-large": "1920x1080"}
PATIENCE_S = 300
SAMPLE = Path(__file__).parents[1] / "resources" / "pictures" / "sample.png"
PATCH = ("96", "96", "16")
"""In the page and the animation."""
CROP_PX = 64
"""Around the patch in the figure, LR pixels."""


def main() -> None:
    """Start the program once for each picture of the window, with settings of its own, then go through the tutorial."""
    PICTURES.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as home:
        own = {"HOME": home, "XDG_CONFIG_HOME": home, "XDG_DATA_HOME": home, "APPDATA": home, "LOCALAPPDATA": home}
        os.environ.update(own)
        _make_windows()
        _make_tutorial(Path(home))
        _make_shown()


def _make_windows() -> None:
    for theme in ("dark", "light"):
        for suffix, size in SIZES.items():
            target = PICTURES / f"window-{theme}{suffix}.png"
            options = ["--theme", theme, "--size", size, "--network", "FSRCNN"]
            command = [sys.executable, "-m", "lamgui", "window", *options]
            subprocess.run([*command, "--screenshot", str(target), "--quit-after-first-map"], check=True)


def _make_tutorial(home: Path) -> None:
    """Three networks in the window, two pictures in one place, the figure builder, and the figure itself."""
    from PySide6.QtWidgets import QApplication

    from lamgui.control.preferences import Preferences
    from lamgui.widgets.viewer.duel.duel import Mode
    from lamgui.window.app import Program, make_application
    from lamgui.window.options import WindowOptions

    application = make_application()
    preferences = Preferences(home)
    options = WindowOptions(size=(1280, 800), theme="light", networks=("FSRCNN", "EDSR", "IMDN"))
    program = Program(options, preferences, home)
    window, session, viewer = program.window, program.maps.session, program.window.viewer
    window.show()
    program.begin()
    wait(application, lambda: len(session.analyses) == len(session.state.subjects) and session.running is None)
    settle(application)
    window.grab().save(str(PICTURES / "compare.png"))
    viewer.zoom_to_patch()
    window.menus.actions["toggle_duel"].trigger()
    viewer.duel.mode.setCurrentIndex(list(Mode).index(Mode.SPLIT))
    settle(application)
    window.grab().save(str(PICTURES / "duel.png"))
    window.menus.actions["toggle_duel"].trigger()
    session.set_options(replace(session.options, crop_px=CROP_PX))
    window.menus.actions["build_figure"].trigger()
    builder = program.bindings.figures.builder
    assert builder is not None
    wait(application, lambda: builder.preview.shows_figure)
    settle(application)
    builder.grab().save(str(PICTURES / "builder.png"))
    figure = PICTURES / "figure.png"
    figure.unlink(missing_ok=True)
    program.tools.figures.save(figure, False)
    wait(application, figure.exists)
    builder.close()
    _make_sanity(program, application)
    program.close()
    QApplication.processEvents()


def _make_shown() -> None:
    """The page and the animation, of the sample picture; the page is photographed in Chromium."""
    figure = [sys.executable, "-m", "lamgui", "figure", str(SAMPLE), "--network", "EDSR", "--patch", *PATCH]
    subprocess.run([*figure, "--width", "7in", "--dpi", "110", "--out", str(PICTURES / "path.webp")], check=True)
    with tempfile.TemporaryDirectory() as folder:
        page = Path(folder) / "page.html"
        subprocess.run([*figure, "--network", "FSRCNN", "--out", str(page)], check=True)
        # Root has no sandbox.
        browser = ["chromium", "--headless", "--no-sandbox", "--hide-scrollbars", "--window-size=1000,1060"]
        subprocess.run([*browser, f"--screenshot={PICTURES / 'page.png'}", page.as_uri()], check=True)


def _make_sanity(program: Program, application: QApplication) -> None:
    """The sanity tests of the network in focus."""
    program.window.menus.actions["check_sanity"].trigger()
    dialog = program.bindings.sanity.dialog
    assert dialog is not None
    wait(application, lambda: "about" in dialog.state.text())
    dialog.start_button.click()
    wait(application, lambda: dialog.preview.shows_figure)
    settle(application)
    dialog.grab().save(str(PICTURES / "sanity.png"))
    dialog.close()


def wait(application: object, is_done: Callable[[], bool]) -> None:
    """Let events happen until a condition holds; raises TimeoutError."""
    from PySide6.QtWidgets import QApplication

    assert isinstance(application, QApplication)
    end = time.monotonic() + PATIENCE_S
    while not is_done():
        application.processEvents()
        if time.monotonic() > end:
            raise TimeoutError("the program did not get there")


def settle(application: object) -> None:
    """Let what was asked for be laid out and painted."""
    turns = iter(range(200))
    wait(application, lambda: next(turns, None) is None)


if __name__ == "__main__":
    main()
