"""Signals that end the program end its event loop, with their exit status."""

from __future__ import annotations

import os
import signal

import pytest
from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtWidgets import QApplication

from lamgui.window.signals import ENDING, EndingSignals


@pytest.mark.parametrize("number", ENDING)
def test_a_signal_ends_the_loop_that_waits(
    number: signal.Signals, qapp: QApplication, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = [signal.getsignal(ending) for ending in ENDING]
    loop = QEventLoop()
    monkeypatch.setattr(QApplication, "exit", loop.exit)
    signals = EndingSignals(qapp)
    try:
        QTimer.singleShot(0, lambda: os.kill(os.getpid(), number))
        assert loop.exec() == 128 + number
        assert signal.getsignal(number) is signal.SIG_DFL, "a second one ends the program at once"
    finally:
        signals.close()
    assert [signal.getsignal(ending) for ending in ENDING] == before
