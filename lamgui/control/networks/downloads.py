"""Downloads of the window, one after the other, on a worker of their own, so that maps need not wait for them."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal, Slot

from lamgui.base.errors import DownloadError
from lamgui.control.desk.desk import Desk
from lamgui.control.networks.networks import NetworksController
from lamgui.networks.downloads.download import download
from lamgui.networks.downloads.fetch import FetchProgress
from lamgui.networks.downloads.folder import DownloadedNetworks, Status
from lamgui.networks.downloads.release import Release
from lamgui.networks.entry import NetworkEntry

DOWNLOAD = "download"


class DownloadController(QObject):
    """Downloads releases, and adds each to the list of networks when it is complete."""

    changed = Signal()
    """The releases that are here, that wait, or that are being downloaded have changed."""
    progressed = Signal(object)
    """FetchProgress of the present download."""
    failed = Signal(object, object)
    """Release and error."""

    def __init__(
        self, downloaded: DownloadedNetworks, networks: NetworksController, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._downloaded = downloaded
        self._networks = networks
        self._desk: Desk | None = None
        self._coming: Release | None = None
        self._waiting: list[Release] = []

    @property
    def downloaded(self) -> DownloadedNetworks:
        """The releases that can be downloaded, and those that are here."""
        return self._downloaded

    @property
    def coming(self) -> Release | None:
        """The release that is being downloaded."""
        return self._coming

    @property
    def waiting(self) -> tuple[Release, ...]:
        """The releases that wait for it."""
        return tuple(self._waiting)

    @Slot(object)
    def get(self, release: Release) -> None:
        """Download a release, after those that were requested before; one that is here is used at once."""
        if self._downloaded.status_of(release) is Status.DOWNLOADED:
            self._networks.add_entry(self._downloaded.entry_of(release))
        elif release != self._coming and release not in self._waiting:
            self._waiting.append(release)
            self._go_on()

    @Slot(object)
    def cancel(self, release: Release) -> None:
        """Cancel a download; the part that has arrived stays, and the next download continues it."""
        if release in self._waiting:
            self._waiting.remove(release)
        elif release == self._coming and self._desk is not None:
            self._desk.cancel(DOWNLOAD)
            self._coming = None
        self._go_on()

    @Slot(object)
    def delete(self, release: Release) -> None:
        """Delete a release from the disk and from the list; one that cannot be deleted stays in both."""
        try:
            self._downloaded.delete(release)
        except DownloadError as error:
            self.failed.emit(release, error)
        else:
            self._networks.remove(self._downloaded.entry_of(release))
        self.changed.emit()

    @Slot()
    def stop(self) -> None:
        """Cancel all downloads without waiting for a server; parts that have arrived stay."""
        self._waiting.clear()
        if self._desk is not None:
            self._desk.cancel(DOWNLOAD)
        self._coming = None

    def close(self) -> None:
        """Cancel all, and stop the worker: at once, or when the wait for a silent server times out."""
        self.stop()
        if self._desk is not None:
            self._desk.close()

    def _go_on(self) -> None:
        """Begin the next download where none is running."""
        if self._coming is None and self._waiting:
            if self._desk is None:
                self._desk = Desk(self)
            self._coming = self._waiting.pop(0)
            work = download(self._coming, self._downloaded)
            self._desk.submit(DOWNLOAD, work, self._on_done, self._on_failed, self._on_progress)
        self.changed.emit()

    def _on_progress(self, progress: FetchProgress) -> None:
        self.progressed.emit(progress)

    def _on_done(self, entry: NetworkEntry) -> None:
        self._coming = None
        self._networks.add_entry(entry)
        self._go_on()

    def _on_failed(self, error: Exception) -> None:
        release, self._coming = self._coming, None
        self._go_on()
        self.failed.emit(release, error)
