"""Asks whether a file may run its own code, and of a .py file which class, which arguments, which weights."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QFontDatabase, QGuiApplication
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from lamgui.base.code_permission import CodePermission
from lamgui.base.escape import for_qt
from lamgui.networks.entry import OwnCode
from lamgui.networks.user_code.definitions import Definition
from lamgui.networks.user_code.template import ADAPTER_TEMPLATE
from lamgui.widgets.controls.available import show_available
from lamgui.widgets.controls.collapsible import Collapsible
from lamgui.widgets.controls.form import describe
from lamgui.widgets.controls.plain_label import PlainLabel

WARNING = (
    "This file is a program. Opening it runs its code in this program, with all that your account may do: read, "
    "change and delete files, and use the network. Open it only if you trust whoever made it."
)
NOT_COVERED = (
    "Permission holds for exactly these files as they are now: you are asked again when one of them changes, or when "
    "the code imports another one. Files that the code opens by itself, programs that it starts and what it downloads "
    "are not looked at, nor is what is installed."
)
LISTED_HEIGHT_PX = 90
WIDTH_PX = 520
TEMPLATE_HEIGHT_PX = 230


@dataclass(frozen=True)
class Template:
    """Code to start from, its heading, the button that copies it, and what both are for."""

    code: str
    heading: str
    copy_text: str
    copy_tooltip: str
    tooltip: str


class TrustQuestion(QDialog):
    """The common part of such dialogs; what else is asked about a kind of file goes into `fields`."""

    def __init__(self, wanted: CodePermission, yes: str, template: Template, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        path = wanted.file.path
        self.modules = QPlainTextEdit("\n".join(_listed(wanted)))
        """The files that permission covers beside the file itself."""
        self._code = template.code
        self.setWindowTitle(f"Run the code of {path.name}?")
        self.fields = QVBoxLayout()
        self.template = Collapsible(template.heading, _template_text(template), opened=False)
        self.template_button = QPushButton(template.copy_text)
        self.template_button.setToolTip(template.copy_tooltip)
        self.buttons = QDialogButtonBox()
        self.trust_button = self.buttons.addButton(yes, QDialogButtonBox.ButtonRole.AcceptRole)
        self.cancel_button = self.buttons.addButton(QDialogButtonBox.StandardButton.Cancel)
        self._lay_out_question(wanted)
        self.template_button.clicked.connect(self._copy_template)
        self.buttons.accepted.connect(self.accept)
        self.buttons.rejected.connect(self.reject)

    def offer_template(self) -> None:
        """Show the template below the fields, to read and to copy."""
        self.fields.addWidget(self.template)
        self.fields.addWidget(self.template_button, alignment=Qt.AlignmentFlag.AlignLeft)

    @Slot()
    def _copy_template(self) -> None:
        QGuiApplication.clipboard().setText(self._code)
        self.template_button.setText("Copied: paste it into a .py file")

    def _lay_out_question(self, wanted: CodePermission) -> None:
        layout = QVBoxLayout(self)
        layout.addWidget(_words(str(wanted.file.path)))
        layout.addWidget(_words(WARNING))
        layout.addWidget(_words(_of_modules(wanted)))
        if wanted.modules:
            self.modules.setReadOnly(True)
            self.modules.setFixedHeight(LISTED_HEIGHT_PX)
            self.modules.setTabChangesFocus(True)
            describe(
                self.modules, "Modules", "The modules that may run beside the file, with the content they have now."
            )
            layout.addWidget(self.modules)
        layout.addWidget(_words(NOT_COVERED))
        layout.addLayout(self.fields)
        layout.addStretch()
        layout.addWidget(self.buttons)
        # Enter must not accept a question that nobody has read; a button is a default only inside its dialog.
        self.trust_button.setAutoDefault(False)
        self.template_button.setAutoDefault(False)
        self.cancel_button.setDefault(True)
        self.cancel_button.setFocus()
        self.setMinimumWidth(WIDTH_PX)


def _words(text: str) -> QLabel:
    label = PlainLabel(text)
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    label.setWordWrap(True)
    return label


def _of_modules(wanted: CodePermission) -> str:
    """Where the code imports from."""
    if wanted.root is None:
        return "It may import what is installed, and nothing that lies beside it."
    count = len(wanted.modules)
    found = (
        "none now"
        if not count
        else f"{count} now, which the permission covers as well"
        if count > 1
        else "this one now"
    )
    return f"Modules of its own are imported from {wanted.root}: {found}."


def _listed(wanted: CodePermission) -> list[str]:
    """The modules, as they lie in the root."""
    root = wanted.root or wanted.file.path.parent
    return [str(m.path.relative_to(root)) if m.path.is_relative_to(root) else str(m.path) for m in wanted.modules]


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


TEMPLATE = Template(
    ADAPTER_TEMPLATE,
    "For more inputs or outputs: an adapter",
    "Copy the adapter te&mplate",
    "For a network with more inputs or outputs: two lines that make one picture of them.",
    "Saved beside the network's own file, it is opened in its place.",
)
REQUIRED = "must be given"


class TrustDialog(TrustQuestion):
    """`answer` is valid once the dialog was accepted; `choices` are empty for programs without classes."""

    def __init__(
        self,
        wanted: CodePermission,
        choices: tuple[Definition, ...],
        ask_weights: Callable[[], Path | None],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(wanted, "&Trust and open", TEMPLATE, parent)
        self._wanted = wanted
        self._choices = choices
        self._ask_weights = ask_weights
        self._fields: dict[str, QLineEdit] = {}
        self.choice = QComboBox()
        self.choice.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.weights = QLineEdit()
        self.weights_button = QPushButton("&Choose…")
        self.weights_button.setAutoDefault(False)
        self.partial = QCheckBox("Tensors may be &missing")
        self.partial.setToolTip(
            "Load weights that lack tensors of the network, or have others (strict=False). Which ones they are is said "
            "when the network has been loaded."
        )
        self._arguments = QFormLayout()
        self._of_arguments = PlainLabel("Arguments, as Python writes them:")
        if choices:
            self._lay_out_choices()
        self._show_arguments()
        self.choice.currentIndexChanged.connect(self._show_arguments)
        self.weights_button.clicked.connect(self._choose_weights)

    def answer(self) -> OwnCode:
        """What the user accepted: class, changed arguments and weights."""
        if not self._choices:
            return OwnCode(self._wanted)
        choice = self._choices[self.choice.currentIndex()]
        defaults = {parameter.name: parameter.default for parameter in choice.parameters}
        arguments = tuple(
            (name, field.text().strip())
            for name, field in self._fields.items()
            if field.text().strip() and field.text().strip() != defaults[name]
        )
        weights = self.weights.text().strip()
        strict = not (weights and self.partial.isChecked())
        return OwnCode(self._wanted, choice.name, arguments, Path(weights) if weights else None, strict)

    def show_answer(self, earlier: OwnCode) -> None:
        """Fill in the answers for an earlier version of the file, as far as this version still needs them."""
        names = [choice.name for choice in self._choices]
        if earlier.name not in names:
            return
        self.choice.setCurrentIndex(names.index(earlier.name))
        for name, text in earlier.arguments:
            if name in self._fields:
                self._fields[name].setText(text)
        self.weights.setText("" if earlier.weights is None else str(earlier.weights))
        self.partial.setChecked(not earlier.strict)

    @Slot()
    def _show_arguments(self) -> None:
        """A field for each argument of the class, filled with its default."""
        while self._arguments.rowCount():
            self._arguments.removeRow(0)
        self._fields = {}
        if not self._choices:
            return
        parameters = self._choices[self.choice.currentIndex()].parameters
        self._of_arguments.setVisible(bool(parameters))
        for parameter in parameters:
            field = QLineEdit(parameter.default or parameter.as_namespace)
            field.setPlaceholderText(REQUIRED if parameter.default is None else "")
            words = (
                f"{parameter.annotation or 'Any'}: a Python number, 'text', list, True, False or None; an object with "
                "options is Namespace(n_feats=64, scale=[4])."
            )
            field.setToolTip(for_qt(words))
            field.textChanged.connect(self._show_whether_complete)
            self._fields[parameter.name] = field
            self._arguments.addRow(parameter.name, field)
        self._show_whether_complete()

    @Slot()
    def _show_whether_complete(self) -> None:
        wanted = [p for p in self._choices[self.choice.currentIndex()].parameters if p.default is None]
        filled = (
            self._fields[parameter.name].text().strip() not in {"", parameter.as_namespace} for parameter in wanted
        )
        show_available(self.trust_button, all(filled), "A parameter without a usual value is still empty.")

    @Slot()
    def _choose_weights(self) -> None:
        path = self._ask_weights()
        if path is not None:
            self.weights.setText(str(path))

    def _lay_out_choices(self) -> None:
        for choice in self._choices:
            self.choice.addItem(f"{choice.name}: {choice.summary}" if choice.summary else choice.name)
        form = QFormLayout()
        form.addRow("&Network", self.choice)
        row = QHBoxLayout()
        row.addWidget(self.weights)
        row.addWidget(self.weights_button)
        self.weights.setPlaceholderText("none: as the code makes it")
        label = PlainLabel("&Weights")
        label.setBuddy(self.weights)
        form.addRow(label, row)
        form.addRow("", self.partial)
        self.fields.addLayout(form)
        self.fields.addWidget(self._of_arguments)
        self.fields.addLayout(self._arguments)
        self.offer_template()
