"""One sanity test in the dialog: its name, its verdict in a colour, and its finding in a sentence."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from lamgui.sanity.report import Finding, SanityTest, SanityVerdict
from lamgui.widgets.controls.form import describe
from lamgui.widgets.controls.plain_label import PlainLabel
from lamgui.widgets.controls.severity import Severity, SeverityLabel

SEVERITIES = {
    SanityVerdict.PASSED: Severity.SUCCESS,
    SanityVerdict.FAILED: Severity.ERROR,
    SanityVerdict.NOT_APPLICABLE: None,
}
QUESTIONS = {
    SanityTest.RANDOMISE: "Does the map change when the weights are replaced by random ones? If not, it says nothing "
    "of what the network has learnt.",
    SanityTest.DELETION: "Does D fall when the marked pixels are taken away, and rise when only they are there?",
    SanityTest.BRIGHTNESS: "Does the map stay when a constant is added to the input?",
    SanityTest.JITTER: "Does the map stay when the patch moves by one SR pixel?",
}


class SanityTestRow(QWidget):
    """Shows the question until there is a finding, and then the finding."""

    def __init__(self, test: SanityTest, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._test = test
        self.verdict = SeverityLabel()
        self.sentence = SeverityLabel()
        self._lay_out()
        self.show_finding(None)

    def show_finding(self, finding: Finding | None) -> None:
        """Show a finding; None brings back the question."""
        if finding is None:
            self.verdict.show_text("")
            self.sentence.show_severity(None, muted=True)
            self.sentence.show_text(QUESTIONS[self._test])
            return
        self.verdict.show_severity(SEVERITIES[finding.verdict], muted=True)
        self.verdict.show_text(finding.verdict.value)
        self.sentence.show_severity(None)
        self.sentence.show_text(f"{finding.sentence} {finding.mark}".rstrip())

    def _lay_out(self) -> None:
        name = PlainLabel(self._test.value.capitalize())
        for label in (name, self.verdict):
            font = label.font()
            font.setBold(True)
            label.setFont(font)
        self.verdict.setWordWrap(False)
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(name)
        head.addWidget(self.verdict)
        head.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addLayout(head)
        column.addWidget(self.sentence)
        describe(self.verdict, f"SanityVerdict of {self._test.value}", "Passed, failed, or not applicable and why.")
        self.sentence.setToolTip(QUESTIONS[self._test])
