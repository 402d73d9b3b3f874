"""Preferences: text size and theme change at once, all are stored, and threads and memory hold from the next start."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from lamgui.base.threads import THREADS, take_threads
from lamgui.control.preferences import Preferences
from lamgui.maps.cache import default_limit_bytes
from lamgui.widgets.dialogs.preferences_dialog import PreferencesDialog, PreferenceValues
from lamgui.window.app import _map_cache
from lamgui.window.bind.preferences import MEMORY_MIB, PreferencesBinding
from tests.widgets.window_rig import WindowRig


def test_the_page_applies_and_stores(rig: WindowRig, tmp_path: Path) -> None:
    appearance, points = rig.bindings.appearance, QApplication.font().pointSizeF()
    binding = PreferencesBinding(rig.window, appearance, Preferences(tmp_path))
    assert binding.values == PreferenceValues()
    binding.open()
    (dialog,) = rig.window.findChildren(PreferencesDialog)
    dialog.changed.emit(PreferenceValues(150, "dark", 3, 512, "sample"))
    assert QApplication.font().pointSizeF() == pytest.approx(1.5 * points)
    column = rig.window.patch_panel.column
    rig.wait(lambda: column.font().pointSizeF() == pytest.approx(1.5 * points))
    assert rig.window.menus.actions["theme_dark"].isChecked()
    again = PreferencesBinding(rig.window, appearance, Preferences(tmp_path))
    assert again.values == PreferenceValues(150, "dark", 3, 512, "sample")
    dialog.changed.emit(PreferenceValues())
    assert QApplication.font().pointSizeF() == pytest.approx(points)
    dialog.close()


def test_values_that_cannot_be_are_the_defaults(tmp_path: Path) -> None:
    (tmp_path / "preferences.json").write_text('{"text_percent": 9000, "threads": -3, "maps_memory_mib": true}')
    preferences = Preferences(tmp_path)
    assert preferences.number("text_percent", 100, (100, 150)) == 100
    assert preferences.number("threads", 0) == 0
    assert preferences.number("maps_memory_mib", 0) == 0


def test_memory_and_threads_hold_from_the_start(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    preferences = Preferences(tmp_path)
    assert _map_cache(preferences)._limit_bytes == default_limit_bytes()
    preferences.set_number(MEMORY_MIB, 100)
    assert _map_cache(preferences)._limit_bytes == 100 << 20
    monkeypatch.delenv(THREADS, raising=False)
    take_threads(0)
    assert THREADS not in os.environ
    take_threads(3)
    assert os.environ[THREADS] == "3"
