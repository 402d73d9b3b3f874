"""Asks the user for files: where from, where to, what kinds."""

from __future__ import annotations

from pathlib import Path

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
        """A file to write, named `name` unless the user says otherwise; an ending is added where it is missing."""
        chosen, kind = QFileDialog.getSaveFileName(self._parent, title, str(Path(self._folder) / name), kinds)
        path = self._chosen(chosen)
        if path is None or path.suffix:
            return path
        return path.with_name(path.name + kind[kind.find(".") : kind.find(")")].split()[0])

    def _chosen(self, name: str) -> Path | None:
        if not name:
            return None
        path = Path(name)
        self._folder = str(path.parent)
        return path
