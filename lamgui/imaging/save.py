"""Write pixels as a PNG that carries text with it, such as the settings of a map."""

from __future__ import annotations

import errno
from collections.abc import Mapping
from io import BytesIO
from pathlib import Path

from PIL import Image
from PIL.PngImagePlugin import PngInfo

from lamgui.base.errors import SaveError
from lamgui.base.full_disk import FULL
from lamgui.files.atomic import replacing
from lamgui.imaging.picture import Pixels

_FORBIDDEN = {errno.EACCES, errno.EPERM, errno.EROFS}
_NOWHERE = {errno.ENOENT, errno.ENOTDIR}


def save_png(path: Path, pixels: Pixels, text: Mapping[str, str]) -> None:
    """Write uint8 (H, W, 3) to `path`, with a text chunk for each item of `text`; all of it or nothing.

    Keys are the 1 to 79 Latin-1 letters that PNG allows; values may be of any script. Raises SaveError where
    it cannot be written; an older file is then unchanged.
    """
    chunks = PngInfo()
    for key, value in text.items():
        chunks.add_text(key, value) if value.isascii() else chunks.add_itxt(key, _encodable(value))
    try:
        with replacing(path) as temporary:
            written = BytesIO()
            Image.fromarray(pixels).save(written, format="PNG", pnginfo=chunks)
            temporary.write_bytes(written.getvalue())
    except OSError as error:
        raise save_error(path, error) from error


def save_error(path: Path, error: OSError) -> SaveError:
    """The reason why `path` could not be written, in words for the user."""
    folder = path.parent.absolute()
    if error.errno in FULL:
        message = f"{path.name} was not saved: no space is left on the disk that holds {folder}."
        advice = "Free some space, or save to another disk."
    elif _is_folder(path):
        message, advice = f"{path.name} was not saved: {path} is a folder.", "Choose a file name inside it."
    elif error.errno in _FORBIDDEN:
        message = f"{path.name} was not saved: you may not write to the folder {folder}."
        advice = "Save to another folder, or change this one's permissions."
    elif error.errno in _NOWHERE:
        message = f"{path.name} was not saved: there is no folder {folder}."
        advice = "Make the folder first, or save to another one."
    else:
        message = f"{path.name} was not saved in {folder}: {error.strerror or error}."
        advice = "Save to another folder or under another name."
    return SaveError(message, advice, details=str(error))


def _is_folder(path: Path) -> bool:
    try:
        return path.is_dir()
    except OSError:
        return False


def _encodable(value: str) -> str:
    """A text without lone surrogates, which file names may contain and UTF-8 cannot encode."""
    return value.encode("utf-8", "backslashreplace").decode("utf-8")
