"""Path and network at the cursor's α as four pictures, and along the path as thumbnails to click."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from html import escape

import numpy as np
from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from lamgui.attribution.patch import Patch
from lamgui.figures.pixels.contrast import finite_peak
from lamgui.figures.pixels.render import colour_importance, colour_signed
from lamgui.imaging.picture import Pixels
from lamgui.maps.close_up import CloseUp
from lamgui.maps.filled_in import FilledIn, PointBetween
from lamgui.maps.restored_frames import RestoredFrames
from lamgui.maps.result import Frame
from lamgui.session.state import ColourMap
from lamgui.widgets.controls.plain_label import PlainLabel
from lamgui.widgets.curves.axis_scale import alpha_text, short_number
from lamgui.widgets.filmstrip.frame import FilmstripFrame

HINT = "γ(α), F(γ(α)) and the gradient at the cursor's α appear here when the map is done."
RESTORING = "Restoring …"
NOT_RESTORED = "Not restored"
MOST_THUMBNAILS = 9
FEWEST_THUMBNAILS = 3
_MAIN_COUNT = 4
_GAP_PX = 8
_NARROWEST_MAIN_PX = 78
_NARROWEST_THUMBNAIL_PX = 54

_TIPS = (
    (
        "<b>γ(α)</b>: the picture on the path from the baseline I' (α = 0) to the input I (α = 1), at the cursor's α; "
        "here and beside it a close-up of all that D depends on."
    ),
    (
        "<b>F(γ(α))</b>: what the network restores from γ(α), and D, how much of the feature is in its patch "
        "(the box), at the node that is nearest to the cursor."
    ),
    (
        "<b>|Σ<sub>c</sub> ∂D/∂γ|</b>: how much D changes with each input pixel at γ(α), summed over the channels, "
        "divided by its maximum, which is printed."
    ),
    (
        "<b>Sum up to α</b>: Σ<sub>c</sub> of the attribution integrated from 0 to α; red raises D, blue lowers it; "
        "divided by its largest absolute value, which is printed."
    ),
)


LONGEST_NAME, LONGEST_THUMBNAIL_NAME = "Sum up to α", "γ(0.000)"
"""What pictures at the cursor and thumbnails have room for at every size of text."""


@dataclass(frozen=True)
class Arrangement:
    """Widths in pixels, and the number of thumbnails that fit (none, or 3 to 9)."""

    main_px: int
    thumbnail_px: int
    thumbnails: int


def arrange(
    width: int,
    picture_height: int,
    aspect: float,
    narrowest_main_px: int = _NARROWEST_MAIN_PX,
    narrowest_thumbnail_px: int = _NARROWEST_THUMBNAIL_PX,
) -> Arrangement:
    """Divide `width` among pictures of this aspect: first the four at the cursor, then the thumbnails."""
    wanted = max(narrowest_main_px, round(picture_height * aspect))
    main = max(1, min(wanted, (width - (_MAIN_COUNT - 1) * _GAP_PX) // _MAIN_COUNT))
    rest = width - _MAIN_COUNT * (main + _GAP_PX) - 2 * _GAP_PX
    count = min(MOST_THUMBNAILS, (rest + _GAP_PX) // (narrowest_thumbnail_px + _GAP_PX))
    if count < FEWEST_THUMBNAILS:
        return Arrangement(main, 0, 0)
    return Arrangement(main, min(wanted, (rest + _GAP_PX) // count - _GAP_PX), count)


def nearest_frame(frames: tuple[Frame, ...], alpha: float) -> Frame:
    """The frame whose α is nearest; of two equally near the first."""
    return min(frames, key=lambda frame: abs(frame.alpha - alpha))


@dataclass(frozen=True, eq=False)
class _Thumbnail:
    """γ at an α, as much of it as is shown, and D there."""

    alpha: float
    objective: float
    gamma: Pixels


class Filmstrip(QWidget):
    """Four close-ups at the cursor's α and thumbnails of γ(α); a hint while there are none.

    alpha_moved carries the α of the thumbnail that the user chose, frame_shown that of the frame at the cursor.
    """

    alpha_moved = Signal(float)
    frame_shown = Signal(float)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._frames: tuple[Frame, ...] = ()
        self._shown: Frame | None = None
        self._along: list[_Thumbnail] = []
        """All frames and points between."""
        self._evenly: list[_Thumbnail] = []
        self._marked: list[_Thumbnail] = []
        """Those on the thumbnails: evenly spaced ones, with that of the cursor among them."""
        self._alpha = 1.0
        self._colour_map = ColourMap.INFERNO
        self._scale = 1
        self._region: CloseUp | None = None
        self._restored: RestoredFrames | None = None
        self._filled_in: FilledIn | None = None
        self._between: float | None = None
        """α of the point between nodes that is shown; None where a frame is."""
        self._hint = PlainLabel(HINT, self)
        self._hint.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._hint.setWordWrap(True)
        self._hint.setForegroundRole(self.palette().ColorRole.PlaceholderText)
        self._main = [FilmstripFrame(self) for _ in range(_MAIN_COUNT)]
        for frame, tip in zip(self._main, _TIPS, strict=True):
            frame.setToolTip(f"<qt>{tip}</qt>")
        self._thumbnails = [FilmstripFrame(self, selectable=True) for _ in range(MOST_THUMBNAILS)]
        for frame in self._thumbnails:
            frame.setToolTip("<qt>γ at this α, and D(F(γ(α))). Click to move the α cursor here.</qt>")
            frame.chosen.connect(self._thumbnail_chosen)
        self.setAccessibleName("Filmstrip of the path")
        self._lay_out()

    @property
    def main_frames(self) -> tuple[FilmstripFrame, ...]:
        """The pictures of γ(α), F(γ(α)), the gradient and the partial sum."""
        return tuple(self._main)

    @property
    def thumbnails(self) -> tuple[FilmstripFrame, ...]:
        """The thumbnails that fit."""
        return tuple(frame for frame in self._thumbnails if frame.isVisibleTo(self))

    @property
    def is_waiting(self) -> bool:
        """Whether F(γ(α)) at the cursor is being restored."""
        return self._main[1].note == RESTORING

    def show_frames(
        self, frames: tuple[Frame, ...], region: CloseUp | None, patch: Patch | None, scale: int, colour_map: ColourMap
    ) -> None:
        """Show a region (None for all) of a run's frames, rising in α, with the patch (SR pixels) drawn in.

        None brings back the hint.
        """
        self._frames = frames
        self._scale = scale
        self._colour_map = colour_map
        self._shown = None
        self._region = region
        box = patch if patch is None or self._region is None else self._region.patch(patch, scale)
        for index, main in enumerate(self._main):
            main.show_box(box, 1.0 if index == 1 else 1.0 / scale)
        self._lay_out()
        self.show_alpha(self._alpha)

    def show_hint(self, text: str) -> None:
        """What stands there while there are no frames."""
        self._hint.setText(text)

    def show_alpha(self, alpha: float) -> None:
        """Show the frame that is nearest to α."""
        self._alpha = alpha
        if not self._frames:
            return
        frame = nearest_frame(self._frames, alpha)
        between = self._nearest_between(alpha, abs(frame.alpha - alpha))
        if frame is not self._shown or between != self._between:
            is_other = frame is not self._shown
            self._shown, self._between = frame, between
            self._fill_main(frame)
            if is_other:
                self.frame_shown.emit(frame.alpha)
        self._main[0].show_second_line(self._words_of_alpha())
        self._mark_current()

    def show_restored(self, restored: RestoredFrames | None) -> None:
        """Show the SR pictures that were restored since for frames without one, or why none will be."""
        self._restored = restored
        if self._shown is not None:
            self._fill_sr(self._shown)

    def show_filled_in(self, filled_in: FilledIn | None) -> None:
        """Show γ(α) and F(γ(α)) between the nodes too; gradient and sum stay those of the nearest node."""
        if filled_in is not self._filled_in:
            self._filled_in = filled_in
            self._shown = None
            self._lay_out()
            self.show_alpha(self._alpha)

    def sizeHint(self) -> QSize:
        """Four square pictures and thumbnails in one row."""
        return QSize(900, 140)

    def minimumSizeHint(self) -> QSize:
        """The smallest size at which the four pictures can be distinguished."""
        return QSize(2 * (_NARROWEST_MAIN_PX + _GAP_PX), 104)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Divide the new width."""
        super().resizeEvent(event)
        self._lay_out()
        self._mark_current()

    def _fill_main(self, frame: Frame) -> None:
        gradient, partial = frame.gradient.astype(np.float32), frame.partial
        gamma, _, sensitivity, total = self._main
        colours = colour_importance(gradient, self._colour_map)
        shown = self._gamma_at(self._alpha_shown)
        gamma.show_picture(self._cut(frame.gamma) if shown is None else shown, "γ(α)", self._words_of_alpha())
        self._fill_sr(frame)
        at = "" if self._between is None else f"α {alpha_text(frame.alpha)}: "
        sensitivity.show_picture(self._cut(colours), "|Σ_c ∂D/∂γ|", f"{at}max {short_number(frame.gradient_peak)}")
        total.show_picture(
            self._cut(colour_signed(partial)), "Sum up to α", f"{at}max {short_number(finite_peak(partial))}"
        )

    @property
    def _alpha_shown(self) -> float:
        """α of the frame, or point between, that is nearest to the cursor among all."""
        assert self._shown is not None
        return self._shown.alpha if self._between is None else self._between

    def _words_of_alpha(self) -> str:
        """The α that is shown, and where the cursor stands beside it."""
        at, cursor = alpha_text(self._alpha_shown), alpha_text(self._alpha)
        return f"α {at}" if at == cursor else f"α {at}, nearest to {cursor}"

    def _fill_sr(self, frame: Frame) -> None:
        if self._between is not None and self._filled_in is not None:
            point = self._filled_in.points[self._between]
            if point.sr is not None:
                self._main[1].show_picture(point.sr, "F(γ(α))", f"D {short_number(point.objective, 4)}")
            self._main[1].setToolTip(f"<qt>{_TIPS[1]}</qt>")
            return
        picture, lines = self._main[1], ("F(γ(α))", f"D {short_number(frame.objective, 4)}")
        restored = self._restored if self._restored is not None and self._restored.region == self._region else None
        restored_sr = None if restored is None else restored.frames.get(frame.alpha)
        pixels = restored_sr if frame.sr is None else self._cut(frame.sr, self._scale)
        if pixels is not None:
            picture.show_picture(pixels, *lines)
            picture.setToolTip(f"<qt>{_TIPS[1]}</qt>")
            return
        height, width = self._cut(frame.gamma).shape[:2]
        reason = "" if restored is None else restored.note
        is_coming = restored is not None and not reason
        picture.show_note(RESTORING if is_coming else NOT_RESTORED, QSize(width, height), *lines)
        picture.setToolTip(f"<qt>{_TIPS[1]}<br>{escape(reason)}</qt>" if reason else f"<qt>{_TIPS[1]}</qt>")

    def _lay_out(self) -> None:
        """Place the pictures, and fill as many thumbnails as fit."""
        self._hint.setVisible(not self._frames)
        self._hint.setGeometry(self.rect())
        for frame in (*self._main, *self._thumbnails):
            frame.setVisible(bool(self._frames))
        if not self._frames:
            self._along, self._evenly, self._marked = [], [], []
            return
        height, width = self._cut(self._frames[0].gamma).shape[:2]
        caption = self._main[0].caption_height()
        if self.height() > self.width():
            count = self._place_in_column(caption, width / height)
        else:
            count = self._place_in_row(caption, width / height)
        self._along = self._all_along()
        self._evenly = self._evenly_spaced(count)
        self._show_thumbnails()

    def _show_thumbnails(self) -> None:
        """Those that fit; that of the cursor is the nearest of all, whatever fits."""
        self._marked = list(self._evenly)
        nearest = min(self._along, key=lambda one: abs(one.alpha - self._alpha), default=None)
        if nearest is not None and self._marked and nearest not in self._marked:
            away = [abs(one.alpha - nearest.alpha) for one in self._marked]
            self._marked[away.index(min(away))] = nearest
        for index, thumbnail in enumerate(self._thumbnails):
            thumbnail.setVisible(index < len(self._marked))
        for thumbnail, marked in zip(self._thumbnails, self._marked, strict=False):
            thumbnail.show_picture(
                marked.gamma, f"γ({alpha_text(marked.alpha)})", f"D {short_number(marked.objective)}"
            )

    def _place_in_row(self, caption_px: int, aspect: float) -> int:
        """The four pictures and the thumbnails side by side; returns how many thumbnails there is room for."""
        metrics = self._main[0].fontMetrics()
        narrowest = (metrics.horizontalAdvance(LONGEST_NAME), metrics.horizontalAdvance(LONGEST_THUMBNAIL_NAME))
        main_px, thumbnail_px = max(_NARROWEST_MAIN_PX, narrowest[0]), max(_NARROWEST_THUMBNAIL_PX, narrowest[1])
        plan = arrange(self.width(), self.height() - caption_px, aspect, main_px, thumbnail_px)
        for index, main in enumerate(self._main):
            main.setGeometry(index * (plan.main_px + _GAP_PX), 0, plan.main_px, self.height())
        left = _MAIN_COUNT * (plan.main_px + _GAP_PX) + 2 * _GAP_PX
        for index, thumbnail in enumerate(self._thumbnails):
            thumbnail.setGeometry(left + index * (plan.thumbnail_px + _GAP_PX), 0, plan.thumbnail_px, self.height())
        return plan.thumbnails

    def _place_in_column(self, caption_px: int, aspect: float) -> int:
        """The four pictures in two rows over a row of thumbnails; returns how many thumbnails there is room for."""
        main = (self.width() - _GAP_PX) // 2
        row = min(caption_px + round(main / aspect), self.height() * 2 // 5)
        for index, frame in enumerate(self._main):
            frame.setGeometry(index % 2 * (main + _GAP_PX), index // 2 * (row + _GAP_PX), main, row)
        count = min(MOST_THUMBNAILS, (self.width() + _GAP_PX) // (_NARROWEST_THUMBNAIL_PX + _GAP_PX))
        each, top = (self.width() + _GAP_PX) // max(1, count) - _GAP_PX, 2 * (row + _GAP_PX)
        for index, thumbnail in enumerate(self._thumbnails):
            thumbnail.setGeometry(index * (each + _GAP_PX), top, each, max(0, self.height() - top))
        return count

    def _cut(self, pixels: Pixels, scale: int = 1) -> Pixels:
        """The close-up of a picture of `scale` pixels to an LR pixel."""
        return pixels if self._region is None else self._region.cut(pixels, scale)

    def _all_along(self) -> list[_Thumbnail]:
        """All frames and points between."""
        along = [_Thumbnail(frame.alpha, frame.objective, self._cut(frame.gamma)) for frame in self._frames]
        along += [
            _Thumbnail(alpha, point.objective, self._cut(point.gamma))
            for alpha, point in self._points_between.items()
            if point.gamma is not None
        ]
        return along

    def _evenly_spaced(self, count: int) -> list[_Thumbnail]:
        """Up to `count` different ones, nearest to α evenly spaced from 0 to 1."""
        goals, along = np.linspace(0, 1, count).tolist(), self._along
        nearest = [min(along, key=lambda one: abs(one.alpha - alpha)) for alpha in goals]
        return list(dict.fromkeys(nearest))

    @property
    def _points_between(self) -> Mapping[float, PointBetween]:
        """The points between the nodes with pictures of the region that is shown."""
        filled, region = self._filled_in, self._region
        if filled is None or (region is not None and filled.region != region):
            return {}
        return {alpha: point for alpha, point in filled.points.items() if point.gamma is not None}

    def _nearest_between(self, alpha: float, than: float) -> float | None:
        """The α of the point between nodes that is nearer than so much; None where none is."""
        nearest = min(self._points_between, key=lambda other: abs(other - alpha), default=None)
        return nearest if nearest is not None and abs(nearest - alpha) < than else None

    def _gamma_at(self, alpha: float) -> Pixels | None:
        point = self._points_between.get(alpha)
        return None if point is None or point.gamma is None else self._cut(point.gamma)

    def _mark_current(self) -> None:
        self._show_thumbnails()
        nearest = min(self._marked, key=lambda one: abs(one.alpha - self._alpha), default=None)
        for thumbnail, marked in zip(self._thumbnails, self._marked, strict=False):
            thumbnail.show_current(marked is nearest)

    def _thumbnail_chosen(self, thumbnail: FilmstripFrame) -> None:
        marked = self._marked[self._thumbnails.index(thumbnail)]
        self.show_alpha(marked.alpha)
        self.alpha_moved.emit(marked.alpha)
