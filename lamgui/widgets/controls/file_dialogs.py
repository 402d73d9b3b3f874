"""Asks the user for files: where from, where to, what kinds."""

from __future__ import annotations

import re
from pathlib import Path

from PySide6.QtCore import QObject, Slot
from PySide6.QtWidgets import QFileDialog, QMessageBox, QWidget

PICTURE_FILTER = "Pictures (*.png *.jpg *.jpeg *.bmp *.tif *.tiff *.webp *.ppm *.pgm *.gif);;All files (*)"
NETWORK_FILTER = "Networks (*.pth *.pt *.ckpt *.bin *.safetensors *.pt2 *.py);;All files (*)"
DETECTOR_FILTER = "Python files (*.py);;All files (*)"
SESSION_FILTER = "Sessions and figures (*.lamgui *.png *.tif *.tiff *.pdf *.svg *.json);;All files (*)"


class FileDialogs:
    """File dialogs that open in the folder of the last choice."""

    def __init__(self, parent: QWidget) -> None:
        self._parent = parent
        self._folder = ""

    def ask_picture(self) -> Path | None:
        """A picture to open; None when the user changed their mind."""
        return self._chosen(
            QFileDialog.getOpenFileName(self._parent, "Open a picture", self._folder, PICTURE_FILTER)[0]
        )

    def ask_session(self) -> Path | None:
        """A session to open, or a figure that says how it was made; None when the user changed their mind."""
        return self._chosen(
            QFileDialog.getOpenFileName(self._parent, "Open a session or a figure", self._folder, SESSION_FILTER)[0]
        )

    def ask_folder(self, title: str) -> Path | None:
        """A folder to write to; None when the user changed their mind."""
        name = QFileDialog.getExistingDirectory(self._parent, title, self._folder)
        if name:
            self._folder = name
        return Path(name) if name else None

    def ask_file(self, title: str) -> Path | None:
        """Any file; None when the user changed their mind."""
        return self._chosen(QFileDialog.getOpenFileName(self._parent, title, self._folder, "All files (*)")[0])

    def ask_detector(self) -> Path | None:
        """A .py file with a detector; None when the user changed their mind."""
        title = "Choose the file of your detector"
        return self._chosen(QFileDialog.getOpenFileName(self._parent, title, self._folder, DETECTOR_FILTER)[0])

    def ask_networks(self) -> list[Path]:
        """Network files to add, none when the user changed their mind."""
        names, _ = QFileDialog.getOpenFileNames(self._parent, "Add network files", self._folder, NETWORK_FILTER)
        return [path for name in names if (path := self._chosen(name)) is not None]

    def ask_target(self, title: str, name: str, kinds: str) -> Path | None:
        """A file to write, named `name` unless the user says otherwise; None when they changed their mind.

        An ending is added where it is missing, before the dialog asks whether to write over a file that is there.
        """
        dialog = QFileDialog(self._parent, title, self._folder)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setFileMode(QFileDialog.FileMode.AnyFile)
        dialog.setNameFilters(kinds.split(";;"))
        dialog.setDefaultSuffix(_endings(kinds)[0])
        dialog.selectFile(name)
        kind = _Kind(dialog)
        dialog.filterSelected.connect(kind.follow)
        path = self._chosen(dialog.selectedFiles()[0]) if dialog.exec() else None
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
        answer = QMessageBox.warning(self._parent, "Replace a file", text, buttons.Yes | buttons.No, buttons.No)
        return answer == buttons.Yes

    def _chosen(self, name: str) -> Path | None:
        if not name:
            return None
        path = Path(name)
        self._folder = str(path.parent)
        return path


class _Kind(QObject):
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
