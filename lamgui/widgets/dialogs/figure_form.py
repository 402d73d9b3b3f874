"""The choices about an exported figure as a form."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtGui import QColor, QFontDatabase
from PySide6.QtWidgets import (
    QCheckBox,
    QColorDialog,
    QComboBox,
    QFormLayout,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from lamgui.base.errors import SettingsError
from lamgui.figures.layouts.registry import LAYOUTS
from lamgui.figures.lettering.font_names import ASKED_FOR, DEFAULT_FONT
from lamgui.figures.options import MAX_FRAME_MS, MAX_PLAYS, MIN_FRAME_MS, FigureOptions
from lamgui.figures.pixels.contrast import Contrast
from lamgui.figures.style import (
    MAX_DPI,
    MAX_FONT_PT,
    MIN_DPI,
    MIN_FONT_PT,
    MM_PER_INCH,
    ONE_COLUMN_IN,
    TWO_COLUMNS_IN,
    Background,
    PsnrChannels,
    QualityOf,
)
from lamgui.figures.words.columns import FigureColumn
from lamgui.maps.quality_words import AROUND_PATCH
from lamgui.session.state import ColourMap
from lamgui.widgets.controls.available import show_available
from lamgui.widgets.controls.colour_chip import colour_chip
from lamgui.widgets.controls.contrast.contrast_choice import ContrastChoice
from lamgui.widgets.controls.form import Choice, Option, add_row, describe, narrow_form
from lamgui.widgets.controls.number_box import Number, WholeNumber

BACKGROUNDS = (
    Option(Background.WHITE, "White", "For print."),
    Option(Background.BLACK, "Black", "For slides; text becomes white."),
    Option(Background.TRANSPARENT, "Transparent", "For slides of any ground."),
)
QUALITIES = (
    Option(QualityOf.PATCH, "The part in the box", f"PSNR and SSIM {AROUND_PATCH}."),
    Option(
        QualityOf.PICTURE,
        "All F was given",
        "PSNR and SSIM of all that the network was given: the whole picture, or the surroundings of the patch.",
    ),
)
CHANNELS = (
    Option(PsnrChannels.Y, "Y", "Luma of BT.601, as most papers do."),
    Option(PsnrChannels.RGB, "RGB", "All three channels."),
)
OF_ZOOM = "In this layout PSNR is as in the window; Zoom and Zoom with maps have the choice, and SSIM."
MILLIMETRES, INCHES = "mm", "in"


class FigureForm(QWidget):
    """Shows FigureOptions; reports `edited` with the present options."""

    edited = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._options = FigureOptions()
        self.layout_choice = Choice([Option(kind.name, kind.title, kind.tooltip) for kind in LAYOUTS.values()])
        self.columns = QListWidget()
        self.page_width = Number(38.0, 1016.0, 1.0)
        self.unit = QComboBox()
        self.one_column = QPushButton("One column")
        self.two_columns = QPushButton("Two columns")
        self.font_name = QComboBox()
        self.font_size = Number(MIN_FONT_PT, MAX_FONT_PT, 0.5)
        self.dpi = WholeNumber(MIN_DPI, MAX_DPI)
        self.colour_map = Choice([Option(c, c.value.capitalize(), f"The colour map {c.value}.") for c in ColourMap])
        self.contrast = ContrastChoice()
        self.background = Choice(BACKGROUNDS)
        self.quality_of = Choice(QUALITIES)
        self.psnr_channels = Choice(CHANNELS)
        self.box_colour = QPushButton("Box colour…")
        self.crop = WholeNumber(1, 10_000)
        self.checks = {
            "labels": QCheckBox("Names"),
            "show_di": QCheckBox("DI"),
            "show_psnr": QCheckBox("PSNR"),
            "show_ssim": QCheckBox("SSIM"),
            "colour_bar": QCheckBox("Colour bar"),
            "common_scale": QCheckBox("Same scale"),
            "signed": QCheckBox("Signed map"),
            "outline": QCheckBox("Outline"),
            "inset": QCheckBox("Patch as inset"),
            "networks_as_columns": QCheckBox("Networks as columns"),
            "outlines": QCheckBox("Text as outlines"),
            "of_bookmarks": QCheckBox("All bookmarks"),
        }
        self.crops = QCheckBox("Crop to")
        self.animates = QCheckBox("Animation of the path")
        self.frame_time = WholeNumber(MIN_FRAME_MS, MAX_FRAME_MS)
        self.plays = WholeNumber(0, MAX_PLAYS)
        self._lay_out()
        self._tie()
        self.show_options(self._options)

    def show_options(self, options: FigureOptions) -> None:
        """Show the options; nothing is reported."""
        self._options = options
        self.layout_choice.show_value(options.layout)
        self._show_columns(options)
        self._show_width()
        with QSignalBlocker(self.font_name):
            self.font_name.setCurrentText(options.font)
        self.font_size.show_value(options.font_size_pt)
        self.dpi.show_value(options.dpi)
        self.colour_map.show_value(ColourMap(options.colour_map))
        self.contrast.show_contrast(options.contrast)
        self.background.show_value(options.background)
        compares_quality = LAYOUTS[options.layout].compares_quality
        self.quality_of.show_value(options.quality_of if compares_quality else QualityOf.PICTURE)
        self.psnr_channels.show_value(options.psnr_channels)
        allowed = LAYOUTS[options.layout]
        show_available(
            self.checks["networks_as_columns"], allowed.turns, "In the layout Grid alone they can be columns."
        )
        show_available(self.checks["of_bookmarks"], allowed.stacks_places, "This layout shows one patch.")
        show_available(self.quality_of, compares_quality, OF_ZOOM)
        show_available(self.checks["show_ssim"], compares_quality, OF_ZOOM)
        colour = QColor(options.box_colour)
        self.box_colour.setIcon(colour_chip(colour))
        for name, box in self.checks.items():
            with QSignalBlocker(box):
                box.setChecked(getattr(options, name))
        with QSignalBlocker(self.crops):
            self.crops.setChecked(options.crop_px is not None)
        show_available(self.crop, options.crop_px is not None, "Whole pictures are shown: tick Crop to.")
        self.crop.show_value(options.crop_px or 48)
        self.frame_time.show_value(options.frame_ms)
        self.plays.show_value(options.plays)
        self._show_animates(self.animates.isChecked())

    def _show_animates(self, animates: bool) -> None:
        """What only an animation has can be chosen where one is to be saved."""
        for number in (self.frame_time, self.plays):
            show_available(number, animates, "A still figure has no frames: tick Animation of the path.")

    def _show_columns(self, options: FigureOptions) -> None:
        own = options.shown_columns
        show_available(self.columns, bool(own), "The pictures of this layout are its own.")
        with QSignalBlocker(self.columns):
            self.columns.clear()
            for column in (*own, *(column for column in FigureColumn if column not in own)):
                item = QListWidgetItem(column.words)
                item.setData(Qt.ItemDataRole.UserRole, column.value)
                item.setFlags(
                    Qt.ItemFlag.ItemIsEnabled
                    | Qt.ItemFlag.ItemIsSelectable
                    | Qt.ItemFlag.ItemIsUserCheckable
                    | Qt.ItemFlag.ItemIsDragEnabled
                )
                item.setCheckState(Qt.CheckState.Checked if column in own else Qt.CheckState.Unchecked)
                self.columns.addItem(item)

    def _show_width(self) -> None:
        in_mm = self.unit.currentText() == MILLIMETRES
        factor = MM_PER_INCH if in_mm else 1.0
        with QSignalBlocker(self.page_width):
            self.page_width.setRange(1.5 * factor, 40 * factor)
            self.page_width.setSingleStep(1.0 if in_mm else 0.05)
        self.page_width.show_value(self._options.width_in * factor)

    def _edit(self, **changes: Any) -> None:
        try:
            options = replace(self._options, **changes)
        except SettingsError:
            self.show_options(self._options)
            return
        if options != self._options:
            self._options = options
            self.show_options(options)
            self.edited.emit(options)

    def _edit_layout(self, layout: str) -> None:
        self._edit(layout=layout, columns=())

    def _edit_columns(self) -> None:
        items = [self.columns.item(k) for k in range(self.columns.count())]
        ticked = [i for i in items if i.checkState() == Qt.CheckState.Checked]
        columns = tuple(FigureColumn(item.data(Qt.ItemDataRole.UserRole)) for item in ticked)
        if columns:
            self._edit(columns=columns)
        else:
            self.show_options(self._options)

    def _edit_width(self, width: float) -> None:
        self._edit(width_in=width / (MM_PER_INCH if self.unit.currentText() == MILLIMETRES else 1.0))

    def _one_column(self) -> None:
        self._edit(width_in=ONE_COLUMN_IN)

    def _two_columns(self) -> None:
        self._edit(width_in=TWO_COLUMNS_IN)

    def _edit_font(self, font: str) -> None:
        self._edit(font=font)

    def _edit_font_size(self, size: float) -> None:
        self._edit(font_size_pt=size)

    def _edit_dpi(self, dpi: int) -> None:
        self._edit(dpi=dpi)

    def _edit_colour_map(self, colour_map: ColourMap) -> None:
        self._edit(colour_map=colour_map.value)

    def _edit_contrast(self, contrast: Contrast) -> None:
        self._edit(contrast=contrast)

    def _edit_background(self, background: Background) -> None:
        self._edit(background=background)

    def _edit_quality_of(self, quality_of: QualityOf) -> None:
        self._edit(quality_of=quality_of)

    def _edit_psnr_channels(self, psnr_channels: PsnrChannels) -> None:
        self._edit(psnr_channels=psnr_channels)

    def _edit_crop(self) -> None:
        self._edit(crop_px=self.crop.value() if self.crops.isChecked() else None)

    def _edit_frame_time(self, frame_ms: int) -> None:
        self._edit(frame_ms=frame_ms)

    def _edit_plays(self, plays: int) -> None:
        self._edit(plays=plays)

    def _edit_checks(self) -> None:
        self._edit(**{name: box.isChecked() for name, box in self.checks.items()})

    def _ask_colour(self) -> None:
        colour = QColorDialog.getColor(QColor(self._options.box_colour), self, "Colour of the patch's box")
        if colour.isValid():
            self._edit(box_colour=colour.name())

    def _tie(self) -> None:
        self.layout_choice.chosen.connect(self._edit_layout)
        self.columns.itemChanged.connect(self._edit_columns)
        self.columns.model().rowsMoved.connect(self._edit_columns)
        self.page_width.valueChanged.connect(self._edit_width)
        self.unit.currentIndexChanged.connect(self._show_width)
        self.one_column.clicked.connect(self._one_column)
        self.two_columns.clicked.connect(self._two_columns)
        self.font_name.textActivated.connect(self._edit_font)
        self.font_size.valueChanged.connect(self._edit_font_size)
        self.dpi.valueChanged.connect(self._edit_dpi)
        self.colour_map.chosen.connect(self._edit_colour_map)
        self.contrast.contrast_chosen.connect(self._edit_contrast)
        self.background.chosen.connect(self._edit_background)
        self.quality_of.chosen.connect(self._edit_quality_of)
        self.psnr_channels.chosen.connect(self._edit_psnr_channels)
        self.box_colour.clicked.connect(self._ask_colour)
        self.crops.toggled.connect(self._edit_crop)
        self.crop.valueChanged.connect(self._edit_crop)
        self.animates.toggled.connect(self._show_animates)
        self.frame_time.valueChanged.connect(self._edit_frame_time)
        self.plays.valueChanged.connect(self._edit_plays)
        for box in self.checks.values():
            box.toggled.connect(self._edit_checks)

    def _lay_out(self) -> None:
        self.unit.addItems([MILLIMETRES, INCHES])
        self.font_name.addItems(sorted({*QFontDatabase.families(), DEFAULT_FONT, *ASKED_FOR}))
        self.font_name.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.font_name.setMinimumContentsLength(10)
        self.columns.setDragDropMode(QListWidget.DragDropMode.InternalMove)
        self.columns.setFixedHeight(len(FigureColumn) * (self.fontMetrics().height() + 4) + 6)
        self.crop.setSuffix(" LR px")
        form = narrow_form()
        add_row(form, "&Layout", self.layout_choice, "How the results are put on the page.")
        add_row(form, "&Columns", self.columns, "Which pictures are shown; drag them into another order.")
        width = QHBoxLayout()
        width.addWidget(self.page_width, 1)
        width.addWidget(self.unit)
        add_row(form, "&Width", self.page_width, "Width of the figure on paper.", width)
        presets = QHBoxLayout()
        presets.addWidget(self.one_column)
        presets.addWidget(self.two_columns)
        form.addRow("", presets)
        font = QHBoxLayout()
        font.addWidget(self.font_name, 1)
        font.addWidget(self.font_size)
        self.font_size.setSuffix(" pt")
        add_row(
            form,
            "&Font",
            self.font_name,
            "Of all text; letters it lacks come from others, and one that is not installed is replaced by one as wide.",
            font,
        )
        self.dpi.setSuffix(" dpi")
        add_row(form, "&Resolution", self.dpi, "Of PNG and TIFF; pictures in PDF, SVG and EPS are no finer.")
        add_row(form, "Co&lours", self.colour_map, "Colours of the maps.")
        contrast = QHBoxLayout()
        contrast.addWidget(self.contrast)
        add_row(form, "Co&ntrast", self.contrast.kind, "From the values of a map to colour and opacity.", contrast)
        add_row(form, "&Ground", self.background, "Of the page.")
        add_row(
            form,
            "&PSNR of",
            self.quality_of,
            "What the numbers are measured on: Zoom and Zoom with maps have the choice.",
        )
        add_row(form, "PSNR in", self.psnr_channels, "The channels that PSNR is measured on; SSIM is of Y.")
        self._add_animation(form)
        crop = QHBoxLayout()
        crop.addWidget(self.crops)
        crop.addWidget(self.crop, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addLayout(form)
        layout.addLayout(crop)
        boxes = list(self.checks.values())
        for pair in zip(boxes[::2], boxes[1::2], strict=True):
            row = QHBoxLayout()
            for box in pair:
                row.addWidget(box, 1)
            layout.addLayout(row)
        layout.addWidget(self.box_colour)
        layout.addStretch(1)
        self._describe()

    def _add_animation(self, form: QFormLayout) -> None:
        describe(
            self.animates, "Animation of the path", "Save offers WEBP, APNG, GIF and MP4 instead of a still figure."
        )
        form.addRow("", self.animates)
        self.frame_time.setSuffix(" ms")
        self.frame_time.setSingleStep(10)
        add_row(form, "Frame &time", self.frame_time, "How long an animation shows a frame; the last stays longer.")
        self.plays.setSpecialValueText("for ever")
        self.plays.setSuffix(" times")
        add_row(form, "Pla&ys", self.plays, "How often an animation is played; an MP4 leaves that to its player.")

    def _describe(self) -> None:
        describe(self.crops, "Crop around the patch", "Show only a square of LR pixels around the patch.")
        describe(self.crop, "Side of the crop", "LR pixels around the patch that are shown.")
        describe(self.unit, "Unit of the width", "Millimetres or inches.")
        describe(self.one_column, "One column", "3.5 in, 89 mm: a column of most papers.")
        describe(self.two_columns, "Two columns", "7.16 in, 182 mm: the full width of most papers.")
        describe(self.font_size, "Size of the font", "Points, as printed.")
        describe(self.box_colour, "Box colour", "Colour of the box around the patch.")
        for name, tip in (
            ("labels", "Name columns and rows."),
            ("show_di", "Print the diffusion index."),
            ("show_psnr", "Print the PSNR, where HR is known."),
            ("show_ssim", "Print the SSIM on Y too, in the layouts Zoom and Zoom with maps."),
            ("colour_bar", "A bar of the map's colours below."),
            ("common_scale", "All maps share one maximum; else each has its own."),
            ("signed", "Red raises D, blue lowers it."),
            ("outline", "A line around the area of contribution, over the maps."),
            ("inset", "Show the patch enlarged in a corner of each picture."),
            ("networks_as_columns", "In the layout Grid, whose rows they are else."),
            ("of_bookmarks", "In Zoom and Zoom with maps: every bookmark below each other, of any picture."),
            ("outlines", "Words in PDF, SVG and EPS look the same everywhere, but cannot be searched."),
        ):
            describe(self.checks[name], self.checks[name].text(), tip)
