"""The question whether a file may run its code: where it lies, what that means, and a yes that Enter does not say."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QFontDatabase, QGuiApplication
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QLabel, QPlainTextEdit, QPushButton, QVBoxLayout, QWidget

from lamgui.widgets.controls.collapsible import Collapsible
from lamgui.widgets.controls.form import describe

WARNING = (
    "This file is a program. Opening it runs its code in this program, with all that your account may do: read, "
    "change and delete files, and use the network. What it imports runs too. Open it only if you trust whoever made it."
)
WIDTH_PX = 520
TEMPLATE_HEIGHT_PX = 230


@dataclass(frozen=True)
class Template:
    """Code to begin with, the heading under which it can be read, the button that copies it, what both are for."""

    code: str
    heading: str
    copy_text: str
    copy_tooltip: str
    tooltip: str


class TrustQuestion(QDialog):
    """What all such questions have in common; what a kind of file is asked beside goes into `asked`."""

    def __init__(self, path: Path, yes: str, template: Template, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._code = template.code
        self.setWindowTitle(f"Run the code of {path.name}?")
        self.asked = QVBoxLayout()
        self.template = Collapsible(template.heading, _template_text(template), opened=False)
        self.template_button = QPushButton(template.copy_text)
        self.template_button.setToolTip(template.copy_tooltip)
        self.buttons = QDialogButtonBox()
        self.trust_button = self.buttons.addButton(yes, QDialogButtonBox.ButtonRole.AcceptRole)
        self.cancel_button = self.buttons.addButton(QDialogButtonBox.StandardButton.Cancel)
        self._lay_out_question(path)
        self.template_button.clicked.connect(self._copy_template)
        self.buttons.accepted.connect(self.accept)
        self.buttons.rejected.connect(self.reject)

    def offer_template(self) -> None:
        """Put the template below what is asked, to read and to copy."""
        self.asked.addWidget(self.template)
        self.asked.addWidget(self.template_button, alignment=Qt.AlignmentFlag.AlignLeft)

    @Slot()
    def _copy_template(self) -> None:
        QGuiApplication.clipboard().setText(self._code)
        self.template_button.setText("Copied: paste it into a .py file")

    def _lay_out_question(self, path: Path) -> None:
        layout = QVBoxLayout(self)
        warning = QLabel(WARNING)
        warning.setWordWrap(True)
        where = QLabel(str(path))
        where.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        where.setWordWrap(True)
        layout.addWidget(where)
        layout.addWidget(warning)
        layout.addLayout(self.asked)
        layout.addStretch()
        layout.addWidget(self.buttons)
        # Enter must not say yes to a question that nobody read; a button is the default only inside its dialog.
        self.trust_button.setAutoDefault(False)
        self.template_button.setAutoDefault(False)
        self.cancel_button.setDefault(True)
        self.cancel_button.setFocus()
        self.setMinimumWidth(WIDTH_PX)


def _template_text(template: Template) -> QPlainTextEdit:
    """The template to read and to copy from."""
    text = QPlainTextEdit(template.code)
    text.setReadOnly(True)
    text.setFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))
    text.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
    text.setMinimumHeight(TEMPLATE_HEIGHT_PX)
    text.setTabChangesFocus(True)
    describe(text, "Template", template.tooltip)
    return text
