"""Asks the user about files that run their own code, remembers a yes, and adds the file then."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject, Slot
from PySide6.QtWidgets import QWidget

from lamgui.code_answers import CodeAnswers
from lamgui.controller import Controller
from lamgui.errors import NetworkError
from lamgui.networks.code_choices import choices_in
from lamgui.widgets.dialogs import FileDialogs
from lamgui.widgets.trust_dialog import TrustDialog


class CodeCommands(QObject):
    """Answers the controller's `trust_wanted`."""

    def __init__(self, window: QWidget, controller: Controller, answers: CodeAnswers) -> None:
        super().__init__(window)
        self._window = window
        self._controller = controller
        self._answers = answers
        self._files = FileDialogs(window)
        controller.trust_wanted.connect(self._ask)

    @Slot(object, str)
    def _ask(self, path: Path, sha256: str) -> None:
        try:
            choices = choices_in(path) if path.suffix.lower() == ".py" else ()
        except NetworkError as error:
            self._controller.show_error(error)
            return
        dialog = TrustDialog(path, sha256, choices, self._ask_weights, self._window)
        accepted = dialog.exec() == TrustDialog.DialogCode.Accepted
        answer = dialog.answer() if accepted else None
        dialog.deleteLater()
        if answer is not None:
            self._answers.remember(answer)
            self._controller.add_network(path)

    def _ask_weights(self) -> Path | None:
        return self._files.ask_file("Weights for this network")
