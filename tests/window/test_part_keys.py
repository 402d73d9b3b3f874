"""The keys that Help lists for the parts of the window are those that the parts take."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QKeyCombination
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QTextBrowser, QWidget

from lamgui.networks.catalogue import find
from lamgui.widgets.controls.contrast.contrast_bar import ContrastBar
from lamgui.widgets.dialogs.part_keys import KEYS_OF_PARTS, WHILE_A_PICTURE_HAS_THE_FOCUS
from tests.small import edsr_x2, saved
from tests.widgets.window_rig import WindowRig


def part(rig: WindowRig, name: str, folder: Path) -> QWidget:
    window = rig.window
    if name == "Two pictures in one place":
        rig.choose("toggle_duel")
        window.viewer.duel.mode.setCurrentIndex(1)
        return window.viewer.duel
    if name == "List of pictures":
        paths = tuple(saved(folder / f"{number}.png") for number in range(3))
        rig.pictures.open_all(paths)
        rig.pictures.next()
        strip = window.picture_panel.pictures
        rig.wait(lambda: strip.list.currentRow() == 1)
        return strip.list
    return {
        "Pictures": window.viewer,
        "Head of a cell": window.viewer.grid.cells[0].head,
        "Curves": window.curves,
        "Contrast bar": window.findChildren(ContrastBar)[0],
        "Networks": window.network_panel.list,
        "Table": window.table.table,
        "Bookmarks": window.bookmarks_panel.list,
    }[name]


def combination_of(pressed: str) -> QKeyCombination:
    # Its stubs do not know that Qt's sequence has an index.
    combination: QKeyCombination = QKeySequence(pressed)[0]  # type: ignore[index]
    return combination


ELSEWHERE = ("Along the path", WHILE_A_PICTURE_HAS_THE_FOCUS)
"""Those of the filmstrip are pressed in its own tests, shortcuts of the window in the window's."""
IN_WINDOW = [part for part in KEYS_OF_PARTS if part[0] not in ELSEWHERE]


@pytest.mark.parametrize(("name", "keys"), IN_WINDOW, ids=[name for name, _ in IN_WINDOW])
def test_each_key_that_is_listed_is_taken(
    rig: WindowRig, tmp_path: Path, name: str, keys: tuple[tuple[str, str], ...]
) -> None:
    rig.networks.add(edsr_x2(tmp_path).path)
    rig.wait(lambda: len(rig.session.entries) > 5)
    rig.session.update("", network=find("FSRCNN"))
    rig.rows.tick_networks((find("SRCNN"),), True)
    rig.rows.add_bookmark()
    rig.wait(lambda: len(rig.session.analyses) == 2 and rig.session.running is None)
    widget = part(rig, name, tmp_path)
    for pressed in (sequence for row, _ in keys for sequence in row.split(", ")):
        combination = combination_of(pressed)
        event = QKeyEvent(QEvent.Type.KeyPress, combination.key(), combination.keyboardModifiers())
        # Not sent: what this part ignores, those around it might take.
        widget.keyPressEvent(event)
        shortcuts = [shortcut.key() for shortcut in widget.findChildren(QShortcut)]
        assert event.isAccepted() or QKeySequence(pressed) in shortcuts, pressed


def test_the_page_of_keys_has_them_all(rig: WindowRig) -> None:
    rig.choose("show_shortcuts")
    (page,) = rig.window.findChildren(QTextBrowser)
    lines = page.toPlainText().splitlines()
    page.window().close()
    for _, keys in KEYS_OF_PARTS:
        for pressed, what in keys:
            assert what in lines
            assert pressed in lines
