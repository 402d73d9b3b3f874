"""Asks the user for files: where from, where to, what kinds."""

from __future__ import annotations

import re
from enum import StrEnum
from pathlib import Path

from PySide6.QtCore import QObject, Slot
from PySide6.QtWidgets import QFileDialog, QMessageBox, QWidget

from lamgui.base.escape import for_qt
from lamgui.imaging.suffixes import PICTURE_SUFFIXES

PICTURE_FILTER = f"Pictures ({' '.join(f'*{suffix}' for suffix in PICTURE_SUFFIXES)});;All files (*)"
NETWORK_FILTER = "Networks (*.pth *.pt *.ckpt *.bin *.safetensors *.pt2 *.py);;All files (*)"
PROFILE_FILTER = "Colour profiles (*.icc *.icm);;All files (*)"
DETECTOR_FILTER = "Python files (*.py);;All files (*)"
SESSION_FILTER = (
    "Sessions and figures (*.lamgui *.png *.tif *.tiff *.pdf *.svg *.eps *.html *.webp *.apng *.gif *.mp4 *.json);;"
    "All files (*)"
)


class FileKind(StrEnum):
    """What a dialog asks for; each kind opens in the folder of its own last choice."""

    PICTURES = "pictures"
    NETWORKS = "networks"
    SESSIONS = "sessions"
    FIGURES = "figures"
    """What is written for a paper: figures, maps, numbers."""
    DETECTORS = "detectors"
    PROFILES = "profiles"
    STUDIES = "studies"
    OTHERS = "others"


class FileDialogs:
    """File dialogs that open in the folder of the last choice of their kind.

    `folders` are these by kind: others may share them, and the preferences store them.
    """

    def __init__(self, parent: QWidget, folders: dict[str, str] | None = None) -> None:
        self._parent = parent
        self.folders: dict[str, str] = {} if folders is None else folders

    def ask_picture(self) -> Path | None:
        """A picture to open; None when the user changed their mind."""
        return self._ask_one(FileKind.PICTURES, "Open a picture", PICTURE_FILTER)

    def ask_pictures(self) -> list[Path]:
        """Several pictures, none when the user changed their mind."""
        folder = self._folder(FileKind.PICTURES)
        names, _ = QFileDialog.getOpenFileNames(self._parent, "Add pictures", folder, PICTURE_FILTER)
        return [path for name in names if (path := self._chosen(FileKind.PICTURES, name)) is not None]

    def ask_session(self) -> Path | None:
        """A session to open, or a figure that says how it was made; None when the user changed their mind."""
        return self._ask_one(FileKind.SESSIONS, "Open a session or a figure", SESSION_FILTER)

    def ask_folder(self, title: str, kind: FileKind) -> Path | None:
        """A folder for files of a kind; None when the user changed their mind."""
        name = QFileDialog.getExistingDirectory(self._parent, title, self._folder(kind))
        return self._left_in(kind, Path(name)) if name else None

    def ask_file(self, title: str) -> Path | None:
        """Any file; None when the user changed their mind."""
        return self._ask_one(FileKind.OTHERS, title, "All files (*)")

    def ask_profile(self) -> Path | None:
        """A colour profile; None when the user changed their mind."""
        return self._ask_one(FileKind.PROFILES, "The profile of the press, as the journal names it", PROFILE_FILTER)

    def ask_detector(self) -> Path | None:
        """A .py file with a detector; None when the user changed their mind."""
        return self._ask_one(FileKind.DETECTORS, "Choose the file of your detector", DETECTOR_FILTER)

    def ask_networks(self, beside: Path | None = None) -> list[Path]:
        """Network files to add, none when the user changed their mind.

        Where none was chosen in a dialog before, it opens in the folder of the file `beside`.
        """
        if beside is not None and FileKind.NETWORKS not in self.folders:
            folder = str(beside.parent)
        else:
            folder = self._folder(FileKind.NETWORKS)
        names, _ = QFileDialog.getOpenFileNames(self._parent, "Add network files", folder, NETWORK_FILTER)
        return [path for name in names if (path := self._chosen(FileKind.NETWORKS, name)) is not None]

    def ask_target(self, title: str, name: str, kinds: str, kind: FileKind = FileKind.FIGURES) -> Path | None:
        """A file to write, named `name` unless the user says otherwise; None when they changed their mind.

        An ending is added where it is missing, before the dialog asks whether to write over a file that is there.
        """
        dialog = QFileDialog(self._parent, title, self._folder(kind))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setFileMode(QFileDialog.FileMode.AnyFile)
        dialog.setNameFilters(kinds.split(";;"))
        dialog.setDefaultSuffix(_endings(kinds)[0])
        dialog.selectFile(name)
        ending_of_kind = _Ending(dialog)
        dialog.filterSelected.connect(ending_of_kind.follow)
        path = self._chosen(kind, dialog.selectedFiles()[0]) if dialog.exec() else None
        ending = dialog.defaultSuffix()
        dialog.deleteLater()
        if path is None or path.suffix[1:].lower() in _endings(kinds):
            return path
        # A dot in the name, as in "net.v2", keeps the dialog from adding the ending.
        path = path.with_name(f"{path.name}.{ending}")
        return path if not path.exists() or self._may_replace(path) else None

    def _may_replace(self, path: Path) -> bool:
        buttons = QMessageBox.StandardButton
        text = f"{path.name} already exists.\nDo you want to replace it?"
        answer = QMessageBox.warning(self._parent, "Replace a file", for_qt(text), buttons.Yes | buttons.No, buttons.No)
        return answer == buttons.Yes

    def _ask_one(self, kind: FileKind, title: str, kinds: str) -> Path | None:
        return self._chosen(kind, QFileDialog.getOpenFileName(self._parent, title, self._folder(kind), kinds)[0])

    def _folder(self, kind: FileKind) -> str:
        """Where a dialog opens: in the folder of its kind, else in the one that any was left in last."""
        return self.folders.get(kind) or next(reversed(self.folders.values()), "")

    def _chosen(self, kind: FileKind, name: str) -> Path | None:
        if not name:
            return None
        path = Path(name)
        self._left_in(kind, path.parent)
        return path

    def _left_in(self, kind: FileKind, folder: Path) -> Path:
        """A dialog was left in a folder, the latest last."""
        self.folders.pop(kind, None)
        self.folders[kind] = str(folder)
        return folder


class _Ending(QObject):
    """Changes the ending of the file to write with the kind that is chosen in its dialog."""

    def __init__(self, dialog: QFileDialog) -> None:
        super().__init__(dialog)
        self._dialog = dialog

    @Slot(str)
    def follow(self, kind: str) -> None:
        """Give the name in the dialog the ending of `kind`."""
        ending, offered = _endings(kind)[0], _endings(";;".join(self._dialog.nameFilters()))
        self._dialog.setDefaultSuffix(ending)
        for name in self._dialog.selectedFiles()[:1]:
            path = Path(name)
            if path.suffix[1:].lower() in offered:
                self._dialog.selectFile(path.with_suffix(f".{ending}").name)


def _endings(kinds: str) -> list[str]:
    """The endings of filters such as "PNG picture (*.png);;PDF document (*.pdf)", without their dots."""
    return re.findall(r"\*\.(\w+)", kinds)
