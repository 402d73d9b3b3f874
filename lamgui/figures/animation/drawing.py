"""The page of an animation: a row of pictures and a curve for each network, shown at one α after the other."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from lamgui.base.errors import SettingsError
from lamgui.base.wording import number_in_words
from lamgui.figures.formats.endings import FRAMES_OF_ANIMATION
from lamgui.figures.layouts.pictures import FigureRegion
from lamgui.figures.pixels.contrast import finite_peak
from lamgui.figures.pixels.render import colour_importance, colour_signed
from lamgui.imaging.picture import Pixels
from lamgui.maps.close_up import CloseUp
from lamgui.maps.restored_frames import spread_frames
from lamgui.maps.result import Analysis, Frame
from lamgui.networks.catalogue import label_of

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.image import AxesImage
    from matplotlib.lines import Line2D

    from lamgui.figures.layouts.sheet import Sheet

CURVE_WIDTH = 1.4
"""Of a curve, in widths of a picture."""
HIGHEST = 1.3
"""Of a picture, in its widths."""
CURVE, CURSOR_PT = "#1f77c8", 0.8


class PathDrawing:
    """The figure of several maps along their paths; `show` moves all of it to an α."""

    def __init__(self, sheet: Sheet, analyses: Sequence[Analysis]) -> None:
        if not analyses:
            raise SettingsError("There is no map to show yet.", "Wait for the run to end.")
        missing = next((one for one in analyses if not one.frames), None)
        if missing is not None:
            name = label_of(missing.network)
            raise SettingsError(f"The map of {name} came without pictures of its path.", "Compute it again.")
        self._with_sr = all(_all_restored(one) for one in analyses)
        count = 4 if self._with_sr else 3
        axis_in = 4.2 * sheet.style.font_size_pt * 0.55 / 72
        self._margin_in = 2 * sheet.gap_in
        room_in = sheet.style.width_in - 2 * self._margin_in - axis_in - 5 * sheet.gap_in * count
        wide_in = room_in / (count + CURVE_WIDTH)
        heights_in = [wide_in * min(HIGHEST, region.height / region.width) for region in map(_region, analyses)]
        self.figure = sheet.figure(sum(heights_in) + (3.2 * sheet.line_in) * len(analyses) + sheet.line_in)
        """The page."""
        self._rows: list[_Row] = []
        y = 0.3 * sheet.line_in
        for analysis, high_in in zip(analyses, heights_in, strict=True):
            self._rows.append(self._row(sheet, analysis, y, wide_in, high_in, axis_in))
            y += high_in + 3.2 * sheet.line_in

    def show(self, alpha: float) -> None:
        """Put every picture, number and cursor at an α: pictures are those of the nearest frame."""
        for row in self._rows:
            row.show(alpha)

    def _row(self, sheet: Sheet, analysis: Analysis, y: float, wide_in: float, high_in: float, axis_in: float) -> _Row:
        region, width_in = _region(analysis), sheet.style.width_in
        if sheet.style.labels:
            sheet.text(self.figure, self._margin_in, y, label_of(analysis.network), width_in, ha="left", weight="bold")
        top = y + 2.4 * sheet.line_in
        names = ("γ(α)", *(("F(γ(α))",) if self._with_sr else ()), "|Σ_c ∂D/∂γ|", "Sum up to α")
        images, x = [], self._margin_in
        full = FigureRegion(region.x, region.y, region.width, region.height)
        for name, pixels in zip(names, _pictures(analysis, analysis.frames[-1], sheet, self._with_sr), strict=True):
            sheet.text(self.figure, x + wide_in / 2, y + 1.2 * sheet.line_in, name, wide_in)
            axes = sheet.axes(self.figure, x, top, wide_in, high_in)
            sheet.picture(axes, pixels, full, full)
            axes.spines[:].set_visible(True)
            sheet.thin_box(axes, analysis)
            images.append(axes.images[0])
            x += wide_in + 5 * sheet.gap_in
        x += axis_in
        room_in = width_in - x - self._margin_in
        axes = sheet.axes(self.figure, x, top, room_in, high_in)
        cursor = _draw_curve(axes, analysis, sheet)
        page_in = self.figure.get_size_inches()[1]
        words = self.figure.text(
            (x - axis_in) / width_in,
            1 - (y + 1.2 * sheet.line_in) / page_in,
            "",
            ha="left",
            va="top",
            color=sheet.ink,
            fontsize=sheet.style.font_size_pt,
        )
        return _Row(analysis, sheet, self._with_sr, tuple(images), cursor, words.set_text)


def alphas_of(analyses: Sequence[Analysis]) -> tuple[float, ...]:
    """The α of an animation, rising: those of the frames of the map that has most of them."""
    return max((tuple(frame.alpha for frame in _frames(one)) for one in analyses), key=len, default=())


@dataclass(frozen=True, eq=False)
class _Row:
    """What changes in a network's row."""

    analysis: Analysis
    sheet: Sheet
    with_sr: bool
    images: tuple[AxesImage, ...]
    cursor: Line2D
    say: Callable[[str], None]

    def show(self, alpha: float) -> None:
        frame = min(_frames(self.analysis), key=lambda one: abs(one.alpha - alpha))
        for image, pixels in zip(self.images, _pictures(self.analysis, frame, self.sheet, self.with_sr), strict=True):
            image.set_data(pixels)
        self.cursor.set_xdata([alpha, alpha])
        at, objective = self.analysis.curves.objective_with_ends()
        value = float(np.interp(alpha, at, objective))
        self.say(f"α {alpha:.2f},  D(F(γ(α))) {number_in_words(value)}")


