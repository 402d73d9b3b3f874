"""Writes the path as an animation: WebP, APNG or GIF by Pillow, MP4 by ffmpeg, with the recipe inside."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import chain, repeat
from pathlib import Path

import numpy as np
from matplotlib.backends.backend_agg import FigureCanvasAgg
from PIL import Image, TiffImagePlugin
from PIL.PngImagePlugin import PngInfo

from lamgui.figures.animation.drawing import PathDrawing, alphas_of
from lamgui.figures.animation.video import require_ffmpeg, write_video
from lamgui.figures.build import at_width, figure_style
from lamgui.figures.embed import MARK
from lamgui.figures.export import PROVENANCE_KEY
from lamgui.figures.formats.endings import ending_of
from lamgui.figures.layouts.sheet import Sheet
from lamgui.figures.options import FigureOptions
from lamgui.files.atomic import replacing
from lamgui.imaging.picture import Pixels
from lamgui.imaging.save import save_error
from lamgui.maps.result import Analysis

MOST_WIDTH_PX = 1920
"""Of a frame: the width of a projector's picture."""
HOLD = 8
"""How many times as long as the others the last frame is shown: the whole map."""
GIF_UNIT_MS, GIF_LEAST_MS = 10, 20
"""GIF counts in hundredths of a second, and browsers take less than two of them for ten."""


def write_animation(analyses: Sequence[Analysis], options: FigureOptions, path: Path, recipe: str) -> None:
    """Write the path of these maps, a frame for each α, in the format of the path's ending; `recipe` is JSON.

    Raises SaveError, and SettingsError for maps without pictures of their path.
    """
    ending = ending_of(path)
    if ending == "mp4":
        require_ffmpeg()
    frames = list(animation_frames(analyses, options))
    try:
        with replacing(path) as temporary:
            if ending == "mp4":
                height, width = frames[0].shape[:2]
                held = chain(frames, repeat(frames[-1], HOLD - 1))
                write_video(temporary, held, (width, height), options.frame_ms, MARK + recipe)
            else:
                _save(temporary, ending, [Image.fromarray(frame) for frame in frames], options, recipe)
    except OSError as error:
        raise save_error(path, error) from error


def animation_frames(analyses: Sequence[Analysis], options: FigureOptions) -> Iterator[Pixels]:
    """The frames, uint8 (H, W, 3), at the figure's resolution, no wider than a projector's picture."""
    looks = options if options.width_in * options.dpi <= MOST_WIDTH_PX else at_width(options, MOST_WIDTH_PX)
    with figure_style(looks):
        drawing = PathDrawing(Sheet(replace(looks, inset=False), vector=False), analyses)
        canvas = FigureCanvasAgg(drawing.figure)
        canvas.figure.set_dpi(looks.dpi)
        for alpha in alphas_of(analyses):
            drawing.show(alpha)
            canvas.draw()  # type: ignore[no-untyped-call]
            yield np.array(canvas.buffer_rgba())[:, :, :3]  # type: ignore[no-untyped-call]


def durations_ms(count: int, options: FigureOptions) -> list[int]:
    """How long each of `count` frames is shown."""
    return [*[options.frame_ms] * (count - 1), HOLD * options.frame_ms]


def _save(path: Path, ending: str, images: list[Image.Image], options: FigureOptions, recipe: str) -> None:
    first, *others = images
    durations = durations_ms(len(images), options)
    if ending == "webp":
        exif = Image.Exif()
        exif[TiffImagePlugin.IMAGEDESCRIPTION] = MARK + recipe
        first.save(
            path, "WEBP", save_all=True, append_images=others, duration=durations, loop=options.plays, lossless=True,
            quality=50, exif=exif,
        )  # fmt: skip
    elif ending == "apng":
        text = PngInfo()
        text.add_text(PROVENANCE_KEY, recipe)
        first.save(
            path, "PNG", save_all=True, append_images=others, duration=durations, loop=options.plays, pnginfo=text
        )
    else:
        in_units = [max(GIF_LEAST_MS, GIF_UNIT_MS * round(ms / GIF_UNIT_MS)) for ms in durations]
        # GIF states how often the frames are repeated, and nothing where they are shown once.
        repeats = {} if options.plays == 1 else {"loop": max(0, options.plays - 1)}
        comment = (MARK + recipe).encode("ascii")
        first.save(path, "GIF", save_all=True, append_images=others, duration=in_units, comment=comment, **repeats)
