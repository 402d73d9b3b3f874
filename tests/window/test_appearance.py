"""All writing of the window can be read in both themes, also after a switch while it is open."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QComboBox,
    QDialog,
    QLabel,
    QLineEdit,
    QMenu,
    QWidget,
)

from lamgui.networks.catalogue import find
from tests.widgets.controls.test_theme import contrast
from tests.widgets.painted_text import PaintedText, painted_texts
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


def fill(rig: WindowRig) -> None:
    """Two networks of which one is not in focus, bookmarks of two pictures, a cursor, an error and a remark."""
    rig.window.resize(1900, 1500)
    rig.window.rail.set_opened_sections(section.title for section in rig.window.rail.sections)
    rig.rows.tick_networks((find("SRCNN"),), True)
    rig.run()
    rig.wait(lambda: set(rig.session.analyses) == set(rig.session.state.subjects) and rig.session.running is None)
    rig.rows.add_bookmark()
    here = rig.session.state.bookmarks
    elsewhere = replace(here[0], name="elsewhere", picture_sha256="0" * 64)
    rig.session.update("Bookmark", bookmarks=(*here, elsewhere))
    rig.window.curves.show_alpha(0.3)
    rig.window.message_bar.show_error("The file cannot be read.", "Choose another one.")
    for command in ("check_sanity", "get_networks", "build_figure"):
        rig.choose(command)


def texts_of(rig: WindowRig) -> list[tuple[QWidget, PaintedText]]:
    """What is painted in the window, its dialogs and its menus."""
    QApplication.processEvents()
    menus = rig.window.findChildren(QMenu)
    for menu in menus:
        menu.resize(menu.sizeHint())
    # Messages lie over the pictures: what they cover cannot be read, nor need it.
    bar = rig.window.message_bar
    texts: list[tuple[QWidget, PaintedText]] = [(bar, text) for text in painted_texts(bar)]
    bar.hide()
    painted = [widget for widget in QApplication.topLevelWidgets() if widget.isVisible()] + menus
    texts += [(widget, text) for widget in painted for text in painted_texts(widget)]
    drawer = rig.window.drawer
    for page in set(range(drawer.tabs.count())) - {drawer.tabs.currentIndex()}:
        drawer.tabs.setCurrentIndex(page)
        texts += [(drawer, text) for text in painted_texts(drawer)]
    rig.window.rail.set_opened_sections(())
    texts += [(rig.window.rail, text) for text in painted_texts(rig.window.rail)]
    return texts


@pytest.mark.parametrize("themes", [("dark", "light"), ("light", "dark")], ids="-".join)
def test_every_text_that_is_painted_can_be_read_after_a_switch(rig: WindowRig, themes: tuple[str, ...]) -> None:
    before, after = themes
    rig.choose(f"theme_{before}")
    fill(rig)
    try:
        rig.choose(f"theme_{after}")
        texts = texts_of(rig)
        words = {text.words for _, text in texts}
        assert {
            "Choose another one.",
            "Bookmark",
            "SRCNN (lamgui)",
            "elsewhere",
            "15.89",
            "–",
            "Along the path",
            "Sum up to ",
        } <= words
        assert len(texts) > 400
        illegible = [
            (type(widget).__name__, text.words, text.colour.name(), text.place, round(text.contrast, 2))
            for widget, text in texts
            if text.contrast < READABLE
        ]
        assert not illegible
    finally:
        rig.choose("theme_system")
        for dialog in rig.window.findChildren(QDialog):
            dialog.close()
