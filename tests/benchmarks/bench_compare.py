"""Twelve networks in one window: how fluid it stays while their maps come in."""

from __future__ import annotations

import time
from itertools import pairwise
from pathlib import Path

import numpy as np
from PySide6.QtCore import QEventLoop, QTimer
from safetensors.torch import load_file, save_file

from lamgui.attribution.patch import Patch
from lamgui.attribution.settings.settings import Settings
from lamgui.control.preferences import Preferences
from lamgui.imaging.save import save_png
from lamgui.networks.catalogue import find
from lamgui.window.app import Program, make_application
from lamgui.window.options import WindowOptions

COUNT = 12
LR_PX = 128
SCALE = 4
STEPS = 20
LIMIT_MS = 300_000


def latency_of_twelve_ms(folder: Path) -> list[float]:
    """Pauses between the ticks of a 1 ms timer while FSRCNNs of slightly different weights and EDSR run, twice."""
    networks = [*_variants(folder, COUNT - 1), "EDSR"]
    picture = folder / "noise.png"
    side = LR_PX * SCALE
    save_png(picture, np.random.default_rng(0).integers(0, 256, (side, side, 3), dtype=np.uint8), {})
    application = make_application()
    options = WindowOptions(picture=picture, networks=tuple(networks), size=(1920, 1080))
    program = Program(options, Preferences(folder), folder / "data")
    session = program.maps.session
    program.window.show()
    session.update("", settings=Settings(steps=STEPS))
    program.begin()

    def wait_for_all() -> None:
        waking = QTimer(interval=LIMIT_MS, singleShot=True)
        waking.start()
        while len(session.analyses) < COUNT or session.running is not None:
            application.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)
            if not waking.isActive():
                raise TimeoutError(f"only {len(session.analyses)} of {COUNT} networks were done")

    wait_for_all()
    ticks: list[float] = []
    ticker = QTimer(interval=1)
    ticker.timeout.connect(lambda: ticks.append(time.perf_counter()))
    ticker.start()
    for x in (100, 200):
        program.maps.rows.move_patch(Patch(x, 150, 24), "")
        wait_for_all()
    ticker.stop()
    program.close()
    return [(b - a) * 1000 for a, b in pairwise(ticks)]


def _variants(folder: Path, count: int) -> list[str]:
    """FSRCNN with weights that differ a little: equal ones would share one result."""
    weights = load_file(find("FSRCNN").path)
    paths = [folder / f"fsrcnn-{k}.safetensors" for k in range(count)]
    for k, path in enumerate(paths):
        save_file({name: tensor * (1 + 0.001 * k) for name, tensor in weights.items()}, path)
    return [str(path) for path in paths]
