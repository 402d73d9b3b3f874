"""The figure builder: choices at the left, a live preview at the right, export buttons below."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QEvent, QObject, QSignalBlocker, QSize, Qt, Signal, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QFrame,
    QHBoxLayout,
    QMenu,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from lamgui.base.escape import for_qt, shown
from lamgui.figures.drawn import DrawnFigure
from lamgui.figures.options import FigureOptions
from lamgui.figures.style import MM_PER_INCH
from lamgui.widgets.controls.elided_label import ElidedLabel
from lamgui.widgets.controls.file_dialogs import FileDialogs, FileKind
from lamgui.widgets.controls.form import describe
from lamgui.widgets.controls.messages.floating_bar import FloatingBar
from lamgui.widgets.controls.plain_label import PlainLabel
from lamgui.widgets.dialogs.figure_form import FigureForm
from lamgui.widgets.dialogs.figure_preview import FigurePreview

STILL_KINDS = (
    "PDF document (*.pdf);;SVG drawing (*.svg);;EPS drawing (*.eps);;PNG picture (*.png);;TIFF picture (*.tiff);;"
    "Page for browsers (*.html)"
)
ANIMATED_KINDS = (
    "Animation of the path (*.webp);;Animation of the path (*.apng);;Animation of the path (*.gif);;"
    "Video of the path (*.mp4)"
)
FORM_WIDTH_PX = 320
"""Least width of the choices; larger text takes more."""
IN_CMYK = "TIFF in CMYK"
ENDINGS = ("pdf", "svg", "eps", "png", "tiff", "html")


class FigureBuilder(QDialog):
    """Shows options and preview; reports what the user wants to export."""

    options_changed = Signal(object)
    save_wanted = Signal(object, bool, object)
    """Path, whether the recipe is to be written beside it, and the profile of a TIFF in CMYK, or None."""
    copy_wanted = Signal()
    copy_caption_wanted = Signal()
    copy_python_wanted = Signal()
    export_all_wanted = Signal(object, str, bool, object)
    """Folder, ending, whether recipes are to be written beside, and the profile of TIFFs in CMYK, or None."""
    resized = Signal()

    def __init__(self, parent: QWidget | None = None, folders: dict[str, str] | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("Figure for a paper")
        self.setModal(False)
        self._name = "figure"
        self._options = FigureOptions()
        self._busy = ""
        self._files = FileDialogs(self, folders)
        self.form = FigureForm()
        self.preview = FigurePreview()
        self.size_label = PlainLabel()
        self.file_label = ElidedLabel(elide=Qt.TextElideMode.ElideMiddle)
        self.notes_label = PlainLabel()
        self.beside = QCheckBox("Also write the recipe (.json)")
        self.cmyk = QCheckBox(IN_CMYK)
        self._profile: Path | None = None
        self.save_button = QPushButton("&Save…")
        self.copy_button = QPushButton("C&opy")
        self.all_button = QPushButton("&Export all bookmarks")
        self.close_button = QPushButton("Close")
        self._lay_out()
        self.message_bar = FloatingBar(self.preview)
        self.form.edited.connect(self._take_options)
        self.preview.resized.connect(self.message_bar.place)
        self.preview.resized.connect(self.resized)
        self.save_button.clicked.connect(self._save)
        self.close_button.clicked.connect(self.close)
        self.cmyk.toggled.connect(self._choose_profile)
        self.resize(1120, 700)

    @property
    def preview_width_px(self) -> int:
        """Pixels that the preview may be wide."""
        return self.preview.width_px

    def set_default_name(self, stem: str) -> None:
        """Set the proposed name of the file, without its ending."""
        self._name = stem

    def show_options(self, options: FigureOptions) -> None:
        """Show the choices."""
        self._ask_for(options)
        self.form.show_options(options)

    def show_preview(self, figure: DrawnFigure | None) -> None:
        """Show the figure; None while there is none."""
        if figure is None:
            self.preview.show_words("No figure yet")
            return
        self.preview.show_pixels(figure.pixels)
        mm = [side_in * MM_PER_INCH for side_in in figure.size_in]
        px = figure.file_size_px(self._options.dpi)
        self.notes_label.setText(" ".join(figure.notes))
        self.notes_label.setVisible(bool(figure.notes))
        self.size_label.setText(f"{mm[0]:.0f} × {mm[1]:.0f} mm, as PNG {px[0]} × {px[1]} px")

    def show_file_state(self, text: str) -> None:
        """Show what has become of the file that was asked for."""
        self.file_label.set_text(shown(text))

    @Slot()
    def show_copied(self) -> None:
        """What was asked for is on the clipboard."""
        self.show_file_state("Copied")

    def show_busy(self, text: str) -> None:
        """Show what is being computed; empty when it is done."""
        self._busy = text
        self.setWindowTitle(f"Figure for a paper - {text}" if text else "Figure for a paper")
        if text and not self.preview.shows_figure:
            self.preview.show_words(text)
        elif text:
            self.size_label.setText(f"{text}…")

    def show_problem(self, text: str) -> None:
        """Show why there is no figure."""
        self.size_label.setText("")
        self.preview.show_words(text)

    def _take_options(self, options: FigureOptions) -> None:
        # What was saved is no longer what is shown.
        self.show_file_state("")
        self._ask_for(options)
        self.options_changed.emit(options)

    def _ask_for(self, options: FigureOptions) -> None:
        """A figure of another layout or other pictures than the one that is shown must not be taken for it."""
        before, self._options = self._options, options
        if (before.layout, before.shown_columns) != (options.layout, options.shown_columns):
            self.preview.show_stale()

    def _save(self) -> None:
        animates = self.form.animates.isChecked()
        kinds = (ANIMATED_KINDS, STILL_KINDS) if animates else (STILL_KINDS, ANIMATED_KINDS)
        proposed = f"{self._name}.{'webp' if animates else 'pdf'}"
        path = self._files.ask_target("Save the figure", proposed, ";;".join(kinds))
        if path is not None:
            self.save_wanted.emit(path, self.beside.isChecked(), self._profile)

    def _export_all(self, action: QAction) -> None:
        folder = self._files.ask_folder("Export all bookmarks into a folder", FileKind.FIGURES)
        if folder is not None:
            self.export_all_wanted.emit(folder, action.property("ending"), self.beside.isChecked(), self._profile)

    def _choose_profile(self, wanted: bool) -> None:
        """Ask for the profile of the press; without one the TIFF stays in RGB."""
        self._profile = self._files.ask_profile() if wanted else None
        with QSignalBlocker(self.cmyk):
            self.cmyk.setChecked(self._profile is not None)
        self.cmyk.setText(IN_CMYK if self._profile is None else f"{IN_CMYK}: {for_qt(self._profile.name)}")

    def _lay_out(self) -> None:
        copies = QMenu(self)
        for text, signal in (
            ("The &figure, as a picture", self.copy_wanted),
            ("The &caption, as LaTeX", self.copy_caption_wanted),
            ("A &Python script that makes it", self.copy_python_wanted),
        ):
            copies.addAction(text).triggered.connect(signal)
        self.copy_button.setMenu(copies)
        endings = QMenu(self)
        for ending in ENDINGS:
            action = endings.addAction(f"As &{ending.upper()}…")
            action.setProperty("ending", ending)
        endings.triggered.connect(self._export_all)
        self.all_button.setMenu(endings)
        scroll = _FormArea(self.form)
        right = QVBoxLayout()
        right.addWidget(self.preview, 1)
        self.file_label.set_alignment(Qt.AlignmentFlag.AlignRight)
        below = QHBoxLayout()
        below.addWidget(self.size_label)
        below.addWidget(self.file_label, 1)
        right.addLayout(below)
        self.notes_label.setTextFormat(Qt.TextFormat.PlainText)
        self.notes_label.setWordWrap(True)
        self.notes_label.hide()
        right.addWidget(self.notes_label)
        middle = QHBoxLayout()
        middle.addWidget(scroll)
        middle.addLayout(right, 1)
        foot = QHBoxLayout()
        foot.addWidget(self.beside)
        foot.addWidget(self.cmyk)
        foot.addStretch(1)
        for button in (self.all_button, self.copy_button, self.save_button, self.close_button):
            button.setAutoDefault(False)
            foot.addWidget(button)
        self.save_button.setDefault(True)
        column = QVBoxLayout(self)
        column.addLayout(middle, 1)
        column.addLayout(foot)
        describe(self.beside, "Write the recipe beside", "The figure always carries it inside; this is a copy to read.")
        describe(
            self.cmyk,
            "TIFF in CMYK",
            "Saves a TIFF in the CMYK of a profile, an ICC file that the journal names; other files stay in RGB.",
        )
        describe(
            self.save_button,
            "Save the figure",
            "As PDF, SVG, EPS, PNG or TIFF, as a page for browsers or an animation of the path, with its recipe.",
        )
        describe(self.copy_button, "Copy", "Put the figure, its LaTeX caption or a Python script on the clipboard.")
        describe(self.all_button, "Export all bookmarks", "A figure for each bookmark, into a folder.")
        describe(self.close_button, "Close", "Close the builder; its choices stay.")


class _FormArea(QScrollArea):
    """The choices, scrolled up and down alone: as wide as their text needs."""

    def __init__(self, form: QWidget) -> None:
        super().__init__()
        self._form = form
        self.setWidget(form)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Expanding)
        form.installEventFilter(self)

    def sizeHint(self) -> QSize:
        """Beside the form there is room for its scroll bar."""
        width = self._form.minimumSizeHint().width() + self.verticalScrollBar().sizeHint().width()
        return QSize(max(FORM_WIDTH_PX, width), super().sizeHint().height())

    def minimumSizeHint(self) -> QSize:
        """All of the width, and a few lines."""
        return QSize(self.sizeHint().width(), super().minimumSizeHint().height())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Larger text takes more width."""
        if event.type() is QEvent.Type.LayoutRequest:
            self.updateGeometry()
        return super().eventFilter(watched, event)
