"""A new study, put together by picking: pictures, networks, patches, surroundings and settings."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import count
from pathlib import Path

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QDialogButtonBox,
    QGridLayout,
    QGroupBox,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from lamgui.attribution.settings.settings import Settings
from lamgui.attribution.surroundings import PAPER_SURROUNDINGS_PX
from lamgui.imaging.prepare import Role
from lamgui.imaging.reduce import Reduction
from lamgui.jobs.studies.stating import SUFFIX, StudyChoices
from lamgui.networks.entry import NetworkEntry
from lamgui.session.state import State
from lamgui.study.stated.definition import Keep
from lamgui.widgets.controls.file_dialogs import FileDialogs, FileKind
from lamgui.widgets.controls.form import Choice, Option, add_row, describe, narrow_form
from lamgui.widgets.controls.plain_label import PlainLabel
from lamgui.widgets.studies.network_choices import NetworkChoices
from lamgui.widgets.studies.patch_choices import PatchChoices
from lamgui.widgets.studies.picture_choices import PictureChoices

WHOLE = 0
"""Stands for the whole picture among surroundings."""

SURROUNDINGS = (
    Option(PAPER_SURROUNDINGS_PX, f"{PAPER_SURROUNDINGS_PX} LR px, as in the paper", "DI compares with the paper's."),
    Option(WHOLE, "Whole picture", "DI compares only between pictures of one size."),
)
KEEPS = (
    Option(Keep.MAP, "Map and curves", "What other programs need of a map."),
    Option(Keep.NUMBERS, "Numbers alone", "Takes the least disk."),
    Option(Keep.PICTURES, "Map, LR and SR", "Takes the most disk: the pictures lie beside each map."),
)


class NewStudyDialog(QDialog):
    """Reports what was chosen. The session says what is chosen at first, and how pictures are read and prepared."""

    made = Signal(object)
    """StudyChoices."""

    def __init__(
        self,
        state: State,
        entries: Sequence[NetworkEntry],
        listed: Sequence[Path],
        folders: dict[str, str] | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle("New study")
        self._state = state
        self._files = FileDialogs(self, folders)
        here = () if state.picture is None or state.picture.path is None else (state.picture.path,)
        self.folder = QLineEdit(str(self._free_folder()))
        self.folder_button = QPushButton("&Choose…")
        self.pictures = PictureChoices(listed or here, self._files)
        self.networks = NetworkChoices(entries, state.networks, self._files)
        self.patches = PatchChoices(len([one for one in state.bookmarks if one.path is not None]))
        self.surroundings = Choice(_surroundings_beside(state.settings.surroundings))
        self.keep = Choice(KEEPS)
        self.session_settings = QCheckBox("&Settings of the main window")
        self.prepared = PlainLabel(_prepared_in_words(state))
        self.problem = PlainLabel()
        self.buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        self.make_button = self.buttons.addButton("&Make the study", QDialogButtonBox.ButtonRole.AcceptRole)
        self._lay_out()
        self.pictures.add(listed or here)
        self._connect()
        self._show_problem()
        self.resize(820, 600)

    @property
    def choices(self) -> StudyChoices:
        """What is chosen now."""
        state, side = self._state, self.surroundings.value()
        keep = self.keep.value()
        return StudyChoices(
            folder=self._chosen_folder(),
            pictures=self.pictures.paths,
            networks=self.networks.entries,
            patches=self.patches.rules,
            bookmarks=state.bookmarks if self.patches.with_bookmarks else (),
            surroundings=side if isinstance(side, int) and side else None,
            settings=state.settings if self.session_settings.isChecked() else Settings(),
            role=state.role,
            reduction=state.reduction,
            degradation=state.degradation,
            keep=keep if isinstance(keep, Keep) else Keep.MAP,
        )

    def _problem(self) -> str:
        """Why the study cannot be made; empty where it can."""
        choices = self.choices
        if not self.folder.text().strip():
            return "The study needs a folder."
        if choices.folder.exists():
            return f"{choices.folder.name} is there already: choose another name."
        if not choices.pictures and not choices.bookmarks:
            return "Add pictures: files, a folder, or the open list."
        if not choices.networks:
            return "Tick one network at least."
        if not choices.patches and not choices.bookmarks:
            return "Choose the patches of each picture."
        return ""

    def _chosen_folder(self) -> Path:
        path = Path(self.folder.text().strip()).expanduser().absolute()
        return path if path.suffix == SUFFIX else path.with_name(f"{path.name}{SUFFIX}")

    def _free_folder(self) -> Path:
        """A name that is free, in the folder of the last study."""
        last = Path(self._files.folders.get(FileKind.STUDIES, str(Path.home())))
        parent = last.parent if last.suffix == SUFFIX else last
        names = (parent / f"study-{number}{SUFFIX}" for number in count(1))
        return next(path for path in names if not path.exists())

    @Slot()
    def _choose_folder(self) -> None:
        parent = self._files.ask_folder("Where the study's folder is made", FileKind.STUDIES)
        if parent is not None:
            self.folder.setText(str(parent / self._chosen_folder().name))

    @Slot()
    def _show_problem(self) -> None:
        problem = self._problem()
        self.problem.setText(problem)
        self.make_button.setEnabled(not problem)

    @Slot()
    def _make(self) -> None:
        choices = self.choices
        self.accept()
        self.made.emit(choices)

    def _connect(self) -> None:
        self.folder_button.clicked.connect(self._choose_folder)
        self.folder.textChanged.connect(self._show_problem)
        for part in (self.pictures, self.networks, self.patches):
            part.changed.connect(self._show_problem)
        self.buttons.accepted.connect(self._make)
        self.buttons.rejected.connect(self.reject)

    def _lay_out(self) -> None:
        column, line = QVBoxLayout(self), QHBoxLayout()
        label = PlainLabel("Fol&der")
        label.setBuddy(self.folder)
        self.folder_button.setAutoDefault(False)
        for widget in (label, self.folder, self.folder_button):
            line.addWidget(widget)
        column.addLayout(line)
        grid = QGridLayout()
        parts: tuple[tuple[str, QWidget], ...] = (
            ("Pictures", self.pictures),
            ("Networks", self.networks),
            ("Patches of each picture", self.patches),
            ("Maps", self._maps_part()),
        )
        for place, (title, part) in enumerate(parts):
            box = QGroupBox(title)
            QVBoxLayout(box).addWidget(part)
            grid.addWidget(box, place // 2, place % 2)
        grid.setRowStretch(0, 1)
        for number in (0, 1):
            grid.setColumnStretch(number, 1)
        column.addLayout(grid, 1)
        self.problem.setWordWrap(True)
        foot = QHBoxLayout()
        foot.addWidget(self.problem, 1)
        foot.addWidget(self.buttons)
        column.addLayout(foot)
        describe(self.folder, "Folder of the study", f"A new folder, whose name ends in {SUFFIX}.")
        describe(self.folder_button, "Choose a folder", "Choose where the study's folder is made.")
        describe(
            self.make_button, "Make the study", "Write study.toml, and say what the study will take. Nothing runs yet."
        )

    def _maps_part(self) -> QWidget:
        part = QWidget()
        form = narrow_form(part)
        add_row(form, "Surro&undings", self.surroundings, "What of a picture around the patch a network is given.")
        add_row(form, "&Keep", self.keep, "What of each map stays in the study's folder.")
        form.addRow(self.session_settings)
        self.prepared.setWordWrap(True)
        form.addRow(self.prepared)
        self.surroundings.show_value(PAPER_SURROUNDINGS_PX)
        self.keep.show_value(Keep.MAP)
        self.session_settings.setChecked(True)
        settings = f"Else the usual ones. Now: {_settings_in_words(self._state.settings)}."
        describe(self.session_settings, "Settings of the main window", settings)
        return part


def _surroundings_beside(side: int | None) -> tuple[Option, ...]:
    """The usual choices, and that of the main window where it is another."""
    if side is None or side == PAPER_SURROUNDINGS_PX:
        return SURROUNDINGS
    return (*SURROUNDINGS, Option(side, f"{side} LR px, as in the main window", "DI compares within this study."))


def _settings_in_words(settings: Settings) -> str:
    return f"{settings.detector_words}, {settings.path}, σ {settings.sigma:g}, {settings.steps_words}"


def _prepared_in_words(state: State) -> str:
    """How the pictures become LR, as in the main window."""
    if state.role is Role.LR:
        return "Pictures are LR, given to the networks as they are, as in the main window."
    degraded = f" For networks of scale 1: {state.degradation.words}." if state.degradation.words else ""
    reduction = "MATLAB bicubic" if state.reduction is Reduction.MATLAB else "Pillow bicubic"
    return f"Pictures are HR, reduced by {reduction}, as in the main window.{degraded}"
