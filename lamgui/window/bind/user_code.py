"""Asks whether a network or a detector of the user's may run its code, stores the permission, and uses it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QObject, Slot
from PySide6.QtWidgets import QWidget

from lamgui.attribution.settings.own_detector import OwnDetector
from lamgui.base.code_permission import CodePermission
from lamgui.base.errors import NetworkError, UserError
from lamgui.control.detector import DetectorController
from lamgui.control.networks.networks import NetworksController
from lamgui.maps.detector_file import detectors_in, own_detector_in
from lamgui.networks.entry import NetworkEntry, OwnCode
from lamgui.networks.user_code.definitions import Definition, definitions_in
from lamgui.networks.user_code.permission import wanted_beyond, with_those_of
from lamgui.networks.user_code.words import named_after_weights
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

    @Slot(object, object)
    def _ask(self, path: Path, wanted: CodePermission) -> None:
        try:
            choices = definitions_in(path) if path.suffix.lower() == ".py" else ()
        except NetworkError as error:
            self._networks.refuse(error)
            return
        if self._asking:
            # A file that changes during the question is asked about again when it is opened.
            return
        self._asking = True
        dialog = TrustDialog(wanted, choices, self._ask_weights, self._window)
        earlier = self._answered.get(path) or self._answers.suggestion(wanted)
        if earlier is not None:
            dialog.show_answer(earlier)
        accepted = dialog.exec() == TrustDialog.DialogCode.Accepted
        answer = dialog.answer() if accepted else None
        dialog.deleteLater()
        self._asking = False
        if answer is not None:
            self._answers.remember(answer)
            self._answered[path] = answer
            self._networks.add_entry(named_after_weights(NetworkEntry(path.stem, path), answer.weights))

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
        detectors.trust_wanted.connect(self._ask_for_more)

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
        """Ask, unless the file was trusted before where it lies and leaves no choice; none of it is run before."""
        choices = detectors_in(path)
        own = own_detector_in(path)
        earlier = self._answers.find(path)
        wanted = wanted_beyond(path, None if earlier is None else earlier.permission)
        is_trusted = earlier is not None and earlier.permission.covers(wanted)
        if len(choices) == 1 and is_trusted:
            self._detectors.use(own)
            return
        if earlier is not None and not is_trusted:
            wanted = with_those_of(wanted, earlier.permission)
        answer = self._asked(wanted, choices)
        if answer is None:
            return
        if not is_trusted:
            self._remember(wanted)
        self._detectors.use(replace(own, function=answer))

    @Slot(object, object)
    def _ask_for_more(self, own: OwnDetector, wanted: CodePermission) -> None:
        """Running a detector needs more than was permitted."""
        choices = tuple(choice for choice in detectors_in(wanted.file.path) if choice.name == own.function)
        if self._asked(wanted, choices) is not None:
            self._remember(wanted)
            self._detectors.use(own)

    def _asked(self, wanted: CodePermission, choices: tuple[Definition, ...]) -> str | None:
        """The function that the user accepts; None where they do not."""
        dialog = DetectorDialog(wanted, choices, self._window)
        accepted = dialog.exec() == DetectorDialog.DialogCode.Accepted
        function = dialog.function
        dialog.deleteLater()
        return function if accepted else None

    def _remember(self, wanted: CodePermission) -> None:
        """What an earlier answer for the same file as a network builds stays as it is."""
        earlier = self._answers.find(wanted.file.path)
        self._answers.remember(OwnCode(wanted) if earlier is None else replace(earlier, permission=wanted))
