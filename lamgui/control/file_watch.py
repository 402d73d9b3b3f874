"""Reports files that have changed on disk, once they are complete: written, replaced, or deleted and made again."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from PySide6.QtCore import QFileSystemWatcher, QObject, QTimer, Signal, Slot

AT_REST_MS = 300
"""A file that looks the same twice, this far apart, is not being written."""

_Look = tuple[int, int, int]
"""Time of a file's last change in nanoseconds, size in bytes, and number of the file on its disk."""


class FileWatch(QObject):
    """Watches files and their folders: a file that is replaced is another file under the same name."""

    file_changed = Signal(object)
    """Path of a file that exists, is not being written, and has changed."""

    def __init__(self, parent: QObject | None = None, at_rest_ms: int = AT_REST_MS) -> None:
        super().__init__(parent)
        self._looks: dict[Path, _Look | None] = {}
        self._restless: dict[Path, _Look | None] = {}
        self._watcher = QFileSystemWatcher(self)
        self._settle = QTimer(self)
        self._settle.setSingleShot(True)
        self._settle.setInterval(at_rest_ms)
        self._settle.timeout.connect(self._look)
        self._watcher.fileChanged.connect(self._wait)
        self._watcher.directoryChanged.connect(self._wait)

    def watch(self, paths: Iterable[Path]) -> None:
        """Watch these files from now on, and no others; changes count from their present state."""
        wanted = set(paths)
        self._looks = {path: self._looks[path] if path in self._looks else _look_of(path) for path in wanted}
        self._restless = {path: look for path, look in self._restless.items() if path in wanted}
        self._attend()

    @Slot()
    def _wait(self) -> None:
        """Something has changed, and may still be changing."""
        self._settle.start()

    @Slot()
    def _look(self) -> None:
        """Report files that are not being written any more, and check the others again later."""
        self._attend()
        for path, look_before in tuple(self._looks.items()):
            look = _look_of(path)
            if look is None or look == look_before:
                # A missing file may come back: the watch on its folder will report it.
                self._restless.pop(path, None)
            elif self._restless.get(path) != look:
                self._restless[path] = look
            else:
                del self._restless[path]
                self._looks[path] = look
                self.file_changed.emit(path)
        if self._restless:
            self._settle.start()

    def _attend(self) -> None:
        """Watch the files that exist: the system stops watching one that was replaced or deleted."""
        wanted = {str(path) for path in self._looks if _look_of(path) is not None}
        wanted |= {str(path.parent) for path in self._looks if path.parent.is_dir()}
        watched = {*self._watcher.files(), *self._watcher.directories()}
        if gone := watched - wanted:
            self._watcher.removePaths(sorted(gone))
        if new := wanted - watched:
            self._watcher.addPaths(sorted(new))


def _look_of(path: Path) -> _Look | None:
    """None for a file that does not exist or cannot be inspected."""
    try:
        status = path.stat()
    except (OSError, ValueError):
        return None
    return status.st_mtime_ns, status.st_size, status.st_ino
