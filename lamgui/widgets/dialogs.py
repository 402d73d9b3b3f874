"""Asks the user for files: where from, where to, what kinds."""

from __future__ import annotations

import re
from pathlib import Path

from PySide6.QtCore import QObject, Slot
from PySide6.QtWidgets import QFileDialog, QWidget

PICTURE_FILTER = "Pictures (*.png *.jpg *.jpeg *.bmp *.tif *.tiff *.webp *.ppm *.pgm *.gif);;All files (*)"
NETWORK_FILTER = "Networks (*.pth *.pt *.ckpt *.bin *.safetensors);;All files (*)"


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
        dialog.setDefaultSuffix(_ending(kinds))
        dialog.selectFile(name)
        kind = _Kind(dialog)
        dialog.filterSelected.connect(kind.follow)
        chosen = dialog.selectedFiles() if dialog.exec() else []
        dialog.deleteLater()
        return self._chosen(chosen[0]) if chosen else None

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
        ending, offered = _ending(kind), {_ending(k) for k in self._dialog.nameFilters()}
        self._dialog.setDefaultSuffix(ending)
        for name in self._dialog.selectedFiles()[:1]:
            path = Path(name)
            if path.suffix[1:].lower() in offered:
                self._dialog.selectFile(path.with_suffix(f".{ending}").name)


def _ending(kind: str) -> str:
    """The first ending of a filter such as "PNG picture (*.png)", without its dot."""
    found = re.search(r"\*\.(\w+)", kind)
    return found[1] if found else ""
