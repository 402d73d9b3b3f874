"""Colours and opacity of the map, and the share of the area: chosen in a small menu of the toolbar."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QSignalBlocker, QSize, Qt, Signal
from PySide6.QtGui import QIcon, QImage, QPixmap
from PySide6.QtWidgets import QHBoxLayout, QSlider, QWidget

from lamgui.figures.pixels.render import colour_table
from lamgui.session.state import ColourMap, View
from lamgui.widgets.controls.available import show_available
from lamgui.widgets.controls.form import Choice, Option, add_row, narrow_form
from lamgui.widgets.controls.number_box import WholeNumber
from lamgui.widgets.controls.plain_label import PlainLabel

SIZE = QSize(32, 12)


def colour_icon(colour_map: ColourMap) -> QIcon:
    """The map's 256 colours as an icon of `SIZE`."""
    row = np.ascontiguousarray(colour_table(colour_map)[None])
    image = QImage(row.data, 256, 1, 3 * 256, QImage.Format.Format_RGB888)
    pixmap = QPixmap.fromImage(image.scaled(SIZE * 2, Qt.AspectRatioMode.IgnoreAspectRatio))
    return QIcon(pixmap)


class LookPanel(QWidget):
    """Shows the view; reports `view_edited(dict)` with the changed field of View alone."""

    view_edited = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.colour_map = Choice([Option(c, c.value.capitalize(), f"The colour map {c.value}.") for c in ColourMap])
        self.opacity = QSlider(Qt.Orientation.Horizontal)
        self._opacity_text = PlainLabel()
        self.share = WholeNumber(1, 100)
        self.input_frame = Choice([])
        self._lay_out()
        self.colour_map.chosen.connect(self._edit_colour_map)
        self.opacity.valueChanged.connect(self._edit_opacity)
        self.share.valueChanged.connect(self._edit_share)
        self.input_frame.chosen.connect(self._edit_input_frame)
        self.show_view(View())
        self.show_frames(0, 0)

    def show_view(self, view: View) -> None:
        """Show how results are shown."""
        self.colour_map.show_value(view.colour_map)
        show_available(self.colour_map, not view.signed, "A signed map is blue to red.")
        with QSignalBlocker(self.opacity):
            self.opacity.setValue(round(view.opacity * 100))
        self._opacity_text.setText(f"{self.opacity.value()} %")
        self.share.show_value(round(view.share * 100))
        self._frame = view.input_frame
        self._show_frame()

    def show_frames(self, count: int, at: int) -> None:
        """Offer the frames of an input, of which the picture is that at `at`; none for a network of one."""
        frames = [Option(k, f"frame {k + 1}", f"Frame {k + 1} and its map.") for k in range(count) if k != at]
        picture = Option(None, f"frame {at + 1}, the picture", "The picture that is opened.")
        self.input_frame.set_options([picture, *frames])
        self._form.setRowVisible(self.input_frame, count > 1)
        self._show_frame()

    def _show_frame(self) -> None:
        """Of a network with fewer frames, or where it is the picture itself, that of the picture."""
        self.input_frame.show_value(self._frame)
        if self.input_frame.currentIndex() < 0:
            self.input_frame.show_value(None)

    def _edit_input_frame(self, frame: int | None) -> None:
        self.view_edited.emit({"input_frame": frame})

    def _edit_colour_map(self, colour_map: ColourMap) -> None:
        self.view_edited.emit({"colour_map": colour_map})

    def _edit_opacity(self, percent: int) -> None:
        self._opacity_text.setText(f"{percent} %")
        self.view_edited.emit({"opacity": percent / 100})

    def _edit_share(self, percent: int) -> None:
        self.view_edited.emit({"share": percent / 100})

    def _lay_out(self) -> None:
        form = self._form = narrow_form(self)
        form.setContentsMargins(10, 8, 10, 8)
        add_row(
            form,
            "Colours",
            self.colour_map,
            "Colours of importance, from 0 to its maximum. A signed map is blue to red.",
        )
        opacity = QHBoxLayout()
        opacity.addWidget(self.opacity, 1)
        opacity.addWidget(self._opacity_text)
        add_row(form, "Opacity", self.opacity, "Opacity of the map over the input.", opacity)
        add_row(form, "Area", self.share, "Share of the importance Σ|Σ_c LAM| that the area of contribution holds.")
        add_row(form, "Frame", self.input_frame, "Which frame of a network of video or stereo is shown, with its map.")
        self.colour_map.setIconSize(SIZE)
        for index, colour_map in enumerate(ColourMap):
            self.colour_map.setItemIcon(index, colour_icon(colour_map))
        self.opacity.setRange(0, 100)
        self.opacity.setPageStep(10)
        self.opacity.setMinimumWidth(140)
        self._opacity_text.setMinimumWidth(self.fontMetrics().horizontalAdvance("100 %"))
        self._opacity_text.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.share.setSuffix(" %")
