"""A page on which pictures, boxes and words are placed in inches, so that nothing is clipped at any width."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from matplotlib.axes import Axes
from matplotlib.collections import PolyCollection
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle
from matplotlib.patheffects import withStroke

from lamgui.base.vocabulary import heading_of
from lamgui.base.wording import GLUE
from lamgui.figures.layouts.pictures import FigurePicture, FigureRegion, input_region
from lamgui.figures.lettering.typesetting import PT_PER_INCH, in_fonts, longest_piece, scale_to_fit, width_in, wrapped
from lamgui.figures.pixels.outline import smooth_outline
from lamgui.figures.pixels.print_pixels import printed_pixels
from lamgui.figures.style import Background, FigureStyle
from lamgui.figures.words.columns import FigureColumn
from lamgui.imaging.picture import Pixels
from lamgui.maps.result import Analysis

GAP_IN = 0.04
INSET_SHARE = 0.42
OUTLINE_COLOUR = "#5affdc"
BOX_PT = 1.0
"""Width of the patch's line; its white rim takes half of that at either side."""
LINES_FULL_FROM_IN, THINNEST_LINE = 1.2, 0.4
"""Width of a picture from which its lines have their width, and the least share of it in smaller ones."""
ABOVE_BOX = 3
"""Where the outline is drawn: above the box, which is of the patch and often covers most of the area."""
FRAME_PT = 0.4
OUTLINE_PT = 0.6
THIN_PT = 0.5
"""Of the line around what the network was given, and of the patch over a map."""
NEAR_LEVELS = 8
"""Distance in 8-bit levels within which a pixel counts as having the page's colour."""


