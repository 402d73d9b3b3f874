"""How a map is shown: colours with their bar, opacity, sign and outline. No number of the result depends on it."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QSignalBlocker, QSize, Qt, Signal
from PySide6.QtGui import QIcon, QImage, QPixmap
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLabel, QSlider, QWidget

from lamgui.figures.render import colour_table
from lamgui.session.state import ColourMap, View
from lamgui.widgets.controls.contrast_bar import ContrastBar
from lamgui.widgets.controls.form import Choice, Option, add_row, describe, narrow_form
from lamgui.widgets.controls.number_box import WholeNumber

SIZE = QSize(32, 12)


def colour_bar(colour_map: ColourMap) -> QIcon:
    """The map's 256 colours as an icon of `SIZE`."""
    row = np.ascontiguousarray(colour_table(colour_map)[None])
    image = QImage(row.data, 256, 1, 3 * 256, QImage.Format.Format_RGB888)
    pixmap = QPixmap.fromImage(image.scaled(SIZE * 2, Qt.AspectRatioMode.IgnoreAspectRatio))
    return QIcon(pixmap)


VALUES = (
    Option(False, "Absolute |Σ LAM|", "Importance |Σ_c LAM|, divided by its maximum."),
    Option(True, "Signed Σ LAM", "Σ_c LAM: red where a pixel raises D, blue where it lowers it, symmetric about 0."),
)


class ViewPanel(QWidget):
    """Shows the view; reports `view_edited(dict)` with the changed field of View alone."""

    view_edited = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._view = View()
        self.values = Choice(VALUES)
        self.colour_map = Choice([Option(c, c.value.capitalize(), f"The colour map {c.value}.") for c in ColourMap])
        self.contrast_bar = ContrastBar()
        self.opacity = QSlider(Qt.Orientation.Horizontal)
        self._opacity_text = QLabel()
        self.contour = QCheckBox("Outline area")
        self.share = WholeNumber(1, 100)
        self.receptive_field = QCheckBox("Receptive field")
        self.common_scale = QCheckBox("Common scale")
        self.consensus = QCheckBox("Consensus row")
        self._lay_out()
        self.values.chosen.connect(self._edit_signed)
        self.colour_map.chosen.connect(self._edit_colour_map)
        self.opacity.valueChanged.connect(self._edit_opacity)
        self.contour.toggled.connect(self._edit_contour)
        self.share.valueChanged.connect(self._edit_share)
        self.receptive_field.toggled.connect(self._edit_receptive_field)
        self.common_scale.toggled.connect(self._edit_common_scale)
        self.consensus.toggled.connect(self._edit_consensus)
        self.show_view(View())

    def show_view(self, view: View) -> None:
        """Show how results are shown."""
        self._view = view
        self.values.show_value(view.signed)
        self.colour_map.show_value(view.colour_map)
        self.colour_map.setEnabled(not view.signed)
        with QSignalBlocker(self.opacity):
            self.opacity.setValue(round(view.opacity * 100))
        for box, checked in (
            (self.contour, view.contour),
            (self.receptive_field, view.receptive_field),
            (self.common_scale, view.common_scale),
            (self.consensus, view.consensus),
        ):
            with QSignalBlocker(box):
                box.setChecked(checked)
        self._opacity_text.setText(f"{self.opacity.value()} %")
        self.share.show_value(round(view.share * 100))

    def _edit_signed(self, signed: bool) -> None:
        self.colour_map.setEnabled(not signed)
        self.view_edited.emit({"signed": signed})

    def _edit_colour_map(self, colour_map: ColourMap) -> None:
        self.view_edited.emit({"colour_map": colour_map})

    def _edit_opacity(self, percent: int) -> None:
        self._opacity_text.setText(f"{percent} %")
        self.view_edited.emit({"opacity": percent / 100})

    def _edit_contour(self, contour: bool) -> None:
        self.view_edited.emit({"contour": contour})

    def _edit_share(self, percent: int) -> None:
        self.view_edited.emit({"share": percent / 100})

    def _edit_receptive_field(self, receptive_field: bool) -> None:
        self.view_edited.emit({"receptive_field": receptive_field})

    def _edit_common_scale(self, common_scale: bool) -> None:
        self.view_edited.emit({"common_scale": common_scale})

    def _edit_consensus(self, consensus: bool) -> None:
        self.view_edited.emit({"consensus": consensus})

    def _lay_out(self) -> None:
        form = narrow_form(self)
        add_row(form, "Values", self.values, "Which values of the map are coloured: without or with their sign.")
        add_row(
            form,
            "Colours",
            self.colour_map,
            "Colours of importance, from 0 to its maximum. A signed map is blue to red.",
        )
        form.addRow(self.contrast_bar)
        opacity = QHBoxLayout()
        opacity.addWidget(self.opacity, 1)
        opacity.addWidget(self._opacity_text)
        add_row(
            form, "Opacity", self.opacity, "Opacity of the map over the input, where the two are overlaid.", opacity
        )
        area = QHBoxLayout()
        area.addWidget(self.contour)
        area.addStretch(1)
        area.addWidget(self.share)
        form.addRow(area)
        form.addRow(self.receptive_field)
        form.addRow(self.common_scale)
        form.addRow(self.consensus)
        self.colour_map.setIconSize(SIZE)
        for index, colour_map in enumerate(ColourMap):
            self.colour_map.setItemIcon(index, colour_bar(colour_map))
        self.opacity.setRange(0, 100)
        self.opacity.setPageStep(10)
        self._opacity_text.setMinimumWidth(self.fontMetrics().horizontalAdvance("100 %"))
        self._opacity_text.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.share.setSuffix(" %")
        describe(
            self.contour,
            "Outline the area of contribution",
            "Outline the smallest set of LR pixels that holds the given share of the importance.",
        )
        describe(
            self.share, "Share of the area", "Share of the importance Σ|Σ_c LAM| that the area of contribution holds."
        )
        describe(
            self.receptive_field,
            "Outline the receptive field",
            "Dashed: the LR pixels that the patch can see by the network's own graph. "
            "Plain: around the pixels for which it has any gradient along the path.",
        )
        describe(
            self.common_scale,
            "Common scale",
            "Colour the maps of all compared networks by one maximum; else each by its own.",
        )
        describe(
            self.consensus, "Consensus row", "Below the compared networks, show how many of them look at each LR pixel."
        )
