"""Makes a screen of the window for every size, theme and text size: `python docs/make_screens.py FOLDER [NETWORKS...]`.

For looking at, one by one, after a change to the window; none is part of the repository. Without a screen run it under
`xvfb-run -s "-screen 0 2560x1600x24"`, and as a user whose settings do not matter.
"""

from __future__ import annotations

import itertools
import os
import shutil
import sys
import tempfile
from pathlib import Path

SIZES = ((1280, 800), (1440, 900), (1920, 1080), (2560, 1440))
THEMES = ("light", "dark")
TEXT_PERCENT = (100, 150)
COUNTS = (1, 4, 12)
"""Networks that are compared."""


def main() -> None:
    """Start the program once for each number of networks, and take all screens of it."""
    folder = Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as home:
        own = {"HOME": home, "XDG_CONFIG_HOME": home, "XDG_DATA_HOME": home, "APPDATA": home, "LOCALAPPDATA": home}
        os.environ.update(own)
        named = sys.argv[2:] or _named(Path(home))
        # A program that is collected while the next one runs would take its windows from under Qt.
        programs = [_take(folder, Path(home) / str(count), tuple(named[:count])) for count in COUNTS]
        del programs


def _named(home: Path) -> list[str]:
    """Twelve networks: the bundled ones, and small files of them under other names, one of them very long."""
    from lamgui.networks.catalogue import bundled, find

    copies = []
    for number in range(1, COUNTS[-1] - len(bundled()) + 1):
        name = f"run {number}" if number > 1 else "a network whose name says all of how it was trained, " * 2
        copies.append(home / f"{name.strip(', ')}.safetensors")
        shutil.copyfile(find("FSRCNN" if number % 2 else "CARN-M").path, copies[-1])
    return [*(entry.name for entry in bundled()), *map(str, copies)]


def _take(folder: Path, home: Path, networks: tuple[str, ...]) -> object:
    """Take all screens of one number of networks; the program, closed."""
    from make_pictures import settle, wait

    from lamgui.control.preferences import Preferences
    from lamgui.window.app import Program, make_application
    from lamgui.window.options import WindowOptions

    application = make_application()
    program = Program(WindowOptions(size=SIZES[0], theme=THEMES[0], networks=networks), Preferences(home), home)
    window, session, appearance = program.window, program.maps.session, program.bindings.appearance
    window.show()
    program.begin()
    wait(application, lambda: len(session.analyses) == len(session.state.subjects) and session.running is None)
    for percent, theme, (width, height) in itertools.product(TEXT_PERCENT, THEMES, SIZES):
        appearance.set_text_size(percent)
        appearance.set_theme(theme)
        window.resize(width, height)
        settle(application)
        window.grab().save(str(folder / f"{len(networks)}-{width}x{height}-{theme}-{percent}.png"))
    appearance.set_text_size(100)
    program.close()
    settle(application)
    return program


if __name__ == "__main__":
    main()
