"""How a figure looks, whatever it shows: sizes, fonts, colours. Free of matplotlib."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from lamgui.attribution.measures.measures import DEFAULT_SHARE
from lamgui.base.errors import SettingsError
from lamgui.figures.lettering.font_names import DEFAULT_FONT
from lamgui.figures.pixels.contrast import DEFAULT_CONTRAST, Contrast

MM_PER_INCH = 25.4
ONE_COLUMN_IN = 3.5
TWO_COLUMNS_IN = 7.16
"""Widths of the columns of IEEE and CVF papers, within a millimetre or two."""

MIN_FONT_PT, MAX_FONT_PT = 4.0, 24.0
MIN_WIDTH_IN, MAX_WIDTH_IN = 1.5, 40.0
MIN_DPI, MAX_DPI = 50, 1200


class Background(StrEnum):
    """Of the page."""

    WHITE = "white"
    BLACK = "black"
    TRANSPARENT = "transparent"


class QualityOf(StrEnum):
    """What PSNR and SSIM are measured on in layouts that enlarge a part."""

    PATCH = "patch"
    """The part that is shown: the patch and the pixels around it."""
    PICTURE = "picture"
    """All of the SR picture, its border cut."""


class PsnrChannels(StrEnum):
    """What of a picture PSNR is measured on."""

    Y = "y"
    """Luma of BT.601, 16..235, as most papers do."""
    RGB = "rgb"

    @property
    def words(self) -> str:
        """Behind PSNR, in brackets."""
        return self.value.upper()


@dataclass(frozen=True, kw_only=True)
class FigureStyle:
    """All choices about a figure's looks; raises SettingsError for impossible ones."""

    width_in: float = TWO_COLUMNS_IN
    dpi: int = 300
    font: str = DEFAULT_FONT
    font_size_pt: float = 8.0
    outlines: bool = False
    """Whether words in PDF, SVG and EPS are outlines, for readers that have no such font; they cannot be searched."""
    labels: bool = True
    """Whether columns and rows are named."""
    show_di: bool = True
    show_psnr: bool = True
    show_ssim: bool = False
    """In layouts that enlarge a part."""
    quality_of: QualityOf = QualityOf.PATCH
    psnr_channels: PsnrChannels = PsnrChannels.Y
    colour_map: str = "paper"
    colour_bar: bool = False
    contrast: Contrast = DEFAULT_CONTRAST
    """From the values of a map to colour and opacity."""
    opacity: float = 0.9
    """Of a map's strongest value over the input, 0..1."""
    signed: bool = False
    outline: bool = False
    """Whether the map over the input has a line around the area of contribution."""
    share: float = DEFAULT_SHARE
    common_scale: bool = False
    box_colour: str = "#ff2d55"
    background: Background = Background.WHITE
    crop_px: int | None = None
    """Side, in LR pixels, of the part around the patch that is shown; None for the whole picture."""
    inset: bool = False
    """Whether the patch is shown enlarged in a corner of the pictures that show more than it."""
    networks_as_columns: bool = False
    """In the layout `grid`, whose rows they are else."""
    colour_slots: tuple[int, ...] = ()
    """The slot of each map's colour, from 0, in the order of the maps; empty: that order."""

    def slot(self, number: int) -> int:
        """The slot of the colour of the map with a number, from 0."""
        return self.colour_slots[number] if number < len(self.colour_slots) else number

    def __post_init__(self) -> None:
        _require(MIN_WIDTH_IN <= self.width_in <= MAX_WIDTH_IN, "width", f"{self.width_in:g} in", "1.5 to 40 inches")
        _require(MIN_DPI <= self.dpi <= MAX_DPI, "resolution", f"{self.dpi} dpi", "50 to 1200 dpi")
        _require(MIN_FONT_PT <= self.font_size_pt <= MAX_FONT_PT, "font", f"{self.font_size_pt:g} pt", "4 to 24 points")
        _require(0 <= self.opacity <= 1, "opacity", f"{self.opacity:g}", "0 to 1")
        _require(0 < self.share <= 1, "share", f"{self.share:g}", "more than 0, up to 1")
        negative = next((slot for slot in self.colour_slots if slot < 0), None)
        _require(negative is None, "colour slot", f"{negative}", "0 or more")
        _require(self.crop_px is None or self.crop_px >= 1, "crop", f"{self.crop_px} LR pixels", "at least 1, or none")


def _require(holds: bool, what: str, came: str, wanted: str) -> None:
    if not holds:
        raise SettingsError(f"The figure's {what} came as {came}.", f"It can be {wanted}.")
