"""The Figure menu: figures for a paper, as files and on the clipboard."""

from __future__ import annotations

from lamgui.window.command import SEPARATOR, Command, Menu
from lamgui.window.commands.conditions import can_run, has_bookmarks
from lamgui.window.commands.targets import Targets

FIGURE: Menu[Targets] = Menu(
    "Fi&gure",
    (
        Command(
            "build_figure",
            "&Figure for a paper…",
            "Ctrl+E",
            "Strips, grids, galleries: with a preview, to PDF or SVG",
            lambda on: on.figures.open_builder(),
            can_run,
            search_words="export save figure builder page for browsers html web eps png tiff",
        ),
        Command(
            "compare_paths",
            "Figure of the &paths…",
            "Ctrl+Shift+E",
            "The three paths side by side, as in Figure 3",
            lambda on: on.figures.compare_paths(),
            can_run,
            search_words="export save",
        ),
        SEPARATOR,
        Command(
            "copy_figure",
            "&Copy the figure",
            "",
            "Put the figure on the clipboard as a picture",
            lambda on: on.figures.copy_picture(),
            can_run,
        ),
        Command(
            "copy_caption",
            "Copy the cap&tion",
            "",
            "A LaTeX figure with the settings in words",
            lambda on: on.figures.copy_caption(),
            can_run,
        ),
        Command(
            "copy_python",
            "Copy as P&ython",
            "",
            "A script that makes the same numbers and figure",
            lambda on: on.figures.copy_python(),
            can_run,
        ),
        SEPARATOR,
        Command(
            "export_bookmarks",
            "&Export all bookmarks…",
            "",
            "A figure for each bookmark, into a folder",
            lambda on: on.figures.export_bookmarks(),
            has_bookmarks,
        ),
    ),
)
