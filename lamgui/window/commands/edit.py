"""The Edit menu: undo and redo, bookmarks, and results on the clipboard."""

from __future__ import annotations

from PySide6.QtWidgets import QApplication

from lamgui.figures.export import overlaid_input
from lamgui.widgets.controls.clipboard import put_picture
from lamgui.window.command import SEPARATOR, Command, Condition, Menu
from lamgui.window.commands.conditions import has_analysis, has_patch
from lamgui.window.commands.targets import Targets


def copy_overlay(on: Targets) -> None:
    """Put the map over the input on the clipboard, as the view shows it now."""
    if on.session.analysis is not None:
        put_picture(QApplication.clipboard(), overlaid_input(on.session.analysis, on.session.view))


EDIT: Menu[Targets] = Menu(
    "&Edit",
    (
        Command(
            "undo",
            "&Undo",
            "Ctrl+Z",
            "Undo the last change of picture, network, patch or settings",
            lambda on: on.session.undo_stack.undo(),
            Condition[Targets](lambda on: on.session.undo_stack.canUndo(), "Nothing was changed yet."),
            detail=lambda on: on.session.undo_stack.undoText(),
        ),
        Command(
            "redo",
            "&Redo",
            "Ctrl+Shift+Z",
            "Redo the change that was undone last",
            lambda on: on.session.undo_stack.redo(),
            Condition[Targets](lambda on: on.session.undo_stack.canRedo(), "Nothing was undone."),
            detail=lambda on: on.session.undo_stack.redoText(),
        ),
        SEPARATOR,
        Command(
            "copy_overlay",
            "Copy &map over input",
            "Ctrl+Shift+C",
            "Put the overlay on the clipboard as a picture",
            copy_overlay,
            has_analysis,
        ),
        Command(
            "add_bookmark",
            "&Bookmark this patch",
            "Ctrl+B",
            "Bookmark the patch under a name",
            lambda on: on.rows.add_bookmark(),
            has_patch,
        ),
        Command(
            "copy_numbers",
            "Copy &numbers",
            "Ctrl+Alt+C",
            "Put DI, gap, PSNR and settings on the clipboard as text",
            lambda on: on.window.numbers_panel.copy(),
            has_analysis,
        ),
        SEPARATOR,
        Command(
            "show_preferences",
            "&Preferences…",
            "Ctrl+,",
            "Text size, theme, threads, memory, folders, and what happens at the start",
            lambda on: on.preferences.open(),
        ),
    ),
)
