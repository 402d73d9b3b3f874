"""Reports files that have changed on disk, once they are complete: written, replaced, or deleted and made again."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

from PySide6.QtCore import QFileSystemWatcher, QObject, QTimer, Signal, Slot

AT_REST_MS = 2000
"""A file that looks the same twice, this far apart, is not being written: checkpoints of a training come in parts."""
POLL_MS = 5000
"""Time between two looks without notice: of files on a network drive the system gives none."""

FileLook = tuple[int, int, int]
"""Time of a file's last change in nanoseconds, size in bytes, and number of the file on its disk."""
Looks = Mapping[Path, FileLook | None]
"""None for a file that does not exist or cannot be inspected; those whose drive does not answer are left out."""
LookAt = Callable[[tuple[Path, ...], Callable[[Looks], None]], None]
"""Looks at files and reports how they look, at once or later: a network drive that is away can take its time."""


class FileWatch(QObject):
    """Watches files and their folders: a file that is replaced is another file under the same name."""

    file_changed = Signal(object)
    """Path of a file that exists, is not being written, and has changed."""

    def __init__(
        self,
        parent: QObject | None = None,
        at_rest_ms: int = AT_REST_MS,
        poll_ms: int = POLL_MS,
        look_at: LookAt | None = None,
    ) -> None:
        super().__init__(parent)
        self._look_at = look_at or _look_at_once
        self._looks: dict[Path, FileLook | None] = {}
        self._unseen: set[Path] = set()
        """Files of which no look has come yet."""
        self._restless: dict[Path, FileLook | None] = {}
        self._watcher = QFileSystemWatcher(self)
        self._settle = QTimer(self)
        self._settle.setSingleShot(True)
        self._settle.setInterval(at_rest_ms)
        self._settle.timeout.connect(self._look)
        self._poll = QTimer(self)
        self._poll.setInterval(poll_ms)
        self._poll.timeout.connect(self._look)
        self._watcher.fileChanged.connect(self._wait)
        self._watcher.directoryChanged.connect(self._wait)

    def watch(self, paths: Iterable[Path]) -> None:
        """Watch these files from now on, and no others; changes count from their present state."""
        wanted = set(paths)
        self._looks = {path: look for path, look in self._looks.items() if path in wanted}
        self._restless = {path: look for path, look in self._restless.items() if path in wanted}
        self._unseen = wanted - self._looks.keys()
        self._attend(self._looks)
        if self._unseen:
            self._look()
        if wanted:
            self._poll.start()
        else:
            self._poll.stop()

    @Slot()
    def _wait(self) -> None:
        """Something has changed, and may still be changing."""
        self._settle.start()

    @Slot()
    def _look(self) -> None:
        if paths := (*self._looks, *self._unseen):
            self._look_at(paths, self._compare)

    def _compare(self, looks: Looks) -> None:
        """Report files that are not being written any more, and check the others again later."""
        for path in self._unseen & looks.keys():
            # Changes count from this first look.
            self._unseen.discard(path)
            self._looks[path] = looks[path]
        self._attend({**self._looks, **looks})
        for path, look in looks.items():
            if path not in self._looks:
                continue
            if look is None or look == self._looks[path]:
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

    def _attend(self, looks: Looks) -> None:
        """Watch the files that exist: the system stops watching one that was replaced or deleted."""
        there = [path for path, look in looks.items() if look is not None and path in self._looks]
        wanted = {str(path) for path in there} | {str(path.parent) for path in self._looks}
        watched = {*self._watcher.files(), *self._watcher.directories()}
        if gone := watched - wanted:
            self._watcher.removePaths(sorted(gone))
        if new := wanted - watched:
            self._watcher.addPaths(sorted(new))


def looks_of(paths: Iterable[Path]) -> dict[Path, FileLook | None]:
    """How files look now."""
    return {path: _look_of(path) for path in paths}


def _look_at_once(paths: tuple[Path, ...], take: Callable[[Looks], None]) -> None:
    take(looks_of(paths))


def _look_of(path: Path) -> FileLook | None:
    try:
        status = path.stat()
    except (OSError, ValueError):
        return None
    return status.st_mtime_ns, status.st_size, status.st_ino
