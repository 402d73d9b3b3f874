"""Asks for the file of a detector of the user's and whether it may run, remembers a yes, and uses it then."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QObject, Slot

from lamgui.base.errors import UserError
from lamgui.control.detector import DetectorController
from lamgui.maps.detector_file import detectors_in, own_detector_in
from lamgui.networks.entry import OwnCode
from lamgui.session.consent import CodeAnswers
from lamgui.widgets.controls.file_dialogs import FileDialogs
from lamgui.widgets.dialogs.detector_dialog import DetectorDialog
from lamgui.window.main_window import MainWindow


class DetectorCommands(QObject):
    """Answers the path panel's `own_detector_wanted`."""

    def __init__(self, window: MainWindow, detectors: DetectorController, answers: CodeAnswers) -> None:
        super().__init__(window)
        self._window = window
        self._detectors = detectors
        self._answers = answers
        self._files = FileDialogs(window)
        window.path_panel.own_detector_wanted.connect(self._ask_file)

    @Slot()
    def _ask_file(self) -> None:
        path = self._files.ask_detector()
        if path is None:
            return
        try:
            self._use(path)
        except UserError as error:
            self._detectors.show_error(error)

    def _use(self, path: Path) -> None:
        """Ask, unless this very file was trusted before and leaves no choice; nothing of it is run until then."""
        choices = detectors_in(path)
        own = own_detector_in(path)
        is_trusted = self._answers.find(own.sha256) is not None
        if len(choices) == 1 and is_trusted:
            self._detectors.use(own)
            return
        dialog = DetectorDialog(path, choices, self._window)
        accepted = dialog.exec() == DetectorDialog.DialogCode.Accepted
        function = dialog.function
        dialog.deleteLater()
        if not accepted:
            return
        if not is_trusted:
            # What was said of a file that is a network, too, stays as it is.
            self._answers.remember(OwnCode(own.sha256))
        self._detectors.use(replace(own, function=function))
