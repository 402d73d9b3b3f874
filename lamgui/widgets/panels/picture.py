"""The picture in use: its name and size, and whether it is the HR original or the LR input."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QLabel, QPushButton, QRadioButton, QVBoxLayout, QWidget

from lamgui.base.vocabulary import heading_of
from lamgui.base.wording import GLUE
from lamgui.imaging.degradation import NO_DEGRADATION, Degradation
from lamgui.imaging.picture import Picture
from lamgui.imaging.prepare import Role
from lamgui.imaging.reduce import Reduction
from lamgui.widgets.controls.available import show_available
from lamgui.widgets.controls.elided_label import ElidedLabel
from lamgui.widgets.controls.form import Choice, Option, add_row, describe, narrow_form
from lamgui.widgets.controls.header_button import HeaderButton
from lamgui.widgets.controls.plain_label import PlainLabel
from lamgui.widgets.controls.summary import SummaryLine, SummaryLines
from lamgui.widgets.panels.degradation import DegradationControls
from lamgui.widgets.panels.picture_list import PictureList
from lamgui.widgets.panels.reading import ReadingControls

ROLES = (Role.HR, Role.LR)
AS_IT_IS = "An LR input is taken as it is."
REDUCTIONS = (
    Option(Reduction.PILLOW, "Pillow bicubic", "Bicubic with antialiasing as Pillow does it: what the LAM demo uses."),
    Option(
        Reduction.MATLAB, "MATLAB bicubic", "Bicubic with antialiasing as MATLAB's imresize: what most SR papers use."
    ),
)
ROLE_TEXTS = ("HR original", "LR input")
_ROLE_TOOLTIPS = {
    Role.HR: "The picture is the high-resolution (HR) original: it is cropped to a multiple of the scale s "
    "and reduced to the LR input I. PSNR and SSIM can be measured.",
    Role.LR: "The picture is the low-resolution (LR) input I and is used as it is. PSNR needs its original beside it.",
}
_ROLE_TOOLTIPS_OF_RESTORATION = {
    Role.HR: "The picture is the clean original, to which a degradation may be added. PSNR and SSIM "
    "are measured against it.",
    Role.LR: "The picture is the network's input and is used as it is. PSNR needs the clean picture beside it.",
}


class PicturePanel(QWidget):
    """Shows the picture; reports `open_wanted`, `sample_wanted`, `role_chosen(Role)`, `reduction_chosen(Reduction)`.

    `open_button`, `pictures` and `summary` are placed by the rail.
    """

    open_wanted = Signal()
    sample_wanted = Signal()
    role_chosen = Signal(object)
    reduction_chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._role = Role.HR
        self.summary = SummaryLines()
        self._name = ElidedLabel(elide=Qt.TextElideMode.ElideMiddle)
        font = self._name.font()
        font.setBold(True)
        self._name.setFont(font)
        self._size = _wrapped()
        self._conversions = _wrapped()
        self._roles = QButtonGroup(self)
        self._reduction = Choice(REDUCTIONS)
        self._form = narrow_form()
        self.degradation = DegradationControls()
        self.reading = ReadingControls()
        self.open_button = HeaderButton(
            "&Open…", "Open a picture", "Open a picture file. Dropping or pasting one works too."
        )
        self.sample_button = QPushButton("Sample")
        self.pictures = PictureList()
        self._lay_out()
        self._roles.idClicked.connect(self._choose_role)
        self._reduction.chosen.connect(self.reduction_chosen)
        self.open_button.clicked.connect(self._want_open)
        self.sample_button.clicked.connect(self._want_sample)
        self.show_picture(None, Role.HR, Reduction.PILLOW, None)

    def show_picture(
        self,
        picture: Picture | None,
        role: Role,
        reduction: Reduction,
        lr_size: tuple[int, int] | None,
        degradation: Degradation = NO_DEGRADATION,
        scale: int | None = None,
    ) -> None:
        """Show a picture and how it is used.

        `lr_size` is (width, height) of the LR input, `scale` that of the network; None until they are known.
        """
        self._role = role
        self._show_scale(role, scale)
        self.degradation.show_degradation(degradation)
        self._name.set_text("No picture" if picture is None else picture.name)
        self._name.set_hint("" if picture is None or picture.path is None else str(picture.path))
        added = degradation if scale == 1 else None
        self._size.setText(_size_in_words(picture, role, lr_size, added))
        conversions = () if picture is None else picture.conversions
        self._conversions.setText("\n".join(conversions))
        self._conversions.setVisible(bool(conversions))
        self._roles.button(ROLES.index(role)).setChecked(True)
        self._reduction.show_value(reduction)
        show_available(self._reduction, role is Role.HR, AS_IT_IS)
        self.reading.show_picture(picture, role, scale)
        name = SummaryLine("", self._name.text(), opens=False, bold=True)
        self.summary.show_lines((name, SummaryLine("", _size_in_short(picture, role, lr_size, added), opens=False)))

    def _show_scale(self, role: Role, scale: int | None) -> None:
        """Words and controls of restoration at scale 1, else those of super-resolution."""
        tips = _ROLE_TOOLTIPS_OF_RESTORATION if scale == 1 else _ROLE_TOOLTIPS
        for index, (each, text) in enumerate(zip(ROLES, ROLE_TEXTS, strict=True)):
            words = heading_of(scale, text)
            self._roles.button(index).setText(words)
            describe(self._roles.button(index), f"Use as {words}", tips[each])
        self._form.setRowVisible(self._reduction, scale != 1)
        self.degradation.setVisible(scale == 1 and role is Role.HR)

    def _choose_role(self, index: int) -> None:
        if ROLES[index] is not self._role:
            self._role = ROLES[index]
            show_available(self._reduction, self._role is Role.HR, AS_IT_IS)
            self.role_chosen.emit(self._role)

    def _want_open(self) -> None:
        self.open_wanted.emit()

    def _want_sample(self) -> None:
        self.sample_wanted.emit()

    def _lay_out(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addWidget(self._name)
        layout.addWidget(self._size)
        layout.addWidget(self._conversions)
        layout.addLayout(self._role_row())
        add_row(
            self._form,
            "Red&uction",
            self._reduction,
            "How an HR picture becomes the LR input I. Not used for an LR picture.",
        )
        layout.addLayout(self._form)
        layout.addWidget(self.degradation)
        layout.addWidget(self.reading)
        layout.addWidget(self.sample_button)
        layout.addWidget(self.pictures)
        describe(self.sample_button, "Open the sample picture", "Open the picture that comes with the program.")
        self._size.setToolTip("Width × height in pixels.")
        self._conversions.setToolTip("What was done to the file to make it RGB.")

    def _role_row(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(12)
        for index, text in enumerate(ROLE_TEXTS):
            button = QRadioButton(text)
            self._roles.addButton(button, index)
            row.addWidget(button)
        row.addStretch(1)
        return row


def _wrapped() -> QLabel:
    label = PlainLabel()
    label.setWordWrap(True)
    return label


def _size(size: tuple[int, int]) -> str:
    """Width × height, in which no line ends."""
    return f"{size[0]}{GLUE}×{GLUE}{size[1]}"


def _size_in_short(
    picture: Picture | None, role: Role, lr_size: tuple[int, int] | None, added: Degradation | None
) -> str:
    """A line: the picture's size and how it is used; `added` is what a network of scale 1 gets beside it."""
    if picture is None:
        return "Open one, or drop one here"
    size = _size((picture.width, picture.height))
    if added is not None:
        spec = "" if added == NO_DEGRADATION else f", {added.spec}"
        return f"{size}, read as input" if role is Role.LR else f"{size}, read as clean{spec}"
    if role is Role.LR:
        return f"{size}, read as LR"
    return f"{size}, read as HR" if lr_size is None else f"{size}, read as HR, LR{GLUE}{_size(lr_size)}"


def _size_in_words(
    picture: Picture | None, role: Role, lr_size: tuple[int, int] | None, added: Degradation | None
) -> str:
    """One or two plain sentences: the picture's size and how it is used, as in `_size_in_short`."""
    if picture is None:
        return "Open one, drop one here, or take the sample."
    size = f"{picture.width} × {picture.height}"
    if added is not None:
        clean = "the clean picture as it is" if added == NO_DEGRADATION else f"with {added.words}"
        return f"{size}, {'the input as it is' if role is Role.LR else clean}."
    if role is Role.LR:
        return f"{size}, the LR input as it is."
    return f"{size}, to be reduced." if lr_size is None else f"{size}, reduced to {lr_size[0]} × {lr_size[1]} LR."
