"""Asks whether a file may run its code as a detector, and which of its functions it is."""

from __future__ import annotations

from PySide6.QtWidgets import QFormLayout, QWidget

from lamgui.base.code_permission import CodePermission
from lamgui.maps.detector_file import DETECTOR_TEMPLATE
from lamgui.networks.user_code.definitions import Definition
from lamgui.widgets.controls.form import Choice, Option, describe
from lamgui.widgets.dialogs.trust_dialog import Template, TrustQuestion

TEMPLATE = Template(
    DETECTOR_TEMPLATE,
    "A detector to begin with",
    "Copy the detector te&mplate",
    "A whole detector of a few lines, to write your own from.",
    "Saved as a .py file, it is a detector: of contrast.",
)


class DetectorDialog(TrustQuestion):
    """`function` is what the user chose once the dialog was accepted; `functions` are those of the file."""

    def __init__(
        self, wanted: CodePermission, functions: tuple[Definition, ...], parent: QWidget | None = None
    ) -> None:
        super().__init__(wanted, "&Trust and use", TEMPLATE, parent)
        self.choice = Choice([Option(choice.name, _text(choice), choice.summary) for choice in functions])
        describe(self.choice, "Detector", "The function from patches of F(γ), (N, C, l + 1, l + 1), to D, (N,).")
        form = QFormLayout()
        form.addRow("&Detector", self.choice)
        self.fields.addLayout(form)
        self.offer_template()

    @property
    def function(self) -> str:
        """The name of the function that was chosen."""
        return str(self.choice.value())


def _text(function: Definition) -> str:
    return f"{function.name}: {function.summary}" if function.summary else function.name
