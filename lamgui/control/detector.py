"""Loads and tries a detector of the user's on the worker; only one that works goes into the settings."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QObject, Slot

from lamgui.attribution.detectors.own import DETECTOR as OWN
from lamgui.attribution.settings.own_detector import OwnDetector
from lamgui.control.desk import Desk
from lamgui.control.messages import Messages
from lamgui.control.session import Session
from lamgui.jobs.pipeline import Pipeline

DETECTOR = "detector"
"""The lane of loading: another file cancels the one before."""


class DetectorController(QObject):
    """Uses the detector that the user chose; after an error, shown by `messages`, the one before stays in use."""

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
        self._desk.submit(DETECTOR, self._pipeline.load_detector(own), self._take, self.show_error)

    def _take(self, own: OwnDetector) -> None:
        settings = replace(self._session.state.settings, detector=OWN.name, own_detector=own)
        self._session.update(f"Detector {own.function}", settings=settings)
