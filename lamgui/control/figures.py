"""Actions in the figure builder become jobs of the worker; their results go to dialog and clipboard."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject, Signal, Slot

from lamgui.base.errors import UserError
from lamgui.control.desk.desk import Desk
from lamgui.control.session import Session
from lamgui.figures.options import FigureOptions
from lamgui.jobs.figures import FigureJobs, FigureProgress

PREVIEW = "figure preview"
EXPORT = "figure export"
COPY = "figure copy"


class FigureController(QObject):
    """Every slot is an action of the user in the figure builder or the Figure menu."""

    previewed = Signal(object)
    """The figure, a `DrawnFigure`."""
    busy = Signal(str)
    """The present step of the preview, in words; empty when it is done."""
    problem_raised = Signal(str)
    """Why there is no preview, in a sentence."""
    file_state_changed = Signal(str)
    """What has become of the last file that was asked for, in words: "Saving…", "Saved PATH", or why not."""
    error_raised = Signal(object)
    info_raised = Signal(str)
    picture_made = Signal(object, int)
    """Pixels for the clipboard, and how many of them an inch has."""
    text_made = Signal(str, str)
    """Text for the clipboard, and what it is."""

    def __init__(self, session: Session, desk: Desk, jobs: FigureJobs, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._desk = desk
        self._jobs = jobs
        self._saved_name = "figure.pdf"

    @Slot(object, int)
    def preview(self, options: FigureOptions, width_px: int) -> None:
        """Draw the figure of the session for a preview of `width_px`; an older preview that is not ready is cancelled.

        While the window computes maps there is no preview: it would compute the same maps. Call this again when they
        are done.
        """
        self._session.set_options(options)
        if self._session.running is not None:
            self._desk.cancel(PREVIEW)
            self.busy.emit(f"Waiting for the map of {self._session.running.name}")
            return
        self.busy.emit("Drawing")
        work = self._jobs.preview(self._session.state, options, width_px)
        self._desk.submit(PREVIEW, work, self._on_preview, self._on_problem, self._on_progress)

    @Slot()
    def end_preview(self) -> None:
        """Cancel the preview: its dialog was closed."""
        self._desk.cancel(PREVIEW)

    @Slot(object, bool, object)
    def save(self, path: Path, beside: bool, cmyk_profile: Path | None = None) -> None:
        """Write the figure, a TIFF in the CMYK of a profile; writing is finished even if the window is closed."""
        work = self._jobs.write(self._session.state, self._session.options, path, beside, cmyk_profile)
        self.file_state_changed.emit(f"Saving {path.name}…")
        self._desk.submit(f"save {path}", work, self._on_saved, self._on_file_error, must_end=True)

    @Slot(object, str, bool, object)
    def export_all(self, folder: Path, ending: str, beside: bool, cmyk_profile: Path | None = None) -> None:
        """Write a figure for each bookmark into a folder."""
        state, options = self._session.state, self._session.options
        work = self._jobs.write_all(state, options, folder, ending, beside, cmyk_profile)
        words = f"Exporting {len(self._session.state.bookmarks)} figures to {folder}"
        self.info_raised.emit(f"{words}.")
        self.file_state_changed.emit(f"{words}…")
        self._desk.submit(EXPORT, work, self._on_exported, self._on_file_error)

    @Slot()
    def copy_picture(self) -> None:
        """Put the figure on the clipboard at its own resolution."""
        options = self._session.options
        work = self._jobs.pixels(self._session.state, options)
        self._desk.submit(
            COPY, work, lambda pixels: self.picture_made.emit(pixels, options.dpi), self.error_raised.emit
        )

    @Slot()
    def copy_caption(self) -> None:
        """Put the LaTeX figure with its caption on the clipboard; it names the file that was saved last."""
        work = self._jobs.caption(self._session.state, self._session.options, self._saved_name)
        self._desk.submit(COPY, work, self._on_caption, self.error_raised.emit)

    @Slot()
    def copy_python(self) -> None:
        """Put a script that makes the same figure on the clipboard."""
        work = self._jobs.script(self._session.state, self._session.options)
        self._desk.submit(COPY, work, self._on_script, self.error_raised.emit)

    def _on_progress(self, progress: FigureProgress) -> None:
        self.busy.emit(progress.text)

    def _on_preview(self, pixels: object) -> None:
        self.busy.emit("")
        self.previewed.emit(pixels)

    def _on_problem(self, error: Exception) -> None:
        self.busy.emit("")
        if isinstance(error, UserError):
            self.problem_raised.emit(str(error))
        else:
            self.problem_raised.emit(f"The figure could not be drawn: {error}")
            self.error_raised.emit(error)

    def _on_saved(self, path: Path) -> None:
        self._saved_name = path.name
        self.info_raised.emit(f"Saved {path}")
        self.file_state_changed.emit(f"Saved {path}")

    def _on_exported(self, paths: tuple[Path, ...]) -> None:
        words = f"Saved {len(paths)} figures to {paths[0].parent}"
        self.info_raised.emit(words)
        self.file_state_changed.emit(words)

    def _on_file_error(self, error: Exception) -> None:
        self.file_state_changed.emit(f"Not saved: {error}")
        self.error_raised.emit(error)

    def _on_caption(self, text: str) -> None:
        self.text_made.emit(text, "The LaTeX figure")

    def _on_script(self, text: str) -> None:
        self.text_made.emit(text, "The Python script")
