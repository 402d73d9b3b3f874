"""Asks whether a network or a detector of the user's may run its code, stores the permission, and uses it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QObject, Slot
from PySide6.QtWidgets import QWidget

from lamgui.base.errors import NetworkError, UserError
from lamgui.control.detector import DetectorController
from lamgui.control.networks import NetworksController
from lamgui.maps.detector_file import detectors_in, own_detector_in
from lamgui.networks.entry import OwnCode
from lamgui.networks.user_code.definitions import definitions_in
from lamgui.session.consent import CodeAnswers
from lamgui.widgets.controls.file_dialogs import FileDialogs
from lamgui.widgets.dialogs.detector_dialog import DetectorDialog
from lamgui.widgets.dialogs.trust_dialog import TrustDialog
from lamgui.window.main_window import MainWindow


class CodeCommands(QObject):
    """Answers `trust_wanted` of the networks' controller."""

    def __init__(self, window: QWidget, networks: NetworksController, answers: CodeAnswers, files: FileDialogs) -> None:
        super().__init__(window)
        self._window = window
        self._networks = networks
        self._asking = False
        self._answered: dict[Path, OwnCode] = {}
        self._answers = answers
        self._files = files
        networks.trust_wanted.connect(self._ask)

    @Slot(object, str)
    def _ask(self, path: Path, sha256: str) -> None:
        try:
            choices = definitions_in(path) if path.suffix.lower() == ".py" else ()
        except NetworkError as error:
            self._networks.refuse(error)
            return
        if self._asking:
            # A file that changes during the question is asked about again when it is opened.
            return
        self._asking = True
        dialog = TrustDialog(path, sha256, choices, self._ask_weights, self._window)
        if path in self._answered:
            dialog.show_answer(self._answered[path])
        accepted = dialog.exec() == TrustDialog.DialogCode.Accepted
        answer = dialog.answer() if accepted else None
        dialog.deleteLater()
        self._asking = False
        if answer is not None:
            self._answers.remember(answer)
            self._answered[path] = answer
            self._networks.add(path)

    def _ask_weights(self) -> Path | None:
        return self._files.ask_file("Weights for this network")


class DetectorCommands(QObject):
    """Answers the path panel's `own_detector_wanted`."""

    def __init__(
        self, window: MainWindow, detectors: DetectorController, answers: CodeAnswers, files: FileDialogs
    ) -> None:
        super().__init__(window)
        self._window = window
        self._detectors = detectors
        self._answers = answers
        self._files = files
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
        """Ask, unless exactly this file was trusted before and leaves no choice; none of its code is run before."""
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
            # An earlier answer for the same file as a network stays as it is.
            self._answers.remember(OwnCode(own.sha256))
        self._detectors.use(replace(own, function=function))