def _frames(analysis: Analysis) -> tuple[Frame, ...]:
    return spread_frames(analysis, FRAMES_OF_ANIMATION)


def _region(analysis: Analysis) -> CloseUp:
    assert analysis.close_up is not None
    return analysis.close_up


def _all_restored(analysis: Analysis) -> bool:
    region = _region(analysis)
    return all(analysis.restored_at(frame, region) is not None for frame in _frames(analysis))


def _pictures(analysis: Analysis, frame: Frame, sheet: Sheet, with_sr: bool) -> list[Pixels]:
    """γ(α), F(γ(α)) if it is shown, the gradient and the sum so far, of the filmstrip's part."""
    region, style = _region(analysis), sheet.style
    shown = [
        region.cut(frame.gamma),
        colour_importance(region.cut(frame.gradient), style.colour_map, 1.0, style.contrast),
        colour_signed(region.cut(frame.partial), finite_peak(frame.partial), style.contrast),
    ]
    sr = analysis.restored_at(frame, region) if with_sr else None
    return [shown[0], *([] if sr is None else [sr]), *shown[1:]]


def _draw_curve(axes: Axes, analysis: Analysis, sheet: Sheet) -> Line2D:
    """D along the path with its steepest rise; returns the cursor."""
    alpha, objective = analysis.curves.objective_with_ends()
    axes.set_facecolor("none")
    axes.plot(alpha, objective, color=CURVE)
    axes.set_xlim(0, 1)
    axes.set_xticks([0, 0.5, 1], ["0", "α 0.5", "1"])
    axes.locator_params(axis="y", nbins=4)
    axes.tick_params(length=2, pad=1.5, colors=sheet.ink, labelsize=max(5.0, sheet.style.font_size_pt * 0.85))
    for name, spine in axes.spines.items():
        spine.set_visible(name in ("left", "bottom"))
        spine.set_color(sheet.ink)
    for edge in analysis.curves.steepest_band or ():
        axes.axvline(edge, color="#1a7f37", linestyle="--", linewidth=CURSOR_PT)
    return axes.axvline(1.0, color=sheet.ink, linewidth=CURSOR_PT)
