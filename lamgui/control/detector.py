"""Loads and tries a detector of the user's on the worker; only one that works goes into the settings."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QObject, Signal, Slot

from lamgui.attribution.detectors.own import DETECTOR as OWN
from lamgui.attribution.settings.own_detector import OwnDetector
from lamgui.base.errors import UntrustedDetector
from lamgui.control.desk.desk import Desk
from lamgui.control.messages import Messages
from lamgui.control.session import Session
from lamgui.jobs.pipeline import Pipeline

DETECTOR = "detector"
"""The lane of loading: another file cancels the one before."""


class DetectorController(QObject):
    """Uses the detector that the user chose; after an error, shown by `messages`, the one before stays in use."""

    trust_wanted = Signal(object, object)
    """OwnDetector that would run code which is not permitted, and the CodePermission that it needs."""

    def __init__(
        self, session: Session, desk: Desk, pipeline: Pipeline, messages: Messages, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self.show_error = messages.show_error
        self._session = session
        self._desk = desk
        self._pipeline = pipeline

    @Slot(object)
    def use(self, own: OwnDetector) -> None:
        """Use a detector that the user has accepted."""
        self._desk.submit(DETECTOR, self._pipeline.load_detector(own), self._take, _Trying(self, own).failed)

    def fail(self, own: OwnDetector, error: Exception) -> None:
        """Say why a detector cannot be used, or ask for permission where running it needs more."""
        if isinstance(error, UntrustedDetector) and error.wanted is not None:
            self.trust_wanted.emit(own, error.wanted)
        else:
            self.show_error(error)

    def _take(self, own: OwnDetector) -> None:
        settings = replace(self._session.state.settings, detector=OWN.name, own_detector=own)
        self._session.update(f"Detector {own.function}", settings=settings)


class _Trying:
    """Remembers which detector is being loaded."""

    def __init__(self, detectors: DetectorController, own: OwnDetector) -> None:
        self._detectors = detectors
        self._own = own

    def failed(self, error: Exception) -> None:
        self._detectors.fail(self._own, error)