@dataclass(frozen=True)
class Sheet:
    """The style of a figure and what follows from it; inches count from the left and from the top."""

    style: FigureStyle
    vector: bool
    columns: tuple[FigureColumn, ...] = ()
    """The pictures of each map, where the layout lets them be chosen."""
    foot_words: str = ""
    """What a reader of the figure has to know, in lines of its own at the foot of the page."""
    scale: int | None = None
    """Of the networks, by which pictures are called."""

    @property
    def ink(self) -> str:
        """The colour of words and lines."""
        return "white" if self.style.background is Background.BLACK else "black"

    @property
    def line_in(self) -> float:
        """The height of a line of text."""
        return self.style.font_size_pt * 1.3 / PT_PER_INCH

    @property
    def gap_in(self) -> float:
        """Between pictures that belong together."""
        return GAP_IN

    def figure(self, height_in: float) -> Figure:
        """A page of that height, empty but for the words at its foot, for which it is made higher."""
        colour = {"white": "white", "black": "black", "transparent": "none"}[self.style.background.value]
        words = self.wrapped(self.foot_words, self.style.width_in)
        foot_in = self.line_in * (words.count("\n") + 1) + GAP_IN if words else 0.0
        # Whole pixels at the usual resolutions: programs that round a page otherwise would shift what is on it.
        size = (self.style.width_in, float(np.ceil((height_in + foot_in) * 100)) / 100)
        figure = Figure(figsize=size, dpi=self.style.dpi, facecolor=colour)
        if words:
            self.text(figure, self.style.width_in / 2, height_in + GAP_IN, words, self.style.width_in)
        return figure

    def axes(self, figure: Figure, x_in: float, y_in: float, width_in: float, height_in: float) -> Axes:
        """Axes at a place, y from the top."""
        width, height = figure.get_size_inches()
        rect = (x_in / width, 1 - (y_in + height_in) / height, width_in / width, height_in / height)
        return figure.add_axes(rect)

    def picture(self, axes: Axes, pixels: Pixels, full: FigureRegion, region: FigureRegion) -> None:
        """The part `region` of pixels that cover `full`, both in LR pixels; each pixel a square, never blurred.

        Only where a file of pixels has less room than the picture are its pixels averaged.
        """
        height, width = pixels.shape[:2]
        per_x, per_y = width / full.width, height / full.height
        x, y = region.x - full.x, region.y - full.y
        left, top = int(np.floor(x * per_x)), int(np.floor(y * per_y))
        right, bottom = int(np.ceil((x + region.width) * per_x)), int(np.ceil((y + region.height) * per_y))
        part = pixels[top:bottom, left:right]
        if self.vector:
            part = self.for_file(part, *(axes.get_position().size * axes.figure.get_size_inches()))  # type: ignore[union-attr]
        extent = (
            full.x + left / per_x, full.x + right / per_x, full.y + bottom / per_y, full.y + top / per_y
        )  # fmt: skip
        room_px = axes.get_position().width * axes.figure.get_size_inches()[0] * self.style.dpi  # type: ignore[union-attr]
        shrunk = part.shape[1] > room_px
        axes.imshow(
            part,
            extent=extent,
            interpolation="none" if self.vector else "antialiased" if shrunk else "nearest",
            aspect="auto",
        )
        axes.set_xlim(region.x, region.x + region.width)
        axes.set_ylim(region.y + region.height, region.y)
        axes.set_xticks([])
        axes.set_yticks([])
        # A picture that ends in the colour of the page would not look like one.
        axes.spines[:].set_visible(_ends_in(part, self.style.background))
        axes.spines[:].set(edgecolor="grey", linewidth=FRAME_PT)

    def for_file(self, pixels: Pixels, width_in: float, height_in: float) -> Pixels:
        """Pixels as a file that holds pictures beside words has them in a place."""
        return printed_pixels(pixels, width_in, height_in, self.style.dpi) if self.vector else pixels

    def shown(self, axes: Axes, analysis: Analysis, what: FigurePicture) -> None:
        """A column's picture with its box, outline and inset."""
        self.picture(axes, what.pixels, what.full, what.region)
        if what.frame:
            self.frame(axes, input_region(analysis))
        if what.box:
            (self.thin_box if what.thin_box else self.box)(axes, analysis)
        if what.outline:
            self.outline(axes, analysis)
        if what.box and self.style.inset:
            self._inset(axes, analysis, what)

    def box(self, axes: Axes, analysis: Analysis) -> None:
        """The patch, as a vector; its line runs around the patch, or a small one would be hidden."""
        place, line_pt = patch_region(analysis), self._line_pt(axes, BOX_PT)
        room = self._points(axes, line_pt)
        size = place.width + 2 * room, place.height + 2 * room
        corner = (place.x - room, place.y - room)
        box = Rectangle(corner, *size, fill=False, linewidth=line_pt, edgecolor=self.style.box_colour)
        box.set_path_effects([withStroke(linewidth=2 * line_pt, foreground="white")])
        axes.add_patch(box)

    def thin_box(self, axes: Axes, analysis: Analysis) -> None:
        """The patch over a map, thin and in black and white: the map begins right beside it."""
        place, line_pt = patch_region(analysis), self._line_pt(axes, THIN_PT)
        room = self._points(axes, line_pt / 2)
        corner, size = (place.x - room, place.y - room), (place.width + 2 * room, place.height + 2 * room)
        box = Rectangle(corner, *size, fill=False, linewidth=line_pt, edgecolor="black", joinstyle="miter")
        box.set_path_effects([withStroke(linewidth=2.2 * line_pt, foreground="white")])
        axes.add_patch(box)

    def frame(self, axes: Axes, region: FigureRegion) -> None:
        """What the network was given of the picture, as a thin vector."""
        corner, size = (region.x, region.y), (region.width, region.height)
        line = Rectangle(corner, *size, fill=False, linewidth=THIN_PT, edgecolor="white")
        line.set_path_effects([withStroke(linewidth=2.4 * THIN_PT, foreground="black")])
        axes.add_patch(line)

    def _line_pt(self, axes: Axes, full_pt: float) -> float:
        """The width of a line on a picture: thinner on small ones, where it would span more than what it marks."""
        width_in = axes.get_position().width * self.style.width_in
        return full_pt * min(1.0, max(THINNEST_LINE, width_in / LINES_FULL_FROM_IN))

    def _points(self, axes: Axes, points: float) -> float:
        """Points of the page in the LR pixels of a picture."""
        first, last = axes.get_xlim()
        width_in = axes.get_position().width * self.style.width_in
        return points / PT_PER_INCH / width_in * (last - first)

    def outline(self, axes: Axes, analysis: Analysis, colour: str = OUTLINE_COLOUR) -> None:
        """The line around the smoothed map, as a vector; a map that is not finite has none."""
        if not np.isfinite(analysis.importance).all():
            return
        paths, line_pt = (
            smooth_outline(analysis.importance, self.style.share),
            max(0.4, self._line_pt(axes, OUTLINE_PT)),
        )
        lines = PolyCollection(paths, facecolors="none", edgecolors=colour, linewidths=line_pt, zorder=ABOVE_BOX)
        lines.set_path_effects([withStroke(linewidth=2 * line_pt, foreground="black")])
        axes.add_collection(lines, autolim=False)

    def heading_of(self, column: FigureColumn) -> str:
        """What a picture is called in this style."""
        return self.named(column.heading_of(is_signed=self.style.signed))

    def named(self, words: str) -> str:
        """What a picture of super-resolution is called here."""
        return heading_of(self.scale, words)

    def text(
        self,
        figure: Figure,
        x_in: float,
        y_in: float,
        words: str,
        room_in: float,
        *,
        ha: str = "center",
        va: str = "top",
        rotation: float = 0.0,
        color: str | None = None,
        weight: str = "normal",
        fontsize: float | None = None,
    ) -> None:
        """Words at a place, y their top: in a size that was found to fit, else shrunk, then wrapped, into `room_in`."""
        width, height = figure.get_size_inches()
        if fontsize is None:
            shown, fontsize = self.shrunk(words, room_in, weight)
        else:
            shown = words
        drawn = in_fonts(shown.replace(GLUE, " "), weight)
        figure.text(
            x_in / width,
            1 - y_in / height,
            drawn.words,
            fontsize=fontsize,
            fontfamily=list(drawn.families),
            weight=weight,
            ha=ha,
            va=va,
            rotation=rotation,
            color=self.ink if color is None else color,
        )

    def width_in(self, words: str, weight: str = "normal") -> float:
        """The width of words in the figure's font and size, the widest line counting."""
        return width_in(words, self.style.font_size_pt, weight)

    def wrapped(self, words: str, room_in: float, weight: str = "normal") -> str:
        """Words in the figure's size on as many lines as they need."""
        return wrapped(words, room_in, lambda one: self.width_in(one, weight))

    def wrapped_at(self, words: str, room_in: float, size_pt: float, weight: str = "normal") -> str:
        """Words in a size on as many lines as they need."""
        return self.wrapped(words, room_in * self.style.font_size_pt / size_pt, weight)

    def shrunk(self, words: str, room_in: float, weight: str = "normal") -> tuple[str, float]:
        """Words on one line if a size down to the floor, in points, allows; at that, on more."""
        scale = scale_to_fit([self.width_in(words, weight) / room_in], self.style.font_size_pt)
        return self.wrapped(words, room_in / scale, weight), scale * self.style.font_size_pt

    def fitted(
        self,
        words: Sequence[str],
        rooms_in: Sequence[float],
        weight: str = "normal",
        in_one_line: Sequence[tuple[float, float]] = (),
    ) -> tuple[list[str], float]:
        """Words of one kind in one size, in points: on as many lines as they need, then smaller, down to the floor.

        `in_one_line` are widths, with their rooms, of words that have that size too and stay on a line each.
        """

        def measure(one: str) -> float:
            return self.width_in(one, weight)

        needed = [longest_piece(one, measure) / room for one, room in zip(words, rooms_in, strict=True)]
        needed += [wide / room for wide, room in in_one_line]
        scale = scale_to_fit(needed, self.style.font_size_pt)
        lines = [wrapped(one, room / scale, measure) for one, room in zip(words, rooms_in, strict=True)]
        return lines, scale * self.style.font_size_pt

    def _inset(self, axes: Axes, analysis: Analysis, what: FigurePicture) -> None:
        """The patch enlarged in the corner that is farthest from it."""
        place, region = patch_region(analysis), what.region
        right = place.x + place.width / 2 < region.x + region.width / 2
        lower = place.y + place.height / 2 < region.y + region.height / 2
        share_y = min(INSET_SHARE * region.width / region.height, 0.9)
        corner = (1 - INSET_SHARE if right else 0.0, 0.0 if lower else 1 - share_y)
        inset = axes.inset_axes((*corner, INSET_SHARE, share_y))
        self.picture(inset, what.pixels, what.full, place)
        for spine in inset.spines.values():
            spine.set_visible(True)
            spine.set_edgecolor(self.style.box_colour)
            spine.set_linewidth(1.0)


def _ends_in(pixels: Pixels, background: Background) -> bool:
    """Whether most of a picture's edge has the colour of the page; a transparent page counts as white."""
    edge = np.concatenate([pixels[0], pixels[-1], pixels[:, 0], pixels[:, -1]]).astype(float)
    ground = 0 if background is Background.BLACK else 255
    return bool(np.mean(np.abs(edge - ground).max(axis=-1) < NEAR_LEVELS) > 0.5)


def patch_region(analysis: Analysis) -> FigureRegion:
    """The patch, in LR pixels."""
    patch, scale = analysis.pictures.patch, analysis.pictures.scale
    return FigureRegion(patch.x / scale, patch.y / scale, patch.size / scale, patch.size / scale)
