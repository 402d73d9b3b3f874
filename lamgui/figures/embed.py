"""Find the recipe inside a figure, in the place that each format has for text, or in a JSON file beside it.

Files are read as bytes and parsed with limits; nothing in them is executed or resolved.
"""

from __future__ import annotations

import html
import json
import re
from collections.abc import Callable, Mapping
from pathlib import Path

from PIL import Image, TiffImagePlugin, UnidentifiedImageError

from lamgui.base.errors import PictureError
from lamgui.figures.eps_comments import comment_in
from lamgui.figures.export import PROVENANCE_KEY
from lamgui.figures.recipe import FigureRecipe, recipe_from_json
from lamgui.imaging.save import read_png_text

MARK = "lamgui-recipe:"
"""Before the JSON, where a format has only free text."""

SUFFIXES = frozenset(
    {".png", ".tif", ".tiff", ".pdf", ".svg", ".eps", ".html", ".webp", ".apng", ".gif", ".mp4", ".json"}
)
_ALSO_PICTURES = frozenset({".png", ".tif", ".tiff", ".webp", ".apng", ".gif"})
MAX_BYTES = 256 << 20
MAX_JSON_LETTERS = 4 << 20
_PDF_STRING = re.compile(rb"/Keywords\s*\(((?:[^()\\]|\\.)*)\)", re.DOTALL)
_SVG_TEXT = re.compile(rf"{MARK}([^<]*)<")
_PAGE_TEXT = re.compile(r'<script type="application/json" id="lamgui-recipe">([^<]*)</script>')
_PDF_ESCAPES = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f"}


def read_recipe(path: Path) -> FigureRecipe | None:
    """The recipe in a figure; None for a file that carries none, such as an ordinary picture.

    Raises PictureError where there is one that cannot be read, or the file cannot be.
    """
    suffix = path.suffix.lower()
    if suffix not in SUFFIXES:
        return None
    try:
        if path.stat().st_size > MAX_BYTES:
            return None
        text = _text_in(path, suffix)
    except OSError as error:
        if suffix in _ALSO_PICTURES:
            # Opening it as a picture raises the error.
            return None
        raise PictureError(f"{path} could not be read: {error.strerror or error}.", "Choose another file.") from error
    if text is None:
        return None
    if len(text) > MAX_JSON_LETTERS:
        raise PictureError(f"What {path.name} says of how it was made is too long to be true.", "Choose another file.")
    return recipe_from_json(text)


def _text_in(path: Path, suffix: str) -> str | None:
    if suffix in _READERS:
        return _READERS[suffix](path)
    text = path.read_text(encoding="utf-8", errors="replace")
    return text if '"lamgui"' in text[:200] else None


def _in_svg(path: Path) -> str | None:
    found = _SVG_TEXT.search(path.read_text(encoding="utf-8", errors="replace"))
    return html.unescape(found[1]) if found else None


def _in_eps(path: Path) -> str | None:
    return comment_in(path.read_bytes())


def _in_page(path: Path) -> str | None:
    found = _PAGE_TEXT.search(path.read_text(encoding="utf-8", errors="replace"))
    return found[1] if found else None


def _in_png(path: Path) -> str | None:
    try:
        return read_png_text(path).get(PROVENANCE_KEY)
    except PictureError:
        # No PNG inside: opening it as a picture raises the error.
        return None


def _in_picture(path: Path) -> str | None:
    """The description of a TIFF or WebP, or the comment of a GIF."""
    try:
        with path.open("rb") as stream, Image.open(stream, formats=["TIFF", "WEBP", "GIF"]) as image:
            comment = image.info.get("comment", b"")
            if image.format == "GIF":
                text = comment.decode("latin-1") if isinstance(comment, bytes) else str(comment)
            else:
                tags = image.tag_v2 if isinstance(image, TiffImagePlugin.TiffImageFile) else image.getexif()
                text = str(tags.get(TiffImagePlugin.IMAGEDESCRIPTION, ""))
    except (UnidentifiedImageError, ValueError, SyntaxError, Image.DecompressionBombError):
        return None
    return text.removeprefix(MARK) if text.startswith(MARK) else None


def _in_video(path: Path) -> str | None:
    """The comment of an MP4: the JSON behind the mark, as far as it goes."""
    data = path.read_bytes()
    begin = data.find(MARK.encode("ascii"))
    if begin < 0:
        return None
    text = data[begin + len(MARK) : begin + len(MARK) + MAX_JSON_LETTERS].decode("ascii", "replace")
    try:
        _, end = json.JSONDecoder().raw_decode(text)
    except (ValueError, RecursionError):
        return text.partition("\0")[0]
    return text[:end]


def _in_pdf(path: Path) -> str | None:
    """The keywords of an uncompressed information dictionary, as matplotlib writes it."""
    for found in _PDF_STRING.finditer(path.read_bytes()):
        raw = re.sub(rb"\\(.)", lambda m: _PDF_ESCAPES.get(m[1], m[1]), found[1], flags=re.DOTALL)
        text = raw[2:].decode("utf-16-be", "replace") if raw.startswith(b"\xfe\xff") else raw.decode("latin-1")
        if text.startswith(MARK):
            return text.removeprefix(MARK)
    return None


_READERS: Mapping[str, Callable[[Path], str | None]] = {
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
}
"""By ending; a JSON file is the recipe itself."""
