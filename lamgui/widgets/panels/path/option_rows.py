"""Rows for the options of detectors or paths: a number box each, of which those of the one in use are shown."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import partial

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QFormLayout

from lamgui.attribution.options import Options
from lamgui.widgets.controls.form import add_row
from lamgui.widgets.controls.number_box import Number


class OptionRows(QObject):
    """Reports `edited(Options, gesture)` for a number of the one in use; the options of the others are remembered."""

    edited = Signal(object, str)
    corrected = Signal(str)
    """A sentence on a number that was typed out of range."""

    def __init__(self, kinds: Mapping[str, type[Options]], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._options = {name: kind() for name, kind in kinds.items()}
        self._form: QFormLayout | None = None
        self._patch_px: int | None = None
        self._owners: dict[Number, tuple[str, str]] = {}
        self.boxes: dict[str, dict[str, Number]] = {}
        """Boxes by the name of the detector or path, and of the option."""
        for owner, options in self._options.items():
            self.boxes[owner] = {}
            for name, declared in options.declared().items():
                box = Number(declared.low, declared.high, declared.step)
                box.setDecimals(declared.decimals)
                box.setSuffix(declared.suffix)
                box.valueChanged.connect(partial(self._edit, owner, name))
                box.corrected.connect(self.corrected)
                self.boxes[owner][name] = box
                self._owners[box] = owner, name
            self._show_values(owner)

    def options_of(self, owner: str) -> Options | None:
        """The last options of a detector or path; None for one without options."""
        return self._options.get(owner)

    def show_options(self, owner: str, options: Options | None) -> None:
        """Show the rows and options of the one in use; nothing is reported."""
        if options is not None:
            self._options[owner] = options
            self._show_values(owner)
        self.show_rows_of(owner)

    def show_rows_of(self, owner: str) -> None:
        """Show the rows of one, and no others."""
        if self._form is not None:
            for box, (name, _) in self._owners.items():
                self._form.setRowVisible(box, name == owner)

    def show_patch_size(self, patch_px: int) -> None:
        """Offer numbers up to the largest with which a patch of this side is enough, and the one in use."""
        self._patch_px = patch_px
        for owner in self._options:
            self._show_values(owner)

    def add_to(self, form: QFormLayout) -> None:
        """Put the rows into a form."""
        self._form = form
        for box, (owner, name) in self._owners.items():
            declared = self._options[owner].declared()[name]
            add_row(form, declared.label, box, declared.tooltip)

    def _show_values(self, owner: str) -> None:
        options = self._options[owner]
        for name, value in options.values().items():
            declared, box = options.declared()[name], self.boxes[owner][name]
            most = declared.high if self._patch_px is None else options.largest(name, self._patch_px)
            box.show_range(declared.low, max(most, value))
            box.show_value(value)

    def _edit(self, owner: str, name: str, value: float) -> None:
        options = self._options[owner]
        self.edited.emit(replace(options, **{name: value}), f"spin-{options.declared()[name].flag}")
