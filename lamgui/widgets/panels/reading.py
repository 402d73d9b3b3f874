"""How the file of a picture is read: levels, page, bands and colours, each where the file leaves a choice."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QPushButton, QVBoxLayout, QWidget

from lamgui.base.errors import SettingsError
from lamgui.base.escape import for_qt
from lamgui.base.vocabulary import in_words_of
from lamgui.imaging.picture import Picture
from lamgui.imaging.prepare import Role
from lamgui.imaging.reading import (
    AS_USUAL,
    NOTHING_OFFERED,
    Colours,
    LevelRule,
    Reading,
    bands_from,
    levels_from,
    levels_in_words,
)
from lamgui.widgets.controls.form import Choice, Option, add_row, describe, narrow_form

_OWN = "own"
_RULES = (
    Option(LevelRule.AUTO, "Automatic", "Black and white of the smallest bit depth that holds the largest number."),
    Option(LevelRule.FULL, "Full scale", "The least and the largest number of the file's type of numbers."),
    Option(_OWN, "Own…", "Two numbers of your own."),
)
_COLOURS = (
    Option(Colours.AS_STORED, "As stored", "The colour profile is ignored, as in the field's own code."),
    Option(Colours.SRGB, "To sRGB", "The colour profile is converted to sRGB."),
)
_INVALID = "border: 1px solid #c0392b"


class ReadingControls(QWidget):
    """Shows how a picture was read; reports `reading_chosen(Reading)`, `reference_wanted` and `reference_dropped`.

    What is chosen shows when the picture has been read so: until then, and where it cannot be, nothing changes.
    """

    reading_chosen = Signal(object)
    reference_wanted = Signal()
    reference_dropped = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._reading = AS_USUAL
        self._has_reference = False
        self._rule, self._colours = Choice(_RULES), Choice(_COLOURS)
        self._levels, self._bands = QLineEdit(), QLineEdit()
        self._page = Choice()
        self.reference_button = QPushButton()
        self._level_rows, self._form = QWidget(), narrow_form()
        self._lay_out()
        self._rule.chosen.connect(self._choose_rule)
        self._levels.editingFinished.connect(self._enter_levels)
        self._bands.editingFinished.connect(self._enter_bands)
        self._page.chosen.connect(self._choose_page)
        self._colours.chosen.connect(self._choose_colours)
        self.reference_button.clicked.connect(self._want_reference)
        self.show_picture(None, Role.HR)

    def show_picture(self, picture: Picture | None, role: Role, scale: int | None = None) -> None:
        """Show the choices that a picture's file leaves, and what was chosen; `scale` is that of the network."""
        offers = NOTHING_OFFERED if picture is None else picture.offers
        self._reading = AS_USUAL if picture is None else picture.reading
        has_file = picture is not None and picture.path is not None
        self._page.set_options([Option(page, f"{page} of {offers.pages}") for page in range(1, offers.pages + 1)])
        self._show_reading()
        self._form.setRowVisible(
            self._level_rows, has_file and (offers.has_levels or self._reading.levels != AS_USUAL.levels)
        )
        self._form.setRowVisible(self._page, has_file and offers.pages > 1)
        self._form.setRowVisible(self._bands, has_file and offers.bands > 3)
        self._form.setRowVisible(self._colours, has_file and offers.has_profile)
        self._has_reference = picture is not None and picture.reference is not None
        words = "Without its HR original" if self._has_reference else "Its HR original…"
        self.reference_button.setText(in_words_of(scale, words))
        self.reference_button.setVisible(has_file and role is Role.LR)

    def _show_reading(self) -> None:
        """What was chosen, in all controls: also where a choice came to nothing."""
        levels, bands = self._reading.levels, self._reading.bands or (1, 2, 3)
        is_own = isinstance(levels, tuple)
        self._rule.show_value(_OWN if is_own else levels)
        self._show_text(self._levels, levels_in_words(levels) if is_own else "")
        self._levels.setVisible(is_own)
        self._show_text(self._bands, ",".join(map(str, bands)))
        self._page.show_value(self._reading.page or 1)
        self._colours.show_value(self._reading.colour)

    def _show_text(self, field: QLineEdit, text: str) -> None:
        field.setStyleSheet("")
        if field.text() != text:
            field.setText(text)

    def _choose_rule(self, rule: object) -> None:
        if rule == _OWN:
            self._levels.setVisible(True)
            self._levels.setFocus()
        else:
            self._choose(levels=rule)

    def _enter_levels(self) -> None:
        self._enter(self._levels, "levels", levels_from)

    def _enter_bands(self) -> None:
        self._enter(self._bands, "bands", bands_from)

    def _enter(self, field: QLineEdit, name: str, read: Any) -> None:
        """Take what was typed; what cannot be is framed, and its tooltip says why."""
        if not field.isModified():
            return
        field.setModified(False)
        try:
            value = read(field.text().replace(" ", ""))
        except SettingsError as error:
            field.setStyleSheet(_INVALID)
            field.setToolTip(for_qt(str(error)))
            return
        self._choose(**{name: value})

    def _choose_page(self, page: object) -> None:
        self._choose(page=page)

    def _choose_colours(self, colours: object) -> None:
        self._choose(colour=colours)

    def _choose(self, **changes: Any) -> None:
        chosen: Reading = replace(self._reading, **changes)
        self._show_reading()
        if chosen != self._reading:
            self.reading_chosen.emit(chosen)

    def _want_reference(self) -> None:
        (self.reference_dropped if self._has_reference else self.reference_wanted).emit()

    def _lay_out(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        column = QVBoxLayout(self._level_rows)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(3)
        column.addWidget(self._rule)
        column.addWidget(self._levels)
        label = add_row(self._form, "Levels", self._level_rows, "Which numbers of the file are black and white.")
        label.setBuddy(self._rule)
        self._level_rows.setAccessibleName("")
        describe(self._rule, "Levels", "Which numbers of the file are black and white.")
        describe(self._levels, "Black and white", "The numbers that are black and white, such as 0,4095.")
        self._levels.setPlaceholderText("0,4095")
        add_row(self._form, "Page", self._page, "Which page or frame of the file is shown.")
        add_row(self._form, "Bands", self._bands, "Which bands are R, G and B, from 1 on.")
        add_row(self._form, "Colours", self._colours, "What is done with the colour profile of the file.")
        layout.addLayout(self._form)
        layout.addWidget(self.reference_button)
        describe(
            self.reference_button,
            "HR original of the LR picture",
            "Choose the HR picture that belongs to this LR picture: PSNR and SSIM are measured against it.",
        )
