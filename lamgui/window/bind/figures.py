"""Ties the figure builder and the Figure menu to their controller; the builder is made when it is first opened."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
from PySide6.QtCore import QObject, QTimer, Slot
from PySide6.QtWidgets import QApplication

from lamgui.control.figures import FigureController
from lamgui.control.session import Session
from lamgui.figures.drawn import DrawnFigure
from lamgui.figures.layouts.figure3 import LAYOUT as FIGURE3
from lamgui.figures.options import FigureOptions
from lamgui.files.names import safe_name
from lamgui.imaging.picture import Pixels
from lamgui.widgets.controls.clipboard import put_picture
from lamgui.widgets.controls.file_dialogs import FileDialogs, FileKind
from lamgui.widgets.dialogs.figure_builder import FigureBuilder
from lamgui.window.main_window import MainWindow
from lamgui.window.message_places import MessagePlaces

SETTLE_MS = 150
"""Time without a change before a preview: of a slider that is dragged, or of rows that arrive."""


class FigureBinding(QObject):
    """Opens the builder, updates its preview as the session changes, and fills the clipboard."""

    def __init__(
        self, window: MainWindow, session: Session, figures: FigureController, files: FileDialogs, places: MessagePlaces
    ) -> None:
        super().__init__(window)
        self._window = window
        self._session = session
        self._figures = figures
        self.copy_picture = figures.copy_picture
        self.copy_caption = figures.copy_caption
        self.copy_python = figures.copy_python
        self._files = files
        self._places = places
        self._builder: FigureBuilder | None = None
        self._settle = QTimer(self)
        self._settle.setSingleShot(True)
        self._settle.setInterval(SETTLE_MS)
        self._settle.timeout.connect(self._preview)
        figures.error_raised.connect(self._show_error)
        figures.info_raised.connect(self._show_info)
        figures.picture_made.connect(self._copy_picture)
        figures.text_made.connect(self._copy_text)
        session.changed.connect(self._wait)
        session.options_changed.connect(self._show_options)
        session.rows_changed.connect(self._wait)

    @property
    def builder(self) -> FigureBuilder | None:
        """The dialog; None before it is first opened."""
        return self._builder

    @Slot()
    def open_builder(self) -> None:
        """Show the builder with the options of last time."""
        if self._builder is None:
            self._builder = self._made()
        self._builder.show_options(self._session.options)
        self._builder.show()
        self._builder.raise_()
        self._builder.activateWindow()
        self._preview()

    @Slot()
    def compare_paths(self) -> None:
        """Show the builder with the paths side by side, as in Figure 3."""
        self._session.set_options(replace(self._session.options, layout=FIGURE3.name, columns=()))
        self.open_builder()

    @Slot()
    def export_bookmarks(self) -> None:
        """Ask for a folder, and write a figure for each bookmark into it."""
        folder = self._files.ask_folder("Export all bookmarks into a folder", FileKind.FIGURES)
        if folder is not None:
            self._figures.export_all(folder, "pdf", False)

    def _made(self) -> FigureBuilder:
        builder, figures = FigureBuilder(self._window, self._files.folders), self._figures
        # Their keys work in the dialog too.
        builder.addActions([self._window.menus.actions[command] for command in ("undo", "redo")])
        builder.options_changed.connect(self._take_options)
        builder.save_wanted.connect(figures.save)
        builder.copy_wanted.connect(figures.copy_picture)
        builder.copy_caption_wanted.connect(figures.copy_caption)
        builder.copy_python_wanted.connect(figures.copy_python)
        builder.export_all_wanted.connect(figures.export_all)
        builder.finished.connect(figures.end_preview)
        builder.resized.connect(self._wait)
        figures.previewed.connect(self._show_preview)
        figures.busy.connect(builder.show_busy)
        figures.problem_raised.connect(builder.show_problem)
        figures.file_state_changed.connect(builder.show_file_state)
        figures.picture_made.connect(builder.show_copied)
        figures.text_made.connect(builder.show_copied)
        return builder

    @Slot(object)
    def _show_options(self, options: FigureOptions) -> None:
        """Show the options of a figure or session that was opened."""
        if self._builder is not None:
            self._builder.show_options(options)
            self._wait()

    @Slot(object)
    def _take_options(self, options: FigureOptions) -> None:
        self._session.set_options(options)
        self._wait()

    @Slot()
    def _wait(self) -> None:
        if self._builder is not None and self._builder.isVisible():
            self._settle.start()

    @Slot()
    def _preview(self) -> None:
        builder, picture = self._builder, self._session.state.picture
        if builder is None or not builder.isVisible():
            return
        stem = Path(picture.name).stem if picture is not None else "figure"
        builder.set_default_name(safe_name(f"{stem}-{self._session.options.layout}"))
        self._figures.preview(self._session.options, builder.preview_width_px)

    @Slot(object)
    def _show_preview(self, figure: DrawnFigure) -> None:
        if self._builder is not None:
            self._builder.show_preview(figure)

    @Slot(object)
    def _show_error(self, error: BaseException) -> None:
        self._places.show_error(error, None if self._builder is None else self._builder.message_bar)

    @Slot(str)
    def _show_info(self, text: str) -> None:
        self._places.show_info(text, None if self._builder is None else self._builder.message_bar)

    @Slot(object, int)
    def _copy_picture(self, pixels: Pixels, dpi: int) -> None:
        put_picture(QApplication.clipboard(), np.ascontiguousarray(pixels), dpi)
        self._figures.info_raised.emit("The figure is on the clipboard.")

    @Slot(str, str)
    def _copy_text(self, text: str, what: str) -> None:
        QApplication.clipboard().setText(text)
        self._figures.info_raised.emit(f"{what} is on the clipboard.")
