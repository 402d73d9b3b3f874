"""About the program: versions, devices, folders of the user's data, and how to cite the method."""

from __future__ import annotations

import platform
import sys
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import PySide6
from PySide6.QtCore import Qt, Slot, qVersion
from PySide6.QtGui import QFontDatabase, QGuiApplication
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QPlainTextEdit, QPushButton, QVBoxLayout, QWidget

from lamgui import __version__
from lamgui.widgets.controls.form import describe
from lamgui.widgets.controls.plain_label import PlainLabel

BIBTEX = """@inproceedings{gu2021interpreting,
  title     = {Interpreting Super-Resolution Networks with Local Attribution Maps},
  author    = {Gu, Jinjin and Dong, Chao},
  booktitle = {Proceedings of the IEEE/CVF Conference on Computer Vision and Pattern Recognition},
  pages     = {9199--9208},
  year      = {2021}
}"""


def versions() -> tuple[tuple[str, str], ...]:
    """Names and versions of the program and what it runs on; torch once it is loaded."""
    torch = sys.modules.get("torch")
    return (
        ("lamgui", __version__),
        ("Python", f"{platform.python_version()} on {platform.platform()}"),
        ("Qt", f"{qVersion()}, PySide {PySide6.__version__}"),
        ("NumPy", np.__version__),
        ("PyTorch", "not loaded yet" if torch is None else str(torch.__version__)),
    )


class AboutDialog(QDialog):
    """Says what the program is; all of it can be copied, for a report of a fault."""

    def __init__(
        self, devices: Sequence[str], folders: Sequence[tuple[str, Path]], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle("About lamgui")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        lines = [f"{name} {version}" for name, version in versions()]
        lines.append(f"Devices: {', '.join(devices) or 'not looked for yet'}")
        lines += [f"{name}: {folder}" for name, folder in folders]
        self.facts = PlainLabel("\n".join(lines))
        self.bibtex = QPlainTextEdit(BIBTEX)
        self.copy_facts_button = QPushButton("&Copy these facts")
        self.copy_bibtex_button = QPushButton("Copy &BibTeX")
        self._lay_out()
        self.copy_facts_button.clicked.connect(self._copy_facts)
        self.copy_bibtex_button.clicked.connect(self._copy_bibtex)

    @Slot()
    def _copy_facts(self) -> None:
        QGuiApplication.clipboard().setText(self.facts.text())

    @Slot()
    def _copy_bibtex(self) -> None:
        QGuiApplication.clipboard().setText(BIBTEX)

    def _lay_out(self) -> None:
        layout = QVBoxLayout(self)
        layout.addWidget(PlainLabel("Local Attribution Maps of super-resolution networks. MIT licence."))
        self.facts.setWordWrap(True)
        self.facts.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        layout.addWidget(self.facts)
        layout.addWidget(self.copy_facts_button, alignment=Qt.AlignmentFlag.AlignLeft)
        layout.addWidget(PlainLabel("The method, to cite:"))
        self.bibtex.setReadOnly(True)
        self.bibtex.setFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))
        self.bibtex.setTabChangesFocus(True)
        self.bibtex.setMinimumSize(560, 150)
        describe(self.bibtex, "BibTeX of the paper", "Gu and Dong, CVPR 2021.")
        layout.addWidget(self.bibtex)
        layout.addWidget(self.copy_bibtex_button, alignment=Qt.AlignmentFlag.AlignLeft)
        for button in (self.copy_facts_button, self.copy_bibtex_button):
            button.setAutoDefault(False)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.close)
        layout.addWidget(buttons)
