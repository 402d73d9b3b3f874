"""All writing of the window can be read in both themes, also after a switch while it is open."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QAbstractButton, QComboBox, QLabel, QLineEdit, QWidget

from tests.widgets.controls.test_theme import contrast
from tests.widgets.window_rig import WindowRig

Role = QPalette.ColorRole
READABLE = 4.5
"""The contrast ratio that WCAG 2 asks of text at level AA."""


def writings(window: QWidget) -> list[tuple[QWidget, QPalette.ColorRole, QPalette.ColorRole]]:
    """Every visible widget that writes and can be used, with the roles of its text and of its ground."""
    found: list[tuple[QWidget, QPalette.ColorRole, QPalette.ColorRole]] = []
    for widget in window.findChildren(QWidget):
        if not (widget.isVisible() and widget.isEnabled()):
            continue
        if isinstance(widget, QLabel):
            found.append((widget, widget.foregroundRole(), Role.Window))
        elif isinstance(widget, QLineEdit):
            found.append((widget, Role.Text, Role.Base))
        elif isinstance(widget, QAbstractButton | QComboBox):
            found.append((widget, Role.ButtonText, Role.Button))
    return found


@pytest.mark.parametrize("themes", [("dark",), ("light",), ("dark", "light"), ("light", "dark")], ids="-".join)
def test_writing_can_be_read_also_after_a_switch(rig: WindowRig, themes: tuple[str, ...]) -> None:
    rig.run()
    for theme in themes:
        rig.choose(f"theme_{theme}")
    checked = writings(rig.window)
    assert len(checked) > 50
    for widget, text, ground in checked:
        palette = widget.palette()
        ratio = contrast(palette.color(text), palette.color(ground))
        assert ratio >= READABLE, f"{type(widget).__name__} {widget.accessibleName()}: {ratio:.2f}"
    rig.choose("theme_system")
