"""Asks the user about files that run their own code, remembers a yes, and adds the file then."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject, Slot
from PySide6.QtWidgets import QWidget

from lamgui.base.errors import NetworkError
from lamgui.control.networks import NetworksController
from lamgui.networks.entry import OwnCode
from lamgui.networks.user_code.choices import choices_in
from lamgui.session.consent import CodeAnswers
from lamgui.widgets.controls.file_dialogs import FileDialogs
from lamgui.widgets.dialogs.trust_dialog import TrustDialog


class CodeCommands(QObject):
    """Answers `trust_wanted` of the networks' controller."""

    def __init__(self, window: QWidget, networks: NetworksController, answers: CodeAnswers) -> None:
        super().__init__(window)
        self._window = window
        self._networks = networks
        self._asking = False
        self._answered: dict[Path, OwnCode] = {}
        self._answers = answers
        self._files = FileDialogs(window)
        networks.trust_wanted.connect(self._ask)

    @Slot(object, str)
    def _ask(self, path: Path, sha256: str) -> None:
        try:
            choices = choices_in(path) if path.suffix.lower() == ".py" else ()
        except NetworkError as error:
            self._networks.refuse(error)
            return
        if self._asking:
            # A file that changes while it is asked about is asked about again once it is opened.
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
