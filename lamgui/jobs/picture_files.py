"""Jobs on several picture files: those of a folder, and a small picture of each."""

from __future__ import annotations

import contextlib
import re
from collections.abc import Generator, Mapping, Sequence
from functools import partial
from pathlib import Path
from threading import Event

import cv2
import numpy as np

from lamgui.base.errors import PictureError, UserError
from lamgui.base.generators import map_reports
from lamgui.base.in_a_thread import in_a_thread
from lamgui.imaging.pairs import Pair, Size, pairs_of
from lamgui.imaging.picture import Picture, Pixels
from lamgui.imaging.read import read_picture
from lamgui.imaging.suffixes import PICTURE_SUFFIXES


def pictures_in(folder: Path) -> Generator[None, None, tuple[Path, ...]]:
    """The pictures of a folder, by their endings, 2.png before 10.png; raises PictureError where there is none."""
    yield
    try:
        names = yield from in_a_thread(lambda _: _names_in(folder))
    except OSError as error:
        raise PictureError(f"{folder} cannot be read.", "Choose another folder.", str(error)) from error
    if not names:
        raise PictureError(f"There is no picture in {folder.name}.", "Choose the folder that holds them itself.")
    return tuple(folder / name for name in names)


def _names_in(folder: Path) -> list[str]:
    names = (path.name for path in folder.iterdir() if path.suffix.lower() in PICTURE_SUFFIXES)
    return sorted(names, key=_natural)


def _read(path: Path, stop: Event) -> Picture:
    return read_picture(path, stop=stop)


def pairs_in(paths: Sequence[Path], same_size: bool) -> Generator[None, None, tuple[Pair, ...]]:
    """The ways in which two files may be a picture and its original; none where one of them cannot be read."""
    sizes: list[Size] = []
    for path in paths:
        yield
        try:
            picture = yield from in_a_thread(partial(_read, path))
        except UserError:
            return ()
        sizes.append((picture.width, picture.height))
    (first, second), (first_size, second_size) = paths, sizes
    return pairs_of(first, first_size, second, second_size, same_size)


def thumbnails(paths: Sequence[Path], side_px: int) -> Generator[Mapping[Path, Pixels], None, Mapping[Path, Pixels]]:
    """A small picture of each file, all made so far in every report; none of one that cannot be read."""
    made: dict[Path, Pixels] = {}
    for path in paths:
        with contextlib.suppress(UserError):
            picture = yield from map_reports(in_a_thread(partial(_read, path)), lambda _: dict(made))
            made[path] = thumbnail(picture.pixels, side_px)
        yield dict(made)
    return made


def thumbnail(pixels: Pixels, side_px: int) -> Pixels:
    """A picture that is at most `side_px` wide and high, uint8 (h, w, 3); smaller ones stay as they are."""
    height, width = pixels.shape[:2]
    scale = min(1.0, side_px / max(height, width))
    size = (max(1, round(width * scale)), max(1, round(height * scale)))
    return np.asarray(cv2.resize(pixels, size, interpolation=cv2.INTER_AREA), np.uint8)


def _natural(name: str) -> tuple[list[str | int], str]:
    """Sorts 2.png before 10.png, and by letters otherwise, whatever their case."""
    parts = re.split(r"(\d+)", name.casefold())
    return [int(part) if k % 2 else part for k, part in enumerate(parts)], name
