"""Find the recipe inside a figure, in the place that each format has for text, or in a JSON file beside it.

Files are read as bytes and parsed with limits; nothing in them is executed or resolved.
"""

from __future__ import annotations

import itertools
import json
import re
import zlib
from collections.abc import Callable, Mapping
from pathlib import Path
from threading import Event
from typing import BinaryIO

from PIL import Image, TiffImagePlugin

from lamgui.base.errors import PictureError
from lamgui.base.file_limits import FIGURE_FILE, RECIPE_TEXT
from lamgui.figures.export import PROVENANCE_KEY
from lamgui.figures.formats.eps_comments import comment_in
from lamgui.figures.formats.svg_text import svg_text
from lamgui.figures.recipe import FigureRecipe, recipe_from_json
from lamgui.files.wanted import Wanted
from lamgui.imaging.png_text import texts_in

MARK = "lamgui-recipe:"
"""Before the JSON, where a format has only free text."""

SUFFIXES = frozenset(
    {".png", ".tif", ".tiff", ".pdf", ".svg", ".eps", ".html", ".webp", ".apng", ".gif", ".mp4", ".json"}
)
_ALSO_PICTURES = frozenset({".png", ".tif", ".tiff", ".webp", ".apng", ".gif"})
FIGURES = Wanted(PictureError, FIGURE_FILE, "a figure", "one that lamgui wrote, or its .json", "Choose another file.")
_PAGE_START = b'<script type="application/json" id="lamgui-recipe">'
_PDF_KEYWORDS = re.compile(rb"/Keywords[ \t\r\n\f\0]{0,64}\(")
_PDF_STRING = re.compile(rb"(?:[^()\\]++|\\.)*+\)", re.DOTALL)
_PDF_ESCAPES = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f"}
_PDF_PIECES, _PDF_PIECE_BYTES = 64, 4
"""How many keywords of a PDF are looked at; and most bytes of one letter: of UTF-16, each escaped."""


def read_recipe(path: Path, stop: Event | None = None) -> FigureRecipe | None:
    """The recipe in a figure of maps; None for a file that carries none, such as an ordinary picture.

    Raises PictureError where there is one that cannot be read, or the file cannot be; ReadStopped after `stop`.
    """
    text = recipe_text(path, stop)
    return None if text is None else recipe_from_json(text)


def recipe_text(path: Path, stop: Event | None = None) -> str | None:
    """The text of the recipe in any figure of the program; None and errors as of `read_recipe`."""
    suffix = path.suffix.lower()
    if suffix not in SUFFIXES:
        return None
    try:
        with FIGURES.opened(path, stop) as stream:
            return _READERS[suffix](stream)
    except PictureError:
        if suffix in _ALSO_PICTURES:
            # Opening it as a picture raises the error, or it is one.
            return None
        raise
    except ValueError as error:
        message = f"What {path.name} says of how it was made cannot be read: {error}."
        raise PictureError(message, "It may have been changed by another program.") from error


def _alone(stream: BinaryIO) -> str | None:
    """A recipe in a file of its own."""
    data = stream.read(RECIPE_TEXT.bytes + 1)
    return data.decode("utf-8", "replace") if b'"lamgui"' in data[:200] else None


def _in_svg(stream: BinaryIO) -> str | None:
    return svg_text(stream, MARK, RECIPE_TEXT.bytes)


def _in_eps(stream: BinaryIO) -> str | None:
    return comment_in(stream.read())


def _in_page(stream: BinaryIO) -> str | None:
    data = stream.read()
    begin = data.find(_PAGE_START)
    end = data.find(b"<", begin + len(_PAGE_START))
    if begin < 0 or not data.startswith(b"</script>", end):
        return None
    return data[begin + len(_PAGE_START) : end].decode("utf-8", "replace")


def _in_png(stream: BinaryIO) -> str | None:
    try:
        return texts_in(stream, 4 * RECIPE_TEXT.bytes).get(PROVENANCE_KEY)
    except (ValueError, zlib.error):
        # No whole PNG: opening it as a picture raises the error.
        return None


def _in_picture(stream: BinaryIO) -> str | None:
    """The description of a TIFF or WebP, or the comment of a GIF."""
    try:
        with Image.open(stream, formats=["TIFF", "WEBP", "GIF"]) as image:
            comment = image.info.get("comment", b"")
            if image.format == "GIF":
                text = comment.decode("latin-1") if isinstance(comment, bytes) else str(comment)
            else:
                tags = image.tag_v2 if isinstance(image, TiffImagePlugin.TiffImageFile) else image.getexif()
                text = str(tags.get(TiffImagePlugin.IMAGEDESCRIPTION, ""))
    # For damaged files Pillow raises nearly every kind of exception; opening it as a picture puts that into words.
    except Exception:  # noqa: BLE001
        return None
    return text.removeprefix(MARK) if text.startswith(MARK) else None


def _in_video(stream: BinaryIO) -> str | None:
    """The comment of an MP4: the JSON behind the mark, as far as it goes."""
    data = stream.read()
    begin = data.find(MARK.encode("ascii"))
    if begin < 0:
        return None
    text = data[begin + len(MARK) : begin + len(MARK) + RECIPE_TEXT.bytes].decode("ascii", "replace")
    try:
        _, end = json.JSONDecoder().raw_decode(text)
    except (ValueError, RecursionError):
        return text.partition("\0")[0]
    return text[:end]


def _in_pdf(stream: BinaryIO) -> str | None:
    """The keywords of an uncompressed information dictionary, as matplotlib writes it."""
    data, most_bytes = stream.read(), _PDF_PIECE_BYTES * RECIPE_TEXT.bytes
    for found in itertools.islice(_PDF_KEYWORDS.finditer(data), _PDF_PIECES):
        string = _PDF_STRING.match(data, found.end(), found.end() + most_bytes)
        if string is None:
            continue
        raw = re.sub(rb"\\(.)", lambda m: _PDF_ESCAPES.get(m[1], m[1]), string[0][:-1], flags=re.DOTALL)
        text = raw[2:].decode("utf-16-be", "replace") if raw.startswith(b"\xfe\xff") else raw.decode("latin-1")
        if text.startswith(MARK):
            return text.removeprefix(MARK)
    return None


_READERS: Mapping[str, Callable[[BinaryIO], str | None]] = {
    ".png": _in_png,
    ".apng": _in_png,
    ".tif": _in_picture,
    ".tiff": _in_picture,
    ".webp": _in_picture,
    ".gif": _in_picture,
    ".pdf": _in_pdf,
    ".svg": _in_svg,
    ".eps": _in_eps,
    ".html": _in_page,
    ".mp4": _in_video,
    ".json": _alone,
}
"""By ending."""
